package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path parent;

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
