package io.footnote.serve.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.server.TestApps;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that stop between accepting and answering, and servers that only take their time. */
@Timeout(60)
class SilentServerTest {
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofSeconds(2));

  @Test
  void aServerThatAcceptsAndNeverAnswersIsGivenUp() throws Exception {
    try (Sockets silent = new Sockets("");
        FootnoteService footnote = new HttpFootnote(silent.uri(), "key", SHORT)) {
      assertThatThrownBy(
              () -> footnote.search(TestApps.OPERATOR, SearchRequest.of("default", "mast")))
          .isInstanceOf(UnavailableException.class)
          .hasMessage(
              "the server at "
                  + silent.uri()
                  + " took the request but gives no sign of life; continue it if it was suspended"
                  + " (fg, or kill -CONT), else stop it, start it again and repeat the command");
    }
  }

  @Test
  void aStreamThatFallsSilentIsGivenUp() throws Exception {
    String event = "event: delta\ndata: {\"text\": \"The mast\"}\n\n";
    String response =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "%x\r\n%s\r\n".formatted(event.length(), event);
    List<AnswerEvent> events = new ArrayList<>();
    try (Sockets silent = new Sockets(response);
        FootnoteService footnote = new HttpFootnote(silent.uri(), "key", SHORT)) {
      assertThatThrownBy(() ->
              footnote.ask(TestApps.OPERATOR, AskRequest.of("default", "Which mast?"), events::add))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("took the request but gives no sign of life");
      assertThat(events).containsExactly(new AnswerEvent.Delta("The mast"));
    }
  }

  @Test
  void aServerThatLivesMayTakeItsTime() throws Exception {
    CountDownLatch beforeHeaders = new CountDownLatch(2);
    CountDownLatch beforeTheEnd = new CountDownLatch(4);
    HttpServer slow =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      slow.setExecutor(threads);
      slow.createContext(
          "/health/live",
          exchange -> {
            respond(exchange, () -> {}, "ok", () -> {}, "");
            beforeHeaders.countDown();
            beforeTheEnd.countDown();
          });
      slow.createContext(
          "/v1/collections",
          exchange ->
              respond(
                  exchange,
                  () -> await(beforeHeaders),
                  "{\"collections\":",
                  () -> await(beforeTheEnd),
                  "[]}"));
      slow.start();
      URI uri = URI.create("http://127.0.0.1:" + slow.getAddress().getPort());
      Patience patience =
          new Patience(Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofSeconds(30));
      try (FootnoteService footnote = new HttpFootnote(uri, "key", patience)) {
        assertThat(footnote.collections(TestApps.OPERATOR)).isEmpty();
      }
      assertThat(beforeTheEnd.getCount()).isZero();
      slow.stop(0);
    }
  }

  @Test
  void aServerThatCannotBeReachedIsNamed() throws Exception {
    URI gone;
    try (Sockets closed = new Sockets("")) {
      gone = closed.uri();
    }
    try (FootnoteService footnote = new HttpFootnote(gone, "key", SHORT)) {
      assertThatThrownBy(() -> footnote.collections(TestApps.OPERATOR))
          .isInstanceOf(UnavailableException.class)
          .hasMessageStartingWith("the server at " + gone + " does not answer (")
          .hasMessageEndingWith("); is it still running?");
    }
  }

  private static void respond(
      HttpExchange exchange, Runnable first, String start, Runnable then, String end)
      throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      first.run();
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write(start.getBytes(StandardCharsets.UTF_8));
      out.flush();
      then.run();
      out.write(end.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Accepts every connection; says {@code response} on the first, and nothing more on any. */
  private static final class Sockets implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ConcurrentLinkedQueue<Socket> accepted = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    Sockets(String response) throws IOException {
      thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  Socket first = keep(server.accept());
                  if (!response.isEmpty()) {
                    assertThat(first.getInputStream().read(new byte[4096])).isPositive();
                    first.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
                  }
                  while (!server.isClosed()) {
                    keep(server.accept());
                  }
                } catch (IOException e) {
                  assertThat(server.isClosed()).as("%s", e).isTrue();
                }
              });
    }

    private Socket keep(Socket socket) {
      accepted.add(socket);
      return socket;
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws Exception {
      server.close();
      thread.join();
      for (Socket socket : accepted) {
        socket.close();
      }
    }
  }
}
