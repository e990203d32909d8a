package io.footnote.eval.bench.soak;

import io.footnote.eval.testing.EndState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes of the program, one after the other, that bring one folder into one data folder. */
final class SoakProcesses {
  /** A parser process notices within this time that whom it works for is gone. */
  private static final Duration ORPHANS_END_WITHIN = Duration.ofMinutes(2);

  private static final Duration RUN_ENDS_WITHIN = Duration.ofHours(3);

  private final Path launcher;
  private final Path documents;
  private final Path work;
  private final String name;
  private int ended;

  /**
   * @param work where they run
   * @param name of the data folder in it
   */
  SoakProcesses(Path launcher, Path documents, Path work, String name) {
    this.launcher = launcher;
    this.documents = documents;
    this.work = work;
    this.name = name;
  }

  Path data() {
    return work.resolve(name);
  }

  /** How many processes were ended before their time. */
  int ended() {
    return ended;
  }

  /** Lets a process come to its end and tells how long that took. */
  Duration run(String... command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = start(command);
    // 1: some documents failed, as attackers should.
    if (!process.waitFor(RUN_ENDS_WITHIN) || process.exitValue() > 1) {
      process.destroyForcibly();
      throw new IllegalStateException("it did not come to its end; see " + log());
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Ends a process after some time, unless it has come to its end before. */
  void end(Duration after, String... command) throws IOException, InterruptedException {
    Process process = start(command);
    if (!process.waitFor(after)) {
      kill(process);
    }
  }

  /** Ends a process as soon as there is a new commit of the index. */
  void endWithCommit(String... command) throws IOException, InterruptedException {
    Set<String> before = commits();
    Process process = start(command);
    while (process.isAlive() && commits().equals(before)) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
    }
    kill(process);
  }

  private void kill(Process process) throws InterruptedException {
    List<ProcessHandle> parsers = process.descendants().toList();
    process.destroyForcibly();
    if (process.waitFor() == 0) {
      return; // it was faster
    }
    ended++;
    for (ProcessHandle parser : parsers) {
      try {
        parser.onExit().get(ORPHANS_END_WITHIN.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new IllegalStateException(
            "a parser process outlived the process it worked for: " + parser.info(), e);
      }
    }
  }

  private Process start(String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(command));
    line.addAll(List.of(documents.toString(), "--data", data().toString()));
    ProcessBuilder builder = new ProcessBuilder(line);
    Files.createDirectories(temporary());
    builder.environment().put("FOOTNOTE_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary());
    return builder
        .directory(work.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  /** Folders with copies of documents that the processes have left among the temporary files. */
  List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(temporary())) {
      return files.filter(file -> file.getFileName().toString().startsWith("footnote-")).toList();
    }
  }

  private Path temporary() {
    return work.resolve(name + ".tmp");
  }

  private Path log() {
    return work.resolve(name + ".log");
  }

  private Set<String> commits() throws IOException {
    try (Stream<Path> files = Files.list(EndState.index(data()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("segments_"))
          .collect(Collectors.toSet());
    }
  }
}
