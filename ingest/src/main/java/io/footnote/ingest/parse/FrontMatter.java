package io.footnote.ingest.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.source.RecordMetadata;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Markdown document says of itself in YAML before its text.
 *
 * @param title empty if it gives none
 * @param metadata as {@link RecordMetadata} reads it, by keys in lower case; nothing under a key
 *     that means something else here
 * @param end where the text begins
 */
record FrontMatter(String title, Map<String, List<MetadataValue>> metadata, int end) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** The line that ends it; its first line is looked at before. */
  private static final Pattern LAST_LINE = Pattern.compile("(?m)^(?:---|\\.\\.\\.)[ \\t]*$\\R?");

  /** A heading of Markdown, which YAML takes for a comment. */
  private static final Pattern TEXT = Pattern.compile("(?m)^#{2,6} ");

  private static final String TITLE = "title";

  /** The title, fields of every document, and what a document cannot claim for itself. */
  private static final Set<String> NOT_METADATA =
      Set.of(
          TITLE,
          "document_id",
          "source",
          "mime",
          "language",
          "size",
          "modified",
          "ingested",
          "acl",
          "authority",
          "suspicious");

  private static final int MOST_KEYS = 32;
  private static final int MOST_VALUES = 32;
  private static final int LONGEST_VALUE = 1000;

  FrontMatter {
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /** That of a document; what stands between two lines of hyphens and is no YAML is none. */
  static Optional<FrontMatter> of(String markdown) {
    int firstLine = markdown.indexOf('\n') + 1;
    if (firstLine == 0 || !markdown.substring(0, firstLine).strip().equals("---")) {
      return Optional.empty();
    }
    Matcher last = LAST_LINE.matcher(markdown).region(firstLine, markdown.length());
    if (!last.find()) {
      return Optional.empty();
    }
    JsonNode said = keys(markdown.substring(firstLine, last.start()));
    return said == null
        ? Optional.empty()
        : Optional.of(
            new FrontMatter(said.path(TITLE).asText("").strip(), metadata(said), last.end()));
  }

  private static @Nullable JsonNode keys(String yaml) {
    try {
      JsonNode read = YAML.readTree(yaml);
      return read.isObject() && !read.isEmpty() && !TEXT.matcher(yaml).find() ? read : null;
    } catch (JsonProcessingException e) {
      return null; // two rules with text between them
    }
  }

  private static Map<String, List<MetadataValue>> metadata(JsonNode said) {
    Map<String, List<MetadataValue>> read = new TreeMap<>();
    RecordMetadata.addAll(said, read);
    Map<String, List<MetadataValue>> metadata = new TreeMap<>();
    read.forEach((written, all) -> {
      String key = written.toLowerCase(Locale.ROOT);
      List<MetadataValue> values =
          all.stream().filter(FrontMatter::isShort).limit(MOST_VALUES).toList();
      if (!values.isEmpty() && !NOT_METADATA.contains(key) && metadata.size() < MOST_KEYS) {
        metadata.putIfAbsent(key, values);
      }
    });
    return metadata;
  }

  private static boolean isShort(MetadataValue value) {
    return !(value instanceof MetadataValue.Keyword(String text))
        || (!text.isBlank() && text.length() <= LONGEST_VALUE);
  }
}
