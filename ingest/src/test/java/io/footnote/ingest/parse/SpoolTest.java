package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path parent;

  /** As on POSIX, where a process gives up its locks on a file that it closes once. */
  @Test
  void whatIsInUseStaysLockedWhenItsOwnProcessLooks() throws Exception {
    try (OwnedFolder used = OwnedFolder.make(parent, "footnote-parse-")) {
      assertThat(OwnedFolder.abandoned(parent, "footnote-parse-")).isEmpty();
      assertThat(abandonedToAnotherProcess()).isEqualTo("[]");
      used.close();
      assertThat(abandonedToAnotherProcess()).isEqualTo("[" + used.path() + "]");
    }
  }

  private String abandonedToAnotherProcess() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Looking.class.getName(),
                parent.toRealPath().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String found = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor()).isZero();
    return found.strip();
  }

  /** Prints the folders that are abandoned. */
  static final class Looking {
    private Looking() {}

    public static void main(String[] args) throws Exception {
      System.out.println(OwnedFolder.abandoned(Path.of(args[0]), "footnote-parse-"));
    }
  }

  @Test
  void whatADeadProcessLeftIsDeletedAndWhatIsInUseStays() throws Exception {
    Path secret = Files.writeString(parent.resolve("secret.txt"), "secret");
    Path stranger = Files.createDirectory(parent.resolve("footnote-parse-not-ours"));
    OwnedFolder dead = OwnedFolder.make(parent, "footnote-parse-");
    Files.copy(secret, Files.createDirectory(dead.path().resolve("document1")).resolve("file"));
    try (Spool living = new Spool(parent);
        Spool.Folder used = living.folder()) {
      Path copy = used.copy(secret, "secret.txt");
      assertThat(dead.path()).as("its process lives").exists();
      dead.close(); // as the end of its process does, however it ends

      try (Spool next = new Spool(parent)) {
        assertThat(next.root()).isDirectory();
        assertThat(dead.path()).doesNotExist();
        assertThat(copy).exists();
        assertThat(stranger).exists();
      }
    }
    assertThat(parent).isDirectoryContaining(stranger::equals);
    try (var left = Files.list(parent)) {
      assertThat(left).containsExactlyInAnyOrder(secret, stranger);
    }
  }
}
