package io.footnote.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches documents from hosts that an operator allowed, and from nowhere else: the host of the
 * address and of every redirect is checked, then every address that the name resolves to, and the
 * connection goes to an address that was checked, so that a name that resolves otherwise the second
 * time (DNS rebinding) gains nothing. No proxy, no cookies, no credentials, no compression. What is
 * too large, of another kind than documents are, or too slow is given up. Thread-safe.
 */
public final class WebFetcher implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout SILENCE = Timeout.ofSeconds(30);
  private static final Duration WHOLE = Duration.ofMinutes(5);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private static final Logger LOG = LoggerFactory.getLogger(WebFetcher.class);

  private final WebAccess access;
  private final Clock clock;
  private final CloseableHttpClient client;

  public WebFetcher(WebAccess access, Clock clock) {
    this(access, clock, SystemDefaultDnsResolver.INSTANCE::resolve);
  }

  /** With another way to resolve names, for tests. */
  WebFetcher(WebAccess access, Clock clock, Resolver resolver) {
    this.access = access;
    this.clock = clock;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new CheckedAddresses(access, resolver))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(SILENCE)
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(SILENCE).build())
            .setUserAgent("Footnote")
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .build();
  }

  /** Looks up the addresses of a name. */
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /**
   * What was fetched.
   *
   * @param mime the media type, as the server names it
   * @param modified when it was last changed, if the server says
   */
  public record Fetched(Path file, String mime, @Nullable Instant modified) implements Response {}

  record Redirect(URI location) implements Response {}

  sealed interface Response permits Fetched, Redirect {}

  /**
   * Fetches into a file.
   *
   * @param to overwritten; deleted if this fails
   * @throws FetchRefusedException if it may not be fetched, or is no document
   * @throws IOException if it cannot be fetched
   */
  public Fetched fetch(URI address, Path to) throws IOException {
    boolean done = false;
    try {
      URI next = address;
      for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
        access.check(next);
        switch (get(next, to)) {
          case Fetched fetched -> {
            done = true;
            return fetched;
          }
          case Redirect(URI location) -> next = location;
        }
      }
      throw new FetchRefusedException(
          "%s is redirected more than %d times".formatted(address, MAX_REDIRECTS));
    } finally {
      if (!done) {
        Files.deleteIfExists(to);
      }
    }
  }

  private Response get(URI address, Path to) throws IOException {
    HttpGet request = new HttpGet(address);
    ClassicHttpResponse response = client.executeOpen(null, request, null);
    boolean complete = false;
    try {
      Response result = read(address, response, to);
      complete = result instanceof Fetched;
      return result;
    } finally {
      if (complete) {
        response.close();
      } else {
        abandon(request, response);
      }
    }
  }

  /** Without the abort, closing would read the rest, however long that is. */
  private static void abandon(HttpGet request, ClassicHttpResponse response) {
    request.abort();
    try {
      response.close();
    } catch (IOException e) {
      LOG.debug("{} was cut off", request.getRequestUri(), e);
    }
  }

  private Response read(URI address, ClassicHttpResponse response, Path to) throws IOException {
    int status = response.getCode();
    if (REDIRECTS.contains(status)) {
      return redirect(address, response.getFirstHeader("Location"));
    }
    HttpEntity entity = response.getEntity();
    if (status != 200 || entity == null) {
      throw new FetchRefusedException("%s answered with status %d".formatted(address, status));
    }
    String mime = mime(address, entity);
    if (entity.getContentLength() > access.maxBytes()) {
      throw tooLarge(address);
    }
    copy(address, entity, to);
    Header modified = response.getFirstHeader("Last-Modified");
    return new Fetched(
        to, mime, modified == null ? null : DateUtils.parseStandardDate(modified.getValue()));
  }

  private static Redirect redirect(URI address, @Nullable Header location) throws IOException {
    try {
      URI next = address.resolve(location == null ? "" : location.getValue());
      boolean downgrade = "https".equals(address.getScheme()) && !"https".equals(next.getScheme());
      if (location != null && !downgrade) {
        return new Redirect(next);
      }
      throw new FetchRefusedException(
          "%s is redirected %s".formatted(address, downgrade ? "to plain HTTP" : "to nowhere"));
    } catch (IllegalArgumentException e) {
      throw new FetchRefusedException("%s is redirected to no address".formatted(address));
    }
  }

  private static String mime(URI address, HttpEntity entity) throws FetchRefusedException {
    ContentType type = ContentType.parseLenient(entity.getContentType());
    String mime = type == null ? "" : type.getMimeType().toLowerCase(Locale.ROOT);
    if (!DocumentTypes.contain(mime)) {
      throw new FetchRefusedException(
          "%s is no document but %s".formatted(address, mime.isEmpty() ? "of unknown type" : mime));
    }
    return mime;
  }

  private void copy(URI address, HttpEntity entity, Path to) throws IOException {
    Instant deadline = clock.instant().plus(WHOLE);
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    InputStream in = entity.getContent(); // closed with the response
    try (OutputStream out = Files.newOutputStream(to)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > access.maxBytes()) {
          throw tooLarge(address);
        }
        if (clock.instant().isAfter(deadline)) {
          throw new FetchRefusedException(
              "%s took longer than %d minutes".formatted(address, WHOLE.toMinutes()));
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private FetchRefusedException tooLarge(URI address) {
    return new FetchRefusedException(
        "%s is larger than %d bytes (setting fetch_max_bytes)"
            .formatted(address, access.maxBytes()));
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** Resolves names to addresses that may be connected to, or not at all. */
  private record CheckedAddresses(WebAccess access, Resolver resolver) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] addresses = resolver.resolve(host);
      if (!access.allowsPrivate(host)) {
        for (InetAddress address : addresses) {
          if (!PublicAddresses.contain(address)) {
            throw new UnknownHostException(
                "%s has the address %s, which is not public; name the host in fetch_private_hosts if it is meant"
                    .formatted(host, address.getHostAddress()));
          }
        }
      }
      return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
