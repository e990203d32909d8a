package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Source;
import java.util.List;
import java.util.Map;

/** Passages for tests. */
public final class Passages {
  private Passages() {}

  /** A passage that is a whole document. */
  public static Passage of(String title, String text) {
    return of(1, title, title, 0, title, text);
  }

  public static Passage of(
      int n, String document, String title, int start, String context, String text) {
    return of(n, document, title, start, context, text, new Scores(null, 0.8, 1.0 / n, null));
  }

  public static Passage remembered(String fact) {
    return in(Source.MEMORY, 1, "mem_1", "fact", 0, "", fact, new Scores(null, 0.8, 1.0, null));
  }

  public static Passage of(
      int n, String document, String title, int start, String context, String text, Scores scores) {
    return in("default", n, document, title, start, context, text, scores);
  }

  private static Passage in(
      String collection,
      int n,
      String document,
      String title,
      int start,
      String context,
      String text,
      Scores scores) {
    return new Passage(
        n,
        new SearchResult(
            document + "#" + n,
            document,
            collection,
            title,
            document,
            1,
            1,
            start,
            start + text.length(),
            List.of(),
            text,
            context,
            List.of(),
            Map.of(),
            scores.fused(),
            scores,
            List.of(),
            null));
  }
}
