package io.footnote.serve.server.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that are answered by a stream of events. A failure before the first event is an ordinary
 * error response, a later one an event. When the client has gone, work fails because it was
 * interrupted, and there is nobody to tell.
 *
 * @param heartbeat pause between comments on a silent stream
 * @param departures notices sooner than a comment does that the client has gone
 * @param ids makes ids under which failures are logged
 */
record Streaming(Duration heartbeat, Departures departures, Supplier<String> ids) {
  private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);

  /** What sends the events. */
  interface Work {
    void run(EventStream events) throws InterruptedException;
  }

  void serve(Context context, Work work) throws InterruptedException {
    try (EventStream events = new EventStream(context, heartbeat)) {
      try (Departures.Watch _ = departures.watch(TransportHandler.transport(context.req()))) {
        work.run(events);
      } catch (RuntimeException | InterruptedException e) {
        if (!events.started()) {
          throw e;
        }
        if (!events.abandoned()) {
          events.send("error", Failure.of(e, ids).body());
        }
      }
    } catch (EventStream.ClientGoneException e) {
      LOG.debug("a client left before its stream was complete");
    }
  }
}
