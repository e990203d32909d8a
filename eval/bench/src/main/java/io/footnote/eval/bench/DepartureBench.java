package io.footnote.eval.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.eval.metric.Percentiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long after a client has left the model that writes for it is left, too: from the end
 * of the client's connection to that of the connection to the model, at random moments of answers,
 * streamed and in one piece. Server and client are processes of this machine; the model is a socket
 * that writes a word every 20 ms.
 *
 * <p>To repeat it, with a data folder that no server holds, see {@link HttpLoadBench}:
 *
 * <pre>{@code
 * java … io.footnote.eval.bench.DepartureBench DATA_FOLDER QUESTION [TIMES] [SEED]
 * }</pre>
 */
public final class DepartureBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LATEST_MILLIS = 400;
  private static final long PATIENCE_SECONDS = 30;

  private DepartureBench() {}

  /**
   * @param args data folder; a question that is answered; how often (100); seed
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    if (args.length < 2 || args.length > 4) {
      System.err.println("usage: DepartureBench DATA_FOLDER QUESTION [TIMES] [SEED]");
      System.exit(2);
    }
    int times = args.length > 2 ? Integer.parseInt(args[2]) : 100;
    long seed = args.length > 3 ? Long.parseLong(args[3]) : System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (SlowModel model = new SlowModel();
        ServerProcess server =
            ServerProcess.start(HttpLoadBench.program(), Path.of(args[0]), settings(model))) {
      server.awaitReady();
      for (boolean streams : new boolean[] {true, false}) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
          millis[i] = leave(server.address(), model, args[1], streams, random);
        }
        System.out.printf(
            Locale.ROOT,
            "%s: the model is left %.1f ms after the client at the median, p99 %.1f ms, at most"
                + " %.1f ms, %d times%n",
            streams ? "streamed" : "in one piece",
            Percentiles.nearestRank(millis, 50),
            Percentiles.nearestRank(millis, 99),
            Percentiles.nearestRank(millis, 100),
            times);
      }
    }
  }

  private static Map<String, String> settings(SlowModel model) {
    return Map.of(
        "FOOTNOTE_CHAT_MODELS",
        "[{name: slow, base_url: '%s', model: slow}]".formatted(model.baseUrl()),
        "FOOTNOTE_ANSWERER",
        "slow",
        "FOOTNOTE_ANSWER_CACHE",
        "off");
  }

  /** Milliseconds from a client's leaving to that of the server. */
  private static double leave(
      URI server, SlowModel model, String question, boolean streams, Random random)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Long> left = model.awaitCall();
    long closed;
    try (Socket client = new Socket(server.getHost(), server.getPort())) {
      byte[] body = JSON.writeValueAsBytes(Map.of("question", question, "stream", streams));
      String head =
          "POST /v1/ask HTTP/1.1\r\nHost: %s:%d\r\nContent-Length: %d\r\n\r\n"
              .formatted(server.getHost(), server.getPort(), body.length);
      OutputStream out = client.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
      model.called().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextLong(LATEST_MILLIS)));
      closed = System.nanoTime();
    }
    return (left.get(PATIENCE_SECONDS, TimeUnit.SECONDS) - closed) / 1e6;
  }

  /** A model that writes and writes, to one caller after the other. */
  private static final class SlowModel implements AutoCloseable {
    private static final long WORD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final byte[] HEAD =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WORD =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}\n\n"
            .getBytes(StandardCharsets.US_ASCII);

    private static final Pattern LENGTH =
        Pattern.compile("content-length: *(\\d+)", Pattern.CASE_INSENSITIVE);

    private final ServerSocket listening =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private CompletableFuture<Void> called = new CompletableFuture<>();
    private CompletableFuture<Long> left = new CompletableFuture<>();

    SlowModel() throws IOException {
      Thread.ofPlatform().daemon(true).name("slow-model").start(this::serve);
    }

    String baseUrl() {
      return "http://127.0.0.1:" + listening.getLocalPort() + "/v1";
    }

    /** When the next caller leaves, {@link System#nanoTime()}. */
    synchronized CompletableFuture<Long> awaitCall() {
      called = new CompletableFuture<>();
      left = new CompletableFuture<>();
      return left;
    }

    synchronized CompletableFuture<Void> called() {
      return called;
    }

    private void serve() {
      while (!listening.isClosed()) {
        try (Socket caller = listening.accept()) {
          converse(caller);
        } catch (IOException e) {
          if (!listening.isClosed()) {
            System.err.println("the model's socket failed: " + e);
          }
        }
      }
    }

    private void converse(Socket caller) throws IOException {
      CompletableFuture<Long> leaves;
      synchronized (this) {
        leaves = left;
      }
      InputStream in = caller.getInputStream();
      readRequest(in);
      called().complete(null);
      Thread writer = Thread.ofVirtual().start(() -> write(caller));
      try {
        while (in.read() >= 0) {
          // A caller has nothing more to say.
        }
      } catch (IOException _) {
        // A connection that is reset has ended, too.
      }
      leaves.complete(System.nanoTime());
      writer.interrupt();
    }

    private static void readRequest(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      for (int next = in.read(); next >= 0 && head.indexOf("\r\n\r\n") < 0; next = in.read()) {
        head.append((char) next);
      }
      Matcher length = LENGTH.matcher(head);
      if (length.find()) {
        in.skipNBytes(Long.parseLong(length.group(1)) - 1); // one byte is read beyond the head
      }
    }

    private static void write(Socket caller) {
      try {
        OutputStream out = caller.getOutputStream();
        out.write(HEAD);
        while (!Thread.currentThread().isInterrupted()) {
          out.write(WORD);
          LockSupport.parkNanos(WORD_NANOS);
        }
      } catch (IOException _) {
        // Who reads notes that the caller has left.
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
