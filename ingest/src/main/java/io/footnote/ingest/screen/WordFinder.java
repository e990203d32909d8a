package io.footnote.ingest.screen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which of many words stand in a text, in one pass whatever their number (Aho and Corasick,
 * "Efficient string matching: an aid to bibliographic search", CACM 1975). A word may be part of a
 * longer one. Capital letters of ASCII are taken for small ones, line ends and tabs for spaces.
 * Immutable.
 */
final class WordFinder {
  private static final int OTHER = 0;

  /** A letter's column in {@link #next}; {@link #OTHER} for what no word has. */
  private final byte[] columns = new byte[Character.MAX_VALUE + 1];

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final int width;
  private final short[] next;
  private final int[][] ending;

  /**
   * @param words in small letters, none empty; up to 127 different characters in all
   */
  WordFinder(Collection<String> words) {
    words.forEach(word -> numbers.putIfAbsent(word, numbers.size()));
    width = 1 + assignColumns();
    List<int[]> children = new ArrayList<>(List.of(new int[width]));
    List<BitSet> found = new ArrayList<>(List.of(new BitSet()));
    numbers.forEach((word, number) -> add(word, number, children, found));
    next = new short[children.size() * width];
    ending = new int[children.size()][];
    link(children, found);
  }

  private int assignColumns() {
    int used = 0;
    for (String word : numbers.keySet()) {
      for (int i = 0; i < word.length(); i++) {
        char c = word.charAt(i);
        if (columns[c] == OTHER) {
          columns[c] = (byte) Math.addExact(used, 1);
          used++;
        }
      }
    }
    if (used > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(
          "words may have up to %d different characters, but have %d"
              .formatted(Byte.MAX_VALUE, used));
    }
    for (char blank : "\t\n\r\f".toCharArray()) {
      columns[blank] = columns[' '];
    }
    for (char small = 'a'; small <= 'z'; small++) {
      columns[Character.toUpperCase(small)] = columns[small];
    }
    return used;
  }

  private void add(String word, int number, List<int[]> children, List<BitSet> found) {
    int state = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      int child = children.get(state)[columns[c]];
      if (child == 0) {
        child = children.size();
        children.get(state)[columns[c]] = child;
        children.add(new int[width]);
        found.add(new BitSet());
      }
      state = child;
    }
    found.get(state).set(number);
  }

  /** Breadth first, so that a state's failure state has all its transitions before it is used. */
  private void link(List<int[]> children, List<BitSet> found) {
    int[] failure = new int[children.size()];
    ArrayDeque<Integer> states = new ArrayDeque<>(List.of(0));
    while (!states.isEmpty()) {
      int state = states.remove();
      found.get(state).or(found.get(failure[state]));
      ending[state] = found.get(state).stream().toArray();
      for (int column = 0; column < width; column++) {
        int child = children.get(state)[column];
        int otherwise = state == 0 ? 0 : next[failure[state] * width + column];
        next[state * width + column] = (short) (child == 0 ? otherwise : child);
        if (child != 0) {
          failure[child] = otherwise;
          states.add(child);
        }
      }
    }
  }

  /** The numbers of the words that stand in a text. */
  BitSet in(String text) {
    BitSet found = new BitSet(numbers.size());
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = next[state * width + columns[text.charAt(i)]];
      for (int number : ending[state]) {
        found.set(number);
      }
    }
    return found;
  }

  /** The numbers of some of the words. */
  BitSet numbers(Collection<String> words) {
    BitSet set = new BitSet();
    for (String word : words) {
      Integer number = numbers.get(word);
      if (number == null) {
        throw new IllegalArgumentException("'" + word + "' is not one of the words");
      }
      set.set(number);
    }
    return set;
  }

  @Override
  public String toString() {
    return Arrays.toString(numbers.keySet().toArray());
  }
}
