package io.footnote.serve.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footnote.serve.engine.model.AnswerThresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Thresholds of collections, each in a file of its collection's folder, so that they go with it.
 * Thread-safe.
 */
final class StoredThresholds {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DECLINE_BELOW = "decline_below";
  private static final String WARN_BELOW = "warn_below";

  private final DataFolder folder;

  StoredThresholds(DataFolder folder) {
    this.folder = folder;
  }

  /** Those that were set, else the standard. */
  AnswerThresholds of(String collection) {
    Path file = folder.thresholds(collection);
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      return new AnswerThresholds(
          json.path(DECLINE_BELOW).asDouble(), json.path(WARN_BELOW).asDouble());
    } catch (NoSuchFileException e) {
      return AnswerThresholds.STANDARD;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The strictest of all, for a question to several collections. */
  AnswerThresholds of(List<String> collections) {
    return collections.stream()
        .map(this::of)
        .reduce(AnswerThresholds::and)
        .orElse(AnswerThresholds.STANDARD);
  }

  /** Sets them for a collection that exists. */
  synchronized void set(String collection, AnswerThresholds thresholds) {
    Path file = folder.thresholds(collection);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      JSON.writeValue(
          fresh.toFile(),
          JSON.createObjectNode()
              .put(DECLINE_BELOW, thresholds.declineBelow())
              .put(WARN_BELOW, thresholds.warnBelow()));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
