package io.footnote.eval.bench.soak;

import io.footnote.eval.testing.EndState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Ingests a folder of documents twice, once without interruption and once with the process ended as
 * by {@code kill -9} at twenty random moments, and compares what both leave: every document, every
 * chunk with its offsets, headings and vector, every kept text, and how the jobs ended. Attackers
 * and documents of other formats are mixed in. Fifteen processes are ended while the folder is
 * ingested, five while it is synchronised: five times documents are removed, renamed and changed,
 * and the first of these processes is ended with its first commit, the one that removes.
 *
 * <p>The vectors are computed by both, not shared. A process that is ended must take its parser
 * processes with it, its copies of documents must be gone in the end, and the next one must go on
 * with its job.
 *
 * <p>{@code eval/bench/soak} unpacks a collection and runs this; it ends with exit code 1 if
 * anything differs.
 */
public final class IngestSoak {
  private static final int KILLED_INGESTS = 15;
  private static final int SYNCHRONISATIONS = 5;

  /** A chance to end a process within its first second, too. */
  private static final Duration AT_LEAST = Duration.ofMillis(100);

  private final Random random;
  private final SoakFolder documents;
  private final SoakProcesses whole;
  private final SoakProcesses killed;
  private int differences;

  private IngestSoak(Path launcher, Path work, SoakFolder documents, Random random) {
    this.random = random;
    this.documents = documents;
    this.whole = new SoakProcesses(launcher, documents.folder(), work, "whole");
    this.killed = new SoakProcesses(launcher, documents.folder(), work, "killed");
  }

  /**
   * @param args launcher; folder of documents, which is only read; folder to work in, empty or not
   *     there; files of it to take, all if left out; seed
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 3 || args.length > 5) {
      System.err.println("usage: IngestSoak LAUNCHER FOLDER WORK [FILES [SEED]]");
      System.exit(2);
    }
    int files = args.length > 3 ? Integer.parseInt(args[3]) : Integer.MAX_VALUE;
    long seed = args.length > 4 ? Long.parseLong(args[4]) : new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Path work = Files.createDirectories(Path.of(args[2]).toAbsolutePath());
    SoakFolder documents =
        SoakFolder.fill(work.resolve("docs"), Path.of(args[1]).toAbsolutePath(), files, random);
    IngestSoak soak = new IngestSoak(Path.of(args[0]).toAbsolutePath(), work, documents, random);
    soak.ingest();
    for (int round = 0; round < SYNCHRONISATIONS; round++) {
      soak.synchronise(round);
    }
    if (soak.differences > 0) {
      System.err.println(soak.differences + " differences");
      System.exit(1);
    }
  }

  private void ingest() throws IOException, InterruptedException {
    Duration once = whole.run("ingest");
    System.out.printf(
        Locale.ROOT, "ingested without interruption in %.0f s%n", once.toMillis() / 1000.0);
    // On average they live as long as one that is left alone; what is lost comes on top.
    long longest = 2 * once.toMillis() / KILLED_INGESTS;
    for (int i = 0; i < KILLED_INGESTS; i++) {
      killed.end(moment(longest), "ingest");
    }
    Duration last = killed.run("ingest");
    System.out.printf(
        Locale.ROOT,
        "%d times ended, and then to the end in %.0f s%n",
        killed.ended(),
        last.toMillis() / 1000.0);
    compare();
  }

  private void synchronise(int round) throws IOException, InterruptedException {
    documents.change();
    Duration once = whole.run("ingest", "--sync");
    if (round == 0) {
      killed.endWithCommit("ingest", "--sync");
    } else {
      // It may well be done a little sooner than the one that is left alone.
      killed.end(moment(once.minus(AT_LEAST).toMillis() * 3 / 4), "ingest", "--sync");
    }
    Duration _ = killed.run("ingest", "--sync");
    System.out.printf(
        Locale.ROOT,
        "synchronisation %d, without interruption %.1f s%n",
        round + 1,
        once.toMillis() / 1000.0);
    compare();
  }

  private Duration moment(long beforeMillis) {
    return AT_LEAST.plusMillis(random.nextLong(Math.max(1, beforeMillis)));
  }

  private void compare() throws IOException {
    EndState expected = EndState.of(whole.data());
    EndState found = EndState.of(killed.data());
    List<String> different = expected.differences(found);
    different.stream().limit(20).forEach(line -> System.out.println("  " + line));
    List<Path> left = killed.left();
    left.stream().limit(20).forEach(folder -> System.out.println("  left: " + folder));
    differences += different.size() + left.size();
    System.out.printf(
        Locale.ROOT,
        "  %s; ended %d times: %d differences, %d temporary folders left%n",
        expected,
        killed.ended(),
        different.size(),
        left.size());
  }
}
