package io.footnote.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteVectorCacheTest extends VectorCacheContract {
  private static final int WRITES = 40;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("cache").resolve("vectors.db");
  }

  @Override
  protected VectorCache open() {
    return new SqliteVectorCache(file());
  }

  @Test
  void theFileIsMadeAtTheFirstUse() {
    assertThat(file()).doesNotExist();
    cache.getAll(List.of(key("m", "a")));
    assertThat(file()).exists();
  }

  @Test
  void whatWasPutIsThereAfterReopening() {
    cache.putAll(Map.of(key("m", "a"), new Embedding(new float[] {1, 2}, 3, false)));
    cache.close();
    try (VectorCache again = open()) {
      assertThat(again.getAll(List.of(key("m", "a"))).get(key("m", "a")).vector())
          .containsExactly(1f, 2f);
    }
  }

  @Test
  void processesUseItAtOnceAndOneThatIsKilledLosesNothing() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  file().toString(),
                  name)
              .redirectErrorStream(true)
              .redirectOutput(new File(folder.toFile(), name + ".log"))
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor())
          .as(() -> "halted by itself; its output is in " + folder)
          .isEqualTo(Writer.HALTED);
    }
    for (String name : List.of("one", "two")) {
      List<VectorCache.Key> keys = new ArrayList<>();
      for (int i = 0; i < WRITES; i++) {
        keys.add(key("m", name + i));
      }
      assertThat(cache.getAll(keys)).hasSize(WRITES);
    }
  }

  /** Writes and ends without closing anything, as a killed process does. */
  static final class Writer {
    static final int HALTED = 42;

    private Writer() {}

    public static void main(String[] args) {
      VectorCache cache = new SqliteVectorCache(Path.of(args[0]));
      for (int i = 0; i < WRITES; i++) {
        Map<VectorCache.Key, Embedding> entry = new HashMap<>();
        entry.put(key("m", args[1] + i), new Embedding(new float[384], 3, false));
        cache.putAll(entry);
      }
      Runtime.getRuntime().halt(HALTED);
    }
  }

  @Test
  void othersReadWhileOneWrites() throws Exception {
    cache.getAll(List.of(key("m", "a")));
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1)).isEqualTo("wal");
    }
  }

  @Test
  void aDamagedFileIsNamedWithTheRemedy() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "this is no database, but long enough to look like one ".repeat(50));
    assertThatThrownBy(() -> cache.getAll(List.of(key("m", "a"))))
        .isInstanceOf(VectorCacheException.class)
        .hasMessageContaining("vector cache " + file())
        .hasMessageContaining("delete the file");
  }

  @Test
  void aFileOfANewerProgramIsRefused() throws Exception {
    Files.createDirectories(file().getParent());
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA user_version = 7");
    }
    assertThatThrownBy(() -> cache.getAll(List.of(key("m", "a"))))
        .isInstanceOf(VectorCacheException.class)
        .hasMessage(
            "vector cache %s has version 7, but this program writes version 1; delete the file or use another one"
                .formatted(file()));
  }
}
