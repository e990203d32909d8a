package io.footnote.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.WebDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebFetcherTest {
  private static final int MAX_BYTES = 2000;

  @TempDir Path folder;
  private HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          answer(exchange);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/page" -> {
          exchange.getResponseHeaders().add("Last-Modified", "Tue, 03 Mar 2020 10:00:00 GMT");
          send(
              exchange,
              "text/html; charset=utf-8",
              "<p>The page.</p>".getBytes(StandardCharsets.UTF_8));
        }
        case "/large" -> send(exchange, "text/plain", new byte[MAX_BYTES + 1]);
        case "/endless" -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
              out.write(new byte[1000]);
            }
          } catch (IOException e) {
            return; // the client has had enough
          }
        }
        case "/film" -> send(exchange, "video/mp4", new byte[10]);
        case "/untyped" -> send(exchange, null, new byte[10]);
        case "/moved" -> redirect(exchange, "/page");
        case "/out" -> redirect(exchange, "http://elsewhere.example.org/page");
        case "/inside" -> redirect(exchange, "http://127.0.0.1:" + port() + "/page");
        case "/round" -> redirect(exchange, "/round");
        case "/file" -> redirect(exchange, "file:///etc/passwd");
        case "/sitemap.xml" ->
            send(
                exchange,
                "application/xml",
                sitemap(
                    "urlset", "url", at("/page"), "http://elsewhere.example.org/x", "no address"));
        case "/index.xml.gz" ->
            send(
                exchange,
                "application/gzip",
                gzip(sitemap("sitemapindex", "sitemap", at("/sitemap.xml"), at("/gone.xml"))));
        case "/entity.xml" ->
            send(
                exchange,
                "application/xml",
                ("<!DOCTYPE urlset [<!ENTITY x SYSTEM \"%s\">]><urlset><url><loc>&x;</loc></url></urlset>"
                        .formatted(at("/secret")))
                    .getBytes(StandardCharsets.UTF_8));
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    if (type != null) {
      exchange.getResponseHeaders().add("Content-Type", type);
    }
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  private static byte[] sitemap(String root, String entry, String... locations) {
    StringBuilder xml =
        new StringBuilder(
            "<?xml version=\"1.0\"?><%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
                .formatted(root));
    for (String location : locations) {
      xml.append(
          "<%s><loc> %s </loc><lastmod>2020-01-01</lastmod></%s>"
              .formatted(entry, location, entry));
    }
    return xml.append("</%s>".formatted(root)).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /** An address of the server, under a name that stands for loopback. */
  private String at(String path) {
    return "http://docs.example.org:" + port() + path;
  }

  private WebAccess access(String... privateHosts) {
    return new WebAccess(List.of("docs.example.org:" + port()), List.of(privateHosts), MAX_BYTES);
  }

  private WebFetcher fetcher(WebAccess access) {
    return new WebFetcher(
        access,
        Clock.systemUTC(),
        host -> new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})});
  }

  private WebFetcher.Fetched fetch(String path) throws IOException {
    try (WebFetcher fetcher = fetcher(access("docs.example.org"))) {
      return fetcher.fetch(URI.create(at(path)), folder.resolve("fetched"));
    }
  }

  @Test
  void fetchesWhatIsAllowedFollowingRedirects() throws IOException {
    for (String path : List.of("/page", "/moved")) {
      WebFetcher.Fetched fetched = fetch(path);
      assertThat(fetched.file()).hasContent("<p>The page.</p>");
      assertThat(fetched.mime()).isEqualTo("text/html");
      assertThat(fetched.modified()).isEqualTo(Instant.parse("2020-03-03T10:00:00Z"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /large   | is larger than 2000 bytes (setting fetch_max_bytes)
          /endless | is larger than 2000 bytes (setting fetch_max_bytes)
          /film    | is no document but video/mp4
          /untyped | is no document but of unknown type
          /nothing | answered with status 404
          /round   | is redirected more than 5 times
          """)
  void givesUpWhatIsNoDocument(String path, String reason) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(FetchRefusedException.class)
        .hasMessage(at(path) + " " + reason);
    assertThat(folder.resolve("fetched")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /out    | http://elsewhere.example.org/page is not fetched: the setting fetch_hosts does not allow elsewhere.example.org
          /inside | does not allow 127.0.0.1:
          /file   | file:///etc/passwd is not fetched: the setting fetch_hosts does not allow it
          """)
  void aRedirectLeadsNowhereThatIsNotAllowed(String path, String reason) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(FetchRefusedException.class)
        .hasMessageContaining(reason);
    assertThat(requests).as("what it leads to was not asked").hasValue(1);
  }

  @Test
  void nothingIsAllowedUnlessNamed() {
    try (WebFetcher fetcher = fetcher(WebAccess.NONE)) {
      URI address = URI.create("https://docs.example.org/page");
      assertThatThrownBy(() -> fetcher.fetch(address, folder.resolve("fetched")))
          .hasMessage(
              "https://docs.example.org/page is not fetched: the setting fetch_hosts does not allow"
                  + " docs.example.org");
    }
  }

  @Test
  void anAllowedNameWithAPrivateAddressIsNotConnectedTo() {
    try (WebFetcher fetcher = fetcher(access())) {
      assertThatThrownBy(() -> fetcher.fetch(URI.create(at("/page")), folder.resolve("fetched")))
          .hasMessageContaining(
              "docs.example.org has the address 127.0.0.1, which is not public; name the host in"
                  + " fetch_private_hosts if it is meant");
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void oneOfSeveralAddressesThatIsPrivateIsEnoughToRefuse() throws IOException {
    InetAddress[] both = {
      InetAddress.getByAddress("docs.example.org", new byte[] {93, (byte) 184, (byte) 216, 34}),
      InetAddress.getByAddress("docs.example.org", new byte[] {127, 0, 0, 1})
    };
    try (WebFetcher fetcher = new WebFetcher(access(), Clock.systemUTC(), _ -> both)) {
      assertThatThrownBy(() -> fetcher.fetch(URI.create(at("/page")), folder.resolve("fetched")))
          .hasMessageContaining("which is not public");
    }
  }

  @Test
  void theAddressThatWasCheckedIsTheOneThatIsConnectedTo() throws IOException {
    AtomicInteger lookups = new AtomicInteger();
    WebFetcher.Resolver rebinding =
        host ->
            new InetAddress[] {
              lookups.incrementAndGet() == 1
                  ? InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})
                  : InetAddress.getByAddress(host, new byte[] {10, 0, 0, 1})
            };
    try (WebFetcher fetcher =
        new WebFetcher(access("docs.example.org"), Clock.systemUTC(), rebinding)) {
      assertThat(fetcher.fetch(URI.create(at("/page")), folder.resolve("fetched")).file()).exists();
    }
    assertThat(lookups)
        .as("a name is not looked up again after its address was checked")
        .hasValue(1);
  }

  @Test
  void hostsAreNamedWholeOrByWhatTheyLieBelow() throws IOException {
    WebAccess access =
        new WebAccess(List.of("*.example.org", "Docs.Example.com:8443"), List.of(), MAX_BYTES);
    access.check(URI.create("https://a.b.example.org/x"));
    access.check(URI.create("https://docs.example.com:8443/x"));
    for (String not :
        List.of(
            "https://example.org/x",
            "https://notexample.org/x",
            "https://docs.example.com/x",
            "https://a.example.org:8080/x",
            "ftp://a.example.org:80/x",
            "https://docs.example.com.evil.org:8443/x")) {
      assertThatThrownBy(() -> access.check(URI.create(not)))
          .as(not)
          .isInstanceOf(FetchRefusedException.class);
    }
    assertThatThrownBy(() -> WebAccess.checkHost("http://a"))
        .hasMessage(
            "a host is written docs.example.org, *.example.org or docs.example.org:8443, but got:"
                + " 'http://a'");
  }

  @Test
  void aSitemapStandsForWhatItLists() {
    WebAccess access = access("docs.example.org");
    try (WebFetcher fetcher = fetcher(access)) {
      WebListing listing = new WebListing(fetcher, access, folder);
      List<SourceDocument> listed =
          List.of(
              new WebDocument(URI.create(at("/page")), URI.create(at("/sitemap.xml"))),
              new WebDocument(
                  URI.create("http://elsewhere.example.org/x"), URI.create(at("/sitemap.xml"))));
      assertThat(listing.list(URI.create(at("/sitemap.xml")))).isEqualTo(listed);
      assertThat(listing.list(URI.create(at("/index.xml.gz"))))
          .containsExactly(
              listed.get(0),
              listed.get(1),
              new BrokenDocument(at("/gone.xml"), at("/gone.xml") + " answered with status 404"));
      assertThat(listing.list(URI.create(at("/page"))))
          .containsExactly(new WebDocument(URI.create(at("/page")), null));
      requests.set(0);
      assertThat(listing.list(URI.create(at("/entity.xml")))).hasSize(1);
      assertThat(requests).as("entities are not fetched").hasValue(1);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFetchedDocumentIsNamedAfterItsAddress() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "x");
    WebFetcher.Fetched html = new WebFetcher.Fetched(file, "text/html", null);
    assertThat(name("https://a.org/guide/start/", html)).isEqualTo("start.html");
    assertThat(name("https://a.org/", html)).isEqualTo("a.org.html");
    assertThat(name("https://a.org/x.php?id=1", html)).isEqualTo("x.php");
    assertThat(name("https://a.org/report", new WebFetcher.Fetched(file, "application/pdf", null)))
        .isEqualTo("report.pdf");
  }

  private static String name(String address, WebFetcher.Fetched fetched) throws IOException {
    return new WebDocument(URI.create(address), null).fetched(fetched).name();
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true",
    "172.32.0.1, true",
    "100.128.0.1, true",
    "2600:1901::1, true",
    "127.0.0.1, false",
    "0.0.0.0, false",
    "10.1.2.3, false",
    "100.64.0.1, false",
    "169.254.169.254, false",
    "172.16.0.1, false",
    "172.31.255.255, false",
    "192.168.1.1, false",
    "198.18.0.1, false",
    "224.0.0.1, false",
    "255.255.255.255, false",
    "::1, false",
    "::, false",
    "::ffff:10.0.0.1, false",
    "fe80::1, false",
    "fd00::1, false",
    "ff02::1, false",
    "64:ff9b::a00:1, false",
    "2002:a00:1::, false",
    "2001:0:4136:e378::, false",
    "2001:db8::1, false"
  })
  void publicAddresses(String address, boolean isPublic) throws IOException {
    assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isEqualTo(isPublic);
  }
}
