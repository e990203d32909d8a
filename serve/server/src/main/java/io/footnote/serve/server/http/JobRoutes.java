package io.footnote.serve.server.http;

import io.footnote.index.model.Principal;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.server.json.Listing;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Duration;

/** Looking at jobs, following and steering them. */
final class JobRoutes {
  private static final int DEFAULT_JOBS = 50;
  private static final int MAX_JOBS = 1000;
  private static final int MAX_WAIT_MILLIS = 30_000;

  private final FootnoteService service;
  private final Streaming streaming;

  JobRoutes(FootnoteService service, Streaming streaming) {
    this.service = service;
    this.streaming = streaming;
  }

  void register(RouteTable table) {
    table.add(HandlerType.GET, "/v1/jobs", this::jobs);
    table.add(HandlerType.GET, "/v1/jobs/{id}", this::job);
    table.add(HandlerType.GET, "/v1/jobs/{id}/events", this::events);
    steer(table, "cancel", 200, service::cancelJob);
    steer(table, "pause", 200, service::pauseJob);
    steer(table, "resume", 202, service::resumeJob);
    steer(table, "retry", 202, service::retryJob);
  }

  private static void steer(RouteTable table, String verb, int status, Steering steering) {
    table.add(
        HandlerType.POST,
        "/v1/jobs/{id}/" + verb,
        (context, caller) ->
            RouteTable.json(context, status, steering.apply(caller, context.pathParam("id"))));
  }

  private void jobs(Context context, Principal caller) {
    Query query = Query.of(context, "limit");
    RouteTable.json(
        context,
        200,
        new Listing.Jobs(service.jobs(caller, query.integer("limit", DEFAULT_JOBS, 1, MAX_JOBS))));
  }

  private void job(Context context, Principal caller) throws InterruptedException {
    Query query = Query.of(context, "wait_ms");
    int wait = query.integer("wait_ms", 0, 0, MAX_WAIT_MILLIS);
    String id = context.pathParam("id");
    Job job =
        wait == 0 ? service.job(caller, id) : service.awaitJob(caller, id, Duration.ofMillis(wait));
    RouteTable.json(context, 200, job);
  }

  private void events(Context context, Principal caller) throws InterruptedException {
    String id = context.pathParam("id");
    streaming.serve(
        context,
        events ->
            events.send("end", service.watchJob(caller, id, job -> events.send("progress", job))));
  }

  private interface Steering {
    Job apply(Principal caller, String jobId);
  }
}
