package io.footnote.serve.engine.guard;

/** The masking of one request: equal values get equal placeholders. For one thread. */
public interface Masking {

  /** {@code text} with a placeholder for each thing to hide. */
  String mask(String text);

  /** {@code text} with the placeholders of this request replaced by what they stand for. */
  String unmask(String text);
}
