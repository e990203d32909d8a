package io.footnote.serve.engine;

import io.footnote.embed.Embedder;
import io.footnote.embed.Reranker;
import io.footnote.embed.VectorCache;
import io.footnote.index.IdleClosingIndexes;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Manifest;
import io.footnote.ingest.Ingestion;
import io.footnote.ingest.parse.FileOriginals;
import io.footnote.ingest.parse.OriginalKeeper;
import io.footnote.ingest.parse.ParsedStore;
import io.footnote.serve.engine.access.ApiKeys;
import io.footnote.serve.engine.access.PolicyStore;
import io.footnote.serve.engine.answer.AnswerPipeline;
import io.footnote.serve.engine.answer.Answerers;
import io.footnote.serve.engine.answer.CheckPipeline;
import io.footnote.serve.engine.answer.Checking;
import io.footnote.serve.engine.answer.Dialogue;
import io.footnote.serve.engine.answer.Gathering;
import io.footnote.serve.engine.answer.LongMemory;
import io.footnote.serve.engine.answer.Memory;
import io.footnote.serve.engine.answer.NotebookMemory;
import io.footnote.serve.engine.answer.Prompts;
import io.footnote.serve.engine.answer.Questions;
import io.footnote.serve.engine.answer.Repetition;
import io.footnote.serve.engine.answer.Replayer;
import io.footnote.serve.engine.answer.Routing;
import io.footnote.serve.engine.answer.Writing;
import io.footnote.serve.engine.cache.AnswerCache;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.erase.DeletionLog;
import io.footnote.serve.engine.erase.Tombstones;
import io.footnote.serve.engine.extract.Extractor;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.OutputGuard;
import io.footnote.serve.engine.guard.PatternMasker;
import io.footnote.serve.engine.guard.Restriction;
import io.footnote.serve.engine.guard.VisibleMasker;
import io.footnote.serve.engine.job.JobCopies;
import io.footnote.serve.engine.job.JobRunner;
import io.footnote.serve.engine.job.StoredJobs;
import io.footnote.serve.engine.llm.ChatModel;
import io.footnote.serve.engine.llm.OpenAiChatModel;
import io.footnote.serve.engine.memory.Conversations;
import io.footnote.serve.engine.memory.FactRecall;
import io.footnote.serve.engine.memory.Notebook;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.retrieve.Reranking;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.rewrite.Rewriter;
import io.footnote.serve.engine.search.SearchPipeline;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.trace.TraceStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parts of a {@link Footnote}, wired together. What costs time or memory to open is opened by
 * the first call that needs it.
 */
final class Assembly implements AutoCloseable {
  final DataFolder folder;
  final Components components;
  final CollectionRegistry registry;
  final StateDatabase database;
  final IngestRequests requests;
  final ApiKeys keys;
  final TraceStore traces;
  final Conversations conversations;
  final Notebook notebook;
  final Remembering remembering;
  final StoredThresholds thresholds;
  final AnswerCache answers;
  final Library library;
  final Ingesting ingesting;
  final JobDesk desk;
  final Lazy<OpenIndexes> indexes;
  final Lazy<Embedder> embedder;
  final Optional<Lazy<Reranker>> reranker;
  final Lazy<VectorCache> vectors;
  final Lazy<ParsedStore> parsed;
  final DeletionLog deletionLog;
  final Tombstones tombstones;
  final Erasure erasure;
  final Lazy<Ingestion> ingestion;
  final Lazy<JobRunner> jobs;
  final Lazy<SearchPipeline> searching;
  final Lazy<Answerers> answerers;
  final Lazy<AnswerPipeline> answering;
  final Lazy<Replayer> replaying;
  final Lazy<CheckPipeline> checking;

