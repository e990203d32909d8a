package io.footnote.ingest.parse;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parsed documents as compressed JSON files, {@code ab/cdef….json.gz}. A file appears whole, by
 * renaming, so a process that is killed leaves no half of one. Files are not forced to disk one by
 * one, which would cost more than parsing small records; a file that a power failure damaged counts
 * as absent, like one that an older parser wrote, and is parsed again.
 */
public final class FileParsedStore implements ParsedStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileParsedStore.class);

  private static final String ENDING = ".json.gz";

  private final Path folder;

  /**
   * @param folder created when the first document is stored
   */
  public FileParsedStore(Path folder) {
    this.folder = folder;
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
    Path file = file(contentHash);
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
    Path file = file(contentHash);
    try {
      Files.createDirectories(file.getParent());
      Path written = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
      try {
        try (OutputStream out = new FastGzip(Files.newOutputStream(written))) {
          ParseJson.MAPPER.writeValue(out, new Stored(DocumentParser.VERSION, document));
        }
        Files.move(
            written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the parsed document could not be stored in %s; is the disk full?".formatted(folder), e);
    }
  }

  @Override
  public void delete(String contentHash) {
    try {
      Files.deleteIfExists(file(contentHash));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the parsed document %s could not be deleted".formatted(file(contentHash)), e);
    }
  }

  @Override
  public void retain(Set<String> contentHashes) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> unused =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !contentHashes.contains(hash(file)))
              .toList();
      for (Path file : unused) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "parsed documents that are no longer used could not be deleted from " + folder, e);
    }
  }

  /** The key of a file; of one that is half written, no key. */
  private String hash(Path file) {
    String name = folder.relativize(file).toString();
    return name.endsWith(ENDING)
        ? name.substring(0, name.length() - ENDING.length()).replace(File.separator, "")
        : "";
  }

  private Path file(String contentHash) {
    if (!contentHash.matches("[0-9a-f]{8,128}")) {
      throw new IllegalArgumentException(
          "a content hash is 8 to 128 hexadecimal digits, but got: " + contentHash);
    }
    return folder.resolve(contentHash.substring(0, 2)).resolve(contentHash.substring(2) + ENDING);
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
