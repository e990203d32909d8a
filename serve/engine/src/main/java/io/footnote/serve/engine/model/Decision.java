package io.footnote.serve.engine.model;

import java.util.List;

/**
 * What is to be done with a question, for people and for programs to act on. Each carries the
 * calibrated probability that the documents hold an answer, 0 to 1.
 */
public sealed interface Decision {

  double confidence();

  /** Answer. */
  record Answer(double confidence) implements Decision {
    public Answer {
      checkProbability(confidence);
    }
  }

  /**
   * Answer, and say what is doubtful.
   *
   * @param warning a sentence for the reader
   */
  record AnswerWithWarning(double confidence, String warning) implements Decision {
    public AnswerWithWarning {
      checkProbability(confidence);
    }
  }

  /**
   * Say that the documents hold no answer.
   *
   * @param searched the collections that were searched
   * @param near what comes nearest, best first; may be empty
   */
  record Decline(double confidence, List<String> searched, List<Near> near) implements Decision {
    public Decline {
      checkProbability(confidence);
      searched = List.copyOf(searched);
      near = List.copyOf(near);
    }
  }

  /**
   * Hand the question to a person: the documents seem to hold an answer, but what was written does
   * not agree with them.
   *
   * @param reason a sentence for that person
   */
  record NeedsPerson(double confidence, String reason) implements Decision {
    public NeedsPerson {
      checkProbability(confidence);
    }
  }

  /**
   * A passage that comes near without answering.
   *
   * @param page from 1; 0 where the format has no pages
   */
  record Near(String documentId, String chunkId, String title, int page) {
    public static Near of(SearchResult result) {
      return new Near(result.documentId(), result.chunkId(), result.title(), result.pageStart());
    }
  }

  /** Whether an answer is shown. */
  default boolean answers() {
    return switch (this) {
      case Answer _, AnswerWithWarning _ -> true;
      case Decline _, NeedsPerson _ -> false;
    };
  }

  private static void checkProbability(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be from 0 to 1, but got: " + confidence);
    }
  }
}
