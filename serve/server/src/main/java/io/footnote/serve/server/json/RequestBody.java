package io.footnote.serve.server.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.index.FilterJson;
import io.footnote.index.model.Filter;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.MetadataValue;
import io.footnote.serve.engine.model.InvalidRequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a caller sent, read strictly: an unknown field, a wrong type, a missing field
 * or broken JSON is an {@link InvalidRequestException} that names the field.
 */
public final class RequestBody {
  /** Where Jackson's messages tell of a place by way of its own settings. */
  private static final Pattern MARKER = Pattern.compile(" ?\\([^()]*\\[Source: .*");

  private final JsonNode object;

  private RequestBody(JsonNode object) {
    this.object = object;
  }

  /**
   * Parses a body.
   *
   * @param allowed every field the request may have
   */
  public static RequestBody parse(byte[] bytes, String... allowed) {
    JsonNode node;
    try {
      node = Json.mapper().readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new InvalidRequestException(
          "invalid_json",
          null,
          "the body is not valid JSON: %s (line %d, column %d)"
              .formatted(
                  MARKER
                      .matcher(e.getOriginalMessage().lines().findFirst().orElse(""))
                      .replaceAll(""),
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr()),
          e);
    } catch (IOException e) {
      throw new InvalidRequestException(
          "invalid_json", null, "the body is not JSON in UTF-8: " + e.getMessage(), e);
    }
    return of(node, allowed);
  }

  /** What {@code lexical_only} asks a collection to be; null if it says nothing. */
  public @Nullable IndexKind kind() {
    if (!has("lexical_only")) {
      return null;
    }
    return flag("lexical_only") ? IndexKind.LEXICAL_ONLY : IndexKind.HYBRID;
  }

  /** Checks a tree as {@link #parse} does. */
  public static RequestBody of(JsonNode node, String... allowed) {
    if (!node.isObject()) {
      throw new InvalidRequestException(
          "invalid_json", null, "the body must be a JSON object, but got: " + kind(node));
    }
    Set<String> names = new TreeSet<>(List.of(allowed));
    node.fieldNames()
        .forEachRemaining(name -> {
          if (!names.contains(name)) {
            throw new InvalidRequestException(
                "unknown_field",
                name,
                "unknown field '" + name + "'; allowed are " + String.join(", ", names));
          }
        });
    return new RequestBody(node);
  }

  /** Whether the field is there and not null. */
  public boolean has(String field) {
    return object.hasNonNull(field);
  }

  /** A string that must be there. */
  public String text(String field) {
    String text = textOrNull(field);
    if (text == null) {
      throw new InvalidRequestException(
          "missing_field", field, "'" + field + "' is missing; give it as a string");
    }
    return text;
  }

  public @Nullable String textOrNull(String field) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      throw wrongType(field, "a string", node);
    }
    return node.textValue();
  }

  public int integer(String field, int otherwise) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return otherwise;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw wrongType(field, "a whole number", node);
    }
    return node.intValue();
  }

  public double number(String field, double otherwise) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return otherwise;
    }
    if (!node.isNumber()) {
      throw wrongType(field, "a number", node);
    }
    return node.doubleValue();
  }

  public boolean flag(String field) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return false;
    }
    if (!node.isBoolean()) {
      throw wrongType(field, "true or false", node);
    }
    return node.booleanValue();
  }

  /** A list of strings, or one string that stands for a list of one. */
  public List<String> texts(String field, List<String> otherwise) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return otherwise;
    }
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    if (!node.isArray()) {
      throw wrongType(field, "a string or a list of strings", node);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : node) {
      if (!item.isTextual()) {
        throw wrongType(field, "a string or a list of strings", item);
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** An object with these fields only, or null. */
  public @Nullable RequestBody objectOrNull(String field, String... allowed) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isObject()) {
      throw wrongType(field, "an object", node);
    }
    return of(node, allowed);
  }

  /** A list of objects, each with these fields only. */
  public List<RequestBody> objects(String field, String... allowed) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrongType(field, "a list of objects", node);
    }
    List<RequestBody> objects = new ArrayList<>();
    for (JsonNode item : node) {
      if (!item.isObject()) {
        throw wrongType(field, "a list of objects", item);
      }
      objects.add(of(item, allowed));
    }
    return objects;
  }

  /**
   * A filter in either form of the filter language: as an object, or as a string that holds the
   * text form.
   *
   * @throws io.footnote.index.InvalidFilterException if it is not one; of text it names the
   *     position
   */
  public @Nullable Filter filter(String field) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isTextual()) {
      return Filters.parse(node.textValue());
    }
    if (!node.isObject()) {
      throw wrongType(
          field, "an object, or text such as \"department = 'hr' and year >= 2023\"", node);
    }
    return FilterJson.parse(node);
  }

  public Map<String, List<MetadataValue>> metadata(String field) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return Map.of();
    }
    try {
      return MetadataJson.metadata(node);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "invalid_" + field, field, String.valueOf(e.getMessage()), e);
    }
  }

  private static InvalidRequestException wrongType(String field, String wanted, JsonNode got) {
    return new InvalidRequestException(
        "wrong_type", field, "'" + field + "' must be " + wanted + ", but got: " + kind(got));
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case MISSING -> "nothing";
      case NULL -> "null";
      case BINARY, POJO, BOOLEAN, NUMBER -> node.toString();
    };
  }
}
