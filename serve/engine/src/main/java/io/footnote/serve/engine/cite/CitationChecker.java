package io.footnote.serve.engine.cite;

import io.footnote.serve.engine.calibrate.Logistic;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.Support;
import io.footnote.serve.engine.text.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks a sentence against passages: looks for the few neighbouring sentences that come nearest to
 * it, lays the two side by side, and judges by the words they share, by how near the model puts
 * them, and by numbers, dates, names and negations in which they differ. What the sentence cites is
 * looked at first; where that does not say it, another passage that does takes its place, so that a
 * footnote always leads to what it claims. For one request on one thread.
 */
public final class CitationChecker {
  private static final Logistic<CheckSignal> MODEL =
      Logistic.read(CitationChecker.class, CheckSignal.class, "support-v2.json");

  /** A passage says a sentence from this probability on. */
  static final double SAYS = 0.5;

  /** At most so probable is what is said of something else. */
  private static final double OF_OTHER = 0.2;

  /** Words in common from which a difference is a contradiction and not another subject. */
  private static final double SAME_SUBJECT = 0.5;

  /** Words of a sentence that are compared; what goes on longer is no sentence. */
  private static final int LONGEST = 300;

  /** Windows that are judged closely. */
  private static final int CLOSEST = 3;

  /** A larger window must hold this much more to be worth reading. */
  private static final double WORTH_MORE = 1.15;

  /** What a conflict costs when the closest windows are looked for. */
  private static final double CONFLICT = 0.15;

  private final Tokens tokens;
  private final Map<Integer, Source> sources = new LinkedHashMap<>();
  private final Set<String> everywhere = new HashSet<>();
  private final Similarity similarity;

  public CitationChecker(List<Passage> passages, Terms terms, ScaledEmbedder model) {
    tokens = new Tokens(terms);
    similarity = new Similarity(model);
    passages.forEach(passage -> tokens.learn(passage.text()));
    for (Passage passage : passages) {
      CancelledException.throwIfInterrupted();
      Source source = new Source(passage, tokens);
      sources.put(passage.n(), source);
      everywhere.addAll(source.forms());
    }
  }

  /** Checks a sentence with the footnote marks it has. */
  public CheckedSentence check(WrittenSentence sentence) {
    List<Token> all = tokens.of(sentence.text());
    List<Token> words = all.subList(0, Math.min(LONGEST, all.size()));
    List<Judgement> cited = new ArrayList<>();
    for (int mark : sentence.marks()) {
      Source source = sources.get(mark);
      if (source != null) {
        judge(sentence.text(), words, List.of(source)).stream().findFirst().ifPresent(cited::add);
      }
    }
    List<Judgement> says = cited.stream().filter(Judgement::says).toList();
    if (!says.isEmpty()) {
      return checked(sentence, Support.CITED, says);
    }
    List<Judgement> judged = judge(sentence.text(), words, List.copyOf(sources.values()));
    if (!judged.isEmpty() && judged.getFirst().says()) {
      return checked(sentence, Support.SUPPORTED, judged.subList(0, 1));
    }
    Optional<Judgement> contradicts =
        Stream.concat(cited.stream(), judged.stream())
            .filter(Judgement::contradicts)
            .max(Comparator.comparingDouble(Judgement::share));
    if (contradicts.isPresent()) {
      return checked(sentence, Support.CONTRADICTED, List.of(contradicts.get()));
    }
    double score = judged.isEmpty() ? 0 : judged.getFirst().probability();
    return new CheckedSentence(
        sentence.lead(), sentence.text(), Support.UNSUPPORTED, List.of(), score);
  }

  private static CheckedSentence checked(
      WrittenSentence sentence, Support support, List<Judgement> judgements) {
    return new CheckedSentence(
        sentence.lead(),
        sentence.text(),
        support,
        judgements.stream()
            .map(one -> new Evidence(one.window().passage(), one.window().span()))
            .toList(),
        judgements.stream().mapToDouble(Judgement::probability).max().orElse(0));
  }

  /**
   * The windows that come closest, the most probable first; none if there is nothing to compare.
   */
  private List<Judgement> judge(String text, List<Token> words, List<Source> among) {
    if (words.isEmpty()) {
      return List.of();
    }
    Signals signals = new Signals(text, words, everywhere);
    return closest(words, among).stream()
        .map(close -> judgement(text, signals, close))
        .sorted(Comparator.comparingDouble(Judgement::probability).reversed())
        .toList();
  }

  private static List<Close> closest(List<Token> words, List<Source> among) {
    List<Close> all = new ArrayList<>();
    for (Source source : among) {
      Close chosen = null;
      for (Window window : source.windows()) {
        Alignment alignment = Alignment.of(words, window.tokens());
        double nearness =
            (Signals.share(words, window.forms()) + alignment.share()) / 2
                - CONFLICT * alignment.conflicts().size();
        if (chosen == null
            || nearness
                > (window.units() > chosen.window().units() ? WORTH_MORE : 1) * chosen.nearness()) {
          chosen = new Close(window, alignment, nearness);
        }
      }
      if (chosen != null) {
        all.add(chosen);
      }
    }
    all.sort(Comparator.comparingDouble(Close::nearness).reversed());
    return all.subList(0, Math.min(CLOSEST, all.size()));
  }

  private Judgement judgement(String text, Signals read, Close close) {
    Map<CheckSignal, Double> signals = read.of(close.window(), close.alignment());
    signals.put(CheckSignal.COSINE, 0.0);
    double least = MODEL.probability(signals);
    signals.put(CheckSignal.COSINE, 1.0);
    double most = MODEL.probability(signals);
    double probability = (least + most) / 2;
    if (least < SAYS && most >= SAYS) {
      // Only here the model decides, and embedding takes most of a check's time.
      signals.put(CheckSignal.COSINE, similarity.of(text, close.window().text()));
      probability = MODEL.probability(signals);
    }
    boolean saysOtherwise =
        read.countsOtherwise(close.window())
            || read.saysTheOpposite(close.window())
            || read.takesFromAnotherRow(close.window());
    boolean differs =
        !close.alignment().conflicts().isEmpty()
            || saysOtherwise
            || signals.getOrDefault(CheckSignal.OTHER_QUANTITY, 0.0) > 0;
    boolean isOfOther = saysOtherwise || read.namesAnotherCode(close.window());
    return new Judgement(
        close.window(),
        isOfOther ? Math.min(probability, OF_OTHER) : probability,
        close.alignment().share(),
        differs);
  }

  /** A window that comes close to a sentence. */
  private record Close(Window window, Alignment alignment, double nearness) {}

  /**
   * How a window stands to a sentence.
   *
   * @param share of the sentence that it has in the same order
   * @param differs whether it has something else in a place of it
   */
  private record Judgement(Window window, double probability, double share, boolean differs) {
    boolean says() {
      return probability >= SAYS;
    }

    boolean contradicts() {
      return differs && share >= SAME_SUBJECT;
    }
  }
}
