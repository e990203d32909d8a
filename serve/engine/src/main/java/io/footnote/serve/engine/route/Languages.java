package io.footnote.serve.engine.route;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** English names of the languages that documents are told to be in. */
final class Languages {
  /** Written out, because asking the platform for all names takes longer than a search. */
  private static final String NAMED =
      "arabic ar armenian hy basque eu bengali bn bulgarian bg catalan ca chinese zh croatian hr czech"
          + " cs danish da dutch nl english en estonian et finnish fi french fr galician gl german de"
          + " greek el hebrew he hindi hi hungarian hu indonesian id irish ga italian it japanese ja"
          + " korean ko latvian lv lithuanian lt norwegian no persian fa polish pl portuguese pt"
          + " romanian ro russian ru serbian sr slovak sk slovenian sl spanish es swedish sv thai th"
          + " turkish tr ukrainian uk urdu ur vietnamese vi welsh cy";

  private static final Map<String, String> CODES = codes();

  /** For a pattern. */
  static final String NAMES = String.join("|", CODES.keySet());

  private Languages() {}

  private static Map<String, String> codes() {
    String[] words = NAMED.split(" ", -1);
    Map<String, String> codes = new TreeMap<>();
    for (int i = 0; i < words.length; i += 2) {
      codes.put(words[i], words[i + 1]);
    }
    return codes;
  }

  /** ISO 639-1 code of a language of {@link #NAMES}. */
  static String code(String name) {
    String code = CODES.get(name.toLowerCase(Locale.ROOT));
    if (code == null) {
      throw new IllegalArgumentException("there is no language '" + name + "'");
    }
    return code;
  }
}
