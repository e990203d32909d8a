package io.footnote.serve.server.app;

import io.footnote.ingest.parse.ParserLimits;
import io.footnote.ingest.source.WebAccess;
import io.footnote.serve.engine.cache.CacheMode;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.UnsupportedSentences;
import io.footnote.serve.engine.model.UserProfile;
import io.footnote.serve.engine.state.StateLocation;
import io.footnote.serve.engine.trace.TraceKeeping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of Footnote. Names, defaults and meanings are in {@link Settings}.
 *
 * @param data folder that holds everything Footnote keeps
 * @param state where jobs, permissions, conversations, memory and traces are kept
 * @param cache folder for what can be made again: unpacked models and libraries
 * @param host address the server listens on
 * @param port port the server listens on; 0 picks a free one
 * @param embeddingModel {@value Settings#BUNDLED_MODEL}, or the folder of another model
 * @param embeddingThreads texts embedded at the same time; 0 is one for each processor
 * @param rerankerModel folder of a cross-encoder, or {@value Settings#NO_RERANKER}
 * @param rerankerDepth how many of a search's best candidates it judges
 * @param chatModels language models that can answer
 * @param answerer who answers when a question names no model
 * @param rewriter who finds out what a follow-up asks for
 * @param router who says how a question is treated
 * @param users what is known of users, by their names
 * @param restricted filter for documents that only chosen models may read; empty for none
 * @param conversationDays how long a conversation is kept after its last question; 0 remembers none
 * @param memory whether answers use remembered facts and instructions, and turns add facts
 * @param traces which traces of answers are kept, and how long
 * @param otlpEndpoint base address of a collector that traces are sent to; null for none
 * @param answerTimeoutSeconds how long it may take to write or check an answer
 * @param unsupportedSentences what becomes of a model's sentences that no passage supports
 * @param skipStages what is left out between a question and its answer
 * @param answerCache which questions get an answer that was given before
 * @param answerCacheStaleSeconds how long an answer outlives a change that leaves what it cites
 * @param linkHosts hosts that links in answers may lead to
 * @param masking regular expressions by name; what matches is masked before a language model reads
 *     it
 * @param anonymous what a caller without a key may see once keys exist
 * @param maxRequestBytes largest JSON body of a request
 * @param maxUploadBytes largest upload
 * @param keepOriginals whether files are kept as they came, besides their text
 * @param lexicalOnly whether new collections have no vectors
 * @param closeIdleSeconds how long a collection's index stays open after its last use
 * @param fetchHosts hosts that documents may be fetched from
 * @param fetchPrivateHosts those that may have addresses of this machine or of private networks
 * @param fetchMaxBytes largest document that is fetched
 * @param parsing what reading a document may use
 */
public record Config(
    Path data,
    StateLocation state,
    Path cache,
    String host,
    int port,
    String embeddingModel,
    int embeddingThreads,
    String rerankerModel,
    int rerankerDepth,
    List<ChatModelConfig> chatModels,
    String answerer,
    String rewriter,
    String router,
    Map<String, UserProfile> users,
    String restricted,
    int conversationDays,
    boolean memory,
    TraceKeeping traces,
    @Nullable URI otlpEndpoint,
    int answerTimeoutSeconds,
    UnsupportedSentences unsupportedSentences,
    Set<OptionalStage> skipStages,
    CacheMode answerCache,
    int answerCacheStaleSeconds,
    List<String> linkHosts,
    Map<String, String> masking,
    Anonymous anonymous,
    int maxRequestBytes,
    long maxUploadBytes,
    boolean keepOriginals,
    boolean lexicalOnly,
    int closeIdleSeconds,
    List<String> fetchHosts,
    List<String> fetchPrivateHosts,
    long fetchMaxBytes,
    ParserLimits parsing) {
  public Config {
    fetchHosts = List.copyOf(fetchHosts);
    fetchPrivateHosts = List.copyOf(fetchPrivateHosts);
    chatModels = List.copyOf(chatModels);
    linkHosts = List.copyOf(linkHosts);
    skipStages = Set.copyOf(skipStages);
    users = Collections.unmodifiableMap(new TreeMap<>(users));
    masking = Collections.unmodifiableMap(new TreeMap<>(masking));
  }

  /** What may be fetched from the web. */
  public WebAccess web() {
    return new WebAccess(fetchHosts, fetchPrivateHosts, fetchMaxBytes);
  }
}
