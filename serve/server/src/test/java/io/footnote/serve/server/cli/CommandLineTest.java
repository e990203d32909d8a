package io.footnote.serve.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.embed.testing.TinyCrossEncoder;
import io.footnote.serve.engine.llm.testing.ScriptedModelServer;
import io.footnote.serve.server.TestApps;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest extends CommandLineFixture {
  @Test
  void fromDocumentsToAnAnswer() {
    Run ingest = run("ingest", "docs", "--meta", "year=2023");
    assertThat(ingest.code()).as(ingest.err()).isZero();
    assertThat(ingest.out())
        .startsWith(
            "2 documents in collection 'default': 2 new or changed, 0 unchanged, 0 failed; 2"
                + " chunks;");
    Run search = run("search", "mast", "--mode", "lexical", "--top", "1", "--explain");
    assertThat(search.code()).as(search.err()).isZero();
    assertThat(search.out())
        .startsWith(" 1. mast")
        .contains("words: ")
        .contains("meaning: not asked")
        .contains("The mast is varnished every spring.")
        .contains(folder.resolve("docs/mast.txt").toString());
    Run ask = run("ask", "When", "is", "the", "mast", "varnished?");
    assertThat(ask.code()).as(ask.err()).isZero();
    assertThat(run("search", "mast", "--filter", "year > 2023").out()).contains("Nothing found.");
    assertThat(run("docs", "list").out()).contains("mast.txt").endsWith("2 documents\n");
    assertThat(run("index", "stats").out()).contains("documents:  2").contains("hashing");
    assertThat(run("jobs", "list").out()).contains("done").endsWith("1 job\n");
  }

  @Test
  void aDocumentIsShownWithWhatIsKnownOfIt() throws Exception {
    Files.writeString(
        folder.resolve("docs/keel.md"),
        "---\nauthor: Ada\nyear: 2024\ntags: [lead, keel]\n---\nThe keel is lead.\n");
    assertThat(run("ingest", "docs/keel.md", "--meta", "author=Grace").code()).isZero();
    String id =
        Json.mapper()
            .readTree(run("docs", "list", "--json").out())
            .at("/documents/0/document_id")
            .textValue();
    assertThat(run("docs", "show", id).out())
        .contains(
            """
              readable:   by everybody
              metadata:   author = Grace
              metadata:   tags = lead, keel
              metadata:   year = 2024
            """);
  }

  @Test
  void theOriginalIsWrittenToAFileThatIsNotThereYet() throws Exception {
    Files.writeString(folder.resolve("footnote.yaml"), "keep_originals: true\n");
    assertThat(run("ingest", "docs/mast.txt").code()).isZero();
    String id =
        Json.mapper()
            .readTree(run("docs", "list", "--json").out())
            .at("/documents/0/document_id")
            .textValue();
    Path copy = folder.resolve("copy.txt");
    Run written = run("docs", "show", id, "--original", "copy.txt");
    assertThat(written.code()).as(written.err()).isZero();
    assertThat(written.out()).isEqualTo(copy + "  text/plain, 36 bytes\n");
    assertThat(copy).hasSameBinaryContentAs(folder.resolve("docs/mast.txt"));
    Run again = run("docs", "show", id, "--original", "copy.txt");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains(copy + " exists; delete it or name another file");
    Path into = Files.createDirectory(folder.resolve("into"));
    assertThat(run("docs", "show", id, "--original", "into", "--json").code()).isZero();
    assertThat(into.resolve("mast.txt")).exists();
    assertThat(run("docs", "show", id, "--original", "x", "--as", "eve:shore").code()).isZero();
    assertThat(run("docs", "show", "none", "--original", "y").err())
        .contains("there is no document 'none'");
    assertThat(folder.resolve("y")).doesNotExist();
  }

  @Test
  void anAnswerTellsHowItCameAbout() throws Exception {
    assertThat(run("ingest", "docs").code()).isZero();
    Run asked = run("ask", "When is the mast varnished?", "--trace");
    assertThat(asked.code()).as(asked.err()).isZero();
    Matcher id = Pattern.compile("Trace (\\w+): ask by local at ").matcher(asked.out());
    assertThat(id.find()).as(asked.out()).isTrue();
    assertThat(asked.out())
        .contains("\nrecall: done, began at ")
        .contains("    > 0 turns")
        .contains("\nanswer: done, began at ");
    String trace = asked.out().substring(id.start());
    assertThat(run("traces", "show", id.group(1)).out()).isEqualTo(trace);
    Run json = run("ask", "When is the mast varnished?", "--trace", "--json");
    assertThat(Json.mapper().readTree(json.out()).at("/trace/stages/4/name").textValue())
        .isEqualTo("retrieve");
    assertThat(run("traces", "show", "none").err()).contains("there is no trace 'none'");
    assertThat(run("traces", "list", "--limit", "1").out())
        .contains("  ask, ")
        .contains(" ms: When is the mast varnished?\n")
        .containsPattern("\n1 trace; more with --cursor \\d+-\\w+\n$");
    assertThat(run("traces", "list", "--as", "eve:shore").out()).isEqualTo("0 traces\n");
  }

  @Test
  void doctorSaysWhereTheStateIs() throws IOException {
    assertThat(run("doctor").out()).contains("state: SQLite, " + folder.resolve("data/state.db"));
    Files.writeString(
        folder.resolve("footnote.yaml"),
        "state: {url: 'jdbc:postgresql://127.0.0.1:1/x', user: foot, password: hush}\n");
    Run unreachable = run("doctor");
    assertThat(unreachable.code()).isEqualTo(1);
    assertThat(unreachable.out())
        .contains("state: the state database jdbc:postgresql://127.0.0.1:1/x cannot be reached")
        .doesNotContain("hush");
    assertThat(run("jobs", "list").err())
        .contains("start it, or correct the setting state")
        .doesNotContain("hush");
  }

  @Test
  void factsAreRememberedListedAndDeleted() throws Exception {
    Run own = run("memory", "add", "The mast is red.", "--as", "amy:crew");
    assertThat(own.out()).matches("mem_\\w+  fact for amy: The mast is red.\n");
    Run told = run("memory", "add", "Be brief.", "--instruction", "--for-group", "crew");
    assertThat(told.out()).matches("mem_\\w+  instruction for group crew: Be brief.\n");
    assertThat(run("memory", "list", "--as", "amy:crew").out())
        .isEqualTo(own.out() + "1 remembered\n");
    assertThat(run("memory", "list").out()).isEqualTo(told.out() + "1 remembered\n");
    Run forNobody = run("memory", "add", "Be brief.", "--instruction");
    assertThat(forNobody.code()).isEqualTo(2);
    assertThat(forNobody.err())
        .contains("an instruction needs --for-group GROUP or --for-everybody")
        .contains("footnote memory add --help");
    Run both = run("memory", "add", "x", "--for-everybody", "--for-group", "crew");
    assertThat(both.code()).isEqualTo(2);
    String id = own.out().substring(0, own.out().indexOf(' '));
    assertThat(run("memory", "delete", id).err()).contains("nothing is remembered as '" + id + "'");
    assertThat(run("memory", "delete", id, "--as", "amy").out()).isEqualTo("Deleted " + id + ".\n");
    assertThat(run("memory", "list", "--as", "amy").out()).isEqualTo("0 remembered\n");
  }

  @Test
  void throughARunningServerEverythingIsTheSame() throws Exception {
    assertThat(run("ingest", "docs", "--acl", "crew").code()).isZero();
    List<String[]> commands =
        List.of(
            new String[] {"search", "mast", "--json", "--explain"},
            new String[] {"search", "mast", "--json", "--as", "eve:shore"},
            new String[] {"search", "rudder", "--json", "--as", "amy:crew", "--mode", "lexical"},
            new String[] {"ask", "When is the mast varnished?", "--json"},
            new String[] {"ask", "How many documents are there?", "--collection", "*"},
            new String[] {"ask", "When is the mast varnished?", "--prefer", "mast", "--json"},
            new String[] {"ask", "When?", "--language", "Latin"},
            new String[] {"traces", "list", "--as", "zoe:shore"},
            new String[] {"docs", "list", "--json"},
            new String[] {"docs", "show", "none"},
            new String[] {"search", "a", "--collection", "nowhere"},
            new String[] {"search", "a", "--collection", "Not A Name"},
            new String[] {"search", "a", "--filter", "year >"},
            new String[] {"search", "a", "--top", "0"},
            new String[] {"search", "mast", "--rerank"},
            new String[] {"search", "mast", "--no-rerank", "--deduplicate", "--json"},
            new String[] {"search", "mast", "--why", "none", "--context-tokens", "10"},
            new String[] {"index", "stats", "--json"},
            new String[] {"memory", "list", "--json"},
            new String[] {"memory", "list", "--as", "eve:shore"},
            new String[] {"memory", "list", "--kind", "wish"},
            new String[] {"memory", "add", "x", "--for-everybody", "--as", "eve:shore"},
            new String[] {"memory", "delete", "none"},
            new String[] {"jobs", "show", "none"},
            new String[] {"keys", "revoke", "none"},
            new String[] {"jobs", "list", "--json"},
            new String[] {"keys", "list"},
            new String[] {"docs", "show", "none", "--as", "eve:shore"});
    List<Run> local = commands.stream().map(this::run).toList();
    try (App app = TestApps.open(folder, Map.of())) {
      app.startServer();
      for (int i = 0; i < commands.size(); i++) {
        Run remote = run(commands.get(i));
        assertThat(comparable(remote))
            .as("%s", (Object) commands.get(i))
            .isEqualTo(comparable(local.get(i)));
      }
      Run ingest = run("ingest", "docs", "--acl", "crew");
      assertThat(ingest.code()).as(ingest.err()).isZero();
      assertThat(ingest.out()).contains("0 new or changed, 2 unchanged, 0 failed");
      assertThat(run("doctor").out()).contains("server: runs and holds the data folder");
    }
    assertThat(run("search", "mast").code()).isZero();
  }

  @Test
  void aConversationOnTheCommandLine() throws Exception {
    assertThat(run("ingest", "docs").code()).isZero();
    String first = run("ask", "When is the mast varnished?", "--json").out();
    String id = Json.mapper().readTree(first).get("conversation_id").textValue();
    assertThat(run("ask", "What did I just ask?", "--conversation", id).out())
        .startsWith("You asked: “When is the mast varnished?”");
    assertThat(run("conversations", "list").out())
        .startsWith(id)
        .contains("4 turns: When is the mast varnished?")
        .endsWith("1 conversation\n");
    assertThat(run("conversations", "list", "--as", "eve:crew").out())
        .isEqualTo("0 conversations\n");
    assertThat(run("conversations", "show", id).out())
        .contains("    When is the mast varnished?\n")
        .contains("\nassistant, ");
    Run others = run("conversations", "show", id, "--as", "eve:crew");
    assertThat(others.code()).isEqualTo(1);
    assertThat(others.err()).contains("there is no conversation '" + id + "'");
    assertThat(run("conversations", "delete", id).out())
        .isEqualTo("Deleted conversation " + id + ".\n");
    assertThat(run("conversations", "delete", id).code()).isEqualTo(1);
    Files.writeString(
        folder.resolve("turns.json"), "[{\"role\": \"user\", \"content\": \"About the mast\"}]");
    assertThat(run("ask", "What did I just ask?", "--history", "turns.json").out())
        .startsWith("You asked: “About the mast”");
    assertThat(run("conversations", "list").out()).isEqualTo("0 conversations\n");
    Files.writeString(folder.resolve("broken.json"), "[{\"role\": \"user\"}]");
    assertThat(run("ask", "why?", "--history", "broken.json").err())
        .contains("'content' is missing; give it as a string");
    assertThat(run("ask", "why?", "--history", "none.json").err())
        .contains("there is no file 'none.json'");
  }

  @Test
  void doctorTriesTheReranker() throws IOException {
    assertThat(run("doctor").out()).doesNotContain("reranker");
    Path judge = new TinyCrossEncoder().weight("yes", 1).writeTo(folder.resolve("judge"));
    Files.writeString(folder.resolve("footnote.yaml"), "reranker_model: " + judge);
    assertThat(run("doctor").out())
        .containsPattern(
            "reranker: judge judged 1 passage in \\d+ ms; it judges the best 50 of a search");
    new TinyCrossEncoder().labels(3).writeTo(judge);
    Run broken = run("doctor");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains("reranker: model judge is no cross-encoder");
  }

  @Test
  void doctorTriesModelsAndTheCollector() throws Exception {
    HttpServer collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    AtomicInteger status = new AtomicInteger(200);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    collector.start();
    String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
    try (ScriptedModelServer model = new ScriptedModelServer()) {
      Files.writeString(
          folder.resolve("footnote.yaml"),
          "chat_models: [{name: small, base_url: '%s', model: small-1b, api_key: sk-secret}]\notlp_endpoint: %s\n"
              .formatted(model.baseUrl(), endpoint));
      model.reply("ready");
      assertThat(run("doctor").out())
          .containsPattern(
              "ok       chat model small: small-1b at \\S+ replied with 5 characters in \\d+ ms")
          .contains("ok       otlp collector: takes traces at " + endpoint + "/v1/traces");
      model.fail(401, "who are you?");
      status.set(401);
      Run refused = run("doctor");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.out())
          .contains("problem  chat model small: ")
          .contains(
              "problem  otlp collector: " + endpoint + "/v1/traces wants credentials (status 401)")
          .doesNotContain("sk-secret");
      status.set(404);
      model.reply("ready");
      assertThat(run("doctor").out())
          .contains(
              "is no OTLP receiver over HTTP (status 404); otlp_endpoint is its base address");
    } finally {
      collector.stop(0);
    }
    Run gone = run("doctor");
    assertThat(gone.out())
        .contains("problem  chat model small: cannot reach model 'small' at ")
        .contains("does not answer (")
        .contains("); start the collector, or correct otlp_endpoint");
  }

  @Test
  void aCollectionOfAnotherModelIsReembedded() throws Exception {
    for (boolean throughServer : new boolean[] {false, true}) {
      assertThat(run("index", "reembed", "--json").code()).isZero();
      try (App app = TestApps.open(folder, Map.of(), new HashingEmbedder(32))) {
        TestApps.ingest(app.service(), "mast", "Mast", "The mast is red.", Set.of(), 2023);
      }
      App server = null;
      try {
        if (throughServer) {
          server = TestApps.open(folder, Map.of());
          server.startServer();
        }
        Run refused = run("search", "mast");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().strip()).endsWith("footnote index reembed --collection default");
        assertThat(run("index", "stats").out()).contains("hashing-32");
        Run reembed = run("index", "reembed", "--collection", "default");
        assertThat(reembed.code()).as(reembed.err()).isZero();
        assertThat(reembed.out()).startsWith("1 document in collection 'default': 1 new");
        assertThat(run("search", "mast").out()).contains("The mast is red.");
        assertThat(run("index", "reembed").out())
            .isEqualTo("Nothing to re-embed: the indexes fit the model, chunker and analyzer.\n");
        assertThat(run("index", "reembed", "--collection", "none").code()).isEqualTo(1);
      } finally {
        if (server != null) {
          server.close();
        }
      }
      try (App app = TestApps.open(folder, Map.of())) {
        app.service().deleteCollection(TestApps.OPERATOR, "default");
      }
    }
  }

  @Test
  void jsonListsAreObjectsWithOneNamedList() throws IOException {
    assertThat(run("ingest", "docs").code()).isZero();
    assertThat(run("keys", "create", "amy").code()).isZero();
    assertThat(list("documents", "docs", "list")).hasSize(2);
    assertThat(list("jobs", "jobs", "list")).hasSize(1);
    assertThat(list("keys", "keys", "list")).hasSize(1);
    assertThat(list("settings", "config", "explain")).isNotEmpty();
    assertThat(list("checks", "doctor")).isNotEmpty();
    String id = list("documents", "docs", "list").get(0).get("document_id").textValue();
    assertThat(list("deletions", "docs", "delete", id)).hasSize(1);
    assertThat(list("deletions", "docs", "delete", "--filter", "year = 1", "--purge")).hasSize(1);
    assertThat(list("deletions", "docs", "deletions")).hasSize(2);
  }

  private JsonNode list(String name, String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of(command));
    line.add("--json");
    Run run = run(line.toArray(String[]::new));
    JsonNode tree = Json.mapper().readTree(run.out());
    assertThat(tree.isObject()).as(run.out()).isTrue();
    assertThat(tree.get(name).isArray()).as(run.out()).isTrue();
    assertThat(tree).hasSize(1);
    return tree.get(name);
  }

  /** Without what differs from run to run. */
  private static Run comparable(Run run) throws IOException {
    if (!run.out().startsWith("{")) {
      return run;
    }
    JsonNode tree = Json.mapper().readTree(run.out());
    ((ObjectNode) tree).remove(List.of("took_ms", "trace_id", "conversation_id"));
    return new Run(run.code(), tree.toString(), run.err());
  }

  @Test
  void aNoteOfAKilledServerIsIgnored() throws IOException {
    assertThat(run("ingest", "docs").code()).isZero();
    for (long pid : new long[] {ProcessHandle.current().pid(), Long.MAX_VALUE}) {
      Files.writeString(
          folder.resolve("data/server.json"),
          "{\"address\": \"http://127.0.0.1:9\", \"key\": \"k\", \"pid\": " + pid + "}");
      assertThat(run("search", "mast").code()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ingest docs --dry-run     | 2 | footnote: --dry-run, --watch, --confirm-removal and --restore-deleted go with --sync; add it
          ingest -                  | 2 | footnote: standard input needs a name that tells its format, such as --name notes.md
          ingest https://a.org/b    | 2 | footnote: https://a.org/b is not fetched: the setting fetch_hosts does not allow a.org
          ingest https://u:p@a.org  | 2 | footnote: an address is written https://host/path, without user and password, but got: 'a.org'
          jobs pause none           | 1 | footnote: there is no job 'none'
          ingest nothere            | 1 | footnote: there is no file or folder 'nothere'
          search a                  | 1 | footnote: there is no collection 'default'; create it by ingesting into it
          search a --top 0          | 2 | footnote: top_k must be between 1 and 1000, but got: 0
          search a --top x          | 2 | footnote: Invalid value for option '--top': 'x' is not an int
          search a --mode fuzzy     | 2 | footnote: Invalid value for option '--mode': expected one of
          search a --nope           | 2 | footnote: Unknown option: '--nope'
          search                    | 2 | footnote: Missing required parameter: 'QUERY'
          search a --as :hr         | 2 | footnote: --as: a principal is written USER:GROUP,GROUP, but got: ':hr'
          ingest docs --meta year   | 2 | footnote: --meta must be KEY=VALUE, but got: 'year'
          docs                      | 2 | footnote: 'footnote docs' needs a subcommand: delete, deletions, list, show
          serach a                  | 2 | footnote: Unmatched argument
          serve --port 99999        | 2 | footnote: the configuration is wrong: port must be a whole number from 0 to 65535, but got: '99999' (flag --port)
          serve --host 0.0.0.0      | 1 | footnote: host 0.0.0.0 can be reached from other machines
          config explain --config x | 2 | footnote: the configuration is wrong: there is no file
          """)
  void mistakes(String line, int code, String message) {
    Run run = run(line.split(" ", -1));
    assertThat(run.err()).startsWith(message).doesNotContain("\tat ");
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void keysAreShownOnce() {
    Run created = run("keys", "create", "amy", "--group", "hr,finance");
    assertThat(created.out().strip()).matches("fn_\\S+");
    Run list = run("keys", "list");
    assertThat(list.out())
        .contains("amy")
        .contains("groups: finance, hr")
        .doesNotContain(created.out().strip());
  }

  @Test
  void configExplain() throws IOException {
    Files.writeString(folder.resolve("footnote.yaml"), "port: 8081\n");
    Run run = run("config", "explain", "--data", "elsewhere");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("port: 8081\n    from " + folder.resolve("footnote.yaml"))
        .contains("data: " + folder.resolve("elsewhere") + "\n    from flag --data")
        .contains("host: 127.0.0.1\n    from default");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "ingest",
        "search",
        "ask",
        "serve",
        "docs list",
        "jobs retry",
        "jobs watch",
        "jobs pause",
        "keys create",
        "index stats",
        "traces list",
        "traces show",
        "doctor",
        "config explain"
      })
  void helpEverywhere(String command) {
    Run run = run((command + " --help").strip().split(" ", -1));
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith(("Usage: footnote " + command).strip()).contains("--json");
  }
}
