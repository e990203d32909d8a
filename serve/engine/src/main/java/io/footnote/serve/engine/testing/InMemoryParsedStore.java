package io.footnote.serve.engine.testing;

import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Parsed documents for as long as the process lives. */
public final class InMemoryParsedStore implements ParsedStore {
  private final Map<String, ParsedDocument> documents = new ConcurrentHashMap<>();

  /** How many documents are kept. */
  public int size() {
    return documents.size();
  }

  @Override
  public Optional<ParsedDocument> get(String contentHash) {
    return Optional.ofNullable(documents.get(contentHash));
  }

  @Override
  public void put(String contentHash, ParsedDocument document) {
    documents.put(contentHash, document);
  }

  @Override
  public void deleteAll(Set<String> contentHashes) {
    documents.keySet().removeAll(contentHashes);
  }

  @Override
  public void retain(Set<String> contentHashes) {
    documents.keySet().retainAll(contentHashes);
  }
}
