package io.footnote.ingest.parse;

import io.footnote.index.model.MetadataValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.parser.Parser;

/**
 * What a Markdown document says of itself in YAML before its text: keys with a value or a list of
 * them. Deeper structure is not read.
 *
 * @param title empty if it gives none
 * @param metadata by keys in lower case; nothing under a key that means something else here
 * @param end where the text begins
 */
record FrontMatter(String title, Map<String, List<MetadataValue>> metadata, int end) {
  private static final Parser YAML =
      Parser.builder().extensions(List.of(YamlFrontMatterExtension.create())).build();

  /** The line that ends it; its first line is looked at before. */
  private static final Pattern LAST_LINE = Pattern.compile("(?m)^(?:---|\\.\\.\\.)[ \\t]*$\\R?");

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

  /** That of a document; a line of three hyphens with no key after it begins none. */
  static Optional<FrontMatter> of(String markdown) {
    int firstLine = markdown.indexOf('\n') + 1;
    if (firstLine == 0 || !markdown.substring(0, firstLine).strip().equals("---")) {
      return Optional.empty();
    }
    Matcher last = LAST_LINE.matcher(markdown).region(firstLine, markdown.length());
    if (!last.find()) {
      return Optional.empty();
    }
    YamlFrontMatterVisitor said = new YamlFrontMatterVisitor();
    YAML.parse(markdown.substring(0, last.end())).accept(said);
    return said.getData().isEmpty()
        ? Optional.empty()
        : Optional.of(new FrontMatter(title(said.getData()), metadata(said.getData()), last.end()));
  }

  private static String title(Map<String, List<String>> said) {
    return said.getOrDefault(TITLE, List.of()).stream().findFirst().orElse("").strip();
  }

  private static Map<String, List<MetadataValue>> metadata(Map<String, List<String>> said) {
    Map<String, List<MetadataValue>> metadata = new TreeMap<>();
    said.forEach((written, texts) -> {
      String key = written.toLowerCase(Locale.ROOT);
      List<MetadataValue> values = values(texts);
      if (!values.isEmpty() && !NOT_METADATA.contains(key) && metadata.size() < MOST_KEYS) {
        metadata.putIfAbsent(key, values);
      }
    });
    return metadata;
  }

  private static List<MetadataValue> values(List<String> texts) {
    List<MetadataValue> values = new ArrayList<>();
    texts.stream()
        .flatMap(FrontMatter::items)
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST_VALUE)
        .limit(MOST_VALUES)
        .forEach(text -> values.add(MetadataValue.read(text)));
    return values;
  }

  /** Those of a list on one line, {@code [a, b]}, or the text itself. */
  private static Stream<String> items(String text) {
    String stripped = text.strip();
    return stripped.startsWith("[") && stripped.endsWith("]")
        ? Pattern.compile(",")
            .splitAsStream(stripped.substring(1, stripped.length() - 1))
            .map(FrontMatter::unquoted)
        : Stream.of(stripped);
  }

  private static String unquoted(String text) {
    String stripped = text.strip();
    boolean quoted =
        stripped.length() > 1
            && "\"'".indexOf(stripped.charAt(0)) >= 0
            && stripped.charAt(0) == stripped.charAt(stripped.length() - 1);
    return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
  }
}
