package io.footnote.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.EmbeddingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarResourcesTest {
  private static final Map<String, String> TOKENIZER =
      Map.of("/bge-small-en-v1.5-q-tokenizer.json", "tokenizer.json");

  @TempDir Path cache;

  @Test
  void filesAreUnpackedOnce() throws Exception {
    Path folder = JarResources.unpack(cache, "group", TOKENIZER);
    Path file = folder.resolve("tokenizer.json");
    assertThat(Files.size(file)).isEqualTo(711_396);
    FileTime past = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file, past);

    assertThat(JarResources.unpack(cache, "group", TOKENIZER)).isEqualTo(folder);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(past);
  }

  @Test
  void aFileThatWasCutShortIsReplaced() throws Exception {
    Path folder = JarResources.unpack(cache, "group", TOKENIZER);
    Files.writeString(folder.resolve("tokenizer.json"), "half");
    JarResources.unpack(cache, "group", TOKENIZER);
    assertThat(Files.size(folder.resolve("tokenizer.json"))).isEqualTo(711_396);
  }

  @Test
  void severalMayUnpackAtOnceAndLeaveNothingElse() throws Exception {
    List<CompletableFuture<Path>> all =
        IntStream.range(0, 6)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(() -> JarResources.unpack(cache, "group", TOKENIZER)))
            .toList();
    for (CompletableFuture<Path> one : all) {
      assertThat(Files.size(one.get().resolve("tokenizer.json"))).isEqualTo(711_396);
    }
    try (Stream<Path> files = Files.list(all.getFirst().get())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> JarResources.unpack(cache, "group", Map.of("/no-such", "file")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("resource /no-such is not in the class path; add the jar that holds it");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(cache.resolve("file"), "not a folder");
    assertThatThrownBy(() -> JarResources.unpack(file, "group", TOKENIZER))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("into " + file)
        .hasMessageContaining("check that the folder is writable and has space left");
  }
}
