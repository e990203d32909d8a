package io.footnote.ingest.parse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parsed documents as compressed JSON files, {@code ab/cdef….json.gz}. Files are not forced to disk
 * one by one, which would cost more than parsing small records; a file that a power failure damaged
 * counts as absent, like one that an older parser wrote, and is parsed again.
 */
public final class FileParsedStore implements ParsedStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileParsedStore.class);

  private final HashedFiles files;

  /**
   * @param folder created when the first document is stored
   */
  public FileParsedStore(Path folder) {
    this.files = new HashedFiles(folder, ".json.gz", "parsed document");
  }

  @Override
  public Optional<ParsedDocument> get(String contentHash) {
    return read(contentHash)
        .filter(stored -> stored.version().equals(DocumentParser.VERSION))
        .map(Stored::document);
  }

  @Override
  public Optional<ParsedDocument> getOfAnyParser(String contentHash) {
    return read(contentHash).map(Stored::document);
  }

  private Optional<Stored> read(String contentHash) {
    Path file = files.file(contentHash);
    if (!Files.exists(file)) { // as of most documents that come, and far cheaper to be told so
      return Optional.empty();
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      return Optional.of(ParseJson.MAPPER.readValue(in, Stored.class));
    } catch (NoSuchFileException | FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.warn(
          "the stored document {} is damaged and will be parsed again: {}", file, e.toString());
      return Optional.empty();
    }
  }

  @Override
  public void put(String contentHash, ParsedDocument document) {
    files.store(
        contentHash,
        file -> {
          try (OutputStream out = new FastGzip(Files.newOutputStream(file))) {
            ParseJson.MAPPER.writeValue(out, new Stored(DocumentParser.VERSION, document));
          }
          return true;
        });
  }

  @Override
  public void delete(String contentHash) {
    files.delete(contentHash);
  }

  @Override
  public void retain(Set<String> contentHashes) {
    files.retain(contentHashes);
  }

  private record Stored(String version, ParsedDocument document) {}

  /** Speed before size: these files are written far more often than they are read. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
