package io.footnote.ingest;

/** What a job is to do. */
public sealed interface JobInput permits IngestRequest, ReembedRequest, SyncRequest {

  /** The collection it changes. */
  String collection();
}
