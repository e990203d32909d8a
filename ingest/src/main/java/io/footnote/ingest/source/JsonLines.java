package io.footnote.ingest.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footnote.embed.Hashes;
import io.footnote.index.model.MetadataValue;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.TextDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prepared records, one JSON object a line, as in BEIR's {@code corpus.jsonl}: the id in {@code
 * _id} or {@code id}, {@code title}, the text in {@code text}, {@code content} or {@code body}, and
 * where wanted {@code url} (or {@code source}) and an object {@code metadata}. Each line is a
 * document of its own, known by its id. Reads one line at a time.
 */
public final class JsonLines implements AutoCloseable {
  /** Longest line; a longer one is taken for something that is not JSON lines. */
  private static final int MAX_LINE_BYTES = 64 << 20;

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build()
          .readerFor(JsonNode.class);

  private final InputStream in;
  private final String fileSource;
  private final @Nullable Instant modified;
  private final byte[] buffer = new byte[1 << 16];
  private int start; // of what was not read yet
  private int filled;
  private long line;

  /**
   * @param fileSource how the file is known; names it in errors
   * @param modified when the file was last changed; null for an upload, which is no file that its
   *     records could be said to come from
   */
  public JsonLines(Path file, String fileSource, @Nullable Instant modified) throws IOException {
    this.in = Files.newInputStream(file);
    this.fileSource = fileSource;
    this.modified = modified;
  }

  /** Whether a file of this name holds prepared records. */
  public static boolean isJsonLines(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
  }

  /** Number of lines that are not blank. */
  public static long count(Path file) throws IOException {
    long lines = 0;
    boolean blank = true;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            lines += blank ? 0 : 1;
            blank = true;
          } else if (blank && buffer[i] != ' ' && buffer[i] != '\r' && buffer[i] != '\t') {
            blank = false;
          }
        }
      }
    }
    return lines + (blank ? 0 : 1);
  }

  /** The document of the next line that is not blank, or null at the end of the file. */
  public @Nullable SourceDocument next() throws IOException {
    while (true) {
      byte[] bytes = readLine();
      if (bytes == null) {
        return null;
      }
      line++;
      if (!isBlank(bytes)) {
        return parse(bytes);
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte @Nullable [] readLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    while (fill()) {
      int end = start;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      bytes.write(buffer, start, end - start);
      if (bytes.size() > MAX_LINE_BYTES) {
        throw new IOException(
            "line %d is longer than %d MB; is it really one JSON object a line?"
                .formatted(line + 1, MAX_LINE_BYTES >> 20));
      }
      boolean ended = end < filled;
      start = ended ? end + 1 : filled;
      if (ended) {
        return bytes.toByteArray();
      }
    }
    return bytes.size() == 0 ? null : bytes.toByteArray();
  }

  /** Whether there is more to read, which then is in the buffer. */
  private boolean fill() throws IOException {
    if (start == filled) {
      start = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return filled > 0;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private SourceDocument parse(byte[] bytes) {
    String place = fileSource + ":" + line;
    JsonNode record;
    try {
      record = READER.readTree(bytes);
    } catch (JsonProcessingException e) {
      return new BrokenDocument(
          place,
          "line %d is not valid JSON: %s".formatted(line, firstLine(e.getOriginalMessage())));
    } catch (IOException e) {
      return new BrokenDocument(place, "line %d is not valid JSON in UTF-8".formatted(line));
    }
    if (!record.isObject()) {
      return new BrokenDocument(
          place,
          "line %d is not a JSON object but %s; write one object a line"
              .formatted(line, record.getNodeType().toString().toLowerCase(Locale.ROOT)));
    }
    String id = first(record, "_id", "id");
    String title = first(record, "title").strip();
    String text = first(record, "text", "content", "body");
    String source = id.isEmpty() ? place : id;
    if (text.isBlank()) {
      if (title.isEmpty()) {
        return new BrokenDocument(
            source,
            "line %d of %s has no text in text, content, body or title"
                .formatted(line, fileSource));
      }
      text = title;
      title = "";
    }
    Map<String, List<MetadataValue>> metadata = new TreeMap<>();
    RecordMetadata.addAll(record.path("metadata"), metadata);
    String url = first(record, "url", "source");
    if (!url.isEmpty()) {
      metadata.putIfAbsent("url", List.of(new MetadataValue.Keyword(url)));
    }
    return new TextDocument(
        source,
        title,
        text,
        "application/jsonl",
        metadata,
        Hashes.sha256Hex(bytes),
        bytes.length,
        modified,
        modified == null ? null : fileSource);
  }

  private static String first(JsonNode record, String... names) {
    for (String name : names) {
      JsonNode value = record.path(name);
      if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
        return value.asText();
      }
    }
    return "";
  }

  private static String firstLine(String message) {
    // What Jackson adds in brackets locates the source, which the caller does better.
    return message.lines().findFirst().orElse("unreadable").replaceFirst(" \\(start marker.*", "");
  }
}
