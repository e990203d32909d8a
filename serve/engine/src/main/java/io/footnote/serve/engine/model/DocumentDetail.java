package io.footnote.serve.engine.model;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import java.util.List;

/**
 * A document with its chunks.
 *
 * @param acl groups that may read it; empty when it is public
 * @param attachments ids of the documents attached to it
 */
public record DocumentDetail(
    String collection,
    DocumentRecord document,
    List<String> acl,
    List<String> attachments,
    List<ChunkRecord> chunks) {}
