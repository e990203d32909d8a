package io.footnote.serve.server.app;

import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds the program: the only way it reads the environment.
 *
 * @param variables environment variables
 * @param folder where relative paths start
 */
public record Environment(Map<String, String> variables, Path folder) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The real one. */
  public static Environment ofProcess() {
    return new Environment(System.getenv(), Path.of("").toAbsolutePath());
  }

  /** Where the default cache starts: the user's home, or where there is none the working folder. */
  Path cacheRoot() {
    String home = variables.get("HOME");
    return home == null || home.isBlank() ? folder : Path.of(home);
  }

  @Override
  public String toString() {
    return "Environment[" + folder + "]"; // variables may be secrets
  }
}
