package io.footnote.serve.engine.access;

import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.state.StateDatabase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Policies: sets of groups that may read a document. Policy 0 is public and needs no row. Asked
 * anew for every leased view, so a change takes effect with the next query. Thread-safe.
 */
public final class PolicyStore implements VisiblePolicies {
  private final StateDatabase database;

  public PolicyStore(StateDatabase database) {
    this.database = database;
  }

  @Override
  public PolicyIds visibleTo(Principal principal) {
    if (principal.operator()) {
      return PolicyIds.everything();
    }
    if (principal.groups().isEmpty() || !database.exists()) {
      return PolicyIds.of(PUBLIC_POLICY);
    }
    List<Long> shared =
        database.transact(
            handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT policy_id FROM policy_group WHERE name IN (<names>)")
                    .bindList("names", List.copyOf(principal.groups()))
                    .mapTo(Long.class)
                    .list());
    long[] ids = new long[shared.size() + 1];
    ids[0] = PUBLIC_POLICY;
    for (int i = 0; i < shared.size(); i++) {
      ids[i + 1] = shared.get(i);
    }
    return PolicyIds.of(ids);
  }

  /** The policy that lets exactly {@code groups} read, made if there is none; none is public. */
  public long policyFor(Set<String> groups) {
    if (groups.isEmpty()) {
      return PUBLIC_POLICY;
    }
    String key = key(groups);
    return database.transact(
        handle ->
            handle
                .createQuery("SELECT min(id) FROM policy WHERE groups_key = :key HAVING count(*) > 0")
                .bind("key", key)
                .mapTo(Long.class)
                .findOne()
                .orElseGet(() -> insert(handle, key, groups)));
  }

  private static long insert(Handle handle, String key, Set<String> groups) {
    long id =
        handle
            .createUpdate("INSERT INTO policy (groups_key) VALUES (:key)")
            .bind("key", key)
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    insertGroups(handle, id, groups);
    return id;
  }

  private static void insertGroups(Handle handle, long id, Set<String> groups) {
    for (String group : groups) {
      handle.execute("INSERT INTO policy_group (policy_id, name) VALUES (?, ?)", id, group);
    }
  }

  /**
   * Changes which groups a policy lets read, for all documents under it.
   *
   * @throws IllegalArgumentException if there is no such policy, or it is the public one
   */
  public void redefine(long policyId, Set<String> groups) {
    int changed =
        database.transact(
            handle -> {
              int rows =
                  handle.execute(
                      "UPDATE policy SET groups_key = ? WHERE id = ?", key(groups), policyId);
              if (rows > 0) {
                handle.execute("DELETE FROM policy_group WHERE policy_id = ?", policyId);
                insertGroups(handle, policyId, groups);
              }
              return rows;
            });
    if (changed == 0) {
      throw new IllegalArgumentException(
          "policy " + policyId + " cannot be redefined: it is public or does not exist");
    }
  }

  /** The groups a policy lets read, sorted; empty for the public one. */
  public Set<String> groups(long policyId) {
    if (policyId == PUBLIC_POLICY) {
      return Set.of();
    }
    List<String> names =
        database.transact(
            handle ->
                handle
                    .createQuery("SELECT name FROM policy_group WHERE policy_id = :id")
                    .bind("id", policyId)
                    .mapTo(String.class)
                    .list());
    return new TreeSet<>(names);
  }

  private static String key(Set<String> groups) {
    return String.join("\n", new TreeSet<>(groups));
  }
}
