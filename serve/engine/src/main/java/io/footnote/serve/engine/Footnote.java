package io.footnote.serve.engine;

import io.footnote.embed.Embedder;
import io.footnote.embed.Reranker;
import io.footnote.index.IdleClosingIndexes;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Job;
import io.footnote.ingest.ReembedRequest;
import io.footnote.ingest.SyncPlan;
import io.footnote.ingest.SyncRequest;
import io.footnote.serve.engine.erase.Deletion;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.ApiKey;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CheckRequest;
import io.footnote.serve.engine.model.CheckedAnswer;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.ConversationDetail;
import io.footnote.serve.engine.model.ConversationInfo;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.engine.model.DeletionReceipt;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.DocumentContent;
import io.footnote.serve.engine.model.DocumentDetail;
import io.footnote.serve.engine.model.DocumentOriginal;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.MemoryPage;
import io.footnote.serve.engine.model.MemoryQuery;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.TraceReplay;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.trace.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Footnote in this process. Components are built by the first call that needs them: a lexical
 * search opens one index and nothing else.
 *
 * <pre>{@code
 * try (Footnote footnote = Footnote.open(Path.of("data"))) {
 *   footnote.ingestFolder(Path.of("documents"));
 *   footnote.search("notice period").results().forEach(r -> System.out.println(r.title()));
 *   System.out.println(footnote.ask("How long is the notice period?").answer());
 * }
 * }</pre>
 */
public final class Footnote implements FootnoteService {
  /** The caller of the methods that take no principal: the program itself. */
  private static final Principal SELF = Principal.operator("local");

  private static final Duration FOREVER = Duration.ofDays(365);

  private final Assembly parts;

  /** Opens a data folder with the bundled model and the extractive answerer. */
  public static Footnote open(Path data) {
    return open(FootnoteConfig.builder(data, LocalComponents.bundled(data)).build());
  }

