package io.footnote.index.model;

import java.util.List;
import java.util.Objects;

/**
 * A condition on documents, in the form OpenAI's vector stores use. A key names a metadata key or
 * one of {@code document_id, source, title, mime, language, size, modified, ingested}.
 */
public sealed interface Filter {

  /**
   * Compares a key's value; a document without the key matches {@code ne} and {@code nin} alone.
   */
  record Compare(Operator operator, String key, MetadataValue value) implements Filter {
    public Compare {
      Objects.requireNonNull(operator);
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    }
  }

  /** Whether a key's value is (or, negated, is not) one of several. */
  record In(boolean negated, String key, List<MetadataValue> values) implements Filter {
    public In {
      Objects.requireNonNull(key);
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("'in' on " + key + " needs at least one value");
      }
    }
  }

  /** All of them. */
  record And(List<Filter> filters) implements Filter {
    public And {
      filters = List.copyOf(filters);
    }
  }

  /** At least one of them. */
  record Or(List<Filter> filters) implements Filter {
    public Or {
      filters = List.copyOf(filters);
    }
  }

  /** How {@link Compare} compares. */
  enum Operator {
    EQ,
    NE,
    GT,
    GTE,
    LT,
    LTE
  }
}
