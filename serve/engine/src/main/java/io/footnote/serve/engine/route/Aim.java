package io.footnote.serve.engine.route;

import java.util.ArrayList;
import java.util.List;

/** What a question wants, by its words. */
public sealed interface Aim {
  /** More at once are hardly read any more. */
  int MOST_SUBJECTS = 4;

  /** Something that the documents say. */
  record Find() implements Aim {}

  /**
   * How some things differ.
   *
   * @param subjects 2 to {@value #MOST_SUBJECTS}
   */
  record Compare(List<String> subjects) implements Aim {
    public Compare {
      subjects = List.copyOf(subjects);
    }
  }

  /**
   * Documents themselves.
   *
   * @param conditions all of which hold for them; empty for all documents
   * @param listed whether they are wanted rather than their number
   */
  record Enumerate(List<Condition> conditions, boolean listed) implements Aim {
    public Enumerate {
      conditions = List.copyOf(conditions);
    }

    /** The same with other conditions in the place of those of their kinds. */
    Enumerate with(List<Condition> others) {
      List<Condition> all = new ArrayList<>(conditions);
      all.removeIf(
          one -> others.stream().anyMatch(other -> other.getClass().equals(one.getClass())));
      all.addAll(others);
      return new Enumerate(all, listed);
    }
  }

  /**
   * Something that no document can give.
   *
   * @param reason a sentence for whoever asked
   */
  record Refuse(String reason) implements Aim {}
}
