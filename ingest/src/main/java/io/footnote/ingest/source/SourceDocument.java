package io.footnote.ingest.source;

import io.footnote.index.model.MetadataValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One document as its source hands it over, before anything was parsed. */
public sealed interface SourceDocument {

  /** What the document is known by, see {@code DocumentRecord.source}. */
  String source();

  /** About how much memory it takes on its way through the pipeline, in bytes. */
  long weight();

  /**
   * A file to be parsed.
   *
   * @param file where its bytes lie
   * @param name file name, which hints at format and title
   */
  record FileDocument(
      String source, Path file, String name, long sizeBytes, @Nullable Instant modified)
      implements SourceDocument {
    @Override
    public long weight() {
      return sizeBytes;
    }
  }

  /**
   * A text that needs no parsing: a prepared record or a text given directly.
   *
   * @param title empty where none was given
   * @param mime what the text came as
   * @param contentHash SHA-256 in hex over all of it
   * @param sizeBytes size of the original
   * @param origin absolute path of the file that held it; null for none
   */
  record TextDocument(
      String source,
      String title,
      String text,
      String mime,
      Map<String, List<MetadataValue>> metadata,
      String contentHash,
      long sizeBytes,
      @Nullable Instant modified,
      @Nullable String origin)
      implements SourceDocument {
    public TextDocument {
      metadata = Map.copyOf(metadata);
    }

    @Override
    public long weight() {
      return 2L * text.length();
    }
  }

  /**
   * Something to be fetched from the web and parsed.
   *
   * @param address also what it is known by
   * @param sitemap the sitemap that lists it; null if it was named itself
   */
  record WebDocument(URI address, @Nullable URI sitemap) implements SourceDocument {
    /** Of what is not fetched yet. */
    private static final long USUAL_BYTES = 1 << 20;

    @Override
    public String source() {
      return address.toString();
    }

    @Override
    public long weight() {
      return USUAL_BYTES;
    }

    /** The file that it was fetched into. */
    public FileDocument fetched(WebFetcher.Fetched fetched) throws IOException {
      String path = String.valueOf(address.getPath()).replaceAll("/+$", "");
      String last = path.substring(path.lastIndexOf('/') + 1);
      String name = last.isEmpty() ? address.getHost() : last;
      return new FileDocument(
          source(),
          fetched.file(),
          last.contains(".") ? name : name + DocumentTypes.ending(fetched.mime()),
          Files.size(fetched.file()),
          fetched.modified());
    }
  }

  /**
   * Something that cannot be read.
   *
   * @param reason one sentence for people
   */
  record BrokenDocument(String source, String reason) implements SourceDocument {
    @Override
    public long weight() {
      return 0;
    }
  }
}
