package io.footnote.index.model;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who reads. Every read of an index takes one; what it may see is part of the query.
 *
 * @param user a name for logs and audit, not a permission
 * @param groups groups whose documents the principal may read
 * @param operator whether the principal sees everything and may administer
 */
public record Principal(String user, Set<String> groups, boolean operator) {
  public Principal {
    Objects.requireNonNull(user);
    groups = java.util.Collections.unmodifiableSet(new TreeSet<>(groups));
  }

  /** Sees documents that are public, nothing else. */
  public static Principal anonymous() {
    return new Principal("anonymous", Set.of(), false);
  }

  /** Sees everything. */
  public static Principal operator(String user) {
    return new Principal(user, Set.of(), true);
  }

  /** A user who reads public documents and those of {@code groups}. */
  public static Principal of(String user, String... groups) {
    return new Principal(user, Set.of(groups), false);
  }
}
