package io.footnote.serve.engine.cite;

import io.footnote.serve.engine.calibrate.Logistic;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.cite.Token.Kind;
import io.footnote.serve.engine.model.CancelledException;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.Support;
import io.footnote.serve.engine.text.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a sentence against passages: looks for the few neighbouring sentences that come nearest to
 * it, lays the two side by side, and judges by the words they share, by how near the model puts
 * them, and by numbers, dates, names and negations in which they differ. What the sentence cites is
 * looked at first; where that does not say it, another passage that does takes its place, so that a
 * footnote always leads to what it claims. For one request on one thread.
 */
public final class CitationChecker {
  private static final Logistic<CheckSignal> MODEL =
      Logistic.read(CitationChecker.class, CheckSignal.class, "support-v1.json");

  /** A passage says a sentence from this probability on. */
  static final double SAYS = 0.5;

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
        judge(sentence.text(), words, List.of(source)).ifPresent(cited::add);
      }
    }
    List<Judgement> says = cited.stream().filter(Judgement::says).toList();
    if (!says.isEmpty()) {
      return checked(sentence, Support.CITED, says);
    }
    Optional<Judgement> best = judge(sentence.text(), words, List.copyOf(sources.values()));
    if (best.isPresent() && best.get().says()) {
      return checked(sentence, Support.SUPPORTED, List.of(best.get()));
    }
    List<Judgement> against = new ArrayList<>(cited);
    best.ifPresent(against::add);
    List<Judgement> contradicts = against.stream().filter(Judgement::contradicts).limit(1).toList();
    if (!contradicts.isEmpty()) {
      return checked(sentence, Support.CONTRADICTED, contradicts);
    }
    double score = best.map(Judgement::probability).orElse(0.0);
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

  /** The most probable of the windows that come closest; empty if there is nothing to compare. */
  private Optional<Judgement> judge(String text, List<Token> words, List<Source> among) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    return closest(words, among).stream()
        .map(close -> judgement(text, words, close))
        .max(Comparator.comparingDouble(Judgement::probability));
  }

  private static List<Close> closest(List<Token> words, List<Source> among) {
    List<Close> all = new ArrayList<>();
    for (Source source : among) {
      Close chosen = null;
      for (Window window : source.windows()) {
        Alignment alignment = Alignment.of(words, window.tokens());
        double nearness =
            (share(words, window.forms()) + alignment.share()) / 2
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

  private Judgement judgement(String text, List<Token> words, Close close) {
    Map<CheckSignal, Double> signals = signals(words, close);
    signals.put(CheckSignal.COSINE, 0.0);
    double least = MODEL.probability(signals);
    signals.put(CheckSignal.COSINE, 1.0);
    double most = MODEL.probability(signals);
    boolean open = least < SAYS && most >= SAYS;
    if (!open) {
      return new Judgement(close.window(), close.alignment(), (least + most) / 2);
    }
    // Only here the model decides, and embedding takes most of a check's time.
    signals.put(CheckSignal.COSINE, similarity.of(text, close.window().text()));
    return new Judgement(close.window(), close.alignment(), MODEL.probability(signals));
  }

  /** All signals but {@link CheckSignal#COSINE}. */
  private Map<CheckSignal, Double> signals(List<Token> words, Close close) {
    Window window = close.window();
    Alignment alignment = close.alignment();
    Set<String> held = new HashSet<>(window.forms());
    held.addAll(window.source().around());
    Map<CheckSignal, Double> signals = new EnumMap<>(CheckSignal.class);
    signals.put(CheckSignal.HELD, share(words, held));
    signals.put(CheckSignal.ALIGNED, alignment.share());
    signals.put(CheckSignal.PASSAGE_HELD, share(words, window.source().forms()));
    signals.put(CheckSignal.NUMBERS_MISSING, lacking(words, held));
    signals.put(CheckSignal.NUMBERS_NOWHERE, lacking(words, everywhere));
    signals.put(CheckSignal.NAMES_MISSING, missing(words, Kind.NAME, held));
    signals.put(CheckSignal.NAMES_NOWHERE, missing(words, Kind.NAME, everywhere));
    signals.put(CheckSignal.NUMBER_CONFLICT, conflict(alignment, Kind.NUMBER));
    // A row is read with the names of its columns between its cells.
    boolean named = window.prose() || missing(words, Kind.NAME, held) > 0;
    signals.put(CheckSignal.NAME_CONFLICT, named ? conflict(alignment, Kind.NAME) : 0);
    signals.put(CheckSignal.NEGATION_CONFLICT, conflict(alignment, Kind.NEGATION));
    signals.put(CheckSignal.MOVED, window.prose() && alignment.moved() ? alignment.share() : 0);
    return signals;
  }

  private static double conflict(Alignment alignment, Kind kind) {
    return alignment.conflicts().contains(kind) ? alignment.share() : 0;
  }

  private static double lacking(List<Token> words, Set<String> held) {
    return words.stream().anyMatch(word -> word.is(Kind.NUMBER) && !held.contains(word.form()))
        ? 1
        : 0;
  }

  private static double missing(List<Token> words, Kind kind, Set<String> held) {
    List<Token> of = words.stream().filter(word -> word.is(kind)).toList();
    return of.isEmpty() ? 0 : 1 - share(of, held);
  }

  /** Share of the weight of {@code words} whose forms are {@code held}. */
  private static double share(List<Token> words, Set<String> held) {
    double total = 0;
    double found = 0;
    for (Token word : words) {
      total += word.weight();
      found += held.contains(word.form()) ? word.weight() : 0;
    }
    return total == 0 ? 0 : found / total;
  }

  /** A window that comes close to a sentence. */
  private record Close(Window window, Alignment alignment, double nearness) {}

  /** How a window stands to a sentence. */
  private record Judgement(Window window, Alignment alignment, double probability) {
    boolean says() {
      return probability >= SAYS;
    }

    boolean contradicts() {
      return alignment.share() >= SAME_SUBJECT && !alignment.conflicts().isEmpty();
    }
  }
}
