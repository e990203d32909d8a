package io.footnote.serve.server.app;

import java.util.List;

/** A configuration and where each of its values came from. */
public record ResolvedConfig(Config config, List<ResolvedSetting> settings) {
  public ResolvedConfig {
    settings = List.copyOf(settings);
  }
}
