package io.footnote.serve.server.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.footnote.index.model.MetadataValue;
import io.footnote.serve.engine.model.Audience;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.Usage;

/**
 * How records look as JSON: names in snake case, enums in lower case, moments as ISO 8601, metadata
 * values as plain strings and numbers. Thread-safe.
 */
public final class Json {
  /** Numbers longer than this are refused; nothing Footnote reads needs more digits. */
  private static final int MAX_NUMBER_LENGTH = 100;

  private static final JsonMapper MAPPER = build();

  private Json() {}

  private static JsonMapper build() {
    SimpleModule values = new SimpleModule("footnote");
    values.addSerializer(MetadataValue.class, new MetadataJson.Writer());
    values.addDeserializer(MetadataValue.class, new MetadataJson.Reader());
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(values)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Decision.class, DecisionFields.class)
            .addMixIn(Audience.class, AudienceFields.class)
            .addMixIn(Usage.class, UsageFields.class)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxStringLength(Integer.MAX_VALUE)
                .build());
    return mapper;
  }

  /** The one mapper; not to be reconfigured. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** A record as compact JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " has no JSON form", e);
    }
  }

  /** A record as JSON for people. */
  public static String writePretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " has no JSON form", e);
    }
  }

  /** Any value as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The name of a decision's kind is part of its JSON. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Decision.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Decision.AnswerWithWarning.class, name = "answer_with_warning"),
    @JsonSubTypes.Type(value = Decision.Decline.class, name = "decline"),
    @JsonSubTypes.Type(value = Decision.NeedsPerson.class, name = "needs_person")
  })
  private interface DecisionFields {}

  /** So is that of an audience's. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Audience.User.class, name = "user"),
    @JsonSubTypes.Type(value = Audience.Group.class, name = "group"),
    @JsonSubTypes.Type(value = Audience.Everybody.class, name = "everybody")
  })
  private interface AudienceFields {}

  /** {@code total_tokens} is computed, yet part of the JSON. */
  private abstract static class UsageFields {
    @JsonProperty("total_tokens")
    abstract int totalTokens();
  }
}
