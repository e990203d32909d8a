package io.footnote.eval.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.condition.OS;

/**
 * The program in a process of its own. What it says of its progress is read line by line; what it
 * prints goes into a file.
 */
final class FootnoteProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Process process;
  private final BufferedReader err;
  private final List<String> said = new ArrayList<>();

  private FootnoteProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.err = process.errorReader();
  }

  /**
   * Starts it.
   *
   * @param folder where it runs and where a crash of the JVM would leave its report
   */
  static FootnoteProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (OS.LINUX.isCurrentOs()) {
      // A build that runs in the background hands down that Ctrl-C is ignored.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:ErrorFile=" + folder.resolve("crash.log"),
            "-XX:-CreateCoredumpOnCrash",
            "-Xmx1g",
            "io.footnote.eval.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // Not as a flag: the command line stays short.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectOutput(folder.resolve("out.txt").toFile());
    return new FootnoteProcess(folder, builder.start());
  }

  /** Reads what it says until a line is as wanted. */
  String awaitLine(Predicate<String> wanted) throws IOException {
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      said.add(line);
      if (wanted.test(line)) {
        return line;
      }
    }
    throw new AssertionError("it ended without the line that was awaited:\n" + this);
  }

  /** Ends it as {@code kill -9} does, unless it ends by itself before that much time has passed. */
  void killAfter(Duration time) throws IOException, InterruptedException {
    if (!process.waitFor(time)) {
      kill();
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws IOException, InterruptedException {
    // The handle, unlike the process, leaves open what it said last.
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    int unused = awaitExit();
  }

  /** Sends it a signal, as {@code kill} does. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Its exit code. */
  int awaitExit() throws IOException, InterruptedException {
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      said.add(line);
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end:\n" + this);
    }
    return process.exitValue();
  }

  /** What it printed. */
  String output() throws IOException {
    return Files.readString(folder.resolve("out.txt"));
  }

  @Override
  public String toString() {
    try {
      return String.join("\n", said) + "\n" + output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    Process unused = process.destroyForcibly();
    err.close();
  }
}
