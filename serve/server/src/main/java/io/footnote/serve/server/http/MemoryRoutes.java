package io.footnote.serve.server.http;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.model.MemoryItem.Kind;
import io.footnote.serve.engine.model.MemoryQuery;
import io.footnote.serve.engine.model.NewMemory;
import io.footnote.serve.engine.model.SharedAudience;
import io.footnote.serve.server.json.RequestBody;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import org.jspecify.annotations.Nullable;

/** What is remembered besides conversations: facts and standing instructions. */
final class MemoryRoutes {
  private static final int DEFAULT_LIMIT = 100;

  private final FootnoteService service;

  MemoryRoutes(FootnoteService service) {
    this.service = service;
  }

  void register(RouteTable table) {
    table.add(HandlerType.GET, "/v1/memory", this::list);
    table.add(HandlerType.POST, "/v1/memory", this::add);
    table.add(
        HandlerType.GET,
        "/v1/memory/{id}",
        (context, caller) ->
            RouteTable.json(context, 200, service.memory(caller, context.pathParam("id"))));
    table.add(
        HandlerType.DELETE,
        "/v1/memory/{id}",
        (context, caller) -> {
          service.forget(caller, context.pathParam("id"));
          context.status(204);
        });
  }

  private void list(Context context, Principal caller) {
    Query query = Query.of(context, "kind", "cursor", "limit");
    String kind = query.textOrNull("kind");
    MemoryQuery page =
        new MemoryQuery(
            kind == null ? null : Kind.of(kind),
            query.textOrNull("cursor"),
            query.integer("limit", DEFAULT_LIMIT, 1, MemoryQuery.MAX_LIMIT));
    RouteTable.json(context, 200, service.memories(caller, page));
  }

  private void add(Context context, Principal caller) {
    RequestBody body =
        RequestBody.parse(
            context.bodyAsBytes(), "text", "kind", "group", "everybody", "collection");
    String kind = body.textOrNull("kind");
    MemoryItem made =
        service.remember(
            caller,
            new NewMemory(
                kind == null ? Kind.FACT : Kind.of(kind),
                body.text("text"),
                shared(body.textOrNull("group"), body.flag("everybody")),
                body.textOrNull("collection")));
    context.header("Location", "/v1/memory/" + made.memoryId());
    RouteTable.json(context, 201, made);
  }

  private static @Nullable SharedAudience shared(@Nullable String group, boolean everybody) {
    if (group != null && everybody) {
      throw InvalidRequestException.of(
          "group", "give group or everybody, not both: everybody includes the group");
    }
    return group != null ? new Audience.Group(group) : everybody ? new Audience.Everybody() : null;
  }
}
