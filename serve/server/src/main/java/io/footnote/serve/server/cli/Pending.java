package io.footnote.serve.server.cli;

import io.footnote.ingest.SyncPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a synchronisation has to do, and the files as they were then. Of what stays to be done after
 * it, because it failed, nothing is tried again until one of its files is another.
 *
 * @param files state of each file that is added or changed
 * @param rest what is moved and removed
 */
record Pending(Map<String, String> files, List<Object> rest) {
  static final Pending NOTHING = new Pending(Map.of(), List.of());

  Pending {
    files = Map.copyOf(files);
    rest = List.copyOf(rest);
  }

  static Pending of(SyncPlan plan) {
    Map<String, String> files = new HashMap<>();
    plan.added().forEach(source -> files.put(source, state(source)));
    plan.changed().forEach(source -> files.put(source, state(source)));
    return new Pending(files, List.of(plan.moved(), plan.removed()));
  }

  /** What {@code after} still has to do, with the files as they were before it was tried. */
  Pending still(SyncPlan after) {
    Pending now = of(after);
    Map<String, String> before = new HashMap<>();
    now.files.keySet().forEach(source -> before.put(source, files.getOrDefault(source, "")));
    return new Pending(before, now.rest);
  }

  private static String state(String source) {
    try {
      BasicFileAttributes file = Files.readAttributes(Path.of(source), BasicFileAttributes.class);
      return file.size() + " bytes of " + file.lastModifiedTime();
    } catch (IOException | InvalidPathException e) {
      return "not there";
    }
  }
}
