package io.footnote.serve.engine.model;

/** For whom something is remembered: nobody else is shown it or gets answers from it. */
public sealed interface Audience permits Audience.User, SharedAudience {

  /** One user, who alone may see and delete it; operators may not either. */
  record User(String name) implements Audience {}

  /** The members of a group. */
  record Group(String name) implements SharedAudience {}

  /** Whoever asks. */
  record Everybody() implements SharedAudience {}
}
