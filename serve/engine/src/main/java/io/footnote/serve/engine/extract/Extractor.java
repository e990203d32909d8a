package io.footnote.serve.engine.extract;

import io.footnote.embed.Embedder;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one to three sentences that answer a question, and judges whether they do. Needs no
 * language model: words weighted by rarity, vectors of the most promising sentences, the kind of
 * answer asked for. Thread-safe.
 */
public final class Extractor {
  private final Supplier<Embedder> embedder;
  private volatile @Nullable CosineScale scale;

  public Extractor(Supplier<Embedder> embedder) {
    this.embedder = embedder;
  }

  /**
   * @param vector the question's vector
   * @param passages best first
   */
  public Extraction extract(String text, float[] vector, List<Passage> passages, Terms terms) {
    Question question = new Question(text, terms);
    List<Candidate> ranked =
        new CandidateScorer(embedder.get(), scale(), terms).score(question, vector, passages);
    List<Quote> quotes = QuoteChooser.choose(question, ranked);
    Signals signals = signals(question, ranked, passages, terms);
    double confidence = quotes.isEmpty() ? 0 : Confidence.of(signals);
    return new Extraction(quotes, confidence, confidence >= Confidence.THRESHOLD, signals);
  }

  /** Measured once; two threads that measure at once find the same. */
  private CosineScale scale() {
    CosineScale measured = scale;
    if (measured == null) {
      measured = CosineScale.of(embedder.get());
      scale = measured;
    }
    return measured;
  }

  private Signals signals(
      Question question, List<Candidate> ranked, List<Passage> passages, Terms terms) {
    double bestCosine = -1;
    double sum = 0;
    double coverage = 0;
    for (Passage passage : passages) {
      Double raw = passage.result().scores().semantic();
      double cosine = raw == null ? 0 : scale().scaled(raw);
      bestCosine = Math.max(bestCosine, cosine);
      sum += cosine;
      coverage = Math.max(coverage, question.coverage(words(passage, terms)));
    }
    double mean = passages.isEmpty() ? 0 : sum / passages.size();
    double sentenceCosine = ranked.stream().mapToDouble(Candidate::cosine).max().orElse(0);
    if (ranked.isEmpty()) {
      return new Signals(bestCosine, 0, coverage, 0, 0, 1, bestCosine - mean);
    }
    Candidate best = ranked.getFirst();
    Set<String> quoted = CandidateScorer.union(best.words(), best.around());
    Set<String> passage = words(best.passage(), terms);
    return new Signals(
        bestCosine,
        sentenceCosine,
        coverage,
        question.coverage(quoted),
        best.score(),
        question.namesMissing(passage),
        bestCosine - mean);
  }

  private static Set<String> words(Passage passage, Terms terms) {
    Set<String> words = new HashSet<>(terms.distinct(passage.text()));
    words.addAll(terms.distinct(passage.result().context()));
    return words;
  }
}
