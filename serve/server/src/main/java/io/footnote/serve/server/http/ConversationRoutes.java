package io.footnote.serve.server.http;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.server.json.Listing;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** The caller's conversations. */
final class ConversationRoutes {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1000;

  private final FootnoteService service;

  ConversationRoutes(FootnoteService service) {
    this.service = service;
  }

  void register(RouteTable table) {
    table.add(HandlerType.GET, "/v1/conversations", this::list);
    table.add(
        HandlerType.GET,
        "/v1/conversations/{id}",
        (context, caller) ->
            RouteTable.json(context, 200, service.conversation(caller, context.pathParam("id"))));
    table.add(
        HandlerType.DELETE,
        "/v1/conversations/{id}",
        (context, caller) -> {
          service.deleteConversation(caller, context.pathParam("id"));
          context.status(204);
        });
  }

  private void list(Context context, Principal caller) {
    int limit = Query.of(context, "limit").integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    RouteTable.json(context, 200, new Listing.Conversations(service.conversations(caller, limit)));
  }
}
