package io.footnote.ingest;

import java.net.URI;
import java.net.URISyntaxException;
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

  /**
   * A document on the web, or a sitemap that stands for those it lists; their sources are their
   * addresses.
   */
  record Url(URI address) implements IngestInput {
    public Url {
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (!web || address.getHost() == null || address.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            "an address is written https://host/path, without user and password, but got: '"
                + (address.getRawUserInfo() == null ? address : address.getHost())
                + "'");
      }
    }

    /**
     * The document at an address, whatever its fragment.
     *
     * @throws IllegalArgumentException if it is no address of the web
     */
    public static Url of(String text) {
      try {
        URI address = new URI(text.strip());
        return new Url(
            address.getRawFragment() == null
                ? address
                : new URI(text.strip().substring(0, text.strip().indexOf('#'))));
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(
            "an address is written https://host/path, but got: '" + text + "'", e);
      }
    }
  }
}
