package io.footnote.serve.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The API's description, to compare responses with. */
final class Description {
  private Description() {}

  static JsonNode read() throws IOException {
    try (InputStream in = HttpServer.class.getResourceAsStream("/openapi.json")) {
      return Json.mapper().readTree(in);
    }
  }

  /** Checks names and presence of all fields against the description, all the way down. */
  static void assertDescribed(String schema, JsonNode value) throws IOException {
    List<String> differences = new ArrayList<>();
    compare(read(), read().at("/components/schemas/" + schema), value, schema, differences);
    assertThat(differences).as(value.toString()).isEmpty();
  }

  private static void compare(
      JsonNode root, JsonNode schema, JsonNode value, String path, List<String> differences) {
    if (schema.has("$ref")) {
      JsonNode target = root.at(schema.get("$ref").textValue().substring(1));
      compare(root, target, value, path, differences);
    } else if (schema.has("discriminator")) {
      JsonNode discriminator = schema.get("discriminator");
      String kind = value.path(discriminator.get("propertyName").textValue()).asText();
      String target = discriminator.get("mapping").path(kind).asText("#/no such kind");
      compare(root, root.at(target.substring(1)), value, path, differences);
    } else if (schema.has("properties") && value.isObject()) {
      Set<String> wanted = new TreeSet<>();
      schema.get("properties").fieldNames().forEachRemaining(wanted::add);
      Set<String> got = new TreeSet<>();
      value.fieldNames().forEachRemaining(got::add);
      if (!wanted.equals(got)) {
        differences.add(path + ": described " + wanted + " but got " + got);
      }
      got.retainAll(wanted);
      got.forEach(name ->
          compare(
              root,
              schema.get("properties").get(name),
              value.get(name),
              path + "." + name,
              differences));
    } else if (schema.has("items") && value.isArray()) {
      value.forEach(item -> compare(root, schema.get("items"), item, path + "[]", differences));
    } else if (schema.has("type")) {
      String types = schema.get("type").toString();
      String type =
          switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case NULL -> "null";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "nothing";
          };
      if (!types.contains(type) && !(type.equals("integer") && types.contains("number"))) {
        differences.add(path + ": described as " + types + " but got " + value);
      }
    }
  }
}
