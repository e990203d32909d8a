package io.footnote.embed.testing;

import io.footnote.embed.Hashes;
import io.footnote.embed.Reranker;
import io.footnote.embed.RerankerModelInfo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleBiFunction;

/** A reranker without a model: a function of query and passage says the score, 0 to 1. */
public final class FunctionReranker implements Reranker {
  private final ToDoubleBiFunction<String, String> relevance;
  private final AtomicInteger scored = new AtomicInteger();

  public FunctionReranker(ToDoubleBiFunction<String, String> relevance) {
    this.relevance = relevance;
  }

  /** The share of the query's words that stand in the passage. */
  public static FunctionReranker sharedWords() {
    return new FunctionReranker((query, passage) -> {
      Set<String> asked = words(query);
      Set<String> shared = new HashSet<>(asked);
      shared.retainAll(words(passage));
      return asked.isEmpty() ? 0 : (double) shared.size() / asked.size();
    });
  }

  /** How many passages were judged so far. */
  public int scored() {
    return scored.get();
  }

  @Override
  public RerankerModelInfo model() {
    return new RerankerModelInfo("function", Hashes.sha256Hex("function"), Integer.MAX_VALUE);
  }

  @Override
  public double[] score(String query, List<String> passages) {
    scored.addAndGet(passages.size());
    return passages.stream()
        .mapToDouble(passage -> relevance.applyAsDouble(query, passage))
        .toArray();
  }

  @Override
  public void close() {}

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
  }
}
