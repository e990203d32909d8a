package io.footnote.serve.server.cli;

import io.footnote.serve.server.app.Check;
import io.footnote.serve.server.app.Doctor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Checks the set-up. */
@Command(name = "doctor", description = "Check the set-up.")
final class DoctorCommand implements Callable<Integer> {
  private final Session session;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    boolean running =
        ServiceLocator.running(session.config())
            .map(service -> {
              service.close();
              return true;
            })
            .orElse(false);
    List<Check> checks = Doctor.examine(session.config(), running);
    session.print(
        new Checks(checks),
        list ->
            list.checks()
                .forEach(check ->
                    session
                        .out()
                        .println(
                            "%s  %s: %s"
                                .formatted(
                                    check.good() ? "ok     " : "problem",
                                    check.name(),
                                    check.finding()))));
    return checks.stream().allMatch(Check::good) ? 0 : 1;
  }

  record Checks(List<Check> checks) {}
}
