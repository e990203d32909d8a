package io.footnote.serve.engine.model;

/** What becomes of sentences of a model that no passage supports. */
public enum UnsupportedSentences {
  /** They are shown and said to be unsupported. */
  MARK {
    @Override
    public boolean shows(Support support) {
      return true;
    }
  },
  /** They are left out; nothing is known of those that were not checked. */
  REMOVE {
    @Override
    public boolean shows(Support support) {
      return support.holds() || support == Support.UNCHECKED;
    }
  };

  /** Whether a reader sees a sentence with this support. */
  public abstract boolean shows(Support support);
}
