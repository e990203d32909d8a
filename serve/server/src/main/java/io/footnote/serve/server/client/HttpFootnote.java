package io.footnote.serve.server.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footnote.index.FilterJson;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.Filter;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Principal;
import io.footnote.ingest.Job;
import io.footnote.ingest.SyncPlan;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.ApiKey;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.CheckRequest;
import io.footnote.serve.engine.model.CheckedAnswer;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.CollectionName;
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
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.SearchExplanation;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResponse;
import io.footnote.serve.engine.model.TraceReplay;
import io.footnote.serve.engine.model.Turn;
import io.footnote.serve.engine.model.UnauthenticatedException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.trace.Trace;
import io.footnote.serve.server.json.ContentDisposition;
import io.footnote.serve.server.json.Json;
import io.footnote.serve.server.json.Turns;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running server, used with the key of its machine. Behaves as the engine in this process would,
 * down to the texts of errors. Thread-safe.
 */
public final class HttpFootnote implements FootnoteService {
  /** The longest a server lets one request wait for a job. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Remote remote;

  /**
   * @param server for example {@code http://127.0.0.1:7070}
   * @param key an operator's key
   */
  public HttpFootnote(URI server, String key) {
    this(server, key, Patience.DEFAULT);
  }

  /** With other limits, for tests. */
  HttpFootnote(URI server, String key, Patience patience) {
    this.remote = new Remote(server, key, patience);
  }

  /** The server at an address, if one answers there and takes the key. */
  public static Optional<FootnoteService> ifAlive(String server, String key) {
    HttpFootnote footnote = new HttpFootnote(URI.create(server), key);
    try {
      List<Job> _ = footnote.jobs(Principal.operator("local"), 1);
      return Optional.of(footnote);
    } catch (UnavailableException | UnauthenticatedException e) {
      footnote.close(); // killed, or its port now belongs to another program
      return Optional.empty();
    }
  }

  @Override
  public SearchResponse search(Principal principal, SearchRequest request) {
    return remote.call(principal, "POST", "/v1/search", body(request), SearchResponse.class);
  }

  @Override
  public SearchExplanation why(Principal principal, WhyRequest request) {
    ObjectNode body = body(request.search());
    body.put("document_id", request.documentId());
    if (request.maxContextTokens() != null) {
      body.put("max_context_tokens", request.maxContextTokens());
    }
    Principal as = request.as();
    if (as != null) {
      body.putObject("as").put("user", as.user()).set("groups", Json.tree(as.groups()));
    }
    return remote.call(principal, "POST", "/v1/search/explain", body, SearchExplanation.class);
  }

