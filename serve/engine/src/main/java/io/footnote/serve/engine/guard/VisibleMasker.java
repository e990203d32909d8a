package io.footnote.serve.engine.guard;

import io.footnote.ingest.screen.Invisible;

/** Lets nothing leave the process that a reader could not see, and masks the rest. */
public record VisibleMasker(Masker masker) implements Masker {

  @Override
  public Masking begin(String nonce) {
    Masking masking = masker.begin(nonce);
    return new Masking() {
      @Override
      public String mask(String text) {
        return masking.mask(Invisible.strip(text));
      }

      @Override
      public String unmask(String text) {
        return masking.unmask(text);
      }
    };
  }
}
