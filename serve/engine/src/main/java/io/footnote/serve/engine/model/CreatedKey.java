package io.footnote.serve.engine.model;

/**
 * A new key; the only moment its secret can be read.
 *
 * @param secret what callers send as {@code Authorization: Bearer …}
 */
public record CreatedKey(ApiKey key, String secret) {
  @Override
  public String toString() {
    return "CreatedKey[key=" + key + ", secret=…]";
  }
}
