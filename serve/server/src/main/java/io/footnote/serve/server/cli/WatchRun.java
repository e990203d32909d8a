package io.footnote.serve.server.cli;

import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.ingest.SyncPlan;
import io.footnote.ingest.source.FolderWatch;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.FootnoteService.Sync;
import io.footnote.serve.engine.model.FootnoteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps a collection equal to folders until the process is told to end. What changed is found by
 * comparing, not told by events: they only say when to look, so none that is lost matters for long.
 */
final class WatchRun {
  private final Session session;
  private final FootnoteService footnote;
  private final IngestRun run;
  private final Sync sync;
  private Pending leftOver = Pending.NOTHING;

  WatchRun(Session session, FootnoteService footnote, IngestRun run, Sync sync) {
    this.session = session;
    this.footnote = footnote;
    this.run = run;
    this.sync = sync;
  }

  /** Returns when the thread is interrupted; a signal ends the process. */
  int watch() throws InterruptedException, IOException {
    List<Path> roots =
        sync.what().inputs().stream()
            .filter(IngestInput.PathInput.class::isInstance)
            .map(input -> ((IngestInput.PathInput) input).path())
            .toList();
    try (FolderWatch watch = new FolderWatch(roots, sync.what().excludes());
        Interruption interruption = new Interruption(this::stopped)) {
      IngestRun.sayResumed(session, footnote);
      say("watching %s; stop with Ctrl-C".formatted(Text.count(watch.folders(), "folder")));
      if (watch.isPolling()) {
        say("this system cannot watch so many folders; they are looked through now and then");
      }
      while (true) {
        synchronise(interruption);
        watch.await();
      }
    }
  }

  private void synchronise(Interruption interruption) throws InterruptedException {
    try {
      SyncPlan plan = footnote.plan(QueryOptions.OPERATOR, sync);
      if (plan.refusal() != null) {
        say("footnote: " + plan.refusal());
        return;
      }
      Pending pending = Pending.of(plan);
      if (plan.nothingToDo() || pending.equals(leftOver)) {
        return;
      }
      Job job = footnote.sync(QueryOptions.OPERATOR, sync);
      interruption.replace(() -> run.cancel(job));
      Job ended = run.await(job);
      interruption.replace(this::stopped);
      session.print(ended, shown -> IngestRun.report(session, shown));
      leftOver = pending.still(footnote.plan(QueryOptions.OPERATOR, sync));
    } catch (FootnoteException e) {
      interruption.replace(this::stopped);
      say("footnote: " + e.getMessage()); // a folder that is away may come back
    }
  }

  private void stopped() {
    say("footnote: stopped watching; what was committed stays");
    footnote.close();
  }

  private void say(String text) {
    session.err().println(text);
    session.err().flush();
  }
}
