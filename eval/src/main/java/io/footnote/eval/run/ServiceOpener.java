package io.footnote.eval.run;

import io.footnote.serve.engine.FootnoteService;
import java.nio.file.Path;

/** Opens Footnote, configured as it is everywhere else, on a data folder of the evaluation. */
@FunctionalInterface
public interface ServiceOpener {

  /**
   * @param dataFolder created if it is not there; nobody else uses it
   */
  FootnoteService open(Path dataFolder);
}
