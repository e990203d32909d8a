package io.footnote.serve.server.http;

import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.CheckRequest;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Profile;
import io.footnote.serve.engine.model.Rerank;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.WhyRequest;
import io.footnote.serve.engine.trace.TracePage;
import io.footnote.serve.server.json.RequestBody;
import io.footnote.serve.server.json.Turns;
import io.footnote.serve.server.json.UserJson;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Searching and asking. */
final class SearchRoutes {
  private static final String[] SEARCH_FIELDS = {
    "query",
    "collection",
    "mode",
    "profile",
    "top_k",
    "filter",
    "rerank",
    "deduplicate",
    "explain",
    "history"
  };

  private static final String[] EXPLAIN_FIELDS =
      Stream.concat(
              Arrays.stream(SEARCH_FIELDS), Stream.of("document_id", "as", "max_context_tokens"))
          .toArray(String[]::new);

  /** On a page of traces. */
  private static final int TRACES = 50;

  private final FootnoteService service;
  private final Streaming streaming;
  private final Departures departures;

  SearchRoutes(FootnoteService service, Streaming streaming, Departures departures) {
    this.service = service;
    this.streaming = streaming;
    this.departures = departures;
  }

  void register(RouteTable table) {
    table.add(HandlerType.POST, "/v1/search", this::search);
    table.add(HandlerType.POST, "/v1/search/explain", this::explain);
    table.add(HandlerType.POST, "/v1/ask", this::ask);
    table.add(HandlerType.POST, "/v1/check", this::check);
    table.add(HandlerType.GET, "/v1/traces", this::traces);
    table.add(
        HandlerType.GET,
        "/v1/traces/{id}",
        (context, caller) ->
            RouteTable.json(context, 200, service.trace(caller, context.pathParam("id"))));
    table.add(
        HandlerType.POST,
        "/v1/traces/{id}/replay",
        (context, caller) ->
            RouteTable.json(context, 200, service.replay(caller, context.pathParam("id"))));
  }

  private void traces(Context context, Principal caller) {
    Query query = Query.of(context, "cursor", "limit");
    int limit = query.integer("limit", TRACES, 1, TracePage.MAX_LIMIT);
    RouteTable.json(context, 200, service.traces(caller, limit, query.textOrNull("cursor")));
  }

  private void search(Context context, Principal caller) {
    RequestBody body = RequestBody.parse(context.bodyAsBytes(), SEARCH_FIELDS);
    RouteTable.json(context, 200, service.search(caller, request(body)));
  }

  private void explain(Context context, Principal caller) {
    RequestBody body = RequestBody.parse(context.bodyAsBytes(), EXPLAIN_FIELDS);
    RequestBody as = body.objectOrNull("as", "user", "groups");
    WhyRequest request =
        new WhyRequest(
            request(body),
            body.text("document_id"),
            as == null
                ? null
                : new Principal(as.text("user"), Set.copyOf(as.texts("groups", List.of())), false),
            body.has("max_context_tokens") ? body.integer("max_context_tokens", 0) : null);
    RouteTable.json(context, 200, service.why(caller, request));
  }

  private static SearchRequest request(RequestBody body) {
    String profile = body.textOrNull("profile");
    return new SearchRequest(
        body.text("query"),
        body.texts("collection", List.of(CollectionName.DEFAULT)),
        mode(body),
        profile == null ? Profile.BALANCED : Profile.of(profile),
        body.integer("top_k", SearchRequest.DEFAULT_TOP_K),
        body.filter("filter"),
        rerank(body),
        body.flag("deduplicate"),
        body.flag("explain"),
        body.has("history") ? Turns.read(body) : List.of());
  }

  private static Rerank rerank(RequestBody body) {
    if (!body.has("rerank")) {
      return Rerank.IF_CONFIGURED;
    }
    return body.flag("rerank") ? Rerank.ALWAYS : Rerank.NEVER;
  }

  private static SearchMode mode(RequestBody body) {
    String mode = body.textOrNull("mode");
    return mode == null ? SearchMode.HYBRID : mode(mode);
  }

  private static SearchMode mode(String name) {
    for (SearchMode mode : SearchMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
        return mode;
      }
    }
    throw InvalidRequestException.of(
        "mode", "mode must be hybrid, lexical or semantic, but got: '" + name + "'");
  }

  private void ask(Context context, Principal caller) throws InterruptedException {
    RequestBody body =
        RequestBody.parse(
            context.bodyAsBytes(),
            "question",
            "collection",
            "stream",
            "filter",
            "model",
            "top_k",
            "max_context_tokens",
            "conversation_id",
            "history",
            UserJson.FIELD);
    AskRequest request =
        new AskRequest(
            body.text("question"),
            body.texts("collection", List.of(CollectionName.DEFAULT)),
            body.filter("filter"),
            body.textOrNull("model"),
            body.integer("top_k", AskRequest.DEFAULT_TOP_K),
            body.integer("max_context_tokens", AskRequest.DEFAULT_CONTEXT_TOKENS),
            Conversation.of(
                body.textOrNull("conversation_id"), body.has("history") ? Turns.read(body) : null),
            UserJson.in(body));
    if (body.flag("stream")) {
      stream(context, caller, request);
    } else {
      RouteTable.json(context, 200, answer(context, caller, request));
    }
  }

  private Answer answer(Context context, Principal caller, AskRequest request) {
    try (Departures.Watch _ = departures.watch(TransportHandler.transport(context.req()))) {
      return service.ask(caller, request, event -> {});
    }
  }

  private void check(Context context, Principal caller) {
    RequestBody body =
        RequestBody.parse(
            context.bodyAsBytes(), "question", "answer", "collection", "filter", "top_k");
    CheckRequest request =
        new CheckRequest(
            body.text("question"),
            body.text("answer"),
            body.texts("collection", List.of(CollectionName.DEFAULT)),
            body.filter("filter"),
            body.integer("top_k", AskRequest.DEFAULT_TOP_K));
    RouteTable.json(context, 200, service.check(caller, request));
  }

  private void stream(Context context, Principal caller, AskRequest request)
      throws InterruptedException {
    streaming.serve(
        context,
        events -> {
          Answer _ = service.ask(caller, request, event -> send(events, event));
        });
  }

  private static void send(EventStream events, AnswerEvent event) {
    switch (event) {
      case AnswerEvent.Retrieved(List<SearchResult> results) ->
          events.send("retrieval", new Retrieval(results));
      case AnswerEvent.Delta delta -> events.send("delta", delta);
      case AnswerEvent.Cited cited -> events.send("citation", cited.citation());
      case AnswerEvent.Done done -> events.send("done", done.answer());
    }
  }

  /** Data of the event {@code retrieval}. */
  record Retrieval(List<SearchResult> results) {}
}
