package io.footnote.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    assertThat(FileTree.list(folder, List.of()))
        .extracting(document -> folder.relativize(Path.of(document.source())).toString())
        .containsExactly("a.txt", "b/c/ü.txt", "b/nowhere", "z.txt");
    assertThat(FileTree.list(folder, List.of()).get(2))
        .isEqualTo(
            new BrokenDocument(
                folder.resolve("b/nowhere").toString(),
                "it cannot be read (a broken link, or not permitted)"));
  }

  @Test
  void leavesOutWhatThePatternsSay() throws IOException {
    Files.createDirectories(folder.resolve("build/deep"));
    Files.createDirectories(folder.resolve("notes/old"));
    for (String name :
        new String[] {
          "a.txt",
          "a.tmp",
          "keep.tmp",
          "build/deep/x.txt",
          "notes/build.txt",
          "notes/old/y.txt",
          "notes/old/z.md",
          "notes/top.md",
          "top.md"
        }) {
      Files.writeString(folder.resolve(name), "text");
    }
    Files.writeString(folder.resolve(IgnoreRules.FILE), "# passing\n*.tmp\n!keep.tmp\nbuild/\n");
    Files.writeString(folder.resolve("notes/" + IgnoreRules.FILE), "old/*\n!old/z.md\n/top.md\n");

    assertThat(names(List.of()))
        .containsExactly("a.txt", "keep.tmp", "notes/build.txt", "notes/old/z.md", "top.md");
    assertThat(names(List.of("*.md", "!build.txt", "notes/old")))
        .containsExactly("a.txt", "keep.tmp", "notes/build.txt");
    assertThat(FileTree.list(folder.resolve("a.tmp"), List.of("*.tmp")))
        .as("named itself")
        .hasSize(1);
  }

  @Test
  void aFolderWhosePatternsCannotBeReadIsNotListed() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "text");
    Files.writeString(folder.resolve(IgnoreRules.FILE), "#".repeat((1 << 20) + 1));

    assertThat(FileTree.list(folder, List.of()))
        .containsExactly(
            new BrokenDocument(
                folder.toString(), "the folder cannot be listed; check its permissions"));
  }

  private List<String> names(List<String> excludes) {
    return FileTree.list(folder, excludes).stream()
        .map(document -> folder.relativize(Path.of(document.source())).toString())
        .toList();
  }
}
