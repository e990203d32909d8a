package io.footnote.serve.engine;

import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.cache.CachePolicy;
import io.footnote.serve.engine.guard.MaskPattern;
import io.footnote.serve.engine.guard.Restriction;
import io.footnote.serve.engine.llm.ChatModelSettings;
import io.footnote.serve.engine.memory.Conversations;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.UnsupportedSentences;
import io.footnote.serve.engine.model.UserProfile;
import io.footnote.serve.engine.rewrite.RuleRewriter;
import io.footnote.serve.engine.state.StateLocation;
import io.footnote.serve.engine.trace.Deadlines;
import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.engine.trace.TraceKeeping;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How Footnote runs. Start with {@link #builder}.
 *
 * @param data the data folder; made when something is written
 * @param components embedding, index and ingestion
 * @param state where jobs, policies, conversations and the like are kept
 * @param masks what to hide from models and traces
 * @param models language models to answer with, besides the extractive answerer
 * @param answerer who answers when a caller names none
 * @param rewriter who finds out what a follow-up asks for: {@value #RULES}, {@value #NONE}, or the
 *     name of one of the models, which then also summarizes long conversations
 * @param router who says how a question is treated: {@value #RULES}, {@value #NONE} to search for
 *     every question, or the name of one of the models
 * @param users what is known of users by their names, and under {@value #EVERYBODY} of all others
 * @param restriction documents whose text models are not shown that may not read it
 * @param retention how long a conversation is kept after its last turn; zero remembers none
 * @param memory whether answers use remembered facts and instructions, and turns add facts
 * @param traces which traces of answers are kept, and how long
 * @param traceListener gets the trace of each request when it is finished; must not wait
 * @param deadlines how long the stages of a request may take
 * @param unsupported what becomes of sentences of a model that no passage supports
 * @param skipped what is left out between a question and its answer
 * @param cache when an answer is given again
 * @param linkHosts hosts that answers may link to
 * @param prompts a folder with prompts that replace those of Footnote; null for none
 * @param keepOriginals whether files are kept as they came, besides their text
 * @param kind of new collections, where none is asked for
 * @param exclusive whether to hold the data folder for writing from the start, as a server does;
 *     else it is taken by the first write
 * @param closeIdleAfter how long a collection's index stays open after its last use
 * @param clock tells the time
 * @param ids makes ids and marks of letters and digits that cannot be guessed
 */
public record FootnoteConfig(
    Path data,
    Components components,
    StateLocation state,
    List<MaskPattern> masks,
    List<ChatModelSettings> models,
    String answerer,
    String rewriter,
    String router,
    Map<String, UserProfile> users,
    Restriction restriction,
    Duration retention,
    boolean memory,
    TraceKeeping traces,
    Consumer<Trace> traceListener,
    Deadlines deadlines,
    UnsupportedSentences unsupported,
    Set<OptionalStage> skipped,
    CachePolicy cache,
    List<String> linkHosts,
    @Nullable Path prompts,
    boolean keepOriginals,
    IndexKind kind,
    boolean exclusive,
    Duration closeIdleAfter,
    Clock clock,
    Supplier<String> ids) {
  public static final String EXTRACTIVE = "extractive";
  public static final String RULES = RuleRewriter.NAME;
  public static final String NONE = "none";

  /** In place of a user's name. */
  public static final String EVERYBODY = "*";

  /** Long enough for a conversation's next question, short enough for a hundred collections. */
  public static final Duration DEFAULT_CLOSE_IDLE_AFTER = Duration.ofMinutes(10);

  private static final int ID_LENGTH = 20;

  public FootnoteConfig {
    masks = List.copyOf(masks);
    models = List.copyOf(models);
    linkHosts = List.copyOf(linkHosts);
    skipped = Set.copyOf(skipped);
    users = Map.copyOf(users);
  }

  /** What is known of a user before it asks. */
  UserProfile user(Principal principal) {
    UserProfile everybody = users.getOrDefault(EVERYBODY, UserProfile.NONE);
    return users.getOrDefault(principal.user(), UserProfile.NONE).or(everybody);
  }

  public static Builder builder(Path data, Components components) {
    return new Builder(data, components);
  }

  /** Collects settings; what is not set has the default that its method names. */
  public static final class Builder {
    private final Path data;
    private final Components components;
    private StateLocation state = new StateLocation.InDataFolder();
    private List<MaskPattern> masks = List.of();
    private List<ChatModelSettings> models = List.of();
    private String answerer = EXTRACTIVE;
    private String rewriter = RULES;
    private String router = RULES;
    private Map<String, UserProfile> users = Map.of();
    private Restriction restriction = Restriction.NONE;
    private Duration retention = Conversations.DEFAULT_RETENTION;
    private boolean memory = true;
    private TraceKeeping traces = TraceKeeping.STANDARD;
    private Consumer<Trace> traceListener = trace -> {};
    private Deadlines deadlines = Deadlines.STANDARD;
    private UnsupportedSentences unsupported = UnsupportedSentences.MARK;
    private Set<OptionalStage> skipped = Set.of();
    private CachePolicy cache = CachePolicy.STANDARD;
    private List<String> linkHosts = List.of();
    private @Nullable Path prompts;
    private boolean keepOriginals;
    private IndexKind kind = IndexKind.HYBRID;
    private boolean exclusive;
    private Duration closeIdleAfter = DEFAULT_CLOSE_IDLE_AFTER;
    private Clock clock = Clock.systemUTC();
    private Supplier<String> ids = Builder::randomId;

    private Builder(Path data, Components components) {
      this.data = data;
      this.components = components;
    }

    private static String randomId() {
      return UUID.randomUUID().toString().replace("-", "").substring(0, ID_LENGTH);
    }

    /** Default: in a file of the data folder. */
    public Builder state(StateLocation location) {
      state = location;
      return this;
    }

    /** Default: none. */
    public Builder masks(List<MaskPattern> patterns) {
      masks = patterns;
      return this;
    }

    /** Default: none. */
    public Builder models(List<ChatModelSettings> settings) {
      models = settings;
      return this;
    }

    /** Default: {@value FootnoteConfig#EXTRACTIVE}. */
    public Builder answerer(String name) {
      answerer = name;
      return this;
    }

    /** Default: {@value FootnoteConfig#RULES}. */
    public Builder rewriter(String name) {
      rewriter = name;
      return this;
    }

    /** Default: {@value FootnoteConfig#RULES}. */
    public Builder router(String name) {
      router = name;
      return this;
    }

    /** Default: nothing is known of anybody. */
    public Builder users(Map<String, UserProfile> profiles) {
      users = profiles;
      return this;
    }

    /** Default: none. */
    public Builder restriction(Restriction documents) {
      restriction = documents;
      return this;
    }

    /** Default: 90 days. */
    public Builder retention(Duration afterLastTurn) {
      retention = afterLastTurn;
      return this;
    }

    /** Default: true. */
    public Builder memory(boolean use) {
      memory = use;
      return this;
    }

    /** Default: all of a month. */
    public Builder traces(TraceKeeping keeping) {
      traces = keeping;
      return this;
    }

    /** Default: nobody. */
    public Builder traceListener(Consumer<Trace> listener) {
      traceListener = listener;
      return this;
    }

    /** Default: {@link Deadlines#STANDARD}. */
    public Builder deadlines(Deadlines ofStages) {
      deadlines = ofStages;
      return this;
    }

    /** Default: they are marked. */
    public Builder unsupported(UnsupportedSentences fate) {
      unsupported = fate;
      return this;
    }

    /** Default: nothing. */
    public Builder skipped(Set<OptionalStage> stages) {
      skipped = stages;
      return this;
    }

    /** Default: to the same question, while its collections are unchanged. */
    public Builder cache(CachePolicy policy) {
      cache = policy;
      return this;
    }

    /** Default: none; what a document writes out is shown as text. */
    public Builder linkHosts(List<String> hosts) {
      linkHosts = hosts;
      return this;
    }

    /** Default: Footnote's own prompts. */
    public Builder prompts(@Nullable Path folder) {
      prompts = folder;
      return this;
    }

    /** Default: false. */
    public Builder keepOriginals(boolean keep) {
      keepOriginals = keep;
      return this;
    }

    /** Default: {@link IndexKind#HYBRID}. */
    public Builder kind(IndexKind ofNewCollections) {
      kind = ofNewCollections;
      return this;
    }

    /** Default: false. */
    public Builder exclusive(boolean hold) {
      exclusive = hold;
      return this;
    }

    /** Default: ten minutes. */
    public Builder closeIdleAfter(Duration unused) {
      closeIdleAfter = unused;
      return this;
    }

    /** Default: the system's clock. */
    public Builder clock(Clock source) {
      clock = source;
      return this;
    }

    /** Default: random. */
    public Builder ids(Supplier<String> source) {
      ids = source;
      return this;
    }

    public FootnoteConfig build() {
      return new FootnoteConfig(
          data,
          components,
          state,
          masks,
          models,
          answerer,
          rewriter,
          router,
          users,
          restriction,
          retention,
          memory,
          traces,
          traceListener,
          deadlines,
          unsupported,
          skipped,
          cache,
          linkHosts,
          prompts,
          keepOriginals,
          kind,
          exclusive,
          closeIdleAfter,
          clock,
          ids);
    }
  }
}
