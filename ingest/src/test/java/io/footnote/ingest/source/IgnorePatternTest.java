package io.footnote.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnorePatternTest {
  private static final List<String> PIECES =
      List.of("a", "b", "*", "**", "/", "?", "[ab]", "[!a]", "a*", "x.txt", "*.txt", "\\a", "ab");

  private static final List<String> PATHS =
      List.of(
          "a",
          "b",
          "ab",
          "x.txt",
          "a/a",
          "a/b",
          "b/a",
          "a/b/a",
          "a/b/x.txt",
          "b/x.txt",
          "ab/b",
          "a/a/a/b",
          "b/ab/x.txt");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "*.md, notes/a.md, true",
    "/*.md, notes/a.md, false",
    "notes/*, notes/a.md, true",
    "notes/*, notes/old/a.md, false",
    "notes/**, notes/old/a.md, true",
    "**/old, notes/old, true",
    "notes/**/a.md, notes/a.md, true",
    "a***/x, a/b/x, true",
    "a**, a/b, false",
    "a?c, abc, true",
    "a?c, a/c, false",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "'\\#x', '#x', true",
    "'x\\ ', 'x ', true",
    "'x ', x, true",
    "(x), (x), true",
    "über*, über.txt, true"
  })
  void asInGit(String pattern, String path, boolean matches) {
    assertThat(IgnorePattern.parse(pattern).matches(path, false)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "# comment", "/", "[z-a]"})
  void linesThatSayNothing(String line) {
    assertThat(IgnorePattern.parse(line)).isNull();
  }

  @Test
  void randomPatternsMatchWhatGitSays() throws Exception {
    Assumptions.assumeTrue(run("git", "init", "-q") == 0, "git is not installed");
    long seed = Long.getLong("footnote.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
        pattern.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      pattern.append(random.nextInt(4) == 0 ? "/" : "");
      Set<String> mine = new HashSet<>();
      PATHS.stream().filter(path -> isIgnored(pattern.toString(), path)).forEach(mine::add);
      assertThat(mine).as("seed %d, pattern %s", seed, pattern).isEqualTo(git(pattern.toString()));
    }
  }

  /** A file is ignored if it or a folder it lies in is. */
  private static boolean isIgnored(String line, String path) {
    IgnorePattern pattern = IgnorePattern.parse(line);
    for (int slash = path.indexOf('/'); pattern != null && slash > 0; ) {
      if (pattern.matches(path.substring(0, slash), true)) {
        return true;
      }
      slash = path.indexOf('/', slash + 1);
    }
    return pattern != null && pattern.matches(path, false);
  }

  private Set<String> git(String pattern) throws IOException, InterruptedException {
    Files.writeString(folder.resolve(".gitignore"), pattern + "\n");
    Process process =
        new ProcessBuilder("git", "check-ignore", "--no-index", "--stdin")
            .directory(folder.toFile())
            .start();
    try (BufferedWriter paths = process.outputWriter()) {
      for (String path : PATHS) {
        paths.write(path + "\n");
      }
    }
    Set<String> ignored = new HashSet<>(process.inputReader().lines().toList());
    assertThat(process.waitFor()).isLessThan(2);
    return ignored;
  }

  private int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).directory(folder.toFile()).start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
