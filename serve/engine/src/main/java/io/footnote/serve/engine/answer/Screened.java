package io.footnote.serve.engine.answer;

import io.footnote.ingest.screen.Screening;
import io.footnote.ingest.screen.Sign;
import io.footnote.serve.engine.cite.CheckedSentence;
import io.footnote.serve.engine.guard.OutputGuard;
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

  Screened(OutputGuard guard, List<Passage> passages) {
    this.guard = guard;
    for (Passage passage : passages) {
      SearchResult result = passage.result();
      Set<String> found = new TreeSet<>(Sign.namesIn(result.metadata()));
      Screening.signs(result.text()).forEach(sign -> found.add(sign.lowerCase()));
      if (found.isEmpty()) {
        trusted.add(result.text());
      } else {
        signs.put(result.chunkId(), found);
      }
    }
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
