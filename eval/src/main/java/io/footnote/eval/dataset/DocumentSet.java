package io.footnote.eval.dataset;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Documents of a dataset that the same groups may read.
 *
 * @param acl groups that may read them; empty makes them public
 * @param files absolute paths, sorted
 */
public record DocumentSet(Set<String> acl, List<Path> files) {
  public DocumentSet {
    acl = Collections.unmodifiableSet(new TreeSet<>(acl));
    files = files.stream().sorted().toList();
  }
}
