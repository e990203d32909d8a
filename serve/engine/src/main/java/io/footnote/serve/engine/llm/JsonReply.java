package io.footnote.serve.engine.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** The JSON object in a model's reply, whatever stands around it. */
public final class JsonReply {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReply() {}

  /** Empty if the reply holds no JSON object. */
  public static Optional<JsonNode> read(String reply) {
    int start = reply.indexOf('{');
    int end = reply.lastIndexOf('}');
    if (start < 0 || end < start) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(reply.substring(start, end + 1)));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // a model that does not write JSON is as good as none
    }
  }
}
