package io.footnote.serve.server.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerSentence;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.Cached;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.trace.Trace;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a question. */
@Command(name = "ask", description = "Answer a question, each sentence with its footnote.")
final class AskCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final QueryOptions where = new QueryOptions();
  @Mixin private final ConversationOption conversation = new ConversationOption();
  @Mixin private final UserOptions user = new UserOptions();

  @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "The question.")
  private List<String> question = List.of();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Passages the answer may use, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int top = AskRequest.DEFAULT_TOP_K;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Who answers: extractive, or a configured model.")
  private @Nullable String model;

  @Option(names = "--explain", description = "Also list the passages that were found.")
  private boolean explain;

  @Option(names = "--trace", description = "Also tell how the answer came about, stage by stage.")
  private boolean traced;

  private boolean begun;

  AskCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    AskRequest request =
        new AskRequest(
            String.join(" ", question),
            where.collections,
            where.filter(),
            model,
            top,
            AskRequest.DEFAULT_CONTEXT_TOKENS,
            conversation.read(session),
            user.profile());
    try (FootnoteService footnote = session.open()) {
      Answer answer = ask(footnote, request);
      if (traced) {
        Trace trace = footnote.trace(where.principal(), answer.traceId());
        session.print(new TracedAnswer(answer, trace), this::withTrace);
      } else {
        session.print(answer, this::footnotes);
      }
    }
    return 0;
  }

  private Answer ask(FootnoteService footnote, AskRequest request) {
    try {
      return footnote.ask(where.principal(), request, this::stream);
    } catch (RuntimeException e) {
      if (begun) {
        // What went wrong stands on a line of its own.
        session.out().println();
        session.out().flush();
      }
      throw e;
    }
  }

  private void withTrace(TracedAnswer traced) {
    footnotes(traced.answer());
    session.out().println();
    new TraceText(session.out()).print(traced.trace());
  }

  /** An answer with one more field. */
  private record TracedAnswer(@JsonUnwrapped Answer answer, Trace trace) {}

  private void stream(AnswerEvent event) {
    if (session.json()) {
      return;
    }
    switch (event) {
      case AnswerEvent.Delta(String text) -> {
        begun = true;
        session.out().print(text);
      }
      case AnswerEvent.Retrieved retrieved when explain -> passages(retrieved);
      case AnswerEvent.Retrieved _, AnswerEvent.Cited _, AnswerEvent.Done _ -> {}
    }
    session.out().flush();
  }

  private void passages(AnswerEvent.Retrieved retrieved) {
    retrieved
        .results()
        .forEach(result ->
            session
                .out()
                .println(
                    "- %.3f  %s  %s".formatted(result.score(), result.title(), result.chunkId())));
    session.out().println();
  }

  private void footnotes(Answer answer) {
    PrintWriter out = session.out();
    out.println();
    if (answer.decision() instanceof Decision.AnswerWithWarning(double _, String warning)) {
      out.println();
      out.println(warning);
    }
    for (AnswerSentence sentence : answer.sentences()) {
      String problem =
          switch (sentence.support()) {
            case CITED, SUPPORTED, UNCHECKED -> ""; // the warning says that nothing was checked
            case CONTRADICTED -> "Contradicted by " + sentence.citations() + ": ";
            case UNSUPPORTED -> "Not supported by any passage: ";
          };
      if (!problem.isEmpty()) {
        out.println();
        out.println(problem + sentence.text());
      }
    }
    if (!answer.citations().isEmpty()) {
      out.println();
    }
    for (Citation citation : answer.citations()) {
      out.println(
          "[%d] %s%s".formatted(citation.n(), citation.title(), Text.page(citation.page())));
      out.println(Text.indent("\"" + Text.shorten(citation.quote()) + "\"", 4));
      out.println("    " + citation.source());
    }
    Cached cached = answer.cached();
    if (cached != null) {
      String question = cached.question();
      out.println();
      out.println(
          "Answered before, at %s%s."
              .formatted(cached.answeredAt(), question == null ? "" : ": “" + question + "”"));
    }
    if (session.terminal() && answer.conversationId() != null) {
      session.err().println("Go on with: ask --conversation " + answer.conversationId() + " …");
      session.err().flush();
    }
  }
}
