package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * SHA-256 of large files, remembered in the cache folder by path, size and time of change, so that
 * a start does not read the weights only to name them.
 */
final class FileHashes {
  private final Path folder;

  FileHashes(Path cacheFolder) {
    folder = cacheFolder.toAbsolutePath().resolve("hashes");
  }

  /** SHA-256 of the content of {@code file}, in hex. */
  String sha256(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    try {
      String state =
          "%s\n%d\n%s\n"
              .formatted(absolute, Files.size(absolute), Files.getLastModifiedTime(absolute));
      Path remembered = folder.resolve(Hashes.sha256Hex(absolute.toString()));
      if (Files.exists(remembered)) {
        String content = Files.readString(remembered);
        if (content.startsWith(state) && content.length() == state.length() + 64) {
          return content.substring(state.length());
        }
      }
      String hash = read(absolute);
      remember(remembered, state + hash);
      return hash;
    } catch (IOException e) {
      throw new EmbeddingException("cannot hash " + absolute + ": " + e, e);
    }
  }

  /** Keeps the dimension of the model with this content hash. */
  void rememberDimension(String contentHash, int dimension) {
    Path remembered = folder.resolve(contentHash + ".dimension");
    try {
      if (!Files.exists(remembered)) {
        remember(remembered, Integer.toString(dimension));
      }
    } catch (IOException e) {
      throw new EmbeddingException("cannot write " + remembered + ": " + e, e);
    }
  }

  /** What {@link #rememberDimension} kept. */
  OptionalInt dimension(String contentHash) {
    Path remembered = folder.resolve(contentHash + ".dimension");
    try {
      return Files.exists(remembered)
          ? OptionalInt.of(Integer.parseInt(Files.readString(remembered)))
          : OptionalInt.empty();
    } catch (IOException | NumberFormatException e) {
      throw new EmbeddingException("cannot read " + remembered + "; delete it: " + e, e);
    }
  }

  private void remember(Path remembered, String content) throws IOException {
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "hash", ".tmp");
    Files.writeString(temporary, content);
    JarResources.moveInto(temporary, remembered);
  }

  private static String read(Path file) throws IOException {
    MessageDigest digest = Hashes.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[1 << 20];
      while (in.read(buffer) >= 0) {
        // the stream feeds the digest
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
