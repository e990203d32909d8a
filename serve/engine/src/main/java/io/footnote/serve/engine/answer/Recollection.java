package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.memory.RecalledFact;
import io.footnote.serve.engine.memory.Standing;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.text.TokenBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is remembered for a question, besides its conversation.
 *
 * @param facts nearest first
 * @param standing what who answers is told; nothing for who cannot follow it
 */
record Recollection(List<RecalledFact> facts, Standing standing) {
  static final Recollection NOTHING = new Recollection(List.of(), Standing.NOTHING);

  /** What a fact is called where documents have a title. */
  private static final String TITLE = "Remembered";

  private static final String SOURCE = "memory";

  /** Tokens for the marks around a fact. */
  private static final int FRAME_TOKENS = 30;

  Recollection {
    facts = List.copyOf(facts);
  }

  /** The facts as what an answer may take from. */
  Set<Source> sources() {
    return facts.stream()
        .map(one -> Source.memory(one.fact().memoryId()))
        .collect(Collectors.toSet());
  }

  /** Identifies all of it; what has an id never changes. */
  List<String> ids() {
    return Stream.concat(facts.stream().map(RecalledFact::fact), standing.instructions().stream())
        .map(MemoryItem::memoryId)
        .toList();
  }

  List<String> instructions() {
    return standing.instructions().stream().map(MemoryItem::text).toList();
  }

  /** Passages of documents, and after them the facts. */
  List<Passage> after(List<Passage> documents) {
    return after(documents, facts.stream().map(Recollection::result).toList());
  }

  /** Passages of documents, and after them facts, numbered on. */
  static List<Passage> after(List<Passage> documents, List<SearchResult> facts) {
    List<Passage> all = new ArrayList<>(documents);
    int n = documents.stream().mapToInt(Passage::n).max().orElse(0);
    for (SearchResult fact : facts) {
      n++;
      all.add(new Passage(n, fact));
    }
    return all;
  }

  private static SearchResult result(RecalledFact recalled) {
    MemoryItem fact = recalled.fact();
    return new SearchResult(
        fact.memoryId(),
        fact.memoryId(),
        Source.MEMORY,
        TITLE,
        SOURCE,
        0,
        0,
        0,
        fact.text().length(),
        List.of(),
        fact.text(),
        "",
        List.of(),
        Map.of(),
        recalled.score(),
        new Scores(null, recalled.cosine(), recalled.score(), null),
        List.of(),
        null);
  }

  /** Tokens that it takes of what a model reads. */
  int tokens() {
    int said = facts.stream().mapToInt(one -> TokenBudget.upperBound(one.fact().text())).sum();
    int told = instructions().stream().mapToInt(TokenBudget::upperBound).sum();
    return said + told + FRAME_TOKENS * facts.size();
  }

  /** For the trace, without any text of it. */
  String inWords(boolean followed) {
    List<String> of =
        facts.stream()
            .map(one -> "%s (%.3f)".formatted(one.fact().memoryId(), one.score()))
            .toList();
    List<String> told = standing.instructions().stream().map(MemoryItem::memoryId).toList();
    String ignored =
        followed || told.isEmpty()
            ? ""
            : ", which who answers cannot follow: it quotes and writes nothing";
    return "facts " + of + "; instructions " + told + ignored;
  }
}
