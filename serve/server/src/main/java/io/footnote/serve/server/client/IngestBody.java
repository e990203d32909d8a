package io.footnote.serve.server.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footnote.index.model.IndexKind;
import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.FootnoteService.Ingest;
import io.footnote.serve.engine.FootnoteService.Sync;
import io.footnote.serve.server.json.Json;
import org.jspecify.annotations.Nullable;

/** What is to be ingested, as a server is told it. */
final class IngestBody {
  private IngestBody() {}

  static ObjectNode of(Sync sync) {
    return of(sync.what())
        .put("sync", true)
        .put("confirm_removal", sync.confirmRemoval())
        .put("restore_deleted", sync.restoreDeleted());
  }

  /** Says which kind of collection is wanted, if it matters. */
  static void put(ObjectNode body, @Nullable IndexKind kind) {
    if (kind != null) {
      body.put("lexical_only", kind == IndexKind.LEXICAL_ONLY);
    }
  }

  static ObjectNode of(Ingest ingest) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("collection", ingest.collection());
    put(body, ingest.kind());
    if (ingest.acl() != null) {
      body.set("acl", Json.tree(ingest.acl()));
    }
    body.set("metadata", Json.tree(ingest.metadata()));
    body.set("exclude", Json.tree(ingest.excludes()));
    ArrayNode paths = body.putArray("paths");
    ArrayNode texts = body.putArray("texts");
    ArrayNode uploads = body.putArray("uploads");
    ArrayNode urls = body.putArray("urls");
    for (IngestInput input : ingest.inputs()) {
      switch (input) {
        case IngestInput.PathInput path -> paths.add(path.path().toAbsolutePath().toString());
        case IngestInput.Text text ->
            texts
                .addObject()
                .put("source", text.source())
                .put("title", text.title())
                .put("text", text.text());
        case IngestInput.Upload upload ->
            uploads
                .addObject()
                .put("source", upload.source())
                .put("path", upload.spooled().toAbsolutePath().toString());
        case IngestInput.Url url -> urls.add(url.address().toString());
      }
    }
    return body;
  }
}
