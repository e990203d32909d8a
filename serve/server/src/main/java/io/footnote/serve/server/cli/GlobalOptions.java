package io.footnote.serve.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options every command takes. */
final class GlobalOptions {
  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON, for scripts.")
  boolean json;

  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Read this file instead of ./footnote.yaml.")
  @Nullable Path config;

  @Option(
      names = "--data",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "Folder that holds everything Footnote keeps (default: ./data).")
  @Nullable Path data;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log more, and show where errors come from.")
  boolean debug;
}
