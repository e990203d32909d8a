package io.footnote.serve.engine.model;

/**
 * A retrieved passage that an answer may use.
 *
 * @param n its number in what the answerer reads, from 1
 * @param result what was retrieved
 */
public record Passage(int n, SearchResult result) {
  public String text() {
    return result.text();
  }
}
