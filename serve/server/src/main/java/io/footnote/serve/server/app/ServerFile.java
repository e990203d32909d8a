package io.footnote.serve.server.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The note a server leaves in the data folder it holds, so that commands go through it. Readable by
 * the server's user alone: its key makes an operator.
 *
 * @param address for example {@code http://127.0.0.1:7070}
 * @param key secret for this machine, fresh with every start
 * @param pid process that wrote it
 */
public record ServerFile(String address, String key, long pid) {
  private static final String NAME = "server.json";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  static Path in(Path data) {
    return data.resolve(NAME);
  }

  /** Writes the note, whole or not at all. */
  void write(Path data) {
    Path target = in(data);
    Path fresh = data.resolve(NAME + "." + pid);
    boolean posix = data.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, attributes);
      Files.write(
          fresh, Json.write(this).getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }

  /** Removes the note. */
  static void remove(Path data) {
    try {
      Files.deleteIfExists(in(data));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + in(data), e);
    }
  }

  /**
   * The note of a server that is alive: its process runs. Whether it answers is another question.
   */
  public static Optional<ServerFile> find(Path data) {
    try {
      ServerFile file = Json.mapper().readValue(Files.readString(in(data)), ServerFile.class);
      return ProcessHandle.of(file.pid()).isPresent() ? Optional.of(file) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // left by another program; a server would have written it whole
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + in(data), e);
    }
  }

  @Override
  public String toString() {
    return "ServerFile[address=" + address + ", pid=" + pid + "]";
  }
}
