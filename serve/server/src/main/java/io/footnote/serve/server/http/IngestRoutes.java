package io.footnote.serve.server.http;

import io.footnote.embed.Hashes;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.server.json.Addresses;
import io.footnote.serve.server.json.RequestBody;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Bringing documents in: uploads, texts, and paths for commands on the same machine. */
final class IngestRoutes {
  /** 128 bits, which no two texts share by chance. */
  private static final int SOURCE_HASH_DIGITS = 32;

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final FootnoteService service;
  private final Uploads uploads;

  IngestRoutes(FootnoteService service, Uploads uploads) {
    this.service = service;
    this.uploads = uploads;
  }

  void register(RouteTable table) {
    table.add(HandlerType.POST, "/v1/documents", this::documents);
    table.add(HandlerType.POST, "/v1/ingest", this::ingest);
  }

  private void documents(Context context, Principal caller) throws IOException {
    requireOperator(caller);
    FootnoteService.Ingest ingest =
        context.isMultipartFormData()
            ? uploads.receive(context).withIdempotencyKey(context.header(IDEMPOTENCY_KEY))
            : document(context);
    accepted(context, service.ingest(caller, ingest));
  }

  private static FootnoteService.Ingest document(Context context) {
    RequestBody body =
        RequestBody.parse(
            context.bodyAsBytes(),
            "text",
            "url",
            "title",
            "source",
            "collection",
            "acl",
            "metadata",
            "lexical_only");
    if (body.has("text") == body.has("url")) {
      throw new InvalidRequestException("missing_field", "text", "give either 'text' or 'url'");
    }
    IngestInput input = body.has("url") ? address(body) : text(body);
    return ingest(context, body, List.of(input));
  }

  private static IngestInput address(RequestBody body) {
    if (body.has("title") || body.has("source")) {
      throw InvalidRequestException.of(
          "url", "a document from a 'url' takes its title and source from there");
    }
    return Addresses.parse(body.text("url"));
  }

  private static IngestInput text(RequestBody body) {
    String text = body.text("text");
    if (text.isBlank()) {
      throw InvalidRequestException.of("text", "text must not be empty");
    }
    String source = body.textOrNull("source");
    return new IngestInput.Text(
        source == null ? sourceOf(text) : source, body.textOrNull("title"), text);
  }

  /**
   * The source of a text that was sent without one. The same text sent again is the same document;
   * two texts never replace each other, as they could if they were known by their title.
   */
  private static String sourceOf(String text) {
    return "text-" + Hashes.sha256Hex(text).substring(0, SOURCE_HASH_DIGITS);
  }

  /** Paths are the server's: only an operator on the same machine may name them. */
  private void ingest(Context context, Principal caller) throws IOException {
    requireOperator(caller);
    if (!InetAddress.getByName(context.req().getRemoteAddr()).isLoopbackAddress()) {
      throw new ForbiddenException(
          "same_machine_only",
          null,
          "paths can be ingested from the server's own machine only; upload the files to"
              + " /v1/documents");
    }
    RequestBody body =
        RequestBody.parse(
            context.bodyAsBytes(),
            "paths",
            "texts",
            "uploads",
            "urls",
            "collection",
            "acl",
            "metadata",
            "exclude",
            "lexical_only",
            "sync",
            "dry_run",
            "confirm_removal",
            "restore_deleted");
    FootnoteService.Ingest ingest = ingest(context, body, inputs(body));
    if (!body.flag("sync")) {
      for (String option : List.of("dry_run", "confirm_removal", "restore_deleted")) {
        if (body.flag(option)) {
          throw InvalidRequestException.of(option, "'" + option + "' needs \"sync\": true");
        }
      }
      accepted(context, service.ingest(caller, ingest));
      return;
    }
    FootnoteService.Sync sync =
        new FootnoteService.Sync(
            ingest, body.flag("confirm_removal"), body.flag("restore_deleted"));
    if (body.flag("dry_run")) {
      RouteTable.json(context, 200, service.plan(caller, sync));
    } else {
      accepted(context, service.sync(caller, sync));
    }
  }

  private List<IngestInput> inputs(RequestBody body) {
    List<IngestInput> inputs = new ArrayList<>();
    for (String path : body.texts("paths", List.of())) {
      inputs.add(new IngestInput.PathInput(absolute(path)));
    }
    for (RequestBody text : body.objects("texts", "source", "title", "text")) {
      inputs.add(
          new IngestInput.Text(text.text("source"), text.textOrNull("title"), text.text("text")));
    }
    for (RequestBody upload : body.objects("uploads", "source", "path")) {
      inputs.add(uploads.existing(upload.text("source"), absolute(upload.text("path"))));
    }
    body.texts("urls", List.of()).forEach(url -> inputs.add(Addresses.parse(url)));
    if (inputs.isEmpty()) {
      throw new InvalidRequestException(
          "missing_field", "paths", "'paths' is missing; give files or folders to ingest");
    }
    return inputs;
  }

  private static FootnoteService.Ingest ingest(
      Context context, RequestBody body, List<IngestInput> inputs) {
    String collection = body.textOrNull("collection");
    return new FootnoteService.Ingest(
        CollectionName.check(collection == null ? CollectionName.DEFAULT : collection),
        inputs,
        body.has("acl") ? new LinkedHashSet<>(body.texts("acl", List.of())) : null,
        body.metadata("metadata"),
        body.texts("exclude", List.of()),
        context.header(IDEMPOTENCY_KEY),
        body.kind());
  }

  private static Path absolute(String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new InvalidRequestException(
          "invalid_paths", "paths", "'" + text + "' is not a path: " + e.getReason(), e);
    }
    throw InvalidRequestException.of("paths", "paths must be absolute, but got: '" + text + "'");
  }

  /** Before a body is read; says what the engine would say. */
  private static void requireOperator(Principal caller) {
    if (!caller.operator()) {
      throw new ForbiddenException(
          "operator_only",
          null,
          "only an operator may ingest documents; '" + caller.user() + "' is none");
    }
  }

  private static void accepted(Context context, Job job) {
    context.header("Location", "/v1/jobs/" + job.jobId());
    RouteTable.json(context, 202, job);
  }
}
