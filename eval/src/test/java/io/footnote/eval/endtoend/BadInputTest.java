package io.footnote.eval.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.app.Environment;
import io.footnote.serve.server.json.Json;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people and programs get wrong, through the real command line and a real server that holds
 * the data folder: one sentence each, and the server lives on. Wrong options and requests in all
 * their kinds are shown where commands and endpoints are.
 */
@Timeout(300)
class BadInputTest {
  private static final long ZEROS = 200L << 20;

  @TempDir static Path folder;
  private static Environment environment;
  private static App app;
  private static String address;
  private static HttpClient client;

  @BeforeAll
  static void serve() throws Exception {
    environment = OpenFolder.environment(folder);
    app = OpenFolder.open(folder.resolve("data"), Map.of("port", "0"));
    address = app.startServer().address();
    client = HttpClient.newHttpClient();
    assertThat(run("ingest", file("good.txt", "The anchor is checked in May.\n")).code()).isZero();
  }

  @AfterAll
  static void stop() {
    client.close();
    app.close();
  }

  /** {@code nothing} stands for an empty file; a sparse file of zeros is named by its size. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          broken.pdf      | %PDF-1.7 cut off here            | it is damaged or not a valid PDF file
          zeros.txt       | 200 MB                           | it is not text
          zeros.pdf       | 200 MB                           | the parser ran out of memory
          broken.jsonl    | {"text":                         | not valid JSON
          """)
  void unreadableFiles(String name, String content, String reason) throws Exception {
    String path = file(name, content);
    CommandLineRun run = run("ingest", path, "--collection", "unreadable");
    assertThat(run.code()).as("%s", run).isEqualTo(1);
    assertThat(run.out()).contains("1 failed");
    assertThat(run.err())
        .startsWith("failed: " + folder.resolve(path))
        .contains(reason)
        .doesNotContain("\tat ")
        .hasLineCount(1);
    assertStillServes();
  }

  @ParameterizedTest
  @CsvSource({
    "empty.txt, nothing, an empty file",
    "empty.pdf, nothing, an empty file",
    "zeros, 200 MB, application/octet-stream"
  })
  void filesWithoutTextAreListedAndNoFailure(String name, String content, String kind)
      throws Exception {
    String path = file(name, content);
    CommandLineRun run = run("ingest", path, "--collection", "textless");
    assertThat(run.code()).as("%s", run).isZero();
    assertThat(run.out())
        .contains("0 failed, 1 without text")
        .contains("without text: " + folder.resolve(path) + ": it has no text (" + kind + ")");
    assertThat(run.err()).isEmpty();
    assertStillServes();
  }

  @Test
  void aWrongExtensionSimplyWorks() throws Exception {
    CommandLineRun run = run("ingest", file("plain.pdf", "The bilge pump is tested in June.\n"));
    assertThat(run.code()).as("%s", run).isZero();
    assertThat(search("bilge pump").body()).contains("The bilge pump is tested in June.");
    assertStillServes();
  }

  @Test
  void aFolderThatDoesNotExistAndAnUnknownOption() throws Exception {
    assertThat(run("ingest", "no/such/folder"))
        .isEqualTo(
            new CommandLineRun(1, "", "footnote: there is no file or folder 'no/such/folder'\n"));
    CommandLineRun run = run("ingest", "good.txt", "--colection", "x");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("footnote: Unknown option").contains("'--colection'");
    assertStillServes();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"query":                              | is not valid JSON
          {"query": "a", "limit": 3}             | allowed are collection, deduplicate, explain, filter, history, mode, profile, query, rerank, top_k
          {"query": ["a"]}                       | 'query' must be a string, but got: a list
          {"query": "a", "top_k": -1}            | top_k must be between 1 and 1000, but got: -1
          {"query": "a", "top_k": 1000000}       | top_k must be between 1 and 1000, but got: 1000000
          {"query": "a", "top_k": "3"}           | 'top_k' must be a whole number, but got: a string
          """)
  void wrongRequests(String body, String message) throws Exception {
    HttpResponse<String> response = post("/v1/search", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    JsonNode error = Json.mapper().readTree(response.body()).get("error");
    assertThat(error.get("message").textValue()).contains(message);
    assertStillServes();
  }

  @Test
  void aPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(run("serve", "--port", port, "--data", "other"))
          .isEqualTo(
              new CommandLineRun(
                  1,
                  "",
                  "footnote: port %s is in use on 127.0.0.1; choose another with --port\n"
                      .formatted(port)));
    }
  }

  @Test
  void aDataFolderInUse() throws Exception {
    CommandLineRun here = run("serve", "--port", "0");
    assertThat(here.code()).isEqualTo(1);
    assertThat(here.err())
        .startsWith("footnote: ")
        .contains(folder.resolve("data") + " is in use by process ")
        .hasLineCount(1);
    try (FootnoteProcess other =
        FootnoteProcess.start(folder, "serve", "--port", "0", "--data", "data")) {
      assertThat(other.awaitExit()).as(other.toString()).isEqualTo(1);
      assertThat(other.toString())
          .contains(
              folder.resolve("data") + " is in use by process " + ProcessHandle.current().pid());
    }
    assertStillServes();
  }

  /** The launcher as it lies in a distribution, started from an environment without a locale. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aNameWithAnUmlautAndNoLocale() throws Exception {
    Path distribution = Files.createDirectories(folder.resolve("distribution/lib")).getParent();
    Files.copy(
        Path.of(System.getProperty("footnote.root", "..")).resolve("footnote"),
        distribution.resolve("footnote"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Main-Class", "io.footnote.eval.cli.Main");
    manifest
        .getMainAttributes()
        .putValue(
            "Class-Path",
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (OutputStream jar = Files.newOutputStream(distribution.resolve("lib/footnote.jar"))) {
      new JarOutputStream(jar, manifest).close();
    }
    // The shell writes the name in octal: this JVM may have no locale either.
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                "-c",
                "name=$(printf '\\303\\274ber.txt'); echo 'The tiller is oiled.' >\"$name\";"
                    + " exec ./footnote ingest \"$name\" --data locale --json")
            .directory(distribution.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("FOOTNOTE_JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("\"documents_done\" : 1").contains("\"failures\" : [ ]");
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(environment, arguments);
  }

  private static String file(String name, String content) throws IOException {
    Path path = folder.resolve(name);
    if (content.equals("200 MB")) {
      try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
        sparse.setLength(ZEROS);
      }
    } else {
      Files.writeString(
          path,
          content.equals("nothing") ? "" : content,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING);
    }
    return name;
  }

  private static void assertStillServes() throws IOException, InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(URI.create(address + "/health/ready")).build();
    assertThat(client.send(ready, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(search("anchor").body()).contains("The anchor is checked in May.");
  }

  private static HttpResponse<String> search(String query)
      throws IOException, InterruptedException {
    return post("/v1/search", "{\"query\": \"" + query + "\"}");
  }

  private static HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
