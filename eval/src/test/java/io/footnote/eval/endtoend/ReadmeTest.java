package io.footnote.eval.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.eval.cli.Main;
import io.footnote.serve.server.app.Environment;
import io.footnote.serve.server.cli.Session;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Does what README tells its reader to do. */
@Timeout(300)
class ReadmeTest {
  private static final Path ROOT =
      Path.of(System.getProperty("footnote.root", "..")).toAbsolutePath().normalize();
  private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final Pattern ADDRESS = Pattern.compile("Footnote is at (http://\\S+) .*");
  private static final String NOT_RUN = "# not run";

  @TempDir Path folder;
  private Environment environment;

  @BeforeEach
  void checkout() throws IOException {
    Files.createSymbolicLink(folder.resolve("data-samples"), ROOT.resolve("data-samples"));
    environment = new Environment(Map.of("HOME", System.getProperty("user.home")), folder);
  }

  @Test
  void everyCommandWorks() throws Exception {
    List<List<String>> commands =
        blocks("sh").stream()
            .filter(block -> !block.startsWith(NOT_RUN))
            .flatMap(String::lines)
            .filter(line -> line.startsWith("./footnote "))
            .map(ReadmeTest::words)
            .toList();
    assertThat(commands).hasSizeGreaterThan(5);
    for (List<String> command : commands) {
      if (List.of("serve", "demo").contains(command.getFirst())) {
        serves(command);
      } else {
        CommandLineRun run = CommandLineRun.of(environment, command.toArray(String[]::new));
        assertThat(run.code()).as("%s: %s", command, run).isZero();
        assertThat(run.out()).as("%s", command).isNotBlank();
      }
    }
  }

  @Test
  void theJavaExampleWorks() throws Exception {
    List<String> examples = blocks("java");
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      Matcher name = Pattern.compile("class (\\w+)").matcher(example);
      assertThat(name.find()).isTrue();
      Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), example);
      String classPath = System.getProperty("java.class.path");
      StringWriter complaints = new StringWriter();
      boolean compiled =
          ToolProvider.getSystemJavaCompiler()
              .getTask(
                  complaints,
                  null,
                  null,
                  List.of("-d", folder.toString(), "-proc:none", "-cp", classPath),
                  null,
                  ToolProvider.getSystemJavaCompiler()
                      .getStandardFileManager(null, null, null)
                      .getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(complaints.toString()).isTrue();
      runs(name.group(1), classPath);
    }
  }

  private void runs(String mainClass, String classPath) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                mainClass,
                folder.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("CLASSPATH", folder + File.pathSeparator + classPath);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    assertThat(said).isNotBlank().doesNotContain("Exception");
  }

  /** Starts a server on a free port, looks whether it lives, and stops it. */
  private void serves(List<String> command) throws Exception {
    List<String> arguments = new ArrayList<>(command);
    int port = arguments.indexOf("--port");
    if (port >= 0) {
      arguments.subList(port, port + 2).clear();
    }
    arguments.addAll(List.of("--port", "0"));
    StringWriter err = new StringWriter();
    try (PipedReader pipe = new PipedReader();
        BufferedReader out = new BufferedReader(pipe);
        PrintWriter writer = new PrintWriter(new PipedWriter(pipe), true);
        HttpClient client = HttpClient.newHttpClient()) {
      Session session = new Session(environment, writer, new PrintWriter(err, true), false);
      Thread server =
          Thread.ofPlatform()
              .start(() -> {
                int unused = Main.commandLine(session).execute(arguments.toArray(String[]::new));
                writer.close();
              });
      Matcher address = null;
      while (address == null) {
        String line = out.readLine();
        assertThat(line).as("%s: %s", command, err).isNotNull();
        Matcher matcher = ADDRESS.matcher(line);
        address = matcher.matches() ? matcher : null;
      }
      URI live = URI.create(address.group(1) + "/health/live");
      assertThat(
              client
                  .send(HttpRequest.newBuilder(live).build(), BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(200);
      server.interrupt();
      while (out.readLine() != null) {
        continue; // until it has stopped
      }
      server.join();
    }
  }

  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = FENCED.matcher(Files.readString(ROOT.resolve("README.md")));
    while (matcher.find()) {
      if (matcher.group(1).equals(language)) {
        blocks.add(matcher.group(2));
      }
    }
    return blocks;
  }

  /** The words of a command after the program, without a comment behind it. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find() && !matcher.group().startsWith("#")) {
      words.add(
          Arrays.asList(matcher.group(1), matcher.group(2), matcher.group(3)).stream()
              .filter(group -> group != null)
              .findFirst()
              .orElseThrow());
    }
    return words.subList(1, words.size());
  }
}
