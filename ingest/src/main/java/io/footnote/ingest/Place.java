package io.footnote.ingest;

/** In whose place a document comes. */
sealed interface Place {

  /**
   * The document that was there until now, whose permissions go over to the new one.
   *
   * @param id of the document that comes
   */
  String former(String id);

  /** What a document in this place is to the index. */
  default Outcome.Novelty novelty() {
    return switch (this) {
      case Own _ -> Outcome.Novelty.NEW_OR_CHANGED;
      case Renewed _ -> Outcome.Novelty.RENEWED;
      case Moved _ -> Outcome.Novelty.MOVED;
    };
  }

  /** That of the document of its own id, unless that is the same already. */
  record Own() implements Place {
    @Override
    public String former(String id) {
      return id;
    }
  }

  /** That of the document of its own id, although that has the same content. */
  record Renewed() implements Place {
    @Override
    public String former(String id) {
      return id;
    }
  }

  /** That of a document of another id, which goes. */
  record Moved(String fromId) implements Place {
    @Override
    public String former(String id) {
      return fromId;
    }
  }
}
