package io.footnote.ingest.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.index.model.MetadataValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns a JSON object into typed metadata: numbers become numeric, ISO dates become dates, other
 * values keywords; a list gives a key several values, a nested object keys like {@code a.b}.
 */
final class RecordMetadata {
  private static final Pattern ISO_DATE =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2}))?");

  private RecordMetadata() {}

  static void addAll(JsonNode object, Map<String, List<MetadataValue>> to) {
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
    if (node.isNumber() && Double.isFinite(node.doubleValue())) {
      return new MetadataValue.Numeric(node.doubleValue());
    }
    String text = node.asText();
    return date(text)
        .<MetadataValue>map(MetadataValue.Date::new)
        .orElseGet(() -> new MetadataValue.Keyword(text));
  }

  private static Optional<Instant> date(String text) {
    if (!ISO_DATE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // looks like a date but names no day, such as 2023-02-31: a keyword
    }
  }
}
