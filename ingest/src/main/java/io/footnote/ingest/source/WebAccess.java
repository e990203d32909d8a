package io.footnote.ingest.source;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What may be fetched from the web. Nothing, unless hosts are named.
 *
 * @param hosts as {@code docs.example.org}, {@code *.example.org} for all below it, or {@code
 *     docs.example.org:8443}; without a port those of HTTP and HTTPS
 * @param privateHosts those of them whose addresses may be of this machine or a private network
 * @param maxBytes size of the largest document
 */
public record WebAccess(List<String> hosts, List<String> privateHosts, long maxBytes) {
  public static final long DEFAULT_MAX_BYTES = 50L << 20;

  /** Nothing is fetched. */
  public static final WebAccess NONE = new WebAccess(List.of(), List.of(), DEFAULT_MAX_BYTES);

  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\\d{1,5})?");

  public WebAccess {
    hosts = hosts.stream().map(WebAccess::checkHost).toList();
    privateHosts = privateHosts.stream().map(WebAccess::checkHost).toList();
  }

  /**
   * Returns the host in lower case.
   *
   * @throws IllegalArgumentException if it is not written as a host
   */
  public static String checkHost(String host) {
    String lower = host.strip().toLowerCase(Locale.ROOT);
    if (!HOST.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "a host is written docs.example.org, *.example.org or docs.example.org:8443, but got: '"
              + host
              + "'");
    }
    return lower;
  }

  /**
   * @throws FetchRefusedException if the address may not be fetched, whatever it resolves to
   */
  public void check(URI address) throws FetchRefusedException {
    if (!allows(address)) {
      String host = address.getHost();
      throw new FetchRefusedException(
          "%s is not fetched: the setting fetch_hosts does not allow %s"
              .formatted(address, host == null ? "it" : host(address)));
    }
  }

  /** Whether an address is one of the web, at one of the hosts. */
  public boolean allows(URI address) {
    boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    return web
        && address.getHost() != null
        && hosts.stream().anyMatch(allowed -> matches(allowed, address));
  }

  /** Whether a host may have an address of this machine or a private network. */
  boolean allowsPrivate(String host) {
    return privateHosts.stream()
        .anyMatch(allowed -> matchesName(allowed.replaceFirst(":\\d+$", ""), host));
  }

  private static boolean matches(String allowed, URI address) {
    int colon = allowed.indexOf(':');
    int port = colon < 0 ? standardPort(address) : Integer.parseInt(allowed.substring(colon + 1));
    int actual = address.getPort() < 0 ? standardPort(address) : address.getPort();
    return port == actual
        && matchesName(colon < 0 ? allowed : allowed.substring(0, colon), address.getHost());
  }

  private static boolean matchesName(String allowed, String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return allowed.startsWith("*.") ? lower.endsWith(allowed.substring(1)) : lower.equals(allowed);
  }

  private static int standardPort(URI address) {
    return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
  }

  private static String host(URI address) {
    return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
  }
}
