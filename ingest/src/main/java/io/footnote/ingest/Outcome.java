package io.footnote.ingest;

import io.footnote.index.model.DocumentRecord;
import io.footnote.ingest.chunk.Chunk;
import java.util.List;
import java.util.Set;

/** What preparing one source document came to. */
sealed interface Outcome {

  /**
   * It is in the index with the same content and policy.
   *
   * @param failed what in it could not be read then, and could not be read now
   */
  record Unchanged(List<FailedDocument> failed) implements Outcome {
    Unchanged() {
      this(List.of());
    }
  }

  /** It is in the index with the same content but another policy. */
  record PolicyChanged(String documentId, long policyId) implements Outcome {}

  record Failed(FailedDocument failure) implements Outcome {}

  /** It was read, and there is no text in it. */
  record WithoutText(TextlessDocument document) implements Outcome {}

  /**
   * It is to be embedded and indexed.
   *
   * @param documents the document itself, then what is attached to it
   * @param gone ids of what disappears with this: attachments that it had and has no more, and the
   *     document in whose place it comes if that has another id
   * @param novelty what it is to the index
   * @param failed attachments that could not be read
   * @param withoutText attachments, or the document itself where it is in part, without text
   * @param outdated content hashes of what the collection had in their place
   */
  record Ready(
      List<PreparedDocument> documents,
      List<String> gone,
      Novelty novelty,
      List<FailedDocument> failed,
      List<TextlessDocument> withoutText,
      Set<String> outdated)
      implements Outcome {}

  /** What a document is to the index. */
  enum Novelty {
    NEW_OR_CHANGED,
    /** It is there with the same content, of another date or the like. */
    RENEWED,
    /** It is there with the same content, from another path. */
    MOVED
  }

  /**
   * A document that lacks nothing but vectors.
   *
   * @param text the extracted text that the chunks' spans refer to
   */
  record PreparedDocument(DocumentRecord record, String text, List<Chunk> chunks) {}
}
