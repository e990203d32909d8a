package io.footnote.serve.engine.route;

import java.util.List;

/** Finds out what a question wants, without looking at documents. Thread-safe. */
@FunctionalInterface
public interface Classifier {

  Classified classify(RouteRequest request);

  /**
   * @param by who found out
   * @param notes what happened on the way, for people
   */
  record Classified(Aim aim, String by, List<String> notes) {
    public Classified {
      notes = List.copyOf(notes);
    }

    Classified withNote(String note) {
      return new Classified(aim, by, List.of(note));
    }
  }
}
