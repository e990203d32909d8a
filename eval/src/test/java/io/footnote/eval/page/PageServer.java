package io.footnote.eval.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.app.ConfigLoader;
import io.footnote.serve.server.app.Environment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A real server on a free port of loopback, with a few of the sample documents and a hostile one.
 */
final class PageServer implements AutoCloseable {
  /** What a hostile document would like a browser to run. */
  static final String HOSTILE_MARKUP =
      "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>";

  /** Not all characters before the cited sentence are one UTF-16 code unit long. */
  private static final String HOSTILE_TEXT =
      "Price list of the chandlery \uD83D\uDEA2\n\n"
          + HOSTILE_MARKUP
          + "\n\nThe brass shackle costs four pounds. The galvanised shackle costs two pounds.\n";

  private static final Principal OPERATOR = Principal.operator("page-test");

  private final App app;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  private PageServer(App app) {
    this.app = app;
    this.address = app.startServer().address();
  }

  static PageServer start(Path folder) throws InterruptedException {
    App app =
        new App(
            ConfigLoader.load(
                new Environment(Map.of("HOME", System.getProperty("user.home")), folder),
                null,
                Map.of("data", "data", "port", "0")));
    try {
      PageServer server = new PageServer(app);
      server.ingest();
      return server;
    } catch (InterruptedException | RuntimeException | Error e) {
      app.close();
      throw e;
    }
  }

  private void ingest() throws InterruptedException {
    Path samples = Path.of(System.getProperty("footnote.root"), "data-samples", "documents");
    FootnoteService service = app.service();
    Job job =
        service.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(
                    new IngestInput.PathInput(samples.resolve("corran-300-user-manual.pdf")),
                    new IngestInput.PathInput(samples.resolve("travel-policy-2025.docx")),
                    new IngestInput.PathInput(samples.resolve("it-security-guide.md")),
                    new IngestInput.Text("prices.txt", "Prices " + HOSTILE_MARKUP, HOSTILE_TEXT)),
                Set.of(),
                Map.of()));
    Job ended = service.awaitJob(OPERATOR, job.jobId(), Duration.ofMinutes(2));
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
    assertThat(ended.failures()).isEmpty();
  }

  /** Without a slash at the end. */
  String address() {
    return address;
  }

  /** The answer as the API gives it, to compare the page with. */
  JsonNode ask(String question) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address + "/v1/ask"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    json.writeValueAsString(Map.of("question", question)))));
  }

  /** The extracted text of a document. */
  String content(String documentId) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(
            URI.create(address + "/v1/documents/" + documentId + "/content")))
        .path("text")
        .textValue();
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = client.send(request.build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  @Override
  public void close() {
    client.close();
    app.close();
  }
}
