package io.footnote.ingest.screen;

import io.footnote.index.model.MetadataValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A sign that a text is written to steer a language model. */
public enum Sign {
  /** Orders to whoever answers: ignore, reveal, pretend, reply with. */
  INSTRUCTIONS,
  /** Imitated marks of passages and sources. */
  FAKE_CITATIONS,
  /** Characters that show nothing, in numbers or places that no script needs. */
  HIDDEN_CHARACTERS,
  /** Text that a reader of the original does not see. */
  HIDDEN_TEXT,
  /** Links and pictures with room for data in their addresses. */
  LEAKING_LINKS;

  /** The key of document metadata under which signs are listed. */
  public static final String METADATA_KEY = "suspicious";

  /** Metadata of a document that shows these signs. */
  public static Map<String, List<MetadataValue>> metadata(Set<Sign> signs) {
    return signs.isEmpty()
        ? Map.of()
        : Map.of(
            METADATA_KEY,
            signs.stream()
                .sorted()
                .<MetadataValue>map(sign -> new MetadataValue.Keyword(sign.lowerCase()))
                .toList());
  }

  /** The names of the signs that a document's metadata list. */
  public static List<String> namesIn(Map<String, List<MetadataValue>> metadata) {
    List<String> names = new ArrayList<>();
    for (MetadataValue value : metadata.getOrDefault(METADATA_KEY, List.of())) {
      if (value instanceof MetadataValue.Keyword(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Its name in metadata and traces. */
  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
