package io.footnote.eval.dataset;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which groups may read which folder of documents, from an optional {@code dataset.yaml}:
 *
 * <pre>
 * acl:
 *   hr-only: [hr]
 * </pre>
 *
 * A file has the groups of the innermost folder that is named; the rest is public.
 *
 * @param groups by folder relative to {@code documents/}, with {@code /} and without one at the end
 */
record AccessRules(Map<String, Set<String>> groups) {
  static final String FILE = "dataset.yaml";

  AccessRules {
    TreeMap<String, Set<String>> copy = new TreeMap<>();
    groups.forEach((folder, readers) ->
        copy.put(DocumentNames.normalize(folder.replaceFirst("/+$", "")), Set.copyOf(readers)));
    groups = Collections.unmodifiableMap(copy);
  }

  /** The rules of a dataset; none if it has no {@value #FILE}. */
  static AccessRules of(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return new AccessRules(Map.of());
    }
    try {
      Map<String, Map<String, Set<String>>> yaml =
          new YAMLMapper().readValue(file.toFile(), new TypeReference<>() {});
      for (String key : yaml.keySet()) {
        if (!key.equals("acl")) {
          throw new DatasetException(file + ": unknown key '" + key + "'; the only key is 'acl'");
        }
      }
      AccessRules rules = new AccessRules(yaml.getOrDefault("acl", Map.of()));
      for (String named : rules.groups.keySet()) {
        if (!Files.isDirectory(folder.resolve(QuestionsReader.DOCUMENTS).resolve(named))) {
          throw new DatasetException(
              file + ": there is no folder '" + named + "' in " + QuestionsReader.DOCUMENTS + "/");
        }
      }
      return rules;
    } catch (IOException e) {
      throw new DatasetException(
          file
              + " must map folders to lists of groups, as in 'acl: {hr-only: [hr]}': "
              + e.getMessage(),
          e);
    }
  }

  /** Groups of a file, given by its name relative to the documents folder. */
  Set<String> of(String name) {
    String folder = name;
    for (int slash = folder.lastIndexOf('/'); slash > 0; slash = folder.lastIndexOf('/')) {
      folder = folder.substring(0, slash);
      Set<String> found = groups.get(folder);
      if (found != null) {
        return found;
      }
    }
    return Set.of();
  }
}
