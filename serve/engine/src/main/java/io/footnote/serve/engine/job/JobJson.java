package io.footnote.serve.engine.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Job;
import io.footnote.ingest.JobInput;
import io.footnote.ingest.ReembedRequest;
import io.footnote.ingest.SyncRequest;
import java.util.List;

/** Jobs and their inputs as they lie in the database. */
final class JobJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // Older jobs lack lists that were added later.
          .withConfigOverride(
              List.class,
              list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .addMixIn(JobInput.class, JobTypes.class)
          .addMixIn(IngestInput.class, InputTypes.class)
          .addMixIn(MetadataValue.class, ValueTypes.class)
          .build();

  private JobJson() {}

  static String write(Job job) {
    return text(job);
  }

  static String write(JobInput request) {
    return text(request);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a job cannot be written as JSON", e);
    }
  }

  static Job job(String json) {
    return read(json, Job.class);
  }

  static JobInput request(String json) {
    return read(json, JobInput.class);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a stored "
              + type.getSimpleName()
              + " cannot be read; was it written by a newer version?",
          e);
    }
  }

  /** An input without a type is an ingest: there were no other jobs once. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = IngestRequest.class)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = IngestRequest.class, name = "ingest"),
    @JsonSubTypes.Type(value = SyncRequest.class, name = "sync"),
    @JsonSubTypes.Type(value = ReembedRequest.class, name = "reembed")
  })
  private interface JobTypes {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = IngestInput.PathInput.class, name = "path"),
    @JsonSubTypes.Type(value = IngestInput.Upload.class, name = "upload"),
    @JsonSubTypes.Type(value = IngestInput.Text.class, name = "text"),
    @JsonSubTypes.Type(value = IngestInput.Url.class, name = "url")
  })
  private interface InputTypes {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = MetadataValue.Keyword.class, name = "keyword"),
    @JsonSubTypes.Type(value = MetadataValue.Numeric.class, name = "number"),
    @JsonSubTypes.Type(value = MetadataValue.Date.class, name = "date")
  })
  private interface ValueTypes {}
}