  /**
   * Opens a data folder; it need not exist.
   *
   * @throws io.footnote.serve.engine.model.UnavailableException if {@code config} is exclusive and
   *     another process holds the folder
   */
  public static Footnote open(FootnoteConfig config) {
    Assembly parts = new Assembly(config);
    try {
      parts.start(config.exclusive());
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
    return new Footnote(parts);
  }

  private Footnote(Assembly parts) {
    this.parts = parts;
  }

  /** Ingests a file or a folder into the default collection and waits until it is done. */
  public Job ingestFolder(Path folder) throws InterruptedException {
    Job job =
        ingest(
            SELF,
            new Ingest(
                CollectionName.DEFAULT,
                List.of(new IngestInput.PathInput(folder)),
                null,
                Map.of()));
    return awaitJob(SELF, job.jobId(), FOREVER);
  }

  /** Searches the default collection as an operator. */
  public SearchResponse search(String query) {
    return search(SELF, SearchRequest.of(CollectionName.DEFAULT, query));
  }

  /** Asks the default collection as an operator. */
  public Answer ask(String question) {
    return ask(SELF, AskRequest.of(CollectionName.DEFAULT, question), event -> {});
  }

  /** Who an API key belongs to; empty if it is none, or was revoked. */
  public Optional<Principal> authenticate(String secret) {
    return parts.keys.verify(secret);
  }

  /** Whether any API key exists; as long as none does, Footnote is open to its own machine. */
  public boolean hasKeys() {
    return !parts.keys.list().isEmpty();
  }

  /** Names of the answerers that {@link AskRequest#model()} may name. */
  public List<String> answerers() {
    return parts.answerers.get().names();
  }

  /** The loaded embedding model. */
  public Embedder embedder() {
    return parts.embedder.get();
  }

  /** The loaded reranker, if one is configured. */
  public Optional<Reranker> reranker() {
    return parts.reranker.map(Lazy::get);
  }

  @Override
  public SearchResponse search(Principal principal, SearchRequest request) {
    return parts.searching.get().search(principal, request);
  }

  @Override
  public SearchExplanation why(Principal principal, WhyRequest request) {
    return parts.searching.get().why(principal, request);
  }

  @Override
  public Answer ask(Principal principal, AskRequest request, AnswerListener listener) {
    return parts.answering.get().answer(principal, request, listener);
  }

  @Override
  public CheckedAnswer check(Principal principal, CheckRequest request) {
    return parts.checking.get().check(principal, request);
  }

  @Override
  public Trace trace(Principal principal, String traceId) {
    return parts
        .traces
        .find(principal, traceId)
        .orElseThrow(() -> NotFoundException.trace(traceId));
  }

  @Override
  public TraceReplay replay(Principal principal, String traceId) {
    return parts.replaying.get().replay(principal, traceId);
  }

  @Override
  public List<ConversationInfo> conversations(Principal principal, int limit) {
    if (limit < 1) {
      throw InvalidRequestException.of("limit", "limit must be at least 1, but got: " + limit);
    }
    return parts.conversations.list(principal, limit);
  }

  @Override
  public ConversationDetail conversation(Principal principal, String conversationId) {
    return parts.conversations.show(principal, conversationId);
  }

  @Override
  public void deleteConversation(Principal principal, String conversationId) {
    parts.conversations.delete(principal, conversationId);
  }

  @Override
  public MemoryPage memories(Principal principal, MemoryQuery query) {
    return parts.notebook.list(principal, query);
  }

  @Override
  public MemoryItem memory(Principal principal, String memoryId) {
    return parts.notebook.find(principal, memoryId);
  }

  @Override
  public MemoryItem remember(Principal principal, NewMemory wanted) {
    if (wanted.collection() != null && !parts.registry.exists(wanted.collection())) {
      throw NotFoundException.collection(wanted.collection());
    }
    return parts.remembering.add(principal, wanted);
  }

  @Override
  public void forget(Principal principal, String memoryId) {
    parts.remembering.forget(principal, memoryId);
  }

  @Override
  public List<CollectionInfo> collections(Principal principal) {
    return parts.library.collections(principal);
  }

  @Override
  public CollectionInfo collection(Principal principal, String collection) {
    return parts.library.collection(principal, collection);
  }

  @Override
  public CollectionInfo createCollection(
      Principal principal, String collection, @Nullable IndexKind kind) {
    requireOperator(principal, "create collections");
    parts.registry.create(collection, kind);
    return collection(principal, collection);
  }

  @Override
  public CollectionInfo configureCollection(
      Principal principal, String collection, AnswerThresholds wanted) {
    CollectionInfo _ = createCollection(principal, collection);
    parts.thresholds.set(collection, wanted);
    return collection(principal, collection);
  }

  @Override
  public void deleteCollection(Principal principal, String collection) {
    requireOperator(principal, "delete collections");
    CollectionName.check(collection);
    parts.jobs.ifBuilt(runner -> {
      if (runner.busy(collection)) {
        throw new ConflictException(
            "collection_busy",
            "collection",
            "collection '" + collection + "' has a job that has not ended; cancel it first");
      }
    });
    parts.library.deleteCollection(collection);
    parts.tombstones.removeAll(collection);
    parts.traces.forgetCollection(collection);
    parts.answers.forgetAll(collection);
    parts.remembering.forgetCollection(collection);
  }

  @Override
  public Job reembed(Principal principal, String collection, boolean dropMissing) {
    requireOperator(principal, "re-embed collections");
    CollectionName.check(collection);
    if (!parts.registry.exists(collection)) {
      throw NotFoundException.collection(collection);
    }
    parts.registry.hold();
    return parts.jobs.get().submit(principal.user(), new ReembedRequest(collection, dropMissing));
  }

  @Override
  public IndexStats stats(Principal principal, String collection) {
    requireOperator(principal, "read index statistics");
    return parts.registry.whateverMadeIt(collection).stats();
  }

  @Override
  public DocumentPage documents(Principal principal, String collection, DocumentQuery query) {
    return parts.library.documents(principal, collection, query);
  }

  @Override
  public DocumentDetail document(Principal principal, String documentId) {
    return parts.library.document(principal, documentId);
  }

  @Override
  public DocumentContent content(Principal principal, String documentId) {
    return parts.library.content(principal, documentId);
  }

  @Override
  public DocumentOriginal original(Principal principal, String documentId) {
    return parts.library.original(principal, documentId);
  }

  @Override
  public DeletionReceipt delete(Principal principal, DeletionRequest request) {
    requireOperator(principal, "delete documents");
    Deletion deletion = parts.erasure.plan(principal, request);
    parts.registry.hold();
    parts.jobs.ifBuilt(runner ->
        runner
            .bringing(deletion.collection(), deletion.sources())
            .ifPresent(id -> {
              throw new ConflictException(
                  "document_busy",
                  null,
                  "job '%s' of collection '%s' has not ended and may bring back what is deleted; cancel it first, or wait"
                      .formatted(id, deletion.collection()));
            }));
    return parts.erasure.run(deletion);
  }

  @Override
  public List<DeletionReceipt> deletions(Principal principal, int limit) {
    requireOperator(principal, "list deletions");
    if (limit < 1) {
      throw InvalidRequestException.of("limit", "limit must be at least 1, but got: " + limit);
    }
    return parts.deletionLog.receipts(limit);
  }

  @Override
  public DocumentDetail setAcl(Principal principal, String documentId, Set<String> acl) {
    requireOperator(principal, "change who may read a document");
    return parts.library.setAcl(principal, documentId, acl);
  }

  @Override
  public Job ingest(Principal principal, Ingest ingest) {
    requireOperator(principal, "ingest documents");
    IngestRequest request = parts.requests.of(ingest);
    parts.registry.create(ingest.collection(), ingest.kind());
    return parts.desk.submit(
        principal, request, ingest.idempotencyKey(), () -> RequestFingerprint.of(ingest));
  }

  @Override
  public Job sync(Principal principal, Sync sync) {
    requireOperator(principal, "ingest documents");
    SyncRequest request = parts.requests.of(sync);
    parts.registry.create(request.collection(), sync.what().kind());
    return parts.desk.submit(
        principal, request, sync.what().idempotencyKey(), () -> RequestFingerprint.of(sync));
  }

  @Override
  public SyncPlan plan(Principal principal, Sync sync) {
    requireOperator(principal, "ingest documents");
    return parts.ingesting.plan(parts.requests.of(sync));
  }

  @Override
  public Job awaitJob(Principal principal, String jobId, Duration atMost)
      throws InterruptedException {
    return parts.desk.await(principal, jobId, atMost);
  }

  @Override
  public Job watchJob(Principal principal, String jobId, Consumer<Job> listener)
      throws InterruptedException {
    return parts.desk.watch(principal, jobId, listener);
  }

  @Override
  public Job job(Principal principal, String jobId) {
    return parts.desk.job(principal, jobId);
  }

  @Override
  public List<Job> jobs(Principal principal, int limit) {
    return parts.desk.jobs(principal, limit);
  }

  /** Jobs that an earlier process did not finish and that go on here, as that process left them. */
  public List<Job> resumed() {
    return parts.jobs.isBuilt() ? parts.jobs.get().resumed() : List.of();
  }

  @Override
  public Job cancelJob(Principal principal, String jobId) {
    return parts.desk.cancel(principal, jobId);
  }

  @Override
  public Job pauseJob(Principal principal, String jobId) {
    return parts.desk.pause(principal, jobId);
  }

  @Override
  public Job resumeJob(Principal principal, String jobId) {
    return parts.desk.resume(principal, jobId);
  }

  @Override
  public Job retryJob(Principal principal, String jobId) {
    requireOperator(principal, "retry jobs");
    return parts.desk.retry(principal, jobId);
  }

  @Override
  public CreatedKey createKey(
      Principal principal, String user, Set<String> groups, boolean operator) {
    requireOperator(principal, "create API keys");
    return parts.keys.create(user, groups, operator);
  }

  @Override
  public List<ApiKey> keys(Principal principal) {
    requireOperator(principal, "list API keys");
    return parts.keys.list();
  }

  @Override
  public ApiKey revokeKey(Principal principal, String keyId) {
    requireOperator(principal, "revoke API keys");
    return parts.keys.revoke(keyId);
  }

  private static void requireOperator(Principal principal, String what) {
    if (!principal.operator()) {
      throw new ForbiddenException(
          "operator_only",
          null,
          "only an operator may " + what + "; '" + principal.user() + "' is none");
    }
  }

  /** How many answers may be given again, for tests. */
  int answersKept() {
    return parts.answers.size();
  }

  /** What is open now, for tests. */
  IdleClosingIndexes openIndexes() {
    return parts.indexes.get().indexes();
  }

  /** Stops jobs, to be resumed by the next process, and closes what was opened, last first. */
  @Override
  public void close() {
    parts.close();
  }
}
