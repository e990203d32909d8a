package io.footnote.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.EmbeddingException;
import io.footnote.embed.Hashes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
  @TempDir Path folder;

  @Test
  void aChangedFileIsReadAgainAndAnUnchangedOneIsNot() throws Exception {
    FileHashes hashes = new FileHashes(folder.resolve("cache"));
    Path file = Files.writeString(folder.resolve("weights"), "first");
    FileTime time = Files.getLastModifiedTime(file);
    assertThat(hashes.sha256(file)).isEqualTo(Hashes.sha256Hex("first"));

    Files.writeString(file, "other");
    Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1000));
    assertThat(hashes.sha256(file)).isEqualTo(Hashes.sha256Hex("other"));

    Files.writeString(file, "OTHER");
    Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1000));
    assertThat(hashes.sha256(file)).as("not read").isEqualTo(Hashes.sha256Hex("other"));
    assertThat(new FileHashes(folder.resolve("elsewhere")).sha256(file))
        .isEqualTo(Hashes.sha256Hex("OTHER"));
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> new FileHashes(folder).sha256(missing))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith("cannot hash " + missing);
  }
}
