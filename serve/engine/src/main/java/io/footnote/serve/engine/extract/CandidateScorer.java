package io.footnote.serve.engine.extract;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.text.TextUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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

  private static final double COSINE = 0.55;
  private static final double SHALLOW = 0.45;

  private static final int SHORTEST = 4;

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
      addUnits(question, passage, relativeScore(passage, passages), all);
    }
    all.sort(Comparator.comparingDouble(Candidate::shallow).reversed());
    List<Candidate> best = all.subList(0, Math.min(EMBEDDED, all.size()));
    List<Embedding> embeddings =
        embedder.embedPassages(best.stream().map(CandidateScorer::embeddingInput).toList());
    List<Candidate> scored = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      double cosine = dot(vector, embeddings.get(i).vector());
      double bounded = Math.clamp(scale.scaled(cosine), 0.0, 1.0);
      scored.add(
          best.get(i).scored(scale.scaled(cosine), COSINE * bounded + SHALLOW * best.get(i).shallow()));
    }
    scored.sort(
        Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparingInt(candidate -> candidate.passage().n())
            .thenComparing(candidate -> candidate.unit().span()));
    return scored;
  }

  private void addUnits(
      Question question, Passage passage, double passageScore, List<Candidate> all) {
    Set<String> around = terms.distinct(passage.result().context());
    List<TextUnit> units = Sentences.split(passage.text());
    Set<String> before = Set.of();
    for (TextUnit unit : units) {
      String text = passage.text().substring(unit.span().start(), unit.span().end());
      Set<String> words = terms.distinct(text);
      if (quotable(unit, text, words)) {
        Set<String> context = new HashSet<>(words);
        context.addAll(around);
        context.addAll(before);
        double shallow =
            SHALLOW_WORDS * question.coverage(words)
                + SHALLOW_CONTEXT * question.coverage(context)
                + SHALLOW_PASSAGE * passageScore
                + (question.type().fits(text) ? SHALLOW_TYPE : 0);
        all.add(new Candidate(passage, unit, words, shallow, Double.NaN, shallow));
      }
      before = words;
    }
  }

  private static boolean quotable(TextUnit unit, String text, Set<String> words) {
    return switch (unit.kind()) {
      case LABEL -> false;
      case ROW, ITEM -> !words.isEmpty();
      case SENTENCE -> (words.size() >= SHORTEST && !text.endsWith("?") && !text.endsWith(":"))
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
        result.headingPath().isEmpty() ? "" : " - " + String.join(" - ", result.headingPath());
    return result.title() + headings + "\n" + candidate.text();
  }

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
