package io.footnote.serve.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.server.TestApps;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.app.ServerFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One collection, read with the keys of two people. */
class KeysTest {
  private static final HashingEmbedder EMBEDDER = new HashingEmbedder(64);
  private static final String HYBRID = "{\"query\": \"mast\"}";
  private static final String QUERY = "{\"query\": \"mast\", \"mode\": \"lexical\"}";

  @TempDir static Path folder;
  private static App app;
  private static String address;
  private static Caller hr;
  private static Caller sales;
  private static Caller local;

  @BeforeAll
  static void start() throws InterruptedException {
    app = TestApps.open(folder, Map.of(), EMBEDDER);
    address = app.startServer().address();
    TestApps.ingestSamples(app.service());
    hr = bearer(key("amy", Set.of("hr"), false));
    sales = bearer(key("bob", Set.of("sales"), false));
    local = bearer(ServerFile.find(folder.resolve("data")).orElseThrow().key());
  }

  @AfterAll
  static void stop() {
    List.of(hr, sales, local).forEach(Caller::close);
    app.close();
  }

  private static String key(String user, Set<String> groups, boolean operator) {
    return app.service().createKey(TestApps.OPERATOR, user, groups, operator).secret();
  }

  private static Caller bearer(String secret) {
    return new Caller(address, "Authorization", "Bearer " + secret);
  }

