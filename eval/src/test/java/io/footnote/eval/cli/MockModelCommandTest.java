package io.footnote.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.server.app.Environment;
import io.footnote.serve.server.cli.Session;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(30)
class MockModelCommandTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  private CommandLine commandLine(PrintWriter out) {
    return Main.commandLine(
        new Session(new Environment(Map.of(), folder), out, new PrintWriter(err), false));
  }

  @Test
  void servesAScriptUntilItIsStopped() throws Exception {
    Files.writeString(
        folder.resolve("script.yaml"),
        """
        - {match: "(?i)weather", reply: "It rains.", first_token_ms: 1}
        - {every: 2, status: 503, reply: "starting"}
        - {fate: break_off}
        """);
    PipedReader printed = new PipedReader();
    PrintWriter out = new PrintWriter(new PipedWriter(printed));
    Thread server =
        Thread.ofPlatform()
            .start(() ->
                commandLine(out).execute("mock-model", "--port", "0", "--script", "script.yaml"));
    try (BufferedReader lines = new BufferedReader(printed);
        HttpClient client = HttpClient.newHttpClient()) {
      String line = lines.readLine();
      assertThat(line)
          .startsWith("The model is at http://127.0.0.1:")
          .endsWith("(stop with Ctrl-C)");
      URI uri = URI.create(line.split(" ", -1)[4] + "/chat/completions");
      assertThat(ask(client, uri, "How is the WEATHER?").body()).contains("It rains.");
      HttpResponse<String> failed = ask(client, uri, "Who?");
      assertThat(failed.statusCode()).isEqualTo(503);
      assertThat(failed.body()).isEqualTo("{\"error\":{\"message\":\"starting\"}}");
    } finally {
      server.interrupt();
      server.join();
    }
  }

  private static HttpResponse<String> ask(HttpClient client, URI uri, String question)
      throws Exception {
    String body = "{\"messages\": [{\"role\": \"user\", \"content\": \"" + question + "\"}]}";
    return client.send(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aWrongScriptIsNamed() throws Exception {
    Files.writeString(folder.resolve("script.yaml"), "- {repy: typo}\n");
    PrintWriter out = new PrintWriter(new StringWriter());
    int code = commandLine(out).execute("mock-model", "--port", "0", "--script", "script.yaml");
    assertThat(code).as("wrong usage").isEqualTo(2);
    assertThat(err.toString())
        .contains("script.yaml is no list of rules")
        .contains("unknown key 'repy', allowed are between_tokens_ms, every,");
  }
}
