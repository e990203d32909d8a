package io.footnote.eval.report;

import io.footnote.index.model.SearchMode;
import java.util.Locale;

/** How modes are written: as in requests. */
final class ModeNames {
  private ModeNames() {}

  static String of(SearchMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
