package io.footnote.ingest;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thing to ingest. */
public sealed interface IngestInput {

  /**
   * A file, or a folder with everything below it; the source of each document is its absolute path.
   */
  record PathInput(Path path) implements IngestInput {
    public PathInput {
      Objects.requireNonNull(path);
    }
  }

  /**
   * An upload kept in a file of the data folder; deleted when the job has ended.
   *
   * @param source the name under which the document is known; a second upload of the same name
   *     replaces the first
   * @param spooled where its bytes lie
   */
  record Upload(String source, Path spooled) implements IngestInput {
    public Upload {
      Objects.requireNonNull(source);
      Objects.requireNonNull(spooled);
    }
  }

  /** A text given directly. */
  record Text(String source, @Nullable String title, String text) implements IngestInput {
    public Text {
      Objects.requireNonNull(source);
      Objects.requireNonNull(text);
    }
  }
}
