package io.footnote.serve.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.SearchRequest;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.server.TestApps;
import io.footnote.serve.server.client.HttpFootnote;
import io.footnote.serve.server.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLifeTest {
  @TempDir Path folder;

  @Test
  void leavesANoteForItsOwnerAloneAndTakesItAway() throws IOException {
    Path note = folder.resolve("data/server.json");
    try (App app = TestApps.open(folder, Map.of())) {
      HttpServer server = app.startServer();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
          .isEqualTo("rw-------");
      ServerFile found = ServerFile.find(folder.resolve("data")).orElseThrow();
      assertThat(found.address()).isEqualTo(server.address());
      assertThat(found.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(found.toString()).doesNotContain(found.key());
    }
    assertThat(note).doesNotExist();
  }

  @Test
  void aPortInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        App app = TestApps.open(folder, Map.of("port", "" + taken.getLocalPort()))) {
      assertThatThrownBy(app::startServer)
          .isInstanceOf(UnavailableException.class)
          .hasMessage(
              "port %d is in use on 127.0.0.1; choose another with --port"
                  .formatted(taken.getLocalPort()));
      assertThat(folder.resolve("data/server.json")).doesNotExist();
    }
  }

  @Test
  void aFolderInUse() {
    try (App first = TestApps.open(folder, Map.of());
        App second = TestApps.open(folder, Map.of())) {
      HttpServer _ = first.startServer();
      assertThatThrownBy(second::startServer)
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(folder.resolve("data") + " is in use by process ");
    }
  }

  @Test
  void otherMachinesNeedKeys() throws Exception {
    try (App app = TestApps.open(folder, Map.of("host", "0.0.0.0"))) {
      assertThatThrownBy(app::startServer)
          .isInstanceOf(ForbiddenException.class)
          .hasMessage(
              "host 0.0.0.0 can be reached from other machines, but there is no API key; create one"
                  + " with 'footnote keys create USER' or use --host 127.0.0.1");
    }
  }

  @Test
  void anonymousCallersSeePublicDocumentsWhereConfigured() throws Exception {
    try (App app = TestApps.open(folder, Map.of("anonymous", "public"));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpServer server = app.startServer();
      TestApps.ingestSamples(app.service());
      app.service().createKey(TestApps.OPERATOR, "amy", Set.of("hr"), false);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.address() + "/v1/documents")).build();
      String listing = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(listing).contains("Mast care").doesNotContain("Pay at");
    }
  }

  @Test
  void stopsAfterRequestsUnderWay() throws Exception {
    App app = TestApps.open(folder, Map.of());
    HttpServer server = app.startServer();
    ServerFile note = ServerFile.find(folder.resolve("data")).orElseThrow();
    TestApps.ingestSamples(app.service());
    AtomicBoolean stopping = new AtomicBoolean();
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    try (HttpFootnote footnote = new HttpFootnote(URI.create(server.address()), note.key())) {
      footnote.ask(
          TestApps.OPERATOR,
          AskRequest.of("default", "When is the mast varnished?"),
          event -> {
            if (stopping.compareAndSet(false, true)) {
              Thread.ofPlatform()
                  .start(() -> {
                    app.close();
                    stopped.complete(null);
                  });
            }
          });
      stopped.get(30, TimeUnit.SECONDS);
      assertThatThrownBy(
              () -> footnote.search(Principal.anonymous(), SearchRequest.of("default", "mast")))
          .isInstanceOf(UnavailableException.class);
    }
    assertThat(folder.resolve("data/server.json")).doesNotExist();
  }
}
