package io.footnote.eval.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Ranks sentences against a question by BM25 (k1 1.2, b 0.75) among themselves: a baseline. */
final class Bm25Sentences {
  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private Bm25Sentences() {}

  /** The best {@code count} sentences, best first. */
  static List<String> best(String question, List<String> sentences, int count) {
    List<List<String>> documents = sentences.stream().map(Bm25Sentences::words).toList();
    double mean = documents.stream().mapToInt(List::size).average().orElse(1);
    Map<String, Integer> frequency = new HashMap<>();
    documents.forEach(
        document -> document.stream().distinct().forEach(w -> frequency.merge(w, 1, Integer::sum)));
    List<Double> scores = new ArrayList<>();
    for (List<String> document : documents) {
      double score = 0;
      for (String word : words(question)) {
        long tf = document.stream().filter(word::equals).count();
        int df = frequency.getOrDefault(word, 0);
        double idf = Math.log(1 + (documents.size() - df + 0.5) / (df + 0.5));
        score += idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * document.size() / mean));
      }
      scores.add(score);
    }
    return IntStream.range(0, sentences.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> scores.get(i)).reversed())
        .limit(count)
        .map(sentences::get)
        .toList();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
