package io.footnote.ingest.parse;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.footnote.index.model.MetadataValue;
import java.util.List;

/** Parsed documents as JSON, between processes and on disk. */
final class ParseJson {
  /** Lists that an earlier version did not write are empty. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addMixIn(MetadataValue.class, TypedValue.class)
          .withConfigOverride(
              List.class,
              lists -> lists.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(TextBuilder.MAX_CHARACTERS).build());
  }

  private ParseJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = MetadataValue.Keyword.class, name = "keyword"),
    @JsonSubTypes.Type(value = MetadataValue.Numeric.class, name = "number"),
    @JsonSubTypes.Type(value = MetadataValue.Date.class, name = "date")
  })
  private interface TypedValue {}
}
