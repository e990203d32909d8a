package io.footnote.serve.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApiTest extends HttpApiFixture {
  @Test
  void search() throws Exception {
    Caller.Reply reply =
        caller.post(
            "/v1/search",
            "{\"query\": \"varnished mast\", \"top_k\": 2, \"explain\": true, \"mode\":"
                + " \"hybrid\"}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    Description.assertDescribed("SearchResponse", reply.json());
    JsonNode first = reply.json().get("results").get(0);
    assertThat(reply.json().get("results")).hasSize(2);
    assertThat(first.get("document_id").textValue()).isNotEmpty();
    assertThat(first.get("metadata").get("year").get(0).intValue()).isIn(2023, 2024);
    assertThat(first.get("score").doubleValue())
        .isEqualTo(first.get("scores").get("fused").doubleValue());
  }

  @Test
  void searchWithFilterAndTrace() throws Exception {
    Caller.Reply reply =
        caller.post(
            "/v1/search",
            "{\"query\": \"mast\", \"mode\": \"lexical\", \"collection\": [\"default\"],"
                + " \"filter\": {\"type\": \"eq\", \"key\": \"year\", \"value\": 2023}}");
    assertThat(reply.json().get("results")).hasSize(1);
    assertThat(reply.json().at("/results/0/title").textValue()).isEqualTo("Mast care");
    assertThat(reply.json().at("/results/0/scores/semantic").isNull()).isTrue();
    Caller.Reply trace = caller.get("/v1/traces/" + reply.json().get("trace_id").textValue());
    assertThat(trace.status()).as(trace.text()).isEqualTo(200);
    Description.assertDescribed("Trace", trace.json());
  }

  @Test
  void ask() throws Exception {
    Caller.Reply reply = caller.post("/v1/ask", "{\"question\": \"When is the mast varnished?\"}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    Description.assertDescribed("Answer", reply.json());
    assertThat(reply.json().get("usage").get("total_tokens").intValue()).isZero();
  }

  @Test
  void aConversation() throws Exception {
    JsonNode first =
        caller.post("/v1/ask", "{\"question\": \"When is the mast varnished?\"}").json();
    String id = first.get("conversation_id").textValue();
    Caller.Reply second =
        caller.post(
            "/v1/ask",
            "{\"question\": \"What did I just ask?\", \"conversation_id\": \"" + id + "\"}");
    assertThat(second.json().get("answer").textValue())
        .isEqualTo("You asked: “When is the mast varnished?”");
    Caller.Reply list = caller.get("/v1/conversations?limit=1");
    Description.assertDescribed("Conversations", list.json());
    assertThat(list.json().at("/conversations/0/conversation_id").textValue()).isEqualTo(id);
    Caller.Reply whole = caller.get("/v1/conversations/" + id);
    Description.assertDescribed("ConversationDetail", whole.json());
    assertThat(whole.json().get("turns")).hasSize(4);
    assertThat(whole.json().at("/turns/0/role").textValue()).isEqualTo("user");
    assertThat(caller.send("DELETE", "/v1/conversations/" + id, "").status()).isEqualTo(204);
    Caller.Reply gone = caller.get("/v1/conversations/" + id);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.json().at("/error/code").textValue()).isEqualTo("conversation_not_found");
  }

  @Test
  void aSearchWithItsConversation() throws Exception {
    String body =
        "{\"query\": \"and when is it done?\", \"mode\": \"lexical\", \"history\": [{\"role\":"
            + " \"%s\", \"content\": \"How is the mast varnished?\"}]}";
    JsonNode found = caller.post("/v1/search", body.formatted("user")).json();
    assertThat(found.at("/results/0/title").textValue()).isEqualTo("Mast care");
    Caller.Reply wrong = caller.post("/v1/search", body.formatted("system"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().at("/error/message").textValue())
        .isEqualTo("the role of a turn must be user or assistant, but got: 'system'");
    Caller.Reply both =
        caller.post(
            "/v1/ask", "{\"question\": \"why?\", \"conversation_id\": \"x\", \"history\": []}");
    assertThat(both.json().at("/error/message").textValue())
        .isEqualTo("give conversation_id or history, not both: a conversation has its history");
  }

  @Test
  void filtersAsTextAndAsJsonAreTheSame() throws Exception {
    String json = "{\"type\": \"eq\", \"key\": \"year\", \"value\": 2023}";
    String text = "\"year = 2023\"";
    String search = "{\"query\": \"mast\", \"mode\": \"lexical\", \"filter\": %s}";
    JsonNode found = caller.post("/v1/search", search.formatted(text)).json().get("results");
    assertThat(found)
        .hasSize(1)
        .isEqualTo(caller.post("/v1/search", search.formatted(json)).json().get("results"));
    String ask = "{\"question\": \"How is the sail stowed?\", \"filter\": %s}";
    for (String filter : List.of(json, text)) {
      JsonNode answer = caller.post("/v1/ask", ask.formatted(filter)).json();
      assertThat(answer.get("answer").textValue()).doesNotContain("stowed");
    }
    assertThat(caller.get("/v1/documents?filter=year%20%3D%202023").json().get("documents"))
        .isEqualTo(
            caller
                .get("/v1/documents?filter=" + URLEncoder.encode(json, StandardCharsets.UTF_8))
                .json()
                .get("documents"))
        .hasSize(1);
  }

  @Test
  void askStreamed() throws Exception {
    Caller.Reply reply =
        caller.post("/v1/ask", "{\"question\": \"When is the mast varnished?\", \"stream\": true}");
    assertThat(reply.header("Content-Type")).startsWith("text/event-stream");
    List<String> events =
        reply
            .text()
            .lines()
            .filter(line -> line.startsWith("event: "))
            .map(line -> line.substring(7))
            .toList();
    assertThat(events).startsWith("retrieval").endsWith("done").contains("delta");
    assertThat(events.indexOf("citation")).isBetween(1, events.size() - 2);
    assertThat(events).filteredOn("retrieval"::equals).hasSize(1);
    assertThat(events).filteredOn("done"::equals).hasSize(1);
    JsonNode done =
        Json.mapper().readTree(reply.text().substring(reply.text().lastIndexOf("data: ") + 6));
    Description.assertDescribed("Answer", done);
  }

  @Test
  void aStreamThatFailsAtOnceHasAStatus() throws Exception {
    Caller.Reply reply =
        caller.post(
            "/v1/ask", "{\"question\": \"q\", \"stream\": true, \"collection\": \"nowhere\"}");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.error().get("code").textValue()).isEqualTo("collection_not_found");
  }

  @Test
  void explains() throws Exception {
    Caller.Reply search = caller.post("/v1/search", "{\"query\": \"deck\", \"explain\": true}");
    Description.assertDescribed("SearchResponse", search.json());
    JsonNode first = search.json().at("/results/0");
    Description.assertDescribed("ResultExplanation", first.get("explanation"));
    String body =
        ("{\"query\": \"deck\", \"document_id\": %s, \"as\": {\"user\": \"anna\"},"
                + " \"max_context_tokens\": 3000}")
            .formatted(first.get("document_id"));
    Caller.Reply why = caller.post("/v1/search/explain", body);
    assertThat(why.status()).as(why.text()).isEqualTo(200);
    Description.assertDescribed("SearchExplanation", why.json());
    Description.assertDescribed("ContextPlace", why.json().get("context"));
    assertThat(why.json().get("stage").textValue()).isEqualTo("returned");
  }

  @Test
  void jobsCollectionsAndStats() throws Exception {
    Description.assertDescribed("Jobs", caller.get("/v1/jobs?limit=2").json());
    Caller.Reply queued =
        caller.post("/v1/documents", "{\"text\": \"oakum\", \"collection\": \"jobs\"}");
    String job = queued.json().get("job_id").textValue();
    caller.get("/v1/jobs/" + job + "?wait_ms=20000");
    assertThat(caller.post("/v1/jobs/" + job + "/cancel", "").status()).isEqualTo(200);
    Caller.Reply retried = caller.post("/v1/jobs/" + job + "/retry", "");
    assertThat(retried.status()).as(retried.text()).isEqualTo(202);
    Description.assertDescribed("Collections", caller.get("/v1/collections").json());
    Caller.Reply one = caller.get("/v1/collections/default");
    Description.assertDescribed("Collection", one.json());
    assertThat(one.json().get("documents").intValue()).isEqualTo(3);
    Description.assertDescribed("IndexStats", caller.get("/v1/collections/default/stats").json());
    assertThat(caller.send("PUT", "/v1/collections/fresh", "").status()).isEqualTo(200);
    assertThat(caller.get("/v1/collections/fresh").json().get("documents").intValue()).isZero();
  }

  @Test
  void healthDocsAndHeaders() throws Exception {
    assertThat(caller.get("/health/live").json().get("status").textValue()).isEqualTo("ok");
    assertThat(caller.get("/health/ready").status()).isIn(200, 503);
    Caller.Reply docs = caller.get("/docs");
    assertThat(docs.header("Content-Security-Policy")).contains("script-src 'self';");
    assertThat(docs.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(docs.header("Server")).isEmpty();
    for (String asset : List.of("swagger-ui.css", "swagger-ui-bundle.js", "start.js")) {
      assertThat(docs.text()).contains("/docs/" + asset).doesNotContain("://");
      assertThat(caller.get("/docs/" + asset).status()).isEqualTo(200);
    }
    assertThat(caller.get("/docs/pom.properties").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /v1/search | {"query": | 400 | invalid_json | | is not valid JSON: Unexpected end-of-input within/between Object entries (line 1
          /v1/search | {"query": "a", "top": 3} | 400 | unknown_field | top | allowed are collection, deduplicate, explain, filter, history, mode, profile, query, rerank, top_k
          /v1/search | {"query": 7} | 400 | wrong_type | query | must be a string, but got: 7
          /v1/search | {} | 400 | missing_field | query | 'query' is missing
          /v1/search | {"query": "a", "top_k": -1} | 400 | invalid_top_k | top_k | top_k must be between 1 and 1000, but got: -1
          /v1/search | {"query": "a", "top_k": 1000000} | 400 | invalid_top_k | top_k | but got: 1000000
          /v1/search | {"query": "  "} | 400 | invalid_query | query | query must not be empty
          /v1/search | {"query": "a", "mode": "fuzzy"} | 400 | invalid_mode | mode | mode must be hybrid, lexical or semantic, but got: 'fuzzy'
          /v1/search | {"query": "a", "profile": "best"} | 400 | invalid_profile | profile | profile must be fast, balanced or accurate, but got: 'best'
          /v1/search | {"query": "a", "rerank": true} | 400 | no_reranker | rerank | set reranker_model to a folder with model.onnx and tokenizer.json
          /v1/search/explain | {"query": "a", "document_id": "doc_x", "max_context_tokens": 9} | 400 | invalid_max_context_tokens | max_context_tokens | must be between 64 and 1000000, but got: 9
          /v1/search/explain | {"query": "a"} | 400 | missing_field | document_id | 'document_id' is missing
          /v1/search/explain | {"query": "a", "document_id": "doc_x", "as": "anna"} | 400 | wrong_type | as | must be an object, but got: a string
          /v1/search/explain | {"query": "a", "document_id": "doc_x"} | 404 | document_not_found | document_id | there is no document 'doc_x'
          /v1/search | {"query": "a", "collection": "nowhere"} | 404 | collection_not_found | collection | there is no collection 'nowhere'
          /v1/search | {"query": "a", "collection": "../x"} | 400 | invalid_collection | collection | but got: '../x'
          /v1/search | {"query": "a", "filter": {"type": "like"}} | 400 | invalid_filter | filter | must be one of eq, ne
          /v1/search | {"query": "a", "filter": "year >"} | 400 | invalid_filter | filter | at position 7 of the filter, but found the end: year >
          /v1/ask    | {"question": "a", "filter": "year = x"} | 400 | invalid_filter | filter | at position 8 of the filter, but found 'x': year = x
          /v1/ask    | {"question": ""} | 400 | invalid_question | question | question must not be empty
          /v1/ask    | {"question": "a", "max_context_tokens": 1} | 400 | invalid_max_context_tokens | max_context_tokens | between 64 and 1000000, but got: 1
          /v1/documents | {"text": " "} | 400 | invalid_text | text | text must not be empty
          /v1/documents | {"url": "http://x"} | 400 | host_not_allowed | url | http://x is not fetched: the setting fetch_hosts does not allow x
          /v1/documents | {"text": "a", "metadata": {"a": {}}} | 400 | invalid_metadata | metadata | must be a string or a number
          /v1/ingest | {} | 400 | missing_field | paths | 'paths' is missing
          /v1/jobs/none/cancel | {} | 404 | job_not_found | job_id | there is no job 'none'
          """)
  void badInput(String path, String body, int status, String code, String param, String message)
      throws Exception {
    Caller.Reply reply = caller.post(path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    Description.assertDescribed("Error", reply.json());
    assertThat(reply.error().get("code").textValue()).isEqualTo(code);
    assertThat(reply.error().get("param").textValue()).isEqualTo(param);
    assertThat(reply.error().get("message").textValue()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing, 404, not_found",
    "GET, /v1/documents/none, 404, document_not_found",
    "GET, /v1/documents/none/content, 404, document_not_found",
    "GET, /v1/documents/none/content?form=original, 404, document_not_found",
    "GET, /v1/documents/none/content?form=pdf, 400, invalid_form",
    "GET, /v1/traces/none, 404, trace_not_found",
    "GET, /v1/documents?limit=0, 400, invalid_limit",
    "GET, /v1/documents?limit=x, 400, wrong_type",
    "GET, /v1/documents?page=2, 400, unknown_field",
    "GET, /v1/documents?filter=year, 400, invalid_filter",
    "GET, /v1/search, 405, method_not_allowed",
    "DELETE, /v1/jobs/x, 405, method_not_allowed",
  })
  void wrongAddresses(String method, String path, int status, String code) throws Exception {
    Caller.Reply reply = caller.send(method, path, "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.error().get("code").textValue()).isEqualTo(code);
    if (status == 405) {
      assertThat(reply.header("Allow")).isEqualTo(path.equals("/v1/search") ? "POST" : "GET");
    }
  }

  @Test
  void tooLarge() throws Exception {
    String big = "{\"query\": \"" + "x".repeat(5000) + "\"}";
    Caller.Reply json = caller.post("/v1/search", big);
    assertThat(json.status()).isEqualTo(413);
    assertThat(json.error().get("code").textValue()).isEqualTo("request_too_large");
    String file =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"zeros\"\r\n\r\n"
            + "0".repeat(70_000)
            + "\r\n--b--\r\n";
    Caller.Reply upload =
        caller.send(
            "POST", "/v1/documents", file, "Content-Type", "multipart/form-data; boundary=b");
    assertThat(upload.status()).as(upload.text()).isEqualTo(413);
    assertThat(upload.error().get("message").textValue())
        .startsWith("the request is larger than this server accepts; raise max_request_bytes");
  }

  @Test
  void otherSitesAreRefused() throws Exception {
    assertThat(raw("Host: evil.example:" + server.port()))
        .contains("403")
        .contains("the Host header 'evil.example:" + server.port() + "' is not this server");
    assertThat(raw("Host: localhost:1")).contains("403");
    assertThat(raw("Host: localhost:" + server.port())).contains("200 OK");
    assertThat(raw("Host: 127.0.0.1:" + server.port() + "\r\nOrigin: http://evil.example"))
        .contains("403")
        .contains("the Origin header 'http://evil.example' is another site");
    assertThat(
            raw(
                "Host: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d"
                    .formatted(server.port(), server.port())))
        .contains("200 OK");
  }

  private static String raw(String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String request =
          "GET /v1/collections HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyRouteIsDescribedAndEveryDescribedRouteExists() throws Exception {
    Set<String> described = new TreeSet<>();
    Description.read()
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method ->
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Set<String> registered = new TreeSet<>();
    server.routes().stream()
        .filter(RouteTable.Route::api)
        .forEach(route -> registered.add(route.method() + " " + route.path()));
    assertThat(described).isEqualTo(registered);
    assertThat(caller.get("/openapi.json").json()).isEqualTo(Description.read());
  }
}
