package io.footnote.serve.server.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.footnote.index.model.MetadataValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Typed metadata as plain JSON: a number is a number; a string that is an ISO 8601 date or moment
 * is a date; any other string, and a boolean, is a keyword.
 */
public final class MetadataJson {
  /** Magnitude below which whole doubles are exact, and written without a fraction. */
  private static final double EXACT = 1L << 53;

  private MetadataJson() {}

  /** Metadata of a request: an object whose values are strings, numbers, booleans or lists. */
  public static Map<String, List<MetadataValue>> metadata(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("metadata must be an object, but got: " + object);
    }
    Map<String, List<MetadataValue>> metadata = new TreeMap<>();
    object
        .properties()
        .forEach(field -> {
          List<MetadataValue> values = new ArrayList<>();
          if (field.getValue().isArray()) {
            field.getValue().forEach(value -> values.add(value(field.getKey(), value)));
          } else {
            values.add(value(field.getKey(), field.getValue()));
          }
          metadata.put(field.getKey(), List.copyOf(values));
        });
    return metadata;
  }

  /** One value under {@code key}. */
  public static MetadataValue value(String key, JsonNode node) {
    if (node.isNumber()) {
      return new MetadataValue.Numeric(node.doubleValue());
    }
    if (node.isTextual()) {
      return MetadataValue.ofString(node.textValue());
    }
    if (node.isBoolean()) {
      return new MetadataValue.Keyword(node.asText());
    }
    throw new IllegalArgumentException(
        "the value of '" + key + "' must be a string or a number, but got: " + node);
  }

  /** A value as people write it: a string, a number, or a moment as ISO 8601 has it. */
  public static Object plain(MetadataValue value) {
    return switch (value) {
      case MetadataValue.Keyword keyword -> keyword.value();
      case MetadataValue.Date date -> date.value().toString();
      case MetadataValue.Numeric(double number) -> {
        if (number == Math.rint(number) && Math.abs(number) < EXACT) {
          yield (long) number;
        }
        yield number;
      }
    };
  }

  static final class Writer extends JsonSerializer<MetadataValue> {
    @Override
    public void serialize(MetadataValue value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writePOJO(plain(value));
    }
  }

  static final class Reader extends JsonDeserializer<MetadataValue> {
    @Override
    public MetadataValue deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return value("metadata", context.readTree(in));
    }
  }
}
