package io.footnote.serve.server.http;

import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.DocumentOriginal;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.server.json.ContentDisposition;
import io.footnote.serve.server.json.Filters;
import io.footnote.serve.server.json.Listing;
import io.footnote.serve.server.json.RequestBody;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.LinkedHashSet;
import java.util.List;

/** Listing, reading, deleting documents and changing who may read them. */
final class DocumentRoutes {
  private static final int DEFAULT_LIMIT = 100;
  private static final String TEXT = "text";
  private static final String ORIGINAL = "original";

  private final FootnoteService service;

  DocumentRoutes(FootnoteService service) {
    this.service = service;
  }

  void register(RouteTable table) {
    table.add(HandlerType.GET, "/v1/documents", this::list);
    table.add(
        HandlerType.GET,
        "/v1/documents/{id}",
        (context, caller) ->
            RouteTable.json(context, 200, service.document(caller, context.pathParam("id"))));
    table.add(HandlerType.GET, "/v1/documents/{id}/content", this::content);
    table.add(HandlerType.DELETE, "/v1/documents/{id}", this::delete);
    table.add(HandlerType.DELETE, "/v1/documents", this::deleteMatching);
    table.add(HandlerType.GET, "/v1/deletions", this::deletions);
    table.add(HandlerType.PATCH, "/v1/documents/{id}", this::setAcl);
  }

  private void list(Context context, Principal caller) {
    Query query = Query.of(context, "collection", "filter", "cursor", "limit");
    String collection = query.text("collection", CollectionName.DEFAULT);
    int limit = query.integer("limit", DEFAULT_LIMIT, 1, DocumentQuery.MAX_LIMIT);
    String filter = query.textOrNull("filter");
    DocumentQuery page =
        new DocumentQuery(
            filter == null ? null : Filters.parse(filter), query.textOrNull("cursor"), limit);
    RouteTable.json(
        context, 200, service.documents(caller, CollectionName.check(collection), page));
  }

  private void content(Context context, Principal caller) {
    String id = context.pathParam("id");
    String form = Query.of(context, "form").text("form", TEXT);
    switch (form) {
      case TEXT -> RouteTable.json(context, 200, service.content(caller, id));
      case ORIGINAL -> original(context, service.original(caller, id));
      default ->
          throw InvalidRequestException.of(
              "form", "form must be %s or %s, but got: '%s'".formatted(TEXT, ORIGINAL, form));
    }
  }

  /** People put all sorts of things into documents: a browser saves it and runs none of it. */
  private static void original(Context context, DocumentOriginal original) {
    context
        .header(ContentDisposition.HEADER, ContentDisposition.write(original.fileName()))
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .contentType(original.mime())
        .result(original.content());
  }

  private void delete(Context context, Principal caller) {
    boolean purge = Query.of(context, "purge").flag("purge");
    var what = new DeletionRequest.Selection.Document(context.pathParam("id"));
    RouteTable.json(context, 200, service.delete(caller, new DeletionRequest(what, purge)));
  }

  private void deleteMatching(Context context, Principal caller) {
    Query query = Query.of(context, "collection", "filter", "purge");
    String filter = query.textOrNull("filter");
    if (filter == null) {
      throw new InvalidRequestException(
          "missing_field",
          "filter",
          "'filter' is missing; name the documents, for example filter=year < 2015, or delete the"
              + " whole collection with DELETE /v1/collections/{name}");
    }
    var what =
        new DeletionRequest.Selection.Matching(
            CollectionName.check(query.text("collection", CollectionName.DEFAULT)),
            Filters.parse(filter));
    RouteTable.json(
        context, 200, service.delete(caller, new DeletionRequest(what, query.flag("purge"))));
  }

  private void deletions(Context context, Principal caller) {
    int limit =
        Query.of(context, "limit").integer("limit", DEFAULT_LIMIT, 1, DocumentQuery.MAX_LIMIT);
    RouteTable.json(context, 200, new Listing.Deletions(service.deletions(caller, limit)));
  }

  private void setAcl(Context context, Principal caller) {
    RequestBody body = RequestBody.parse(context.bodyAsBytes(), "acl");
    if (!body.has("acl")) {
      throw new InvalidRequestException(
          "missing_field",
          "acl",
          "'acl' is missing; give it as a list of groups, [] for everybody");
    }
    RouteTable.json(
        context,
        200,
        service.setAcl(
            caller, context.pathParam("id"), new LinkedHashSet<>(body.texts("acl", List.of()))));
  }
}
