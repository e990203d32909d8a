package io.footnote.serve.server.cli;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.server.json.PrincipalText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** As whom a command reads. */
final class AsOption {
  @Option(
      names = "--as",
      paramLabel = "USER:GROUP,…",
      description = "See what this user would see.")
  private @Nullable String as;

  Principal principal() {
    if (as == null) {
      return QueryOptions.OPERATOR;
    }
    try {
      return PrincipalText.parse(as);
    } catch (IllegalArgumentException e) {
      throw InvalidRequestException.of("as", "--as: " + e.getMessage());
    }
  }
}
