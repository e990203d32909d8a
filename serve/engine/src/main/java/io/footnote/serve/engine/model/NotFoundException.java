package io.footnote.serve.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for does not exist, or the caller may not see it: both read the same; HTTP 404.
 */
public final class NotFoundException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(String code, @Nullable String param, String message) {
    super(code, param, message, null);
  }

  public NotFoundException(
      String code, @Nullable String param, String message, @Nullable Throwable cause) {
    super(code, param, message, cause);
  }

  public static NotFoundException collection(String name) {
    return new NotFoundException(
        "collection_not_found",
        "collection",
        "there is no collection '" + name + "'; create it by ingesting into it");
  }

  public static NotFoundException document(String documentId) {
    return new NotFoundException(
        "document_not_found", "document_id", "there is no document '" + documentId + "'");
  }

  public static NotFoundException original(String documentId) {
    return new NotFoundException(
        "original_not_kept",
        "document_id",
        "the original of document '"
            + documentId
            + "' is not kept; with keep_originals: true it is once its file is ingested again"
            + " (texts and records that were no file of their own have none)");
  }

  public static NotFoundException originalInside(String documentId, String parentId) {
    return new NotFoundException(
        "original_not_kept",
        "document_id",
        "document '%s' lay inside document '%s', whose original may hold it"
            .formatted(documentId, parentId));
  }

  public static NotFoundException job(String jobId) {
    return new NotFoundException("job_not_found", "job_id", "there is no job '" + jobId + "'");
  }

  public static NotFoundException conversation(String conversationId) {
    return new NotFoundException(
        "conversation_not_found",
        "conversation_id",
        "there is no conversation '" + conversationId + "'; ask without one to start a new one");
  }

  public static NotFoundException memory(String memoryId) {
    return new NotFoundException(
        "memory_not_found", "memory_id", "nothing is remembered as '" + memoryId + "'");
  }

  public static NotFoundException key(String keyId) {
    return new NotFoundException("key_not_found", "key_id", "there is no key '" + keyId + "'");
  }

  public static NotFoundException recording(String traceId) {
    return new NotFoundException(
        "recording_not_found",
        "trace_id",
        "trace '"
            + traceId
            + "' cannot be replayed: what that takes is kept of answers that were made from passages,"
            + " not of those given again, counted or said without a search, and while all of these"
            + " documents may be read");
  }

  public static NotFoundException trace(String traceId) {
    return new NotFoundException(
        "trace_not_found",
        "trace_id",
        "there is no trace '"
            + traceId
            + "'; those of answers are kept for trace_days, of searches only the latest");
  }
}
