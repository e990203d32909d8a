package io.footnote.serve.engine.rewrite;

import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.StandaloneQuestion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a turn of a conversation asks for.
 *
 * @param intent what the turn is; only a question searches
 * @param standalone the turn with what it needs to be understood without the conversation
 * @param parts what is searched for, the turn as it was asked first; empty if nothing is
 * @param by who rewrote it: {@code rules}, a model's name, or {@code nobody}
 * @param notes what happened on the way, for the trace
 */
public record RewrittenQuestion(
    Intent intent,
    StandaloneQuestion standalone,
    List<QueryPart> parts,
    String by,
    List<String> notes) {
  public RewrittenQuestion {
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
    if (intent.searches() == parts.isEmpty()) {
      throw new IllegalArgumentException("a question, and nothing else, has parts to search for");
    }
  }

  static RewrittenQuestion search(
      StandaloneQuestion standalone, List<QueryPart> parts, String by, List<String> notes) {
    return new RewrittenQuestion(Intent.QUESTION, standalone, parts, by, notes);
  }

  static RewrittenQuestion withoutSearch(Intent intent, String question, String by) {
    return new RewrittenQuestion(intent, StandaloneQuestion.of(question), List.of(), by, List.of());
  }

  RewrittenQuestion withNote(String note) {
    return new RewrittenQuestion(intent, standalone, parts, by, List.of(note));
  }

  /** For the trace: kind, queries, weights and reasons. Not masked. */
  public String summary() {
    String queries =
        parts.stream()
            .map(part ->
                String.format(
                    Locale.ROOT,
                    "%.2f/%.2f %s (%s)",
                    part.semanticWeight(),
                    part.lexicalWeight(),
                    part.text(),
                    part.why()))
            .collect(Collectors.joining(" | "));
    String said = intent.lowerCase() + " by " + by;
    String noted = notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")";
    return said + noted + (queries.isEmpty() ? "" : ": " + queries);
  }
}
