package io.footnote.eval.dataset;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Finds which document of the dataset a search result comes from, given the result's source. */
public sealed interface DocumentNames {

  /** Name of the document in queries and judgements, in Unicode form NFC. */
  String nameOf(String source);

  /** Unicode form NFC, in which names are compared: file systems differ in the form they keep. */
  static String normalize(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /** Records are documents under their own id, which is their source. */
  record RecordIds() implements DocumentNames {
    @Override
    public String nameOf(String source) {
      return normalize(source);
    }
  }

  /**
   * Files below a folder are documents under their relative path; what is inside a file (an
   * attachment, a record) counts as the file.
   *
   * @param root absolute path of the folder
   * @param files names relative to it, with {@code /}
   * @param records names of files by the ids of the records they hold
   */
  record RelativePaths(Path root, Set<String> files, Map<String, String> records)
      implements DocumentNames {
    public RelativePaths {
      Objects.requireNonNull(root);
      files = Set.copyOf(files.stream().map(DocumentNames::normalize).toList());
      Map<String, String> copy = new HashMap<>();
      records.forEach((id, file) -> copy.put(normalize(id), normalize(file)));
      records = Map.copyOf(copy);
    }

    @Override
    public String nameOf(String source) {
      String normalized = normalize(source);
      String prefix = normalize(root + "/");
      if (!normalized.startsWith(prefix)) {
        return records.getOrDefault(normalized, normalized);
      }
      String name = normalized.substring(prefix.length());
      NavigableSet<String> sorted = new TreeSet<>(files);
      // The longest file name that the source starts with comes last among those not after it.
      for (String file : sorted.headSet(name, true).descendingSet()) {
        if (name.startsWith(file)) {
          return file;
        }
      }
      return name;
    }
  }
}
