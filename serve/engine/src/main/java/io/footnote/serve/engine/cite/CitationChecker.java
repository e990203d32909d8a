package io.footnote.serve.engine.cite;

import io.footnote.index.model.Span;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.text.TextUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a sentence against passages: the passage must hold most of the sentence's words, weighted
 * by how rare they are, and every number in it. What the model cites is checked first; where that
 * does not support the sentence, another passage that does takes its place, so that a footnote
 * always leads to what it claims. For one request on one thread.
 */
public final class CitationChecker {
  /** A paraphrase keeps its rare words (names, terms); below half of the weight it is other text. */
  private static final double SUPPORTED = 0.5;

  /** A passage that the model did not cite must hold nearly all of the sentence. */
  private static final double SUPPORTED_UNCITED = 0.75;

  /** Weight added to every word, so that common ones count a little. */
  private static final double BASE_WEIGHT = 0.5;

  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

  private final List<Passage> passages;
  private final Terms terms;

  public CitationChecker(List<Passage> passages, Terms terms) {
    this.passages = List.copyOf(passages);
    this.terms = terms;
  }

  public CheckedSentence check(WrittenSentence sentence) {
    Set<String> words = terms.distinct(sentence.text());
    Set<String> numbers = numbers(sentence.text());
    List<Evidence> evidence = new ArrayList<>();
    double support = 0;
    for (int mark : sentence.marks()) {
      Optional<Passage> cited = passages.stream().filter(p -> p.n() == mark).findFirst();
      if (cited.isPresent()) {
        double share = support(words, numbers, cited.get());
        support = Math.max(support, share);
        if (share >= SUPPORTED) {
          evidence.add(new Evidence(cited.get(), best(words, numbers, cited.get())));
        }
      }
    }
    if (evidence.isEmpty()) {
      for (Passage passage : passages) {
        double share = support(words, numbers, passage);
        if (share >= SUPPORTED_UNCITED && share > support) {
          support = share;
          evidence.clear();
          evidence.add(new Evidence(passage, best(words, numbers, passage)));
        }
      }
    }
    return new CheckedSentence(sentence.lead(), sentence.text(), evidence, support);
  }

  /** Share of the weight of {@code words} in the passage; 0 if a number is missing. */
  private double support(Set<String> words, Set<String> numbers, Passage passage) {
    String whole = passage.result().context() + "\n" + passage.text();
    if (words.isEmpty() || !numbers(whole).containsAll(numbers)) {
      return 0;
    }
    return weight(words, terms.distinct(whole)) / weight(words, words);
  }

  private double weight(Set<String> words, Set<String> among) {
    double sum = 0;
    for (String word : words) {
      if (among.contains(word)) {
        sum += BASE_WEIGHT + terms.weight(word);
      }
    }
    return sum;
  }

  /** The one or two neighbouring units that hold most of the sentence, the shorter if equal. */
  private Span best(Set<String> words, Set<String> numbers, Passage passage) {
    List<TextUnit> units = Sentences.split(passage.text());
    Span best = new Span(0, passage.text().length());
    double bestScore = -1;
    for (int size = 1; size <= 2; size++) {
      for (int i = 0; i + size <= units.size(); i++) {
        Span span =
            new Span(units.get(i).span().start(), units.get(i + size - 1).span().end());
        String text = passage.text().substring(span.start(), span.end());
        Set<String> held = numbers(text);
        double score =
            weight(words, terms.distinct(text)) + numbers.stream().filter(held::contains).count();
        // A second unit must bring a fifth more to be worth reading.
        if (size == 1 ? score > bestScore : score > 1.2 * bestScore) {
          bestScore = score;
          best = span;
        }
      }
    }
    return best;
  }

  private static Set<String> numbers(String text) {
    Set<String> numbers = new HashSet<>();
    Matcher matcher = NUMBER.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      numbers.add(matcher.group().replace(",", ""));
    }
    return numbers;
  }
}
