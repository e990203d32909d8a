package io.footnote.serve.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a configuration file that each test writes. */
abstract class ConfigFixture {
  @TempDir Path folder;

  void file(String text) throws IOException {
    Files.writeString(folder.resolve("footnote.yaml"), text);
  }

  ResolvedConfig load(Map<String, String> variables, Map<String, String> flags) {
    return ConfigLoader.load(new Environment(variables, folder), null, flags);
  }
}
