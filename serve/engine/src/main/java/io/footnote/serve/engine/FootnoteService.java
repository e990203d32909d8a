package io.footnote.serve.engine;

import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.ingest.SyncPlan;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.ApiKey;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CheckRequest;
import io.footnote.serve.engine.model.CheckedAnswer;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.ConversationDetail;
import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.engine.model.DeletionReceipt;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.DocumentContent;
import io.footnote.serve.engine.model.DocumentDetail;
import io.footnote.serve.engine.model.DocumentOriginal;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.MemoryPage;
import io.footnote.serve.engine.model.MemoryQuery;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.TraceReplay;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that Footnote does, for one principal at a time. Implemented in this process by {@link
 * Footnote} and over HTTP for a server that holds the data folder; both behave the same, down to
 * the texts of errors.
 *
 * <p>Every method throws a {@link io.footnote.serve.engine.model.FootnoteException} for what the
 * caller should read. What the principal may not see does not exist for it. Thread-safe.
 */
public interface FootnoteService extends AutoCloseable {

  SearchResponse search(Principal principal, SearchRequest request);

  /** Where a search ranks a document, or at which stage it loses it. */
  SearchExplanation why(Principal principal, WhyRequest request);

  /**
   * Answers, telling the listener each event as it happens; returns the answer of the last event.
   */
  Answer ask(Principal principal, AskRequest request, AnswerListener listener);

  /** Checks an answer that somebody wrote against what the documents say about its question. */
  CheckedAnswer check(Principal principal, CheckRequest request);

  /** What happened to a search or question, for the principal who asked and for operators. */
  Trace trace(Principal principal, String traceId);

  /**
   * Runs the stages of an answer again, from the candidates that were retrieved for it; for who may
   * see its trace.
   */
  TraceReplay replay(Principal principal, String traceId);

  /** The principal's conversations, latest first; nobody else's, whoever asks. */
  List<ConversationInfo> conversations(Principal principal, int limit);

  /** A conversation of the principal, with all its turns. */
  ConversationDetail conversation(Principal principal, String conversationId);

  /** Deletes a conversation of the principal. */
  void deleteConversation(Principal principal, String conversationId);

  /**
   * What is remembered besides conversations, latest first: the principal's own facts, and shared
   * ones that are for it; for operators all that is shared, instructions included.
   */
  MemoryPage memories(Principal principal, MemoryQuery query);

  /** One of {@link #memories}. */
  MemoryItem memory(Principal principal, String memoryId);

  /**
   * Remembers a fact of the principal, used for its questions alone; or, for operators, a fact or
   * an instruction for others. What is remembered already in the same words is not remembered
   * twice.
   *
   * @throws io.footnote.serve.engine.model.ConflictException if too much is remembered already
   */
  MemoryItem remember(Principal principal, NewMemory wanted);

  /**
   * Forgets something, with the traces and remembered answers that quote it. What is shared is
   * forgotten by operators only.
   */
  void forget(Principal principal, String memoryId);

  List<CollectionInfo> collections(Principal principal);

  CollectionInfo collection(Principal principal, String collection);

  /**
   * Creates an empty collection; nothing happens if it exists. Operators only.
   *
   * @param kind null for the configured one
   * @throws io.footnote.serve.engine.model.ConflictException if it exists and is of another kind
   */
  CollectionInfo createCollection(Principal principal, String collection, @Nullable IndexKind kind);

  /** Creates an empty collection of the configured kind, or of any if it exists. */
  default CollectionInfo createCollection(Principal principal, String collection) {
    return createCollection(principal, collection, null);
  }

  /**
   * Sets from which confidence on a collection's questions are answered, effective with the next
   * question; creates the collection if there is none. Operators only.
   */
  CollectionInfo configureCollection(
      Principal principal, String collection, AnswerThresholds thresholds);

  /** Deletes a collection with all documents. Operators only. */
  void deleteCollection(Principal principal, String collection);

  /**
   * Queues making a collection's index anew for the embedding model, chunker and analyzer of now,
   * from the texts that were kept; the old one stays in place until the new one is whole. The job
   * has nothing to do if the index fits. Operators only.
   *
   * @param dropMissing whether to go on without documents whose text is no longer kept; else the
   *     job fails, names them, and the old index stays
   */
  Job reembed(Principal principal, String collection, boolean dropMissing);

  /** The whole index of a collection, whatever made it. Operators only. */
  IndexStats stats(Principal principal, String collection);

  DocumentPage documents(Principal principal, String collection, DocumentQuery query);

  /** A document in any collection. */
  DocumentDetail document(Principal principal, String documentId);

  DocumentContent content(Principal principal, String documentId);

  /**
   * A document as it came, for the caller to close.
   *
   * @throws io.footnote.serve.engine.model.NotFoundException if it is not kept: the setting {@code
   *     keep_originals} was off when it was ingested, it was no file of its own, or something that
   *     lies in it was deleted or may not be read by the principal
   */
  DocumentOriginal original(Principal principal, String documentId);

  /**
   * Deletes documents with their attachments and all that is kept of them: nobody finds them once
   * this returns, and the next process finishes what a crash cut short. Operators only.
   *
   * @throws io.footnote.serve.engine.model.ConflictException if a job that has not ended may bring
   *     them back
   */
  DeletionReceipt delete(Principal principal, DeletionRequest request);

