package io.footnote.serve.engine.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Checks shared by request records. */
final class Requests {
  private static final Pattern COLLECTION = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  private Requests() {}

  static void checkTopK(int topK) {
    if (topK < 1 || topK > SearchRequest.MAX_TOP_K) {
      throw InvalidRequestException.of(
          "top_k", "top_k must be between 1 and " + SearchRequest.MAX_TOP_K + ", but got: " + topK);
    }
  }

  static void checkContextTokens(int tokens) {
    if (tokens < AskRequest.MIN_CONTEXT_TOKENS || tokens > AskRequest.MAX_CONTEXT_TOKENS) {
      throw InvalidRequestException.of(
          "max_context_tokens",
          "max_context_tokens must be between %d and %d, but got: %d"
              .formatted(AskRequest.MIN_CONTEXT_TOKENS, AskRequest.MAX_CONTEXT_TOKENS, tokens));
    }
  }

  static List<String> checkCollections(List<String> collections) {
    if (collections.isEmpty()) {
      throw InvalidRequestException.of(
          "collection", "collection must name at least one collection");
    }
    if (collections.contains(CollectionName.ANY)) {
      return any(collections);
    }
    collections.forEach(Requests::checkCollection);
    return List.copyOf(new LinkedHashSet<>(collections));
  }

  private static List<String> any(List<String> collections) {
    if (collections.stream().anyMatch(name -> !name.equals(CollectionName.ANY))) {
      throw InvalidRequestException.of(
          "collection",
          "collection must be '*' or names of collections, not both, but got: " + collections);
    }
    return List.of(CollectionName.ANY);
  }

  static String checkCollection(String collection) {
    if (!COLLECTION.matcher(collection).matches()) {
      throw InvalidRequestException.of(
          "collection",
          "collection must be 1 to 64 lower-case letters, digits, '-' or '_', starting with a"
              + " letter or digit, but got: '"
              + collection
              + "'");
    }
    return collection;
  }
}
