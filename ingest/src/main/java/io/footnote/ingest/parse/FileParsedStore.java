package io.footnote.ingest.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parsed documents as JSON: small ones side by side in one file, {@code small.db}, larger ones as
 * compressed files, {@code ab/cdef….json.gz}. Nothing is forced to disk one by one, which would
 * cost more than parsing small records; what a power failure damaged counts as absent, like what an
 * older parser wrote, and is parsed again.
 */
public final class FileParsedStore implements ParsedStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileParsedStore.class);

  /** A document with more text has a file of its own. */
  static final int SMALL_CHARACTERS = 8192;

  /** So has one with more of anything else. */
  private static final int SMALL_BYTES = 1 << 16;

  private final HashedFiles files;
  private final SmallTexts small;

  /**
   * @param folder created when the first document is stored
   */
  public FileParsedStore(Path folder) {
    this.files = new HashedFiles(folder, ".json.gz", "parsed document");
    this.small = new SmallTexts(folder.resolve("small.db"));
  }

  @Override
  public Optional<ParsedDocument> get(String contentHash) {
    return readSmall(contentHash)
        .filter(FileParsedStore::isOfThisParser)
        .or(() -> readFile(contentHash).filter(FileParsedStore::isOfThisParser))
        .map(Stored::document);
  }

  @Override
  public Optional<ParsedDocument> getOfAnyParser(String contentHash) {
    return get(contentHash)
        .or(() -> readSmall(contentHash).map(Stored::document))
        .or(() -> readFile(contentHash).map(Stored::document));
  }

  private static boolean isOfThisParser(Stored stored) {
    return stored.version().equals(DocumentParser.VERSION);
  }

  private Optional<Stored> readSmall(String contentHash) {
    Path file = files.file(contentHash); // refuses what is no hash
    return small
        .get(contentHash)
        .flatMap(json -> read(file, () -> ParseJson.MAPPER.readValue(json, Stored.class)));
  }

  private Optional<Stored> readFile(String contentHash) {
    Path file = files.file(contentHash);
    if (!Files.exists(file)) { // as of most documents that come, and far cheaper to be told so
      return Optional.empty();
    }
    return read(
        file,
        () -> {
          try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            return ParseJson.MAPPER.readValue(in, Stored.class);
          }
        });
  }

  private static Optional<Stored> read(Path file, Reading reading) {
    try {
      return Optional.of(reading.read());
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
    Path _ = files.file(contentHash); // refuses what is no hash
    Stored stored = new Stored(DocumentParser.VERSION, document);
    if (document.text().length() <= SMALL_CHARACTERS && document.attachments().isEmpty()) {
      byte[] json = json(stored);
      if (json.length <= SMALL_BYTES) {
        small.put(contentHash, json);
        return;
      }
    }
    files.store(
        contentHash,
        file -> {
          try (OutputStream out = new FastGzip(Files.newOutputStream(file))) {
            ParseJson.MAPPER.writeValue(out, stored);
          }
          return true;
        });
    if (small.get(contentHash).isPresent()) { // it was small, and would be read before the file
      small.deleteAll(Set.of(contentHash));
    }
  }

  @Override
  public void replace(String contentHash, ParsedDocument document) {
    put(contentHash, document);
    flush();
    if (small.get(contentHash).isPresent()) {
      files.delete(contentHash);
    }
    small.emptyJournal();
  }

  @Override
  public Optional<Refusal> refusal(String contentHash, String reader) {
    return small.refusal(contentHash).filter(refusal -> refusal.reader().equals(reader));
  }

  @Override
  public void putRefusal(String contentHash, Refusal refusal) {
    small.putRefusal(contentHash, refusal);
  }

  private static byte[] json(Stored stored) {
    try {
      return ParseJson.MAPPER.writeValueAsBytes(stored);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a parsed document can always be written as JSON", e);
    }
  }

  @Override
  public void flush() {
    small.flush();
  }

  @Override
  public void deleteAll(Set<String> contentHashes) {
    small.deleteAll(contentHashes);
    contentHashes.forEach(files::delete);
  }

  @Override
  public void retain(Set<String> contentHashes) {
    small.retain(contentHashes);
    files.retain(contentHashes);
  }

  /** The keys of all that is kept. */
  public Set<String> contentHashes() {
    Set<String> hashes = new HashSet<>(files.hashes());
    small.forEachHash(hashes::add);
    return hashes;
  }

  @Override
  public void close() {
    small.close();
  }

  private record Stored(String version, ParsedDocument document) {}

  private interface Reading {
    Stored read() throws IOException;
  }

  /** Speed before size: these files are written far more often than they are read. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
