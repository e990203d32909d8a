package io.footnote.serve.engine.extract;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.text.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Scores the units of passages against a question, the best of them with the model. */
final class CandidateScorer {
  /** Units that go through the model: enough to hold the answer nearly always, for some 100 ms. */
  static final int EMBEDDED = 16;

  private static final double SHALLOW_WORDS = 0.45;
  private static final double SHALLOW_CONTEXT = 0.15;
  private static final double SHALLOW_PASSAGE = 0.30;
  private static final double SHALLOW_TYPE = 0.10;

  private static final double COSINE = 0.65;
  private static final double SHALLOW = 0.35;

  private static final int SHORTEST = 4;

  private static final double SHALLOW_RANGE = 0.20;

  /** What an older version of a document says counts this much beside the newer one. */
  private static final double SUPERSEDED = 0.8;

  private static final Pattern FIGURES = Pattern.compile("\\d+");
  private static final Pattern NUMBER = Pattern.compile("\\d");

  private final Embedder embedder;
  private final CosineScale scale;
  private final Terms terms;

  CandidateScorer(Embedder embedder, CosineScale scale, Terms terms) {
    this.embedder = embedder;
    this.scale = scale;
    this.terms = terms;
  }

  /** Units of all passages, best first; those beyond {@link #EMBEDDED} are left out. */
  List<Candidate> score(Question question, float[] vector, List<Passage> passages) {
    List<Candidate> all = new ArrayList<>();
    for (Passage passage : passages) {
      CancelledException.throwIfInterrupted();
      addUnits(question, passage, relativeScore(passage, passages), all);
    }
    Set<String> superseded = Years.olderYears(question.text(), passages);
    removeFurniture(all);
    all.sort(Comparator.comparingDouble(Candidate::shallow).reversed());
    List<Candidate> best = all.subList(0, Math.min(EMBEDDED, all.size()));
    List<Embedding> embeddings =
        embedder.embedPassages(best.stream().map(CandidateScorer::embeddingInput).toList());
    List<Candidate> scored = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      double cosine = scale.scaled(CosineScale.dot(vector, embeddings.get(i).vector()));
      double score = COSINE * Math.clamp(cosine, 0.0, 1.0) + SHALLOW * best.get(i).shallow();
      boolean old = superseded.contains(best.get(i).passage().result().documentId());
      scored.add(best.get(i).scored(cosine, old ? SUPERSEDED * score : score));
    }
    scored.sort(
        Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparingInt(candidate -> candidate.passage().n())
            .thenComparing(candidate -> candidate.reading().unit().span()));
    return scored;
  }

  private void addUnits(
      Question question, Passage passage, double passageScore, List<Candidate> all) {
    Set<String> context = terms.distinct(passage.result().context());
    Set<String> before = Set.of();
    for (Reading reading : Readings.of(passage)) {
      Set<String> words = terms.distinct(reading.text());
      Set<String> own = words;
      if (reading.isTerse()) {
        words = union(words, terms.distinct(reading.header()));
      }
      Set<String> around = union(context, before, terms.distinct(reading.heading()));
      if (passage.remembered() ? !own.isEmpty() : quotable(reading, own)) {
        double shallow =
            SHALLOW_WORDS * question.coverage(words)
                + SHALLOW_CONTEXT * question.coverage(union(words, around))
                + SHALLOW_PASSAGE * passageScore
                + SHALLOW_TYPE * question.fit(reading.text())
                + (question.inRange(reading.text()) ? SHALLOW_RANGE : 0);
        all.add(new Candidate(passage, reading, words, around, shallow, Double.NaN, shallow));
      }
      before = words;
    }
  }

  /** Running headers and footers: what stands, but for its figures, in several chunks of one. */
  private static void removeFurniture(List<Candidate> all) {
    Map<String, Set<String>> chunks = new HashMap<>();
    all.forEach(candidate ->
        chunks
            .computeIfAbsent(furnitureKey(candidate), key -> new HashSet<>())
            .add(candidate.passage().result().chunkId()));
    all.removeIf(candidate -> chunks.getOrDefault(furnitureKey(candidate), Set.of()).size() > 1);
  }

  private static String furnitureKey(Candidate candidate) {
    String text = FIGURES.matcher(candidate.reading().text()).replaceAll("#");
    return candidate.passage().result().documentId() + ' ' + text;
  }

  @SafeVarargs
  static Set<String> union(Set<String>... sets) {
    Set<String> union = new HashSet<>();
    for (Set<String> set : sets) {
      union.addAll(set);
    }
    return union;
  }

  private static boolean quotable(Reading reading, Set<String> words) {
    String text = reading.text();
    return switch (reading.unit().kind()) {
      case LABEL -> false;
      case ROW, ITEM, LINE -> !words.isEmpty();
      case SENTENCE ->
          (words.size() >= SHORTEST && !text.endsWith("?") && !text.endsWith(":"))
              || (words.size() >= 2 && NUMBER.matcher(text).find());
    };
  }

  private static double relativeScore(Passage passage, List<Passage> passages) {
    double best = passages.stream().mapToDouble(p -> p.result().score()).max().orElse(0);
    return best <= 0 ? 0 : Math.max(0, passage.result().score()) / best;
  }

  /** A sentence out of its document says too little: its title and headings go with it. */
  private static String embeddingInput(Candidate candidate) {
    SearchResult result = candidate.passage().result();
    String headings =
        result.headingPath().isEmpty()
            ? candidate.reading().heading()
            : String.join(" - ", result.headingPath());
    return result.title()
        + (headings.isEmpty() ? "" : " - " + headings)
        + "\n"
        + candidate.reading().shown();
  }
}
