package io.footnote.serve.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.engine.job.JobRunner;
import io.footnote.serve.server.TestApps;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Synchronising, fetching and following jobs over real HTTP, with a small web to fetch from. */
class IngestApiTest {
  private static final CountDownLatch LET_GO = new CountDownLatch(1);

  @TempDir static Path folder;
  private static com.sun.net.httpserver.HttpServer web;
  private static App app;
  private static Caller caller;

  @BeforeAll
  static void start() throws IOException {
    web =
        com.sun.net.httpserver.HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.setExecutor(Thread::startVirtualThread);
    web.createContext(
        "/guide",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          byte[] page =
              "<title>Care</title><p>The windlass is greased.</p>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    web.createContext(
        "/slow",
        exchange -> {
          try {
            LET_GO.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    web.start();
    app =
        TestApps.open(
            folder,
            Map.of("fetch_hosts", "localhost:" + port(), "fetch_private_hosts", "localhost"));
    caller = new Caller(app.startServer().address());
  }

  @AfterAll
  static void stop() {
    LET_GO.countDown();
    caller.close();
    app.close();
    web.stop(0);
  }

  private static int port() {
    return web.getAddress().getPort();
  }

  private static Caller.Reply ended(Caller.Reply accepted) throws Exception {
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    return caller.get(accepted.header("Location") + "?wait_ms=20000");
  }

  @Test
  void aFolderIsSynchronised() throws Exception {
    Path docs = Files.createDirectory(folder.resolve("docs"));
    Files.writeString(docs.resolve("deck.txt"), "The deck is teak.");
    Files.writeString(docs.resolve("deck.bak"), "Not this.");
    String body =
        "{\"paths\": %s, \"collection\": \"synced\", \"exclude\": [\"*.bak\"], \"sync\": true%%s}"
            .formatted(Json.write(docs.toString()));
    Caller.Reply plan = caller.post("/v1/ingest", body.formatted(", \"dry_run\": true"));
    assertThat(plan.status()).as(plan.text()).isEqualTo(200);
    Description.assertDescribed("SyncPlan", plan.json());
    assertThat(plan.json().get("added").toString())
        .isEqualTo(Json.write(List.of(docs.resolve("deck.txt").toString())));
    assertThat(caller.get("/v1/collections/synced").status()).isEqualTo(404);
    assertThat(ended(caller.post("/v1/ingest", body.formatted(""))).json().get("state").textValue())
        .isEqualTo("done");

    Files.delete(docs.resolve("deck.txt"));
    Caller.Reply refused = ended(caller.post("/v1/ingest", body.formatted("")));
    assertThat(refused.json().get("state").textValue()).isEqualTo("failed");
    assertThat(refused.json().get("error").textValue())
        .startsWith("the sync would remove 1 of the 1 documents that collection 'synced' has");
    Caller.Reply removed =
        ended(caller.post("/v1/ingest", body.formatted(", \"confirm_removal\": true")));
    Description.assertDescribed("Job", removed.json());
    assertThat(removed.json().at("/progress/documents_removed").intValue()).isEqualTo(1);

    assertThat(
            caller
                .post(
                    "/v1/ingest",
                    "{\"paths\": %s, \"dry_run\": true}".formatted(Json.write(docs.toString())))
                .error()
                .get("message")
                .textValue())
        .isEqualTo("'dry_run' needs \"sync\": true");
  }

  @Test
  void aPageIsFetchedFromAnAllowedHost() throws Exception {
    String address = "http://localhost:" + port() + "/guide#care";
    Caller.Reply job =
        ended(
            caller.post(
                "/v1/documents",
                "{\"url\": %s, \"collection\": \"web\"}".formatted(Json.write(address))));
    assertThat(job.json().get("failures")).as(job.text()).isEmpty();
    JsonNode document = caller.get("/v1/documents?collection=web").json().at("/documents/0");
    assertThat(document.get("source").textValue())
        .isEqualTo("http://localhost:" + port() + "/guide");
    assertThat(document.get("title").textValue()).isEqualTo("Care");
    try (var left = Files.list(folder.resolve("data/scratch"))) {
      assertThat(left.filter(file -> file.toFile().length() > 0)).isEmpty();
    }
    for (String refused :
        List.of("http://127.0.0.1:" + port() + "/guide", "https://docs.example.org/")) {
      Caller.Reply reply =
          caller.post("/v1/documents", "{\"url\": %s}".formatted(Json.write(refused)));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.error().get("code").textValue()).isEqualTo("host_not_allowed");
      assertThat(reply.error().get("message").textValue())
          .startsWith(refused + " is not fetched: the setting fetch_hosts does not allow ");
    }
    assertThat(
            caller
                .post("/v1/documents", "{\"url\": \"ftp://a/b\"}")
                .error()
                .get("message")
                .textValue())
        .isEqualTo(
            "an address is written https://host/path, without user and password, but got:"
                + " 'ftp://a/b'");
    assertThat(caller.post("/v1/documents", "{}").error().get("message").textValue())
        .isEqualTo("give either 'text' or 'url'");
  }

  @Test
  void aRequestSentTwiceWithItsKeyIsOneJob() throws Exception {
    String body =
        "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rope.txt\"\r\n\r\n%2$s\r\n--%1$s--\r\n";
    Caller.Reply first = upload("one", body.formatted("one", "The rope is hemp."));
    Caller.Reply again = upload("two", body.formatted("two", "The rope is hemp."));
    assertThat(again.json().get("job_id")).isEqualTo(first.json().get("job_id"));
    Caller.Reply other = upload("one", body.formatted("one", "The rope is nylon."));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.error().get("code").textValue()).isEqualTo("idempotency_key_reused");
    assertThat(other.error().get("param").textValue()).isEqualTo("Idempotency-Key");
    ended(first);
    try (var left = Files.list(folder.resolve("data/uploads"))) {
      assertThat(left).isEmpty();
    }
  }

  private static Caller.Reply upload(String boundary, String body) throws Exception {
    return caller.send(
        "POST",
        "/v1/documents",
        body,
        "Content-Type",
        "multipart/form-data; boundary=" + boundary,
        "Idempotency-Key",
        "rope-1");
  }

  @Test
  void aJobIsFollowedByEvents() throws Exception {
    Caller.Reply accepted =
        caller.post("/v1/documents", "{\"text\": \"The bilge is dry.\", \"collection\": \"e\"}");
    Caller.Reply events = caller.get(accepted.header("Location") + "/events");
    assertThat(events.header("Content-Type")).startsWith("text/event-stream");
    List<String> names =
        events.text().lines().filter(line -> line.startsWith("event: ")).distinct().toList();
    assertThat(names).containsExactly("event: progress", "event: end");
    JsonNode last =
        Json.mapper().readTree(events.text().substring(events.text().lastIndexOf("data: ") + 6));
    Description.assertDescribed("Job", last);
    assertThat(last.get("state").textValue()).isEqualTo("done");
    assertThat(caller.get("/v1/jobs/none/events").status()).isEqualTo(404);
  }

  @Test
  void aHeldJobIsPausedAndAFullQueueSaysWhenToComeBack() throws Exception {
    String slow =
        "{\"url\": \"http://localhost:%d/slow\", \"collection\": \"held\"}".formatted(port());
    String held = caller.post("/v1/documents", slow).json().get("job_id").textValue();
    awaitState(held, "running");
    String text = "{\"text\": \"The hold is full.\", \"collection\": \"held\"}";
    for (int i = 0; i < JobRunner.DEFAULT_QUEUE; i++) {
      assertThat(caller.post("/v1/documents", text).status()).isEqualTo(202);
    }
    Caller.Reply full = caller.post("/v1/documents", text);
    assertThat(full.status()).isEqualTo(429);
    assertThat(full.error().get("code").textValue()).isEqualTo("job_queue_full");
    assertThat(Integer.parseInt(full.header("Retry-After"))).isBetween(1, 60);

    assertThat(caller.post("/v1/jobs/" + held + "/pause", "").status()).isEqualTo(200);
    Caller.Reply paused = caller.get("/v1/jobs/" + held + "?wait_ms=20000");
    assertThat(paused.json().get("state").textValue()).isEqualTo("paused");
  }

  private static void awaitState(String job, String state) throws Exception {
    while (!caller.get("/v1/jobs/" + job).json().get("state").textValue().equals(state)) {
      Thread.onSpinWait();
    }
  }
}
