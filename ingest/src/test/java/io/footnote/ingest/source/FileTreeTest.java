package io.footnote.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
  @TempDir Path folder;

  @Test
  void listsByNameWithoutHiddenOnesAndWithoutEndInLoops() throws IOException {
    Files.createDirectories(folder.resolve("b/c"));
    Files.createDirectories(folder.resolve(".git"));
    for (String name : new String[] {"z.txt", "a.txt", "b/c/ü.txt", ".hidden", ".git/x.txt"}) {
      Files.writeString(folder.resolve(name), "text");
    }
    Files.createSymbolicLink(folder.resolve("b/loop"), folder);
    Files.createSymbolicLink(folder.resolve("b/nowhere"), folder.resolve("missing"));

    assertThat(FileTree.list(folder))
        .extracting(document -> folder.relativize(Path.of(document.source())).toString())
        .containsExactly("a.txt", "b/c/ü.txt", "b/nowhere", "z.txt");
    assertThat(FileTree.list(folder).get(2))
        .isEqualTo(
            new BrokenDocument(
                folder.resolve("b/nowhere").toString(),
                "it cannot be read (a broken link, or not permitted)"));
  }
}
