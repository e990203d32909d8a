package io.footnote.serve.engine.answer;

import io.footnote.ingest.screen.Screening;
import io.footnote.ingest.screen.Sign;
import io.footnote.serve.engine.cite.CheckedSentence;
import io.footnote.serve.engine.guard.OutputGuard;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The passages of one answer as far as they can be trusted: which show signs of being written for a
 * machine, and which addresses stand in those that do not. For one request on one thread.
 */
final class Screened {
  private final OutputGuard guard;
  private final Map<String, Set<String>> signs = new LinkedHashMap<>();
  private final List<String> trusted = new ArrayList<>();
  private int changed;

  private Screened(OutputGuard guard) {
    this.guard = guard;
  }

  /**
   * Looks for signs.
   *
   * @param skipped if {@link OptionalStage#SCREEN} is among it, all passages are trusted
   */
  static Screened of(OutputGuard guard, List<Passage> passages, Set<OptionalStage> skipped) {
    Screened screened = new Screened(guard);
    for (Passage passage : passages) {
      SearchResult result = passage.result();
      Set<String> found = skipped.contains(OptionalStage.SCREEN) ? Set.of() : signs(result);
      if (found.isEmpty()) {
        screened.trusted.add(result.text());
      } else {
        screened.signs.put(result.chunkId(), found);
      }
    }
    return screened;
  }

  private static Set<String> signs(SearchResult result) {
    Set<String> found = new TreeSet<>(Sign.namesIn(result.metadata()));
    Screening.signs(result.text()).forEach(sign -> found.add(sign.lowerCase()));
    return found;
  }

  /** Whether a passage, or the document around it, shows a sign. */
  boolean foundSigns() {
    return !signs.isEmpty();
  }

  /** The passages that show signs, and which. */
  String inWords() {
    return signs.entrySet().stream()
        .map(one -> one.getKey() + ": " + String.join(", ", one.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** Hands on sentences that do nothing by themselves. */
  Consumer<CheckedSentence> before(Consumer<CheckedSentence> sentences) {
    return sentence -> {
      String safe = safe(sentence.text());
      if (!safe.isBlank()) {
        sentences.accept(
            new CheckedSentence(
                sentence.lead(), safe, sentence.support(), sentence.evidence(), sentence.score()));
      }
    };
  }

  /** A text that does nothing by itself. */
  String safe(String text) {
    String safe = guard.safe(text, address -> trusted.stream().anyMatch(t -> t.contains(address)));
    changed += safe.equals(text) ? 0 : 1;
    return safe;
  }

  /** Sentences from which something was taken. */
  int changed() {
    return changed;
  }
}
