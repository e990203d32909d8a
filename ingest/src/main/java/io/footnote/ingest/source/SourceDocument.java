package io.footnote.ingest.source;

import io.footnote.index.model.MetadataValue;
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
