package io.footnote.serve.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts and instructions over HTTP, as the description describes them. */
class MemoryApiTest extends HttpApiFixture {
  private JsonNode added(String body) throws Exception {
    Caller.Reply reply = caller.post("/v1/memory", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(reply.header("Location"))
        .isEqualTo("/v1/memory/" + reply.json().get("memory_id").textValue());
    Description.assertDescribed("MemoryItem", reply.json());
    return reply.json();
  }

  @Test
  void whatIsRememberedIsDescribedListedUsedAndDeleted() throws Exception {
    JsonNode fact = added("{\"text\": \"The tender of the mast works is called Puffin.\"}");
    assertThat(fact.get("audience").toString()).isEqualTo("{\"type\":\"user\",\"name\":\"local\"}");
    JsonNode told =
        added("{\"text\": \"Be brief.\", \"kind\": \"instruction\", \"everybody\": true}");
    assertThat(told.get("audience").toString()).isEqualTo("{\"type\":\"everybody\"}");
    JsonNode group =
        added("{\"text\": \"Be kind.\", \"group\": \"hr\", \"collection\": \"default\"}");
    assertThat(group.at("/audience/name").textValue()).isEqualTo("hr");
    Caller.Reply page = caller.get("/v1/memory?limit=2");
    Description.assertDescribed("MemoryPage", page.json());
    assertThat(page.json().get("memory")).hasSize(2);
    String rest = "/v1/memory?cursor=" + page.json().get("next_cursor").textValue();
    assertThat(caller.get(rest).json().get("memory")).hasSize(1);
    assertThat(caller.get("/v1/memory?kind=instruction").json().at("/memory/0/memory_id"))
        .isEqualTo(told.get("memory_id"));
    Caller.Reply answer =
        caller.post("/v1/ask", "{\"question\": \"What is the tender of the mast works called?\"}");
    assertThat(answer.json().at("/citations/0/kind").textValue()).isEqualTo("memory");
    assertThat(answer.json().at("/citations/0/document_id")).isEqualTo(fact.get("memory_id"));
    Description.assertDescribed("Answer", answer.json());
    for (JsonNode item : new JsonNode[] {fact, told, group}) {
      String path = "/v1/memory/" + item.get("memory_id").textValue();
      assertThat(caller.get(path).json()).isEqualTo(item);
      assertThat(caller.send("DELETE", path, "").status()).isEqualTo(204);
      assertThat(caller.get(path).status()).isEqualTo(404);
    }
    assertThat(caller.get("/v1/memory").json().get("memory")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                       | missing_field | 'text' is missing
          {"text": "  "}                           | invalid_text  | must be 1 to 1000 characters, but got: 0
          {"text": "a", "kind": "wish"}            | invalid_kind  | kind must be fact or instruction, but got: 'wish'
          {"text": "a", "kind": "instruction"}     | invalid_kind  | an instruction is for a group or for everybody
          {"text": "a", "group": " "}              | invalid_group | a group must be 1 to 200 characters
          {"text": "a", "group": "b", "everybody": true} | invalid_group | give group or everybody, not both
          {"text": "a", "collection": "A"}         | invalid_collection | but got: 'A'
          {"text": "a", "user": "b"}               | unknown_field | allowed are collection, everybody, group, kind, text
          """)
  void badInput(String body, String code, String message) throws Exception {
    Caller.Reply reply = caller.post("/v1/memory", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.error().get("code").textValue()).isEqualTo(code);
    assertThat(reply.error().get("message").textValue()).contains(message);
  }
}
