package io.footnote.serve.server.json;

import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.model.ApiKey;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.engine.model.DeletionReceipt;
import io.footnote.serve.engine.model.MemoryItem;
import java.util.List;

/** Lists as JSON, over HTTP and on the command line: an object, to which more can be added. */
public final class Listing {
  private Listing() {}

  public record Documents(List<DocumentRecord> documents) {}

  public record Jobs(List<Job> jobs) {}

  public record Collections(List<CollectionInfo> collections) {}

  public record Conversations(List<ConversationInfo> conversations) {}

  public record Memory(List<MemoryItem> memory) {}

  public record Deletions(List<DeletionReceipt> deletions) {}

  public record Keys(List<ApiKey> keys) {}
}
