package io.footnote.serve.server.cli;

import io.footnote.serve.engine.model.UserProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is known of who asks. */
final class UserOptions {
  @Option(
      names = "--language",
      paramLabel = "CODE",
      description =
          "Answer in this language (a model does), and prefer documents in it, for example: de")
  private @Nullable String language;

  @Option(
      names = "--role",
      paramLabel = "TEXT",
      description = "For whom a model writes the answer, for example: auditor")
  private @Nullable String role;

  @Option(
      names = "--prefer",
      paramLabel = "SOURCE",
      description =
          "Prefer passages of this collection, or of sources with this in their path or address; may"
              + " be given several times.")
  private List<String> preferred = List.of();

  UserProfile profile() {
    return new UserProfile(language, role, preferred);
  }
}
