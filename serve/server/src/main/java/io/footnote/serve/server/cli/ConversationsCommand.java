package io.footnote.serve.server.cli;

import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.ConversationDetail;
import io.footnote.serve.engine.model.ConversationDetail.Said;
import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.server.json.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Conversations. */
@Command(
    name = "conversations",
    description = "List, show and delete conversations that are remembered.")
final class ConversationsCommand extends CommandGroup {
  private final Session session;

  ConversationsCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List conversations, latest first.")
  int list(
      @Mixin AsOption as,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "At most this many (default: ${DEFAULT-VALUE}).")
          int limit) {
    try (FootnoteService footnote = session.open()) {
      session.print(
          new Listing.Conversations(footnote.conversations(as.principal(), limit)),
          list -> {
            list.conversations().forEach(this::line);
            session.out().println(Text.count(list.conversations().size(), "conversation"));
          });
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show a conversation with all its turns; with --json, as an export.")
  int show(
      @Mixin AsOption as,
      @Parameters(paramLabel = "ID", description = "The conversation's id.") String id) {
    try (FootnoteService footnote = session.open()) {
      session.print(footnote.conversation(as.principal(), id), this::whole);
    }
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Delete a conversation with all its turns.")
  int delete(
      @Mixin AsOption as,
      @Parameters(paramLabel = "ID", description = "The conversation's id.") String id) {
    try (FootnoteService footnote = session.open()) {
      footnote.deleteConversation(as.principal(), id);
      session.out().println("Deleted conversation " + id + ".");
      session.out().flush();
    }
    return 0;
  }

  private void whole(ConversationDetail detail) {
    line(detail.conversation());
    for (Said said : detail.turns()) {
      session.out().println();
      session.out().println(said.role().lowerCase() + ", " + said.at() + ":");
      session.out().println(Text.indent(said.content(), 4));
    }
  }

  private void line(ConversationInfo conversation) {
    session
        .out()
        .println(
            "%s  %s, %s: %s"
                .formatted(
                    conversation.conversationId(),
                    conversation.updated(),
                    Text.count(conversation.turns(), "turn"),
                    conversation.title()));
  }
}
