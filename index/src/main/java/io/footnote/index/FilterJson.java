package io.footnote.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The filter language as JSON, in the form of OpenAI's vector stores: {@code {"type": "eq", "key":
 * "year", "value": 2023}} with {@code eq ne gt gte lt lte}, {@code in} and {@code nin} (whose value
 * is an array), and {@code {"type": "and", "filters": […]}} or {@code or}.
 *
 * <p>Values are strings, numbers and booleans. JSON has no dates: a moment with its zone ({@code
 * 2024-12-31T08:00:00Z}) is one; a day ({@code 2024-12-31}) is one where it is compared by order.
 */
public final class FilterJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Set<String> COMPARE_FIELDS = Set.of("type", "key", "value");
  private static final Set<String> GROUP_FIELDS = Set.of("type", "filters");

  private FilterJson() {}

  /**
   * @throws InvalidFilterException saying what was expected, where (as a path from {@code filter}),
   *     and what was found
   */
  public static Filter parse(String json) {
    try {
      return parse(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new InvalidFilterException("the filter is not JSON: " + e.getOriginalMessage());
    }
  }

  /** As {@link #parse(String)}, of JSON that was read already. */
  public static Filter parse(JsonNode json) {
    return filter(json, "filter", 0);
  }

  /** The filter as JSON; {@link #parse(String)} makes an equal filter of it. */
  public static String write(Filter filter) {
    return toJson(filter).toString();
  }

  /** As {@link #write(Filter)}, as a tree. */
  public static JsonNode toJson(Filter filter) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (filter) {
      case Filter.Compare compare ->
          node.put("type", compare.operator().name().toLowerCase(Locale.ROOT))
              .put("key", compare.key())
              .set("value", value(compare.value()));
      case Filter.In in -> {
        ArrayNode values =
            node.put("type", in.negated() ? "nin" : "in").put("key", in.key()).putArray("value");
        in.values().forEach(each -> values.add(value(each)));
      }
      case Filter.And and -> addGroup(node, "and", and.filters());
      case Filter.Or or -> addGroup(node, "or", or.filters());
    }
    return node;
  }

  private static void addGroup(ObjectNode node, String type, List<Filter> filters) {
    ArrayNode array = node.put("type", type).putArray("filters");
    filters.forEach(each -> array.add(toJson(each)));
  }

  private static JsonNode value(MetadataValue value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case MetadataValue.Keyword(String text) -> nodes.textNode(text);
      case MetadataValue.Numeric(double number) ->
          number == Math.rint(number) && Math.abs(number) < 1e15
              ? nodes.numberNode((long) number)
              : nodes.numberNode(number);
      case MetadataValue.Date date -> nodes.textNode(date.value().toString());
    };
  }

  private static Filter filter(JsonNode node, String path, int depth) {
    if (depth > FilterValues.MAX_DEPTH) {
      throw new InvalidFilterException(
          "a filter may nest at most " + FilterValues.MAX_DEPTH + " levels");
    }
    if (!node.isObject()) {
      throw invalid(
          path,
          "must be an object such as {\"type\":\"eq\",\"key\":\"year\",\"value\":2023}",
          node);
    }
    JsonNode type = node.path("type");
    return switch (type.asText()) {
      case "eq" -> compare(Filter.Operator.EQ, node, path);
      case "ne" -> compare(Filter.Operator.NE, node, path);
      case "gt" -> compare(Filter.Operator.GT, node, path);
      case "gte" -> compare(Filter.Operator.GTE, node, path);
      case "lt" -> compare(Filter.Operator.LT, node, path);
      case "lte" -> compare(Filter.Operator.LTE, node, path);
      case "in" -> FilterValues.in(false, key(node, path), values(node, path));
      case "nin" -> FilterValues.in(true, key(node, path), values(node, path));
      case "and" -> new Filter.And(filters(node, path, depth));
      case "or" -> new Filter.Or(filters(node, path, depth));
      default ->
          throw invalid(
              path + ".type", "must be one of eq, ne, gt, gte, lt, lte, in, nin, and, or", type);
    };
  }

  private static Filter compare(Filter.Operator operator, JsonNode node, String path) {
    String key = key(node, path);
    return FilterValues.compare(operator, key, value(node.path("value"), path + ".value"));
  }

  private static String key(JsonNode node, String path) {
    onlyFields(node, path, COMPARE_FIELDS);
    JsonNode key = node.path("key");
    if (!key.isTextual() || key.asText().isEmpty()) {
      throw invalid(path + ".key", "must be the name of a metadata key or document field", key);
    }
    return key.asText();
  }

  private static List<MetadataValue> values(JsonNode node, String path) {
    JsonNode array = node.path("value");
    if (!array.isArray() || array.isEmpty()) {
      throw invalid(path + ".value", "must be an array of at least one value", array);
    }
    List<MetadataValue> values = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      values.add(value(array.get(i), path + ".value[" + i + "]"));
    }
    return values;
  }

  private static List<Filter> filters(JsonNode node, String path, int depth) {
    onlyFields(node, path, GROUP_FIELDS);
    JsonNode array = node.path("filters");
    if (!array.isArray() || array.isEmpty()) {
      throw invalid(path + ".filters", "must be an array of at least one filter", array);
    }
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      filters.add(filter(array.get(i), path + ".filters[" + i + "]", depth + 1));
    }
    return filters;
  }

  private static MetadataValue value(JsonNode node, String path) {
    if (node.isTextual()) {
      return new MetadataValue.Keyword(node.asText());
    }
    if (node.isBoolean()) {
      return new MetadataValue.Keyword(Boolean.toString(node.asBoolean()));
    }
    if (node.isNumber() && Double.isFinite(node.asDouble())) {
      return new MetadataValue.Numeric(node.asDouble());
    }
    throw invalid(path, "must be a string, a number, true or false", node);
  }

  private static void onlyFields(JsonNode node, String path, Set<String> allowed) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!allowed.contains(name)) {
        throw new InvalidFilterException(
            "%s has an unknown field '%s'; a filter of this type has %s"
                .formatted(path, name, allowed.stream().sorted().toList()));
      }
    }
  }

  private static InvalidFilterException invalid(String path, String expected, JsonNode found) {
    String shown = found.isMissingNode() ? "nothing" : found.toString();
    return new InvalidFilterException(
        "%s %s, but got: %s"
            .formatted(path, expected, shown.length() > 80 ? shown.substring(0, 80) + "…" : shown));
  }
}
