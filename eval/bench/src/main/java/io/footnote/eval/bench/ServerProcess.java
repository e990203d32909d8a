package io.footnote.eval.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code footnote serve} in a process of its own, on a free port of this machine. */
final class ServerProcess implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(10);

  private final Process process;
  private final URI address;

  private ServerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * @param program starts Footnote: a launcher, or a JVM with flags and main class
   * @param data the data folder to serve
   */
  static ServerProcess start(ProcessBuilder program, Path data) throws IOException {
    return start(program, data, Map.of());
  }

  /**
   * @param settings by the names of their variables
   */
  static ServerProcess start(ProcessBuilder program, Path data, Map<String, String> settings)
      throws IOException {
    program.environment().putAll(settings);
    int port = freePort();
    List<String> command = new ArrayList<>(program.command());
    command.addAll(List.of("serve", "--data", data.toString(), "--port", Integer.toString(port)));
    Process process =
        program
            .command(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new ServerProcess(process, URI.create("http://127.0.0.1:" + port));
  }

  URI address() {
    return address;
  }

  /** Processor time it has taken; zero where the system does not tell. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Returns when the server says it is ready. */
  void awaitReady() throws InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(address.resolve("/health/ready")).build();
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (System.nanoTime() < end && process.isAlive()) {
        try {
          if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException _) {
          // It does not listen yet.
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }
    throw new IllegalStateException("the server was not ready within " + READY_WITHIN);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
