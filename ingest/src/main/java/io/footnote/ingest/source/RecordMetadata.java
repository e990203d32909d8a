package io.footnote.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.index.model.MetadataValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns a JSON object into typed metadata: numbers become numeric, ISO dates become dates, other
 * values keywords; a list gives a key several values, a nested object keys like {@code a.b}.
 */
public final class RecordMetadata {
  private RecordMetadata() {}

  public static void addAll(JsonNode object, Map<String, List<MetadataValue>> to) {
    add("", object, to);
  }

  private static void add(String key, JsonNode node, Map<String, List<MetadataValue>> to) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry ->
              add(
                  key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(),
                  entry.getValue(),
                  to));
    } else if (node.isArray()) {
      node.forEach(element -> add(key, element, to));
    } else if (node.isValueNode() && !node.isNull() && !key.isEmpty()) {
      to.computeIfAbsent(key, _ -> new ArrayList<>()).add(value(node));
    }
  }

  private static MetadataValue value(JsonNode node) {
    return node.isNumber() && Double.isFinite(node.doubleValue())
        ? new MetadataValue.Numeric(node.doubleValue())
        : MetadataValue.ofString(node.asText());
  }
}
