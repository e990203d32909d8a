package io.footnote.serve.engine.guard;

/** Hides what must not leave the process or be kept, before models and traces. Thread-safe. */
@FunctionalInterface
public interface Masker {

  /** Masks nothing. */
  Masker NONE =
      nonce ->
          new Masking() {
            @Override
            public String mask(String text) {
              return text;
            }

            @Override
            public String unmask(String text) {
              return text;
            }
          };

  /**
   * Begins the masking of one request.
   *
   * @param nonce letters and digits that no text of this request holds, so that a placeholder
   *     cannot be forged
   */
  Masking begin(String nonce);
}
