package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.calibrate.CosineScale;
import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.read.Reading;
import io.footnote.serve.engine.read.Readings;
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
  /**
   * Units that go through the model, which takes most of an answer's time. Twice as many choose no
   * better sentences on half of ClapNQ's questions.
   */
  static final int EMBEDDED = 8;

  /** What their passage's nearness to the question counts when these are chosen, beside words. */
  private static final double PASSAGE_COSINE = 0.3;

  private static final double SHALLOW_WORDS = 0.45;
  private static final double SHALLOW_CONTEXT = 0.15;
  private static final double SHALLOW_PASSAGE = 0.30;
  private static final double SHALLOW_TYPE = 0.10;

  private static final double COSINE = 0.65;
  private static final double SHALLOW = 0.35;

  private static final int SHORTEST = 4;

  private static final double SHALLOW_RANGE = 0.20;

  /** What a document of another year says counts this much beside the one that is meant. */
  private static final double OF_OTHER_YEAR = 0.8;

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern FIGURES = Pattern.compile("\\d+");
  private static final Pattern NUMBER = Pattern.compile("\\d");

  private final SentenceVectors vectors;
  private final CosineScale scale;
  private final Terms terms;

  CandidateScorer(SentenceVectors vectors, CosineScale scale, Terms terms) {
    this.vectors = vectors;
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
    Set<String> otherYears = Years.otherYears(question.text(), passages);
    removeFurniture(all);
    List<Candidate> best = mostPromising(all);
    List<float[]> embedded =
        vectors.of(best.stream().map(CandidateScorer::embeddingInput).toList());
    List<Candidate> scored = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      double cosine = scale.scaled(CosineScale.dot(vector, embedded.get(i)));
      double score = COSINE * Math.clamp(cosine, 0.0, 1.0) + SHALLOW * best.get(i).shallow();
      boolean other = otherYears.contains(best.get(i).passage().result().documentId());
      scored.add(best.get(i).scored(cosine, other ? OF_OTHER_YEAR * score : score));
    }
    scored.sort(
        Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparingInt(candidate -> candidate.passage().n())
            .thenComparing(candidate -> candidate.reading().unit().span()));
    return scored;
  }

  private List<Candidate> mostPromising(List<Candidate> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(this::promise).reversed())
        .limit(EMBEDDED)
        .toList();
  }

  /** How likely a unit is to be quoted, before it is embedded: its passage's vector is known. */
  private double promise(Candidate candidate) {
    Double semantic = candidate.passage().result().scores().semantic();
    double cosine = semantic == null ? 0 : Math.clamp(scale.scaled(semantic), 0.0, 1.0);
    return candidate.shallow() + PASSAGE_COSINE * cosine;
  }

  private void addUnits(
      Question question, Passage passage, double passageScore, List<Candidate> all) {
    Set<String> context = terms.distinct(passage.result().context());
    Read before = Read.NOTHING;
    for (Reading reading : Readings.of(passage)) {
      Set<String> own = terms.distinct(reading.text());
      Set<String> named = reading.isTerse() ? union(own, terms.distinct(reading.header())) : own;
      Read alone = new Read(reading.shown(), named);
      // What it points at is quoted with it.
      Read read = question.goesOn() && reading.pointsBack() ? alone.after(before) : alone;
      Set<String> around = union(context, before.words, terms.distinct(reading.heading()));
      if (passage.remembered() ? !own.isEmpty() : quotable(reading, own)) {
        double shallow =
            SHALLOW_WORDS * question.coverage(read.words)
                + SHALLOW_CONTEXT * question.coverage(union(read.words, around))
                + SHALLOW_PASSAGE * passageScore
                + SHALLOW_TYPE * question.fit(reading.text())
                + (question.inRange(reading.text()) ? SHALLOW_RANGE : 0);
        all.add(
            new Candidate(
                passage, reading, read.text, read.words, around, shallow, Double.NaN, shallow));
      }
      before = alone;
    }
  }

  /** A unit, or two that are read together. */
  private record Read(String text, Set<String> words) {
    static final Read NOTHING = new Read("", Set.of());

    Read after(Read before) {
      return new Read((before.text + " " + text).strip(), union(before.words, words));
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
          ((words.size() >= SHORTEST || isWhole(text, words))
                  && !text.endsWith("?")
                  && !text.endsWith(":"))
              || (words.size() >= 2 && NUMBER.matcher(text).find());
    };
  }

  /** Whether a sentence of few words, such as "Alcohol is not reimbursed.", is no fragment. */
  private static boolean isWhole(String text, Set<String> words) {
    return words.size() >= 2
        && text.endsWith(".")
        && SPACE.split(text.strip(), SHORTEST + 1).length >= SHORTEST;
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
    return result.title() + (headings.isEmpty() ? "" : " - " + headings) + "\n" + candidate.read();
  }
}
