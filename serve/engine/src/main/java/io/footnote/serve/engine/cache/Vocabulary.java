package io.footnote.serve.engine.cache;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One form for the words that ask for the same thing: inflections and a few synonyms. */
final class Vocabulary {
  private static final String RESOURCE = "vocabulary-v1.txt";
  private static final Map<String, String> KNOWN = read();

  private Vocabulary() {}

  /**
   * The form of a word.
   *
   * @param word in lower case
   */
  static String form(String word) {
    String known = KNOWN.get(word);
    if (known != null) {
      return known;
    }
    String stem = stem(word);
    return KNOWN.getOrDefault(stem, stem);
  }

  /** Cuts off the endings of plurals and verbs; what two words become is all that matters. */
  private static String stem(String word) {
    if (word.length() <= 3) {
      return word;
    }
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    String stem = word;
    if (stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) {
      stem = stem.substring(0, stem.length() - 1);
    }
    for (String ending : new String[] {"ing", "ed"}) {
      if (stem.endsWith(ending) && stem.length() - ending.length() >= 3) {
        stem = undoubled(stem.substring(0, stem.length() - ending.length()));
        break;
      }
    }
    return stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
  }

  /** {@code stopp} of {@code stopped} is {@code stop}. */
  private static String undoubled(String stem) {
    int last = stem.length() - 1;
    boolean doubled =
        stem.charAt(last) == stem.charAt(last - 1) && "bdgmnprt".indexOf(stem.charAt(last)) >= 0;
    return doubled ? stem.substring(0, last) : stem;
  }

  private static Map<String, String> read() {
    Map<String, String> forms = new HashMap<>();
    try (InputStream in = Vocabulary.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing from the jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          List<String> words = List.of(line.split(" "));
          for (String word : words) {
            forms.put(word, words.getFirst());
            forms.put(stem(word), words.getFirst());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(forms);
  }
}
