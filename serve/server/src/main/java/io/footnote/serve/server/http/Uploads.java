package io.footnote.serve.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.IngestInput;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.server.json.Json;
import io.footnote.serve.server.json.MetadataJson;
import io.javalin.http.Context;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Keeps uploaded files, streamed to disk by the container, until they are ingested. */
final class Uploads {
  private static final Set<String> FIELDS =
      new TreeSet<>(List.of("file", "files", "collection", "acl", "metadata", "lexical_only"));

  private final Path folder;
  private final Supplier<String> ids;

  Uploads(Path folder, Supplier<String> ids) {
    this.folder = folder.toAbsolutePath().normalize();
    this.ids = ids;
  }

  /**
   * Reads a multipart request: files, and the fields {@code collection, acl, metadata,
   * lexical_only}.
   */
  FootnoteService.Ingest receive(Context context) throws IOException {
    Map<String, List<String>> fields = context.formParamMap(); // parses the body
    String collection = CollectionName.DEFAULT;
    Set<String> acl = fields.containsKey("acl") ? new LinkedHashSet<>() : null;
    Map<String, List<MetadataValue>> metadata = Map.of();
    IndexKind kind = null;
    for (Map.Entry<String, List<String>> field : fields.entrySet()) {
      checkName(field.getKey());
      for (String value : field.getValue()) {
        switch (field.getKey()) {
          case "collection" -> collection = value;
          case "acl" -> Objects.requireNonNull(acl).addAll(groups(value));
          case "metadata" -> metadata = metadata(value);
          case "lexical_only" -> kind = kind(value);
          default ->
              throw InvalidRequestException.of(
                  field.getKey(), "'" + field.getKey() + "' must be a file with a name");
        }
      }
    }
    CollectionName.check(collection);
    List<IngestInput> inputs = new ArrayList<>();
    for (Part part : parts(context)) {
      if (part.getSubmittedFileName() != null) {
        checkName(part.getName());
        inputs.add(keep(part));
      }
    }
    if (inputs.isEmpty()) {
      throw new InvalidRequestException(
          "missing_field", "file", "'file' is missing; send at least one file");
    }
    return new FootnoteService.Ingest(collection, inputs, acl, metadata).withKind(kind);
  }

  /** An upload that lies in the folder already. */
  IngestInput.Upload existing(String source, Path path) {
    if (!path.normalize().startsWith(folder) || !Files.isRegularFile(path)) {
      throw InvalidRequestException.of(
          "uploads", "uploads must be files below " + folder + ", but got: '" + path + "'");
    }
    return new IngestInput.Upload(source, path);
  }

  private static List<Part> parts(Context context) throws IOException {
    try {
      return List.copyOf(context.req().getParts());
    } catch (ServletException e) {
      throw new InvalidRequestException(
          "invalid_multipart", null, "the multipart body cannot be read: " + e.getMessage(), e);
    }
  }

  private IngestInput keep(Part part) throws IOException {
    String name =
        Path.of("/" + part.getSubmittedFileName().replace('\\', '/')).normalize().toString();
    String source = name.substring(1);
    if (source.isBlank()) {
      throw InvalidRequestException.of("file", "an uploaded file needs a name");
    }
    Files.createDirectories(folder);
    Path target = folder.resolve(ids.get());
    part.write(target.toString());
    return new IngestInput.Upload(source, target);
  }

  private static IndexKind kind(String value) {
    return switch (value) {
      case "true" -> IndexKind.LEXICAL_ONLY;
      case "false" -> IndexKind.HYBRID;
      default ->
          throw InvalidRequestException.of(
              "lexical_only", "'lexical_only' must be true or false, but got: '" + value + "'");
    };
  }

  private static Set<String> groups(String value) {
    Set<String> groups = new LinkedHashSet<>();
    for (String group : value.split(",", -1)) {
      if (!group.isBlank()) {
        groups.add(group.strip());
      }
    }
    return groups;
  }

  private static Map<String, List<MetadataValue>> metadata(String value) {
    try {
      JsonNode node = Json.mapper().readTree(value);
      return MetadataJson.metadata(node);
    } catch (JsonProcessingException e) {
      throw new InvalidRequestException(
          "invalid_metadata", "metadata", "'metadata' must be a JSON object", e);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "invalid_metadata", "metadata", String.valueOf(e.getMessage()), e);
    }
  }

  private static void checkName(String name) {
    if (!FIELDS.contains(name)) {
      throw new InvalidRequestException(
          "unknown_field",
          name,
          "unknown field '" + name + "'; allowed are " + String.join(", ", FIELDS));
    }
  }
}
