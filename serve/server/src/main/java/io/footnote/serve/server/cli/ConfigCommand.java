package io.footnote.serve.server.cli;

import io.footnote.serve.server.app.ResolvedSetting;
import java.util.List;
import picocli.CommandLine.Command;

/** The configuration. */
@Command(name = "config", description = "Explain the configuration.")
final class ConfigCommand extends CommandGroup {
  private final Session session;

  ConfigCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      description = "Show every setting with its value and where it came from.")
  int explain() {
    session.print(
        new Settings(session.config().settings()), list -> list.settings().forEach(this::show));
    return 0;
  }

  record Settings(List<ResolvedSetting> settings) {}

  private void show(ResolvedSetting setting) {
    session
        .out()
        .println(
            "%s: %s%n    from %s; %s"
                .formatted(
                    setting.key(), setting.value(), setting.origin(), setting.description()));
  }
}
