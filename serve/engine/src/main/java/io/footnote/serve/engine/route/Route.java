package io.footnote.serve.engine.route;

import io.footnote.index.model.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a question is treated. */
public sealed interface Route {

  /** Answered from what was said in the conversation. */
  record Conversation() implements Route {}

  /** Searched for. */
  record Search() implements Route {}

  /**
   * Searched for, and each of the subjects by itself besides.
   *
   * @param subjects at least two
   */
  record Compare(List<String> subjects) implements Route {
    public Compare {
      subjects = List.copyOf(subjects);
      if (subjects.size() < 2) {
        throw new IllegalArgumentException(
            "a comparison has at least two subjects, but got: " + subjects);
      }
    }
  }

  /**
   * Answered by counting documents.
   *
   * @param filter which documents; null for all that the request is about
   * @param listed whether they are wanted rather than their number
   * @param caveats sentences on documents that may be meant and are not among them
   */
  record Enumerate(@Nullable Filter filter, boolean listed, List<String> caveats) implements Route {
    public Enumerate {
      caveats = List.copyOf(caveats);
    }
  }

  /**
   * Not answered.
   *
   * @param reason a sentence for whoever asked
   */
  record Decline(String reason) implements Route {}

  /** What is searched for besides the question. */
  default List<String> subjects() {
    return this instanceof Compare(List<String> subjects) ? subjects : List.of();
  }

  /** Whether documents are searched for passages. */
  default boolean searches() {
    return switch (this) {
      case Search _, Compare _ -> true;
      case Conversation _, Enumerate _, Decline _ -> false;
    };
  }
}
