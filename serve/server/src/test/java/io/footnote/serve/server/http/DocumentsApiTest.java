package io.footnote.serve.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.server.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentsApiTest extends HttpApiFixture {
  @Test
  void lifeOfADocument() throws Exception {
    Caller.Reply accepted =
        caller.post(
            "/v1/documents",
            "{\"text\": \"The keel is lead.\", \"title\": \"Keel\", \"source\": \"keel\","
                + " \"collection\": \"life\", \"acl\": [\"yard\"], \"metadata\": {\"day\":"
                + " \"2024-02-29\"}}");
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    String path = accepted.header("Location");
    assertThat(path).isEqualTo("/v1/jobs/" + accepted.json().get("job_id").textValue());
    Caller.Reply job = caller.get(path + "?wait_ms=20000");
    Description.assertDescribed("Job", job.json());
    assertThat(job.json().get("state").textValue()).as(job.text()).isEqualTo("done");

    Caller.Reply page = caller.get("/v1/documents?collection=life&filter=day%20%3E%202024-01-01");
    Description.assertDescribed("DocumentPage", page.json());
    assertThat(page.json().get("documents")).hasSize(1);
    String document = "/v1/documents/" + page.json().at("/documents/0/document_id").textValue();
    Caller.Reply detail = caller.get(document);
    Description.assertDescribed("DocumentDetail", detail.json());
    assertThat(detail.json().get("acl").get(0).textValue()).isEqualTo("yard");
    Caller.Reply content = caller.get(document + "/content");
    Description.assertDescribed("DocumentContent", content.json());
    assertThat(content.json().get("text").textValue()).contains("The keel is lead.");
    Caller.Reply open = caller.send("PATCH", document, "{\"acl\": []}");
    assertThat(open.json().get("acl")).isEmpty();
    Caller.Reply receipt = caller.send("DELETE", document, "");
    Description.assertDescribed("DeletionReceipt", receipt.json());
    assertThat(caller.get(document).status()).isEqualTo(404);
    assertThat(caller.get("/v1/documents?collection=life").json().get("documents")).isEmpty();
    assertThat(caller.send("DELETE", "/v1/collections/life", "").status()).isEqualTo(204);
    assertThat(caller.get("/v1/collections/life").status()).isEqualTo(404);
  }

  @Test
  void theOriginalComesAsAFileThatNoBrowserRuns() throws Exception {
    String page = "<title>Oars</title><p>The oars are spruce.</p><script>alert(1)</script>";
    Path file = Files.writeString(folder.resolve("oars \u00fc.html"), page);
    Caller.Reply accepted =
        caller.post(
            "/v1/ingest",
            Json.write(Map.of("collection", "oars", "paths", List.of(file.toString()))));
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    String job = "/v1/jobs/" + accepted.json().get("job_id").textValue();
    assertThat(caller.get(job + "?wait_ms=20000").json().get("state").textValue())
        .isEqualTo("done");
    String id =
        caller.get("/v1/documents?collection=oars").json().at("/documents/0/document_id").asText();
    Caller.Reply original = caller.get("/v1/documents/" + id + "/content?form=original");
    assertThat(original.status()).as(original.text()).isEqualTo(200);
    assertThat(original.text()).isEqualTo(page);
    assertThat(original.header("Content-Type")).startsWith("text/html");
    assertThat(original.header("Content-Disposition"))
        .isEqualTo("attachment; filename*=UTF-8''oars%20%C3%BC.html");
    assertThat(original.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(original.header("Content-Security-Policy")).contains("sandbox");
    assertThat(caller.send("DELETE", "/v1/collections/oars", "").status()).isEqualTo(204);
  }

  @Test
  void theSameTextSentAgainIsTheSameDocument() throws Exception {
    JsonNode first = textDocument("{\"text\": \"The tiller is ash.\", \"title\": \"Tiler\"%s}");
    JsonNode again = textDocument("{\"text\": \"The tiller is ash.\", \"title\": \"Tiller\"%s}");
    assertThat(again.get("documents")).hasSize(1);
    assertThat(again.at("/documents/0/document_id"))
        .isEqualTo(first.at("/documents/0/document_id"));
    assertThat(again.at("/documents/0/title").textValue()).isEqualTo("Tiller");
    assertThat(again.at("/documents/0/source").textValue()).matches("text-[0-9a-f]{32}");
    JsonNode other = textDocument("{\"text\": \"The tiller is oak.\", \"title\": \"Tiller\"%s}");
    assertThat(other.get("documents")).hasSize(2);
  }

  /** The documents of a collection after one text was added to it. */
  private static JsonNode textDocument(String body) throws Exception {
    Caller.Reply accepted =
        caller.post("/v1/documents", body.formatted(", \"collection\": \"texts\""));
    Caller.Reply job = caller.get(accepted.header("Location") + "?wait_ms=20000");
    assertThat(job.json().get("state").textValue()).as(job.text()).isEqualTo("done");
    return caller.get("/v1/documents?collection=texts").json();
  }

  @Test
  void upload() throws Exception {
    String body =
        """
        --b\r
        Content-Disposition: form-data; name="collection"\r
        \r
        uploads\r
        --b\r
        Content-Disposition: form-data; name="metadata"\r
        \r
        {"year": 2020}\r
        --b\r
        Content-Disposition: form-data; name="file"; filename="../../rope.txt"\r
        Content-Type: text/plain\r
        \r
        The rope is hemp.\r
        --b--\r
        """;
    Caller.Reply reply =
        caller.send(
            "POST", "/v1/documents", body, "Content-Type", "multipart/form-data; boundary=b");
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    Caller.Reply job = caller.get(reply.header("Location") + "?wait_ms=20000");
    assertThat(job.json().get("state").textValue()).as(job.text()).isEqualTo("done");
    assertThat(job.json().get("failures")).as(job.text()).isEmpty();
    JsonNode document = caller.get("/v1/documents?collection=uploads").json().at("/documents/0");
    assertThat(document.get("source").textValue()).isEqualTo("rope.txt");
    assertThat(document.at("/metadata/year/0").intValue()).isEqualTo(2020);
    try (var left = Files.list(folder.resolve("data/uploads"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void pathsOfThisMachine() throws Exception {
    Path file = Files.writeString(folder.resolve("deck.txt"), "The deck is teak.");
    Caller.Reply reply =
        caller.post(
            "/v1/ingest",
            "{\"paths\": " + Json.write(List.of(file.toString())) + ", \"collection\": \"paths\"}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    Caller.Reply job = caller.get(reply.header("Location") + "?wait_ms=20000");
    assertThat(job.json().at("/progress/documents_done").intValue()).as(job.text()).isEqualTo(1);
    assertThat(caller.post("/v1/ingest", "{\"paths\": \"deck.txt\"}").error().get("message"))
        .hasToString("\"paths must be absolute, but got: 'deck.txt'\"");
  }
}
