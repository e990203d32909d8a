package io.footnote.ingest.source;

import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.WebDocument;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The documents that addresses come to: a sitemap those that it lists, anything else itself. */
public final class WebListing {
  private final WebFetcher fetcher;
  private final WebAccess access;
  private final Path scratch;

  /**
   * @param scratch folder for what is fetched; nothing in it stays
   */
  public WebListing(WebFetcher fetcher, WebAccess access, Path scratch) {
    this.fetcher = fetcher;
    this.access = access;
    this.scratch = scratch;
  }

  /** Fetches nothing but what is named like a sitemap. */
  public List<SourceDocument> list(URI address) {
    Map<URI, WebDocument> pages = new LinkedHashMap<>();
    Set<URI> seen = new HashSet<>();
    Deque<URI> open = new ArrayDeque<>(List.of(address));
    Stream.Builder<SourceDocument> broken = Stream.builder();
    while (!open.isEmpty() && pages.size() < Sitemap.MAX_LOCATIONS) {
      URI next = open.removeFirst();
      if (!seen.add(next)) {
        continue;
      }
      try {
        Optional<Sitemap> sitemap = isNamedLikeXml(next) ? read(next) : Optional.empty();
        if (sitemap.isEmpty()) {
          pages.putIfAbsent(next, new WebDocument(next, null));
        } else if (sitemap.get().ofSitemaps()) {
          open.addAll(sitemap.get().locations());
        } else {
          sitemap.get().locations().stream()
              .limit(Sitemap.MAX_LOCATIONS - pages.size())
              .forEach(page -> pages.putIfAbsent(page, new WebDocument(page, next)));
        }
      } catch (IOException e) {
        broken.add(new BrokenDocument(next.toString(), String.valueOf(e.getMessage())));
      }
    }
    return Stream.concat(pages.values().stream(), broken.build()).toList();
  }

  private Optional<Sitemap> read(URI address) throws IOException {
    Files.createDirectories(scratch);
    Path file = Files.createTempFile(scratch, "sitemap-", ".tmp");
    try {
      fetcher.fetch(address, file);
      return Sitemap.read(file, access.maxBytes());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isNamedLikeXml(URI address) {
    String path = String.valueOf(address.getPath());
    return path.endsWith(".xml") || path.endsWith(".xml.gz");
  }
}
