package io.footnote.serve.engine.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says as the set of its runs of four words, to tell texts that say the same (Broder,
 * "On the resemblance and containment of documents", SEQUENCES 1997). Case and punctuation do not
 * count. Figures do, whatever else is shared: a form filled in twice says two things.
 */
public final class Shingles {
  /** Words in a run: long enough that shared ones mean shared text, not shared vocabulary. */
  private static final int WORDS = 4;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final long[] fingerprints;
  private final Set<String> figures;

  private Shingles(long[] fingerprints, Set<String> figures) {
    this.fingerprints = fingerprints;
    this.figures = figures;
  }

  public static Shingles of(String text) {
    List<String> words = new ArrayList<>();
    Set<String> figures = new HashSet<>();
    Matcher found = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (found.find()) {
      String word = found.group();
      words.add(word);
      if (word.codePoints().anyMatch(Character::isDigit)) {
        figures.add(word);
      }
    }
    long[] runs = new long[Math.max(1, words.size() - WORDS + 1)];
    for (int i = 0; i < runs.length; i++) {
      for (String word : words.subList(i, Math.min(i + WORDS, words.size()))) {
        runs[i] = (runs[i] ^ word.hashCode()) * MULTIPLIER;
      }
    }
    return new Shingles(Arrays.stream(runs).sorted().distinct().toArray(), figures);
  }

  /** Shared runs as a share of all of both, 0 to 1; 0 if they have not the same figures. */
  public double resemblance(Shingles other) {
    if (!figures.equals(other.figures)) {
      return 0;
    }
    int shared = shared(other);
    return (double) shared / (fingerprints.length + other.fingerprints.length - shared);
  }

  /** Shared runs as a share of this text's, 0 to 1; 0 if the other lacks one of its figures. */
  public double containedIn(Shingles other) {
    return other.figures.containsAll(figures) ? (double) shared(other) / fingerprints.length : 0;
  }

  private int shared(Shingles other) {
    int shared = 0;
    int i = 0;
    int j = 0;
    while (i < fingerprints.length && j < other.fingerprints.length) {
      int order = Long.compare(fingerprints[i], other.fingerprints[j]);
      shared += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return shared;
  }
}
