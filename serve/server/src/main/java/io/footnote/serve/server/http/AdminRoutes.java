package io.footnote.serve.server.http;

import io.footnote.index.model.Principal;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.ApiKey;
import io.footnote.serve.engine.model.CollectionInfo;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.server.json.Listing;
import io.footnote.serve.server.json.RequestBody;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collections and keys. */
final class AdminRoutes {
  /** A body may be left out. */
  private static final byte[] NO_FIELDS = {'{', '}'};

  private final FootnoteService service;

  AdminRoutes(FootnoteService service) {
    this.service = service;
  }

  void register(RouteTable table) {
    table.add(
        HandlerType.GET,
        "/v1/collections",
        (context, caller) ->
            RouteTable.json(context, 200, new Listing.Collections(service.collections(caller))));
    table.add(
        HandlerType.GET,
        "/v1/collections/{name}",
        (context, caller) ->
            RouteTable.json(context, 200, service.collection(caller, name(context))));
    table.add(HandlerType.PUT, "/v1/collections/{name}", this::putCollection);
    table.add(
        HandlerType.DELETE,
        "/v1/collections/{name}",
        (context, caller) -> {
          service.deleteCollection(caller, name(context));
          context.status(204);
        });
    table.add(
        HandlerType.GET,
        "/v1/collections/{name}/stats",
        (context, caller) -> RouteTable.json(context, 200, service.stats(caller, name(context))));
    table.add(HandlerType.POST, "/v1/collections/{name}/reembed", this::reembed);
    table.add(
        HandlerType.GET,
        "/v1/keys",
        (context, caller) -> RouteTable.json(context, 200, new Listing.Keys(service.keys(caller))));
    table.add(HandlerType.POST, "/v1/keys", this::createKey);
    table.add(
        HandlerType.DELETE,
        "/v1/keys/{id}",
        (context, caller) ->
            RouteTable.json(context, 200, service.revokeKey(caller, context.pathParam("id"))));
  }

  private void reembed(Context context, Principal caller) {
    byte[] bytes = context.bodyAsBytes();
    boolean dropMissing =
        bytes.length > 0 && RequestBody.parse(bytes, "drop_missing").flag("drop_missing");
    Job job = service.reembed(caller, name(context), dropMissing);
    context.header("Location", "/v1/jobs/" + job.jobId());
    RouteTable.json(context, 202, job);
  }

  private void putCollection(Context context, Principal caller) {
    byte[] bytes = context.bodyAsBytes();
    RequestBody body =
        RequestBody.parse(bytes.length == 0 ? NO_FIELDS : bytes, "answering", "lexical_only");
    RequestBody answering = body.objectOrNull("answering", "decline_below", "warn_below");
    CollectionInfo created = service.createCollection(caller, name(context), body.kind());
    RouteTable.json(
        context,
        200,
        answering == null
            ? created
            : service.configureCollection(caller, name(context), thresholds(answering)));
  }

  private static AnswerThresholds thresholds(RequestBody answering) {
    AnswerThresholds standard = AnswerThresholds.STANDARD;
    double decline = answering.number("decline_below", standard.declineBelow());
    return new AnswerThresholds(
        decline, answering.number("warn_below", Math.max(decline, standard.warnBelow())));
  }

  private static String name(Context context) {
    return CollectionName.check(context.pathParam("name"));
  }

  private void createKey(Context context, Principal caller) {
    RequestBody body = RequestBody.parse(context.bodyAsBytes(), "user", "groups", "operator");
    CreatedKey created =
        service.createKey(
            caller,
            body.text("user"),
            new LinkedHashSet<>(body.texts("groups", List.of())),
            body.flag("operator"));
    context.header("Cache-Control", "no-store");
    RouteTable.json(context, 201, NewKey.of(created));
  }

  /** A key with its secret, shown once. */
  record NewKey(
      String keyId,
      String user,
      Set<String> groups,
      boolean operator,
      Instant created,
      String secret) {
    static NewKey of(CreatedKey created) {
      ApiKey key = created.key();
      return new NewKey(
          key.keyId(), key.user(), key.groups(), key.operator(), key.created(), created.secret());
    }

    @Override
    public String toString() {
      return "NewKey[" + keyId + "]";
    }
  }
}
