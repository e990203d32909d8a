package io.footnote.serve.server.cli;

import io.footnote.ingest.SyncPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/** What a synchronisation would do, for people: a line for each document, then the counts. */
final class PlanPrinter {
  private PlanPrinter() {}

  static void print(Session session, SyncPlan plan) {
    PrintWriter out = session.out();
    lines(out, "added", plan.added().stream());
    lines(out, "changed", plan.changed().stream());
    lines(out, "moved", plan.moved().stream().map(move -> move.from() + " -> " + move.to()));
    lines(out, "removed", plan.removed().stream());
    lines(out, "stays deleted", plan.keptDeleted().stream());
    lines(
        out,
        "unreadable",
        plan.unreadable().stream().map(failure -> failure.source() + ": " + failure.reason()));
    out.println(summary(plan));
    if (plan.refusal() != null) {
      session.err().println("footnote: " + plan.refusal());
      session.err().flush();
    }
  }

  /** The counts, those of nothing left out but for the usual ones. */
  static String summary(SyncPlan plan) {
    List<String> rare =
        Stream.of(
                count(plan.keptDeleted().size(), "deleted and not restored"),
                count(plan.unreadable().size(), "unreadable"))
            .filter(text -> !text.isEmpty())
            .toList();
    return "collection '%s': %d added, %d changed, %d moved, %d removed, %d unchanged%s"
        .formatted(
            plan.collection(),
            plan.added().size(),
            plan.changed().size(),
            plan.moved().size(),
            plan.removed().size(),
            plan.unchanged(),
            rare.isEmpty() ? "" : ", " + String.join(", ", rare));
  }

  private static String count(int number, String what) {
    return number == 0 ? "" : number + " " + what;
  }

  private static void lines(PrintWriter out, String kind, Stream<String> documents) {
    documents.forEach(document -> out.println(kind + "  " + document));
  }
}
