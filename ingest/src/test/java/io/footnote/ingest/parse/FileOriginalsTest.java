package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOriginalsTest {
  @TempDir Path folder;
  private Path file;
  private String hash;
  private FileOriginals originals;

  @BeforeEach
  void write() throws IOException {
    file = Files.write(folder.resolve("a.bin"), new byte[] {0, -1, 13, 10, 127});
    hash = Hashes.sha256Hex(file);
    originals = new FileOriginals(folder.resolve("originals"));
  }

  @Test
  void keepsEveryByteUntilDeleted() throws IOException {
    assertThat(originals.wants(hash)).isTrue();
    assertThat(originals.open(hash)).isEmpty();
    originals.keep(hash, file, Hashes::sha256Hex);
    assertThat(originals.wants(hash)).isFalse();
    try (var kept = originals.open(hash).orElseThrow()) {
      assertThat(kept).hasBinaryContent(Files.readAllBytes(file));
    }
    originals.delete(hash);
    originals.delete(hash);
    assertThat(files()).isEmpty();
  }

  @Test
  void aFileThatHasChangedSinceIsNotKept() throws IOException {
    Files.writeString(file, "changed");
    originals.keep(hash, file, Hashes::sha256Hex);
    assertThat(files()).isEmpty();
  }

  @Test
  void forgetsAllButWhatIsToBeRetainedAndWhatIsHalfCopied() throws IOException {
    originals.retain(Set.of());
    originals.keep(hash, file, Hashes::sha256Hex);
    String other = "ab".repeat(32);
    originals.keep(other, file, _ -> other);
    Files.writeString(folder.resolve("originals/ab/cd.original.1.tmp"), "half");
    originals.retain(Set.of(hash));
    assertThat(files()).hasSize(1);
    assertThat(originals.wants(hash)).isFalse();
  }

  @Test
  void failureToKeepIsSaid() {
    var blocked = new FileOriginals(file);
    assertThatThrownBy(() -> blocked.keep(hash, file, Hashes::sha256Hex))
        .hasMessage("the original could not be stored in " + file + "; is the disk full?");
  }

  private Stream<Path> files() throws IOException {
    return Files.walk(folder.resolve("originals")).filter(Files::isRegularFile);
  }
}
