package io.footnote.serve.engine;

import io.footnote.embed.Embedder;
import io.footnote.embed.Reranker;
import io.footnote.embed.VectorCache;
import io.footnote.index.IdleClosingIndexes;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Ingestion;
import io.footnote.ingest.Job;
import io.footnote.ingest.ReembedRequest;
import io.footnote.ingest.SyncPlan;
import io.footnote.ingest.SyncRequest;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.serve.engine.access.ApiKeys;
import io.footnote.serve.engine.access.PolicyStore;
import io.footnote.serve.engine.answer.AnswerPipeline;
import io.footnote.serve.engine.answer.Answerers;
import io.footnote.serve.engine.answer.CheckPipeline;
import io.footnote.serve.engine.answer.Dialogue;
import io.footnote.serve.engine.answer.Memory;
import io.footnote.serve.engine.answer.Prompts;
import io.footnote.serve.engine.answer.Repetition;
import io.footnote.serve.engine.cache.AnswerCache;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.erase.Deletion;
import io.footnote.serve.engine.erase.DeletionLog;
import io.footnote.serve.engine.erase.Tombstones;
import io.footnote.serve.engine.extract.Extractor;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.PatternMasker;
import io.footnote.serve.engine.job.JobCopies;
import io.footnote.serve.engine.job.JobRunner;
import io.footnote.serve.engine.job.SqliteJobStore;
import io.footnote.serve.engine.llm.ChatModel;
import io.footnote.serve.engine.llm.OpenAiChatModel;
import io.footnote.serve.engine.memory.Conversations;
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
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.retrieve.Reranking;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.rewrite.Rewriter;
import io.footnote.serve.engine.search.SearchPipeline;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.engine.trace.TraceStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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

  private final DataFolder folder;
  private final Components components;
  private final CollectionRegistry registry;
  private final StateDatabase database;
  private final IngestRequests requests;
  private final ApiKeys keys;
  private final TraceStore traces;
  private final Conversations conversations;
  private final StoredThresholds thresholds;
  private final AnswerCache answers;
  private final Library library;
  private final Ingesting ingesting;
  private final JobDesk desk;
  private final Lazy<OpenIndexes> indexes;
  private final Lazy<Embedder> embedder;
  private final Optional<Lazy<Reranker>> reranker;
  private final Lazy<VectorCache> vectors;
  private final DeletionLog deletionLog;
  private final Tombstones tombstones;
  private final Erasure erasure;
  private final Lazy<Ingestion> ingestion;
  private final Lazy<JobRunner> jobs;
  private final Lazy<List<ChatModel>> models;
  private final Lazy<Rewriter> rewriter;
  private final Lazy<Retriever> retriever;
  private final Lazy<SearchPipeline> searching;
  private final Lazy<Answerers> answerers;
  private final Lazy<AnswerPipeline> answering;
  private final Lazy<CheckPipeline> checking;

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
    Footnote footnote = new Footnote(config);
    try {
      if (config.exclusive()) {
        footnote.registry.hold();
      }
      footnote.finishDeletions();
      if (config.exclusive() && footnote.database.exists()) {
        footnote.jobs.get();
      }
    } catch (RuntimeException e) {
      footnote.close();
      throw e;
    }
    return footnote;
  }

  /** A process that holds the folder finishes its own; what a dead one left is finished here. */
  private void finishDeletions() {
    if (erasure.mayBeUnfinished() && (registry.holds() || !DataLock.isHeld(folder))) {
      registry.hold();
      erasure.resume();
    }
  }

  private Footnote(FootnoteConfig config) {
    folder = new DataFolder(config.data());
    components = config.components();
    var clock = config.clock();
    var ids = config.ids();
    Masker masker = config.masks().isEmpty() ? Masker.NONE : new PatternMasker(config.masks());
    traces = new TraceStore(TraceStore.DEFAULT_CAPACITY, clock, ids);
    database = new StateDatabase(folder.stateDatabase());
    PolicyStore policies = new PolicyStore(database);
    requests = new IngestRequests(components, policies);
    keys = new ApiKeys(database, clock, ids, new SecureRandom());
    SqliteJobStore jobStore = new SqliteJobStore(database);
    tombstones = new Tombstones(database, clock);
    indexes =
        new Lazy<>(() ->
            new OpenIndexes(
                new IdleClosingIndexes(components.openIndexes(), config.closeIdleAfter(), clock),
                config.closeIdleAfter()));
    embedder = new Lazy<>(components::openEmbedder);
    Optional<RerankerChoice> choice = components.reranker();
    reranker = choice.map(chosen -> new Lazy<>(chosen.opener()));
    Lazy<Manifest> manifest = new Lazy<>(components::manifest);
    Lazy<ParsedStore> parsed = new Lazy<>(() -> components.openParsedStore(folder));
    thresholds = new StoredThresholds(folder);
    registry =
        new CollectionRegistry(folder, () -> indexes.get().indexes(), manifest, policies, ids);
    KeptContents contents = new KeptContents(registry, parsed);
    library = new Library(registry, policies, thresholds, parsed, contents);
    vectors = new Lazy<>(() -> components.openVectorCache(folder));
    deletionLog = new DeletionLog(database);
    conversations =
        new Conversations(database, new ReadableSources(registry), config.retention(), clock, ids);
    ScaledEmbedder model = new ScaledEmbedder(embedder);
    answers = new AnswerCache(config.cache(), model, clock);
    erasure =
        new Erasure(
            registry,
            deletionLog,
            contents,
            tombstones,
            vectors,
            new JobCopies(jobStore),
            traces,
            conversations,
            answers,
            folder.deleting(),
            clock,
            ids);
    ingestion =
        new Lazy<>(
            () -> components.openIngestion(folder, embedder.get(), parsed.get(), vectors.get()));
    ingesting = new Ingesting(registry, ingestion, contents, tombstones, answers);
    jobs =
        new Lazy<>(() ->
            new JobRunner(
                jobStore,
                ingesting::run,
                folder.uploads(),
                clock,
                ids,
                JobRunner.DEFAULT_WORKERS,
                JobRunner.DEFAULT_QUEUE));
    models =
        new Lazy<>(() -> config.models().stream().<ChatModel>map(OpenAiChatModel::new).toList());
    Prompts prompts = new Prompts(config.prompts());
    HelperModel helpers = new HelperModel(config.rewriter(), models, prompts);
    rewriter = new Lazy<>(helpers::rewriter);
    desk = new JobDesk(folder, registry, jobStore, jobs);
    retriever =
        new Lazy<>(() ->
            new Retriever(
                embedder,
                components.fusion(),
                choice
                    .map(chosen -> new Reranking(reranker.orElseThrow(), chosen.depth()))
                    .orElse(null)));
    searching =
        new Lazy<>(() ->
            new SearchPipeline(registry, rewriter.get(), retriever.get(), masker, traces, ids));
    answerers = new Lazy<>(() -> new Answerers(model, models.get(), prompts, config.answerer()));
    Lazy<Dialogue> dialogue =
        new Lazy<>(() ->
            new Dialogue(new Memory(conversations, helpers.summarizer()), rewriter.get(), ids));
    answering =
        new Lazy<>(() ->
            new AnswerPipeline(
                registry,
                dialogue.get(),
                new Repetition(answers, dialogue.get(), clock),
                retriever.get(),
                new Extractor(model),
                answerers.get(),
                library::pageOf,
                thresholds::of,
                config.unsupported(),
                masker,
                traces,
                ids));
    checking =
        new Lazy<>(() ->
            new CheckPipeline(
                registry, retriever.get(), model, library::pageOf, masker, traces, ids));
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
    return keys.verify(secret);
  }

  /** Whether any API key exists; as long as none does, Footnote is open to its own machine. */
  public boolean hasKeys() {
    return !keys.list().isEmpty();
  }

  /** Names of the answerers that {@link AskRequest#model()} may name. */
  public List<String> answerers() {
    return answerers.get().names();
  }

  /** The loaded embedding model. */
  public Embedder embedder() {
    return embedder.get();
  }

  /** The loaded reranker, if one is configured. */
  public Optional<Reranker> reranker() {
    return reranker.map(Lazy::get);
  }

  @Override
  public SearchResponse search(Principal principal, SearchRequest request) {
    return searching.get().search(principal, request);
  }

  @Override
  public SearchExplanation why(Principal principal, WhyRequest request) {
    return searching.get().why(principal, request);
  }

  @Override
  public Answer ask(Principal principal, AskRequest request, AnswerListener listener) {
    return answering.get().answer(principal, request, listener);
  }

  @Override
  public CheckedAnswer check(Principal principal, CheckRequest request) {
    return checking.get().check(principal, request);
  }

  @Override
  public Trace trace(Principal principal, String traceId) {
    return traces.find(principal, traceId).orElseThrow(() -> NotFoundException.trace(traceId));
  }

  @Override
  public List<ConversationInfo> conversations(Principal principal, int limit) {
    if (limit < 1) {
      throw InvalidRequestException.of("limit", "limit must be at least 1, but got: " + limit);
    }
    return conversations.list(principal, limit);
  }

  @Override
  public ConversationDetail conversation(Principal principal, String conversationId) {
    return conversations.show(principal, conversationId);
  }

  @Override
  public void deleteConversation(Principal principal, String conversationId) {
    conversations.delete(principal, conversationId);
  }

  @Override
  public List<CollectionInfo> collections(Principal principal) {
    return library.collections(principal);
  }

  @Override
  public CollectionInfo collection(Principal principal, String collection) {
    return library.collection(principal, collection);
  }

  @Override
  public CollectionInfo createCollection(Principal principal, String collection) {
    requireOperator(principal, "create collections");
    registry.create(collection);
    return collection(principal, collection);
  }

  @Override
  public CollectionInfo configureCollection(
      Principal principal, String collection, AnswerThresholds wanted) {
    CollectionInfo _ = createCollection(principal, collection);
    thresholds.set(collection, wanted);
    return collection(principal, collection);
  }

  @Override
  public void deleteCollection(Principal principal, String collection) {
    requireOperator(principal, "delete collections");
    CollectionName.check(collection);
    jobs.ifBuilt(runner -> {
      if (runner.busy(collection)) {
        throw new ConflictException(
            "collection_busy",
            "collection",
            "collection '" + collection + "' has a job that has not ended; cancel it first");
      }
    });
    library.deleteCollection(collection);
    tombstones.removeAll(collection);
    answers.forgetAll(collection);
  }

  @Override
  public Job reembed(Principal principal, String collection, boolean dropMissing) {
    requireOperator(principal, "re-embed collections");
    CollectionName.check(collection);
    if (!registry.exists(collection)) {
      throw NotFoundException.collection(collection);
    }
    registry.hold();
    return jobs.get().submit(principal.user(), new ReembedRequest(collection, dropMissing));
  }

  @Override
  public IndexStats stats(Principal principal, String collection) {
    requireOperator(principal, "read index statistics");
    return registry.whateverMadeIt(collection).stats();
  }

  @Override
  public DocumentPage documents(Principal principal, String collection, DocumentQuery query) {
    return library.documents(principal, collection, query);
  }

  @Override
  public DocumentDetail document(Principal principal, String documentId) {
    return library.document(principal, documentId);
  }

  @Override
  public DocumentContent content(Principal principal, String documentId) {
    return library.content(principal, documentId);
  }

  @Override
  public DeletionReceipt delete(Principal principal, DeletionRequest request) {
    requireOperator(principal, "delete documents");
    Deletion deletion = erasure.plan(principal, request);
    registry.hold();
    jobs.ifBuilt(runner ->
        runner
            .bringing(deletion.collection(), deletion.sources())
            .ifPresent(id -> {
              throw new ConflictException(
                  "document_busy",
                  null,
                  "job '%s' of collection '%s' has not ended and may bring back what is deleted; cancel it first, or wait"
                      .formatted(id, deletion.collection()));
            }));
    return erasure.run(deletion);
  }

  @Override
  public List<DeletionReceipt> deletions(Principal principal, int limit) {
    requireOperator(principal, "list deletions");
    if (limit < 1) {
      throw InvalidRequestException.of("limit", "limit must be at least 1, but got: " + limit);
    }
    return deletionLog.receipts(limit);
  }

  @Override
  public DocumentDetail setAcl(Principal principal, String documentId, Set<String> acl) {
    requireOperator(principal, "change who may read a document");
    return library.setAcl(principal, documentId, acl);
  }

  @Override
  public Job ingest(Principal principal, Ingest ingest) {
    requireOperator(principal, "ingest documents");
    IngestRequest request = requests.of(ingest);
    registry.create(ingest.collection());
    return desk.submit(
        principal, request, ingest.idempotencyKey(), () -> RequestFingerprint.of(ingest));
  }

  @Override
  public Job sync(Principal principal, Sync sync) {
    requireOperator(principal, "ingest documents");
    SyncRequest request = requests.of(sync);
    registry.create(request.collection());
    return desk.submit(
        principal, request, sync.what().idempotencyKey(), () -> RequestFingerprint.of(sync));
  }

  @Override
  public SyncPlan plan(Principal principal, Sync sync) {
    requireOperator(principal, "ingest documents");
    return ingesting.plan(requests.of(sync));
  }

  @Override
  public Job awaitJob(Principal principal, String jobId, Duration atMost)
      throws InterruptedException {
    return desk.await(principal, jobId, atMost);
  }

  @Override
  public Job watchJob(Principal principal, String jobId, Consumer<Job> listener)
      throws InterruptedException {
    return desk.watch(principal, jobId, listener);
  }

  @Override
  public Job job(Principal principal, String jobId) {
    return desk.job(principal, jobId);
  }

  @Override
  public List<Job> jobs(Principal principal, int limit) {
    return desk.jobs(principal, limit);
  }

  /** Jobs that an earlier process did not finish and that go on here, as that process left them. */
  public List<Job> resumed() {
    return jobs.isBuilt() ? jobs.get().resumed() : List.of();
  }

  @Override
  public Job cancelJob(Principal principal, String jobId) {
    return desk.cancel(principal, jobId);
  }

  @Override
  public Job pauseJob(Principal principal, String jobId) {
    return desk.pause(principal, jobId);
  }

  @Override
  public Job resumeJob(Principal principal, String jobId) {
    return desk.resume(principal, jobId);
  }

  @Override
  public Job retryJob(Principal principal, String jobId) {
    requireOperator(principal, "retry jobs");
    return desk.retry(principal, jobId);
  }

  @Override
  public CreatedKey createKey(
      Principal principal, String user, Set<String> groups, boolean operator) {
    requireOperator(principal, "create API keys");
    return keys.create(user, groups, operator);
  }

  @Override
  public List<ApiKey> keys(Principal principal) {
    requireOperator(principal, "list API keys");
    return keys.list();
  }

  @Override
  public ApiKey revokeKey(Principal principal, String keyId) {
    requireOperator(principal, "revoke API keys");
    return keys.revoke(keyId);
  }

  private static void requireOperator(Principal principal, String what) {
    if (!principal.operator()) {
      throw new ForbiddenException(
          "operator_only",
          null,
          "only an operator may " + what + "; '" + principal.user() + "' is none");
    }
  }

  /** What is open now, for tests. */
  IdleClosingIndexes openIndexes() {
    return indexes.get().indexes();
  }

  /** Stops jobs, to be resumed by the next process, and closes what was opened, last first. */
  @Override
  public void close() {
    jobs.ifBuilt(JobRunner::close);
    ingestion.ifBuilt(Ingestion::close);
    vectors.ifBuilt(VectorCache::close);
    registry.close();
    indexes.ifBuilt(OpenIndexes::close);
    reranker.ifPresent(lazy -> lazy.ifBuilt(Reranker::close));
    embedder.ifBuilt(Embedder::close);
    components.close();
    database.close();
  }
}
