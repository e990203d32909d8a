package io.footnote.serve.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footnote.index.InvalidFilterException;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The JSON form of filters, as in OpenAI's vector stores: {@code {"type": "eq", "key": "year",
 * "value": 2023}} and {@code {"type": "and", "filters": […]}}.
 */
public final class FilterJson {
  private static final int MAX_DEPTH = 50;
  private static final String TYPES = "eq, ne, gt, gte, lt, lte, in, nin, and, or";

  private FilterJson() {}

  /**
   * Reads a filter.
   *
   * @throws InvalidFilterException if it is not of the language; the message says what is wrong
   */
  public static Filter read(JsonNode node) {
    return read(node, 1);
  }

  private static Filter read(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidFilterException("a filter may be nested " + MAX_DEPTH + " deep at most");
    }
    if (!node.isObject()) {
      throw new InvalidFilterException("a filter must be an object with 'type', but got: " + node);
    }
    JsonNode type = node.get("type");
    if (type == null || !type.isTextual()) {
      throw new InvalidFilterException("a filter needs 'type', one of " + TYPES + ": " + node);
    }
    return switch (type.textValue()) {
      case "and" -> new Filter.And(filters(node, depth));
      case "or" -> new Filter.Or(filters(node, depth));
      case "in" -> new Filter.In(false, key(node), values(node));
      case "nin" -> new Filter.In(true, key(node), values(node));
      case "eq", "ne", "gt", "gte", "lt", "lte" -> compare(node, type.textValue());
      default ->
          throw new InvalidFilterException(
              "unknown filter type '" + type.textValue() + "'; use one of " + TYPES);
    };
  }

  private static Filter compare(JsonNode node, String type) {
    String key = key(node);
    JsonNode value = node.get("value");
    if (value == null) {
      throw new InvalidFilterException("filter '" + type + "' on '" + key + "' needs 'value'");
    }
    return new Filter.Compare(
        Filter.Operator.valueOf(type.toUpperCase(Locale.ROOT)), key, value(key, value));
  }

  private static List<Filter> filters(JsonNode node, int depth) {
    checkFields(node, Set.of("type", "filters"));
    JsonNode list = node.get("filters");
    if (list == null || !list.isArray() || list.isEmpty()) {
      throw new InvalidFilterException(
          "filter '" + node.get("type").textValue() + "' needs 'filters', a list of filters");
    }
    List<Filter> filters = new ArrayList<>();
    list.forEach(filter -> filters.add(read(filter, depth + 1)));
    return filters;
  }

  private static String key(JsonNode node) {
    checkFields(node, Set.of("type", "key", "value"));
    JsonNode key = node.get("key");
    if (key == null || !key.isTextual() || key.textValue().isBlank()) {
      throw new InvalidFilterException("a filter needs 'key', the name of a field: " + node);
    }
    return key.textValue();
  }

  private static List<MetadataValue> values(JsonNode node) {
    JsonNode list = node.get("value");
    if (list == null || !list.isArray() || list.isEmpty()) {
      throw new InvalidFilterException(
          "filter '%s' on '%s' needs 'value', a list of values"
              .formatted(node.get("type").textValue(), key(node)));
    }
    List<MetadataValue> values = new ArrayList<>();
    list.forEach(value -> values.add(value(key(node), value)));
    return values;
  }

  private static MetadataValue value(String key, JsonNode node) {
    try {
      return MetadataJson.value(key, node);
    } catch (IllegalArgumentException e) {
      throw new InvalidFilterException("filter: " + e.getMessage());
    }
  }

  private static void checkFields(JsonNode node, Set<String> allowed) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name)) {
                throw new InvalidFilterException(
                    "unknown field '" + name + "' in filter " + node + "; allowed are "
                        + String.join(", ", allowed.stream().sorted().toList()));
              }
            });
  }

  /** Writes a filter so that {@link #read} gives it back. */
  public static ObjectNode write(Filter filter) {
    ObjectNode node = Json.mapper().createObjectNode();
    switch (filter) {
      case Filter.And and -> list(node.put("type", "and"), and.filters());
      case Filter.Or or -> list(node.put("type", "or"), or.filters());
      case Filter.In in -> {
        node.put("type", in.negated() ? "nin" : "in").put("key", in.key());
        ArrayNode values = node.putArray("value");
        in.values().forEach(value -> values.addPOJO(MetadataJson.plain(value)));
      }
      case Filter.Compare compare ->
          node.put("type", compare.operator().name().toLowerCase(Locale.ROOT))
              .put("key", compare.key())
              .putPOJO("value", MetadataJson.plain(compare.value()));
    }
    return node;
  }

  private static void list(ObjectNode node, List<Filter> filters) {
    ArrayNode list = node.putArray("filters");
    filters.forEach(filter -> list.add(write(filter)));
  }
}
