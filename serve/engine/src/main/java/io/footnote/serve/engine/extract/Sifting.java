package io.footnote.serve.engine.extract;

import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.text.Terms;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks through the passages of one answer, for one question or for several. For one request on one
 * thread.
 */
public final class Sifting {
  /** Words that a sentence has beside the name of what it is about. */
  private static final int FURTHER_WORDS = 2;

  /**
   * What is about a subject has this share of its words, and of those that tell it from the others.
   */
  private static final double ABOUT = 0.5;

  private final ScaledEmbedder model;
  private final List<Passage> passages;
  private final Terms terms;
  private final SentenceVectors vectors;

  Sifting(ScaledEmbedder model, List<Passage> passages, Terms terms) {
    this.model = model;
    this.passages = List.copyOf(passages);
    this.terms = terms;
    this.vectors = new SentenceVectors(model.embedder());
  }

  /**
   * What answers a question.
   *
   * @param vector the question's vector
   */
  public Extraction extract(StandaloneQuestion asked, float[] vector) {
    Question question = new Question(asked, terms);
    List<Passage> admitted = passages.stream().filter(question::admits).toList();
    if (admitted.isEmpty()) {
      return Extraction.NOTHING;
    }
    List<Candidate> ranked = ranked(question, vector, admitted);
    return new Extraction(
        QuoteChooser.choose(question, ranked),
        new AnswerSignals(question, terms, model.scale()).of(ranked, admitted),
        question.unmentioned(mentioned()));
  }

  private Set<String> mentioned() {
    Set<String> mentioned = new HashSet<>();
    for (Passage passage : passages) {
      mentioned.addAll(terms.distinct(passage.text()));
      mentioned.addAll(terms.distinct(passage.result().title()));
      mentioned.addAll(terms.distinct(passage.result().context()));
    }
    return mentioned;
  }

  /**
   * What the passages say of a subject, in reading order: no line that only names it, as tables of
   * contents do, and nothing that is about another of the subjects compared.
   *
   * @param subjects all that are compared, {@code subject} among them
   */
  public List<Quote> quotesOf(String subject, List<String> subjects) {
    Question question = new Question(StandaloneQuestion.of(subject), terms);
    float[] vector = model.embedder().embedQuery(subject).vector();
    Set<String> named = terms.distinct(subject);
    Set<String> own = new HashSet<>(named);
    subjects.stream()
        .filter(other -> !other.equals(subject))
        .forEach(other -> own.removeAll(terms.distinct(other)));
    return QuoteChooser.choose(
        question,
        ranked(question, vector, passages).stream()
            .filter(candidate -> isAbout(question, own, candidate) && saysMore(candidate, named))
            .toList());
  }

  private List<Candidate> ranked(Question question, float[] vector, List<Passage> among) {
    return new CandidateScorer(vectors, model.scale(), terms).score(question, vector, among);
  }

  /** Whether a candidate is about a subject, by its words and what it stands under. */
  private boolean isAbout(Question subject, Set<String> own, Candidate candidate) {
    Set<String> under =
        CandidateScorer.union(
            candidate.words(),
            terms.distinct(candidate.passage().result().context()),
            terms.distinct(candidate.reading().heading()));
    long said = own.stream().filter(candidate.words()::contains).count();
    return (said >= ABOUT * own.size() || under.containsAll(own))
        && subject.coverage(under) >= ABOUT;
  }

  private boolean saysMore(Candidate candidate, Set<String> named) {
    Set<String> further = new HashSet<>(terms.distinct(candidate.reading().text()));
    further.removeAll(named);
    if (!candidate.reading().header().isEmpty()) {
      return !further.isEmpty(); // the names of its columns say what a figure is
    }
    return further.stream().filter(word -> word.codePoints().anyMatch(Character::isLetter)).count()
        >= FURTHER_WORDS;
  }
}
