package io.footnote.serve.server.cli;

import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.ApiKey;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.server.json.Listing;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API keys. */
@Command(name = "keys", description = "Create, list and revoke API keys.")
final class KeysCommand extends CommandGroup {
  private final Session session;

  KeysCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Create a key and print it, this once.")
  int create(
      @Parameters(paramLabel = "USER", description = "Whose key it is.") String user,
      @Option(
              names = {"--group", "--groups"},
              paramLabel = "GROUP",
              split = ",",
              description = "Group whose documents the key may read; may be given several times.")
          @Nullable List<String> groups,
      @Option(names = "--operator", description = "The key may administer and see everything.")
          boolean operator) {
    try (FootnoteService footnote = session.open()) {
      CreatedKey created =
          footnote.createKey(
              QueryOptions.OPERATOR,
              user,
              new LinkedHashSet<>(groups == null ? List.of() : groups),
              operator);
      session.print(
          created,
          key -> {
            session.out().println(key.secret());
            session
                .err()
                .println(
                    "Keep it: it cannot be shown again. Revoke it with: footnote keys revoke "
                        + key.key().keyId());
            session.err().flush();
          });
    }
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List keys, without their secrets.")
  int list() {
    try (FootnoteService footnote = session.open()) {
      session.print(
          new Listing.Keys(footnote.keys(QueryOptions.OPERATOR)),
          list -> {
            list.keys().forEach(this::line);
            session.out().println(Text.count(list.keys().size(), "key"));
          });
    }
    return 0;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Revoke a key, effective at once.")
  int revoke(@Parameters(paramLabel = "ID", description = "The key's id.") String id) {
    try (FootnoteService footnote = session.open()) {
      session.print(
          footnote.revokeKey(QueryOptions.OPERATOR, id),
          key -> session.out().println("revoked " + key.keyId() + " of " + key.user()));
    }
    return 0;
  }

  private void line(ApiKey key) {
    session
        .out()
        .println(
            "%s  %s  %s  %s"
                .formatted(
                    key.keyId(),
                    key.user(),
                    key.operator() ? "operator" : "groups: " + String.join(", ", key.groups()),
                    key.created()));
  }
}
