package io.footnote.eval.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The option {@code --json FILE}: elsewhere {@code --json} is a switch for all commands. */
final class JsonFile {
  private static final String JSON = "--json";

  private JsonFile() {}

  /** Gives the commands of {@code eval} that write results this option in place of the switch. */
  static void takeBy(CommandLine root, String... names) {
    for (String name : names) {
      CommandSpec command = subcommand(subcommand(root, "eval"), name).getCommandSpec();
      OptionSpec inherited = command.findOption(JSON);
      if (inherited != null) {
        command.remove(inherited);
      }
      command.addOption(
          OptionSpec.builder(JSON)
              .type(Path.class)
              .paramLabel("FILE")
              .description("Write all values as JSON, those of each query too.")
              .build());
    }
  }

  private static CommandLine subcommand(CommandLine of, String name) {
    return Objects.requireNonNull(of.getSubcommands().get(name));
  }

  /** What a command was given. */
  static @Nullable Path of(CommandSpec command) {
    return command.findOption(JSON).getValue();
  }
}