  @Test
  void neitherSearchNorAskNorListingNorCountsShowWhatIsNotForOne() throws Exception {
    assertThat(titles(hr.post("/v1/search", QUERY)))
        .containsExactlyInAnyOrder("Mast care", "Pay at the mast works");
    assertThat(titles(sales.post("/v1/search", QUERY))).containsExactly("Mast care");
    String question = "{\"question\": \"What does the varnisher of the mast earn?\"}";
    assertThat(sales.post("/v1/ask", question).text()).doesNotContain("forty");
    assertThat(hr.post("/v1/ask", question).text()).contains("forty");
    assertThat(hr.get("/v1/documents").json().get("documents")).hasSize(3);
    assertThat(sales.get("/v1/documents").json().get("documents")).hasSize(2);
    assertThat(sales.get("/v1/collections/default").json().get("documents").intValue())
        .isEqualTo(2);
    assertThat(sales.get("/v1/collections").json().at("/collections/0/documents").intValue())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/content", "/content?form=text"})
  void aDocumentForOthersIsAsUnknownAsOneThatIsNotThere(String what) throws Exception {
    String secret = hidden();
    Caller.Reply owner = hr.get("/v1/documents/" + secret + what);
    assertThat(owner.status()).as(owner.text()).isEqualTo(200);
    assertThat(owner.text()).contains("The varnisher of the mast earns forty pounds.");
    assertReadsAsMissing(secret, what);
  }

  @Test
  void neitherIsItsOriginalNorWhetherThatIsKept() throws Exception {
    String secret = hidden();
    Caller.Reply owner = hr.get("/v1/documents/" + secret + "/content?form=original");
    assertThat(owner.status()).isEqualTo(404);
    assertThat(owner.error().get("code").textValue()).isEqualTo("original_not_kept");
    assertReadsAsMissing(secret, "/content?form=original");
  }

  private static void assertReadsAsMissing(String secret, String what) throws Exception {
    Caller.Reply other = sales.get("/v1/documents/" + secret + what);
    String unknown = "0".repeat(secret.length());
    Caller.Reply nothing = sales.get("/v1/documents/" + unknown + what);
    assertThat(other.status()).isEqualTo(404);
    assertThat(nothing.status()).isEqualTo(404);
    assertThat(other.text()).isEqualTo(nothing.text().replace(unknown, secret));
  }

  @Test
  void tracesAreForWhoAsked() throws Exception {
    String trace = hr.post("/v1/search", QUERY).json().get("trace_id").textValue();
    assertThat(hr.get("/v1/traces/" + trace).status()).isEqualTo(200);
    assertThat(sales.get("/v1/traces/" + trace).status()).isEqualTo(404);
  }

  @Test
  void aPolicyChangeTakesEffectWithTheNextQueryOfBothAndEmbedsNothing() throws Exception {
    String pay = "Pay at the mast works";
    String document = "/v1/documents/" + hidden();
    int embedded = EMBEDDER.passagesEmbedded();
    assertThat(embedded).isEqualTo(3);
    for (String query : List.of(QUERY, HYBRID)) {
      setAcl(document, "\"hr\", \"sales\"");
      assertThat(titles(sales.post("/v1/search", query))).contains(pay);
      assertThat(titles(hr.post("/v1/search", query))).contains(pay);
      setAcl(document, "\"sales\"");
      assertThat(titles(hr.post("/v1/search", query))).contains("Mast care").doesNotContain(pay);
      assertThat(titles(sales.post("/v1/search", query))).contains(pay);
      assertThat(hr.get(document + "/content").status()).isEqualTo(404);
      assertThat(sales.get(document + "/content").status()).isEqualTo(200);
      setAcl(document, "\"hr\"");
      assertThat(titles(sales.post("/v1/search", query))).contains("Mast care").doesNotContain(pay);
      assertThat(titles(hr.post("/v1/search", query))).contains(pay);
    }
    assertThat(EMBEDDER.passagesEmbedded()).isEqualTo(embedded);
  }

  private static void setAcl(String document, String groups) throws Exception {
    Caller.Reply reply = local.send("PATCH", document, "{\"acl\": [" + groups + "]}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private static String hidden() {
    return app
        .service()
        .documents(
            Principal.of("amy", "hr"),
            "default",
            new io.footnote.index.model.DocumentQuery(null, null, 100))
        .documents()
        .stream()
        .filter(document -> document.title().startsWith("Pay"))
        .findFirst()
        .orElseThrow()
        .documentId();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE /v1/documents/x",
        "PATCH /v1/documents/x {\"acl\": []}",
        "POST /v1/documents {\"text\": \"a\"}",
        "POST /v1/ingest {\"paths\": \"/etc\"}",
        "PUT /v1/collections/x",
        "DELETE /v1/collections/default",
        "GET /v1/collections/default/stats",
        "GET /v1/keys",
        "POST /v1/keys {\"user\": \"eve\", \"operator\": true}",
        "DELETE /v1/keys/x",
      })
  void onlyOperatorsMay(String request) throws Exception {
    String[] parts = request.split(" ", 3);
    Caller.Reply reply = sales.send(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(403);
    assertThat(reply.error().get("type").textValue()).isEqualTo("permission_error");
  }

  @Test
  void withoutAKeyOrWithAWrongOne() throws Exception {
    try (Caller nobody = new Caller(address);
        Caller wrong = bearer("fn_wrong");
        Caller basic = new Caller(address, "Authorization", "Basic eDp5")) {
      Caller.Reply reply = nobody.post("/v1/search", QUERY);
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(reply.error().get("code").textValue()).isEqualTo("missing_api_key");
      assertThat(wrong.post("/v1/search", QUERY).error().get("message").textValue())
          .startsWith("the API key is not valid; it may have been revoked.")
          .doesNotContain("fn_wrong");
      assertThat(basic.post("/v1/search", QUERY).status()).isEqualTo(401);
      assertThat(nobody.get("/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void aRevokedKeyIsDeadAtOnce() throws Exception {
    CreatedKey created = app.service().createKey(TestApps.OPERATOR, "tim", Set.of(), false);
    try (Caller tim = bearer(created.secret())) {
      assertThat(tim.post("/v1/search", QUERY).status()).isEqualTo(200);
      assertThat(local.send("DELETE", "/v1/keys/" + created.key().keyId(), "").status())
          .isEqualTo(200);
      assertThat(tim.post("/v1/search", QUERY).status()).isEqualTo(401);
    }
  }

  @Test
  void operatorsMayActAsSomebodyOthersMayNot() throws Exception {
    assertThat(titles(local.send("POST", "/v1/search", QUERY, "X-Footnote-As", "bob:sales")))
        .containsExactly("Mast care");
    Caller.Reply reply = sales.send("POST", "/v1/search", QUERY, "X-Footnote-As", "amy:hr");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(local.send("POST", "/v1/search", QUERY, "X-Footnote-As", ":hr").status())
        .isEqualTo(400);
  }

  @Test
  void keysOverHttp() throws Exception {
    Caller.Reply created = local.post("/v1/keys", "{\"user\": \"zoe\", \"groups\": [\"hr\"]}");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    String secret = created.json().get("secret").textValue();
    assertThat(secret).startsWith("fn_");
    assertThat(local.get("/v1/keys").text()).contains("zoe").doesNotContain(secret);
    try (Caller zoe = bearer(secret)) {
      assertThat(titles(zoe.post("/v1/search", QUERY))).hasSize(2);
    }
  }

  private static List<String> titles(Caller.Reply reply) throws Exception {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().get("results").findValues("title").stream()
        .map(JsonNode::textValue)
        .distinct()
        .toList();
  }
}