  Assembly(FootnoteConfig config) {
    folder = new DataFolder(config.data());
    components = config.components();
    var clock = config.clock();
    var ids = config.ids();
    Masker masker =
        new VisibleMasker(
            config.masks().isEmpty() ? Masker.NONE : new PatternMasker(config.masks()));
    database = StateDatabase.of(config.state(), folder.root(), ids);
    PolicyStore policies = new PolicyStore(database);
    requests = new IngestRequests(components, policies);
    keys = new ApiKeys(database, clock, ids, new SecureRandom());
    StoredJobs jobStore = new StoredJobs(database);
    tombstones = new Tombstones(database, clock);
    indexes =
        new Lazy<>(() ->
            new OpenIndexes(
                new IdleClosingIndexes(components.openIndexes(), config.closeIdleAfter(), clock),
                config.closeIdleAfter()));
    embedder = new Lazy<>(components::openEmbedder);
    Optional<RerankerChoice> choice = components.reranker();
    reranker = choice.map(chosen -> new Lazy<>(chosen.opener()));
    Lazy<Manifest> hybrid = new Lazy<>(() -> components.manifest(IndexKind.HYBRID));
    parsed = new Lazy<>(() -> components.openParsedStore(folder));
    thresholds = new StoredThresholds(folder);
    registry =
        new CollectionRegistry(
            folder,
            () -> indexes.get().indexes(),
            kind -> kind == IndexKind.HYBRID ? hybrid.get() : components.manifest(kind),
            config.kind(),
            policies,
            ids);
    FileOriginals originals = new FileOriginals(folder.originals());
    KeptContents contents = new KeptContents(registry, parsed, originals);
    library = new Library(registry, policies, thresholds, parsed, originals, contents);
    vectors = new Lazy<>(() -> components.openVectorCache(folder));
    deletionLog = new DeletionLog(database);
    notebook = new Notebook(database, clock, ids);
    var sources = new RememberedSources(new ReadableSources(registry, Restriction.NONE), notebook);
    traces =
        new TraceStore(
            config.traces(),
            config.deadlines(),
            database,
            sources,
            config.traceListener(),
            clock,
            ids);
    conversations = new Conversations(database, sources, config.retention(), clock, ids);
    ScaledEmbedder model = new ScaledEmbedder(embedder);
    answers = new AnswerCache(config.cache(), model, clock);
    FactRecall facts = new FactRecall(database, model);
    remembering = new Remembering(notebook, facts, traces, conversations, answers, database);
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
        new Lazy<>(() ->
            components.openIngestion(
                folder,
                embedder,
                parsed.get(),
                config.keepOriginals() ? originals : OriginalKeeper.NONE,
                vectors.get()));
    ingesting = new Ingesting(registry, ingestion, contents, tombstones, answers);
    jobs =
        new Lazy<>(() -> {
          folder.emptyScratch();
          ingesting.tidy(jobStore.unfinished());
          return new JobRunner(
              jobStore,
              ingesting::run,
              folder.uploads(),
              clock,
              ids,
              JobRunner.DEFAULT_WORKERS,
              JobRunner.DEFAULT_QUEUE);
        });
    Lazy<List<ChatModel>> models =
        new Lazy<>(() -> config.models().stream().<ChatModel>map(OpenAiChatModel::new).toList());
    Prompts prompts = new Prompts(config.prompts());
    HelperModel helpers = new HelperModel(config.rewriter(), models, prompts, config.skipped());
    HelperModel routers = new HelperModel(config.router(), models, prompts, config.skipped());
    Lazy<Rewriter> rewriter = new Lazy<>(helpers::rewriter);
    desk = new JobDesk(folder, registry, jobStore, jobs);
    Lazy<Retriever> retriever =
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
    Checking checked = new Checking(model, config.skipped());
    answerers = new Lazy<>(() -> new Answerers(checked, models.get(), prompts, config.answerer()));
    Function<List<String>, AnswerThresholds> limits =
        config.skipped().contains(OptionalStage.DECIDE)
            ? _ -> AnswerThresholds.NONE
            : thresholds::of;
    OutputGuard guard = new OutputGuard(config.linkHosts());
    Lazy<Dialogue> dialogue =
        new Lazy<>(() ->
            new Dialogue(
                new Memory(
                    conversations,
                    helpers.summarizer(),
                    helpers.readsRestricted(),
                    new RememberedSources(
                        new ReadableSources(registry, config.restriction()), notebook)),
                config.memory() ? new NotebookMemory(notebook, facts) : LongMemory.NONE,
                rewriter.get(),
                ids));
    answering =
        new Lazy<>(() ->
            new AnswerPipeline(
                registry,
                answerers.get(),
                new Questions(
                    dialogue.get(), new Routing(routers.router(), ids), limits, config::user),
                new Repetition(answers, dialogue.get(), clock),
                new Gathering(
                    retriever.get(), library::textOf, config.restriction(), config.skipped()),
                new Writing(
                    new Extractor(model),
                    guard,
                    library::pageOf,
                    config.unsupported(),
                    config.skipped(),
                    ids),
                masker,
                traces,
                ids));
    replaying =
        new Lazy<>(() ->
            new Replayer(
                registry,
                new Extractor(model),
                answerers.get(),
                model,
                limits,
                config.unsupported(),
                config.skipped(),
                guard,
                traces,
                ids));
    checking =
        new Lazy<>(() ->
            new CheckPipeline(
                registry, retriever.get(), model, library::pageOf, masker, traces, ids));
  }

  /**
   * Finishes what an earlier process began.
   *
   * @param exclusive whether to hold the data folder from now on
   * @throws io.footnote.serve.engine.model.UnavailableException if {@code exclusive} and another
   *     process holds it
   */
  void start(boolean exclusive) {
    database.start();
    if (exclusive) {
      registry.hold();
    }
    finishDeletions();
    if (exclusive && database.exists()) {
      remembering.finish();
      jobs.get();
    }
  }

  /** A process that holds the folder finishes its own; what a dead one left is finished here. */
  private void finishDeletions() {
    if (erasure.mayBeUnfinished() && (registry.holds() || !DataLock.isHeld(folder))) {
      registry.hold();
      erasure.resume();
    }
  }

  /** Stops jobs, to be resumed by the next process, and closes what was opened, last first. */
  @Override
  public void close() {
    jobs.ifBuilt(JobRunner::close);
    ingestion.ifBuilt(Ingestion::close);
    vectors.ifBuilt(VectorCache::close);
    parsed.ifBuilt(ParsedStore::close);
    registry.close();
    indexes.ifBuilt(OpenIndexes::close);
    reranker.ifPresent(lazy -> lazy.ifBuilt(Reranker::close));
    embedder.ifBuilt(Embedder::close);
    components.close();
    database.close();
  }
}