  /** Receipts of deletions, newest first. Operators only. */
  List<DeletionReceipt> deletions(Principal principal, int limit);

  /**
   * Sets which groups may read a document and its attachments, effective with the next query.
   * Operators only.
   *
   * @param acl groups; empty makes it public
   */
  DocumentDetail setAcl(Principal principal, String documentId, Set<String> acl);

  /**
   * Queues an ingest, creating the collection if need be; returns the queued job. Operators only.
   *
   * @throws io.footnote.serve.engine.model.TooManyRequestsException if too many jobs are waiting
   * @throws io.footnote.serve.engine.model.ConflictException if the idempotency key was used for
   *     another request, or the collection is of another kind than wanted
   */
  Job ingest(Principal principal, Ingest ingest);

  /**
   * Queues making what a collection has from some files and folders equal to what they hold:
   * unchanged files are recognised by size and date, what has moved is renamed, what is gone is
   * removed with its attachments. Documents that people deleted stay so, and a job that would
   * remove most of the documents fails, unless told otherwise. Operators only.
   *
   * @throws io.footnote.serve.engine.model.TooManyRequestsException if too many jobs are waiting
   * @throws io.footnote.serve.engine.model.ConflictException if the idempotency key was used for
   *     another request
   */
  Job sync(Principal principal, Sync sync);

  /** What a {@link #sync} would do now. Operators only. */
  SyncPlan plan(Principal principal, Sync sync);

  /**
   * Waits until a job rests, see {@link Job.State#rests}, or {@code atMost} has passed.
   *
   * @return the job as it is then
   */
  Job awaitJob(Principal principal, String jobId, Duration atMost) throws InterruptedException;

  /**
   * Tells the listener a job as it is now and then after every change, until it rests.
   *
   * @return the job as it is then
   */
  Job watchJob(Principal principal, String jobId, Consumer<Job> listener)
      throws InterruptedException;

  Job job(Principal principal, String jobId);

  /** Jobs the principal owns (all, for operators), newest first. */
  List<Job> jobs(Principal principal, int limit);

  /** Asks a job to stop; takes effect within about a second, in the middle of a document too. */
  Job cancelJob(Principal principal, String jobId);

  /**
   * Stops a job until it is resumed, in the middle of a document too; what it has committed until
   * then stays. Takes effect within about a second.
   *
   * @throws io.footnote.serve.engine.model.ConflictException if it has ended
   */
  Job pauseJob(Principal principal, String jobId);

  /**
   * Queues a paused job again.
   *
   * @throws io.footnote.serve.engine.model.ConflictException if it is not paused
   */
  Job resumeJob(Principal principal, String jobId);

  /**
   * Queues an ended job again: what failed of it, or all if nothing failed or it was stopped before
   * its end. Files that were uploaded for it are kept for a week after its end, unless all went
   * well.
   *
   * @throws io.footnote.serve.engine.model.ConflictException if it has not ended, or an uploaded
   *     file is no longer kept
   */
  Job retryJob(Principal principal, String jobId);

  /** Operators only. */
  CreatedKey createKey(Principal principal, String user, Set<String> groups, boolean operator);

  /** Operators only. */
  List<ApiKey> keys(Principal principal);

  /** Revokes a key, effective with the next request. Operators only. */
  ApiKey revokeKey(Principal principal, String keyId);

  @Override
  void close();

  /**
   * What to ingest.
   *
   * @param acl groups that may read the documents; empty makes them public; null leaves documents
   *     that are there already to those who may read them now, and makes new ones public
   * @param metadata added to every document
   * @param excludes patterns in the syntax of {@code .gitignore}, relative to each folder; what
   *     they match below it is left out
   * @param idempotencyKey if not null, the same request made again within 24 hours with this key
   *     returns the job of the first
   * @param kind what the collection must be, and becomes if it is new; null for whatever it is, or
   *     the configured kind
   */
  record Ingest(
      String collection,
      List<IngestInput> inputs,
      @Nullable Set<String> acl,
      Map<String, List<MetadataValue>> metadata,
      List<String> excludes,
      @Nullable String idempotencyKey,
      @Nullable IndexKind kind) {
    public Ingest {
      inputs = List.copyOf(inputs);
      acl = acl == null ? null : Set.copyOf(acl);
      metadata = Map.copyOf(metadata);
      excludes = List.copyOf(excludes);
    }

    public Ingest(
        String collection,
        List<IngestInput> inputs,
        @Nullable Set<String> acl,
        Map<String, List<MetadataValue>> metadata) {
      this(collection, inputs, acl, metadata, List.of(), null, null);
    }

    /** The same request, which may be repeated if there is a key. */
    public Ingest withIdempotencyKey(@Nullable String key) {
      return new Ingest(collection, inputs, acl, metadata, excludes, key, kind);
    }

    /** The same request for a collection of this kind. */
    public Ingest withKind(@Nullable IndexKind wanted) {
      return new Ingest(collection, inputs, acl, metadata, excludes, idempotencyKey, wanted);
    }
  }

  /**
   * What to synchronise.
   *
   * @param what files and folders; other inputs are refused
   * @param confirmRemoval whether to remove even most of what came from them, see {@link SyncPlan}
   * @param restoreDeleted whether documents that people deleted come back if their files are still
   *     there
   */
  record Sync(Ingest what, boolean confirmRemoval, boolean restoreDeleted) {}
}