  private static ObjectNode body(SearchRequest request) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("query", request.query());
    body.set("collection", Json.tree(request.collections()));
    body.put("mode", request.mode().name().toLowerCase(Locale.ROOT));
    body.put("profile", request.profile().lowerCase());
    body.put("top_k", request.topK());
    body.put("deduplicate", request.deduplicate());
    body.put("explain", request.explain());
    if (request.rerank() != Rerank.IF_CONFIGURED) {
      body.put("rerank", request.rerank() == Rerank.ALWAYS);
    }
    if (request.filter() != null) {
      body.set("filter", FilterJson.toJson(request.filter()));
    }
    if (!request.history().isEmpty()) {
      body.set(Turns.FIELD, Turns.write(request.history()));
    }
    return body;
  }

  @Override
  public Answer ask(Principal principal, AskRequest request, AnswerListener listener) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("question", request.question());
    body.set("collection", Json.tree(request.collections()));
    body.put("top_k", request.topK());
    body.put("max_context_tokens", request.maxContextTokens());
    body.put("stream", true);
    if (request.filter() != null) {
      body.set("filter", FilterJson.toJson(request.filter()));
    }
    if (request.model() != null) {
      body.put("model", request.model());
    }
    switch (request.conversation()) {
      case Conversation.Fresh() -> {}
      case Conversation.Remembered(String id) -> body.put("conversation_id", id);
      case Conversation.Told(List<Turn> history) -> body.set(Turns.FIELD, Turns.write(history));
    }
    try (InputStream in = remote.open(principal, "POST", "/v1/ask", body)) {
      return EventReader.answer(in, listener);
    } catch (IOException e) {
      throw remote.unreachable(e);
    }
  }

  @Override
  public CheckedAnswer check(Principal principal, CheckRequest request) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("question", request.question());
    body.put("answer", request.answer());
    body.set("collection", Json.tree(request.collections()));
    body.put("top_k", request.topK());
    if (request.filter() != null) {
      body.set("filter", FilterJson.toJson(request.filter()));
    }
    return remote.call(principal, "POST", "/v1/check", body, CheckedAnswer.class);
  }

  @Override
  public Trace trace(Principal principal, String traceId) {
    String path = "/v1/traces/" + Remote.escape(traceId);
    return remote.call(principal, "GET", path, null, Trace.class);
  }

  @Override
  public TraceReplay replay(Principal principal, String traceId) {
    String path = "/v1/traces/" + Remote.escape(traceId) + "/replay";
    return remote.call(principal, "POST", path, null, TraceReplay.class);
  }

  @Override
  public List<ConversationInfo> conversations(Principal principal, int limit) {
    String path = "/v1/conversations?limit=" + limit;
    return list(principal, path, "conversations", ConversationInfo[].class);
  }

  @Override
  public ConversationDetail conversation(Principal principal, String conversationId) {
    String path = conversation(conversationId);
    return remote.call(principal, "GET", path, null, ConversationDetail.class);
  }

  @Override
  public void deleteConversation(Principal principal, String conversationId) {
    remote.send(principal, "DELETE", conversation(conversationId));
  }

  private static String conversation(String conversationId) {
    return "/v1/conversations/" + Remote.escape(conversationId);
  }

  @Override
  public MemoryPage memories(Principal principal, MemoryQuery query) {
    String kind = query.kind() == null ? "" : "&kind=" + query.kind().lowerCase();
    String cursor = query.cursor() == null ? "" : "&cursor=" + Remote.escape(query.cursor());
    String path = "/v1/memory?limit=" + query.limit() + kind + cursor;
    return remote.call(principal, "GET", path, null, MemoryPage.class);
  }

  @Override
  public MemoryItem memory(Principal principal, String memoryId) {
    return remote.call(principal, "GET", memory(memoryId), null, MemoryItem.class);
  }

  @Override
  public MemoryItem remember(Principal principal, NewMemory wanted) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("text", wanted.text()).put("kind", wanted.kind().lowerCase());
    body.put("collection", wanted.collection());
    switch (wanted.sharedWith()) {
      case null -> {}
      case Audience.Group(String name) -> body.put("group", name);
      case Audience.Everybody() -> body.put("everybody", true);
    }
    return remote.call(principal, "POST", "/v1/memory", body, MemoryItem.class);
  }

  @Override
  public void forget(Principal principal, String memoryId) {
    remote.send(principal, "DELETE", memory(memoryId));
  }

  private static String memory(String memoryId) {
    return "/v1/memory/" + Remote.escape(memoryId);
  }

  @Override
  public List<CollectionInfo> collections(Principal principal) {
    return list(principal, "/v1/collections", "collections", CollectionInfo[].class);
  }

  @Override
  public CollectionInfo collection(Principal principal, String collection) {
    return remote.call(principal, "GET", path(collection), null, CollectionInfo.class);
  }

  @Override
  public CollectionInfo createCollection(
      Principal principal, String collection, @Nullable IndexKind kind) {
    ObjectNode body = Json.mapper().createObjectNode();
    IngestBody.put(body, kind);
    return remote.call(principal, "PUT", path(collection), body, CollectionInfo.class);
  }

  @Override
  public CollectionInfo configureCollection(
      Principal principal, String collection, AnswerThresholds thresholds) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.set("answering", Json.tree(thresholds));
    return remote.call(principal, "PUT", path(collection), body, CollectionInfo.class);
  }

  @Override
  public void deleteCollection(Principal principal, String collection) {
    remote.send(principal, "DELETE", path(collection));
  }

  @Override
  public Job reembed(Principal principal, String collection, boolean dropMissing) {
    ObjectNode body = Json.mapper().createObjectNode().put("drop_missing", dropMissing);
    return remote.call(principal, "POST", path(collection) + "/reembed", body, Job.class);
  }

  @Override
  public IndexStats stats(Principal principal, String collection) {
    return remote.call(principal, "GET", path(collection) + "/stats", null, IndexStats.class);
  }

  private static String path(String collection) {
    return "/v1/collections/" + Remote.escape(CollectionName.check(collection));
  }

  @Override
  public DocumentPage documents(Principal principal, String collection, DocumentQuery query) {
    StringBuilder path = new StringBuilder("/v1/documents?collection=");
    path.append(Remote.escape(collection)).append("&limit=").append(query.limit());
    if (query.cursor() != null) {
      path.append("&cursor=").append(Remote.escape(query.cursor()));
    }
    if (query.filter() != null) {
      path.append("&filter=").append(Remote.escape(FilterJson.write(query.filter())));
    }
    return remote.call(principal, "GET", path.toString(), null, DocumentPage.class);
  }

  @Override
  public DocumentDetail document(Principal principal, String documentId) {
    return remote.call(principal, "GET", document(documentId), null, DocumentDetail.class);
  }

  @Override
  public DocumentContent content(Principal principal, String documentId) {
    String path = document(documentId) + "/content";
    return remote.call(principal, "GET", path, null, DocumentContent.class);
  }

  @Override
  public DocumentOriginal original(Principal principal, String documentId) {
    Remote.Reply reply =
        remote.reply(principal, "GET", document(documentId) + "/content?form=original", null);
    return new DocumentOriginal(
        documentId,
        ContentDisposition.fileName(reply.header(ContentDisposition.HEADER), documentId),
        reply.header("Content-Type"),
        reply.body());
  }

  @Override
  public DeletionReceipt delete(Principal principal, DeletionRequest request) {
    String path =
        switch (request.what()) {
          case DeletionRequest.Selection.Document(String documentId) -> document(documentId) + "?";
          case DeletionRequest.Selection.Matching(String collection, Filter filter) ->
              "/v1/documents?collection=%s&filter=%s&"
                  .formatted(Remote.escape(collection), Remote.escape(FilterJson.write(filter)));
        };
    return remote.call(
        principal, "DELETE", path + "purge=" + request.purge(), null, DeletionReceipt.class);
  }

  @Override
  public List<DeletionReceipt> deletions(Principal principal, int limit) {
    return list(principal, "/v1/deletions?limit=" + limit, "deletions", DeletionReceipt[].class);
  }

  @Override
  public DocumentDetail setAcl(Principal principal, String documentId, Set<String> acl) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.set("acl", Json.tree(acl));
    return remote.call(principal, "PATCH", document(documentId), body, DocumentDetail.class);
  }

  private static String document(String documentId) {
    return "/v1/documents/" + Remote.escape(documentId);
  }

  @Override
  public Job ingest(Principal principal, Ingest ingest) {
    return ingest(principal, ingest, IngestBody.of(ingest), Job.class);
  }

  @Override
  public Job sync(Principal principal, Sync sync) {
    return ingest(principal, sync.what(), IngestBody.of(sync), Job.class);
  }

  @Override
  public SyncPlan plan(Principal principal, Sync sync) {
    return ingest(principal, sync.what(), IngestBody.of(sync).put("dry_run", true), SyncPlan.class);
  }

  private <T> T ingest(Principal principal, Ingest ingest, ObjectNode body, Class<T> type) {
    String key = ingest.idempotencyKey();
    Map<String, String> headers = key == null ? Map.of() : Map.of("Idempotency-Key", key);
    return remote.call(principal, "POST", "/v1/ingest", body, headers, type);
  }

  @Override
  public Job watchJob(Principal principal, String jobId, Consumer<Job> listener) {
    try (InputStream in = remote.open(principal, "GET", job(jobId) + "/events", null)) {
      return EventReader.job(in, listener);
    } catch (IOException e) {
      throw remote.unreachable(e);
    }
  }

  @Override
  public Job awaitJob(Principal principal, String jobId, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
      Job job =
          remote.call(
              principal, "GET", job(jobId) + "?wait_ms=" + wait.toMillis(), null, Job.class);
      if (job.state().rests() || left.toMillis() == 0) {
        return job;
      }
    }
  }

  @Override
  public Job job(Principal principal, String jobId) {
    return remote.call(principal, "GET", job(jobId), null, Job.class);
  }

  @Override
  public List<Job> jobs(Principal principal, int limit) {
    return list(principal, "/v1/jobs?limit=" + limit, "jobs", Job[].class);
  }

  @Override
  public Job cancelJob(Principal principal, String jobId) {
    return remote.call(principal, "POST", job(jobId) + "/cancel", null, Job.class);
  }

  @Override
  public Job pauseJob(Principal principal, String jobId) {
    return remote.call(principal, "POST", job(jobId) + "/pause", null, Job.class);
  }

  @Override
  public Job resumeJob(Principal principal, String jobId) {
    return remote.call(principal, "POST", job(jobId) + "/resume", null, Job.class);
  }

  @Override
  public Job retryJob(Principal principal, String jobId) {
    return remote.call(principal, "POST", job(jobId) + "/retry", null, Job.class);
  }

  private static String job(String jobId) {
    return "/v1/jobs/" + Remote.escape(jobId);
  }

  @Override
  public CreatedKey createKey(
      Principal principal, String user, Set<String> groups, boolean operator) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("user", user).put("operator", operator).set("groups", Json.tree(groups));
    JsonNode created = remote.call(principal, "POST", "/v1/keys", body, JsonNode.class);
    return new CreatedKey(
        Json.mapper().convertValue(created, ApiKey.class), created.get("secret").textValue());
  }

  @Override
  public List<ApiKey> keys(Principal principal) {
    return list(principal, "/v1/keys", "keys", ApiKey[].class);
  }

  @Override
  public ApiKey revokeKey(Principal principal, String keyId) {
    String path = "/v1/keys/" + Remote.escape(keyId);
    return remote.call(principal, "DELETE", path, null, ApiKey.class);
  }

  private <T> List<T> list(Principal principal, String path, String field, Class<T[]> type) {
    JsonNode body = remote.call(principal, "GET", path, null, JsonNode.class);
    return Arrays.asList(Json.mapper().convertValue(body.get(field), type));
  }

  @Override
  public void close() {
    remote.close();
  }
}
