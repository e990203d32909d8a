package io.footnote.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a synchronisation would do. Documents are named by their sources; attachments share the fate
 * of their documents and are not named.
 *
 * <p>It is refused, unless confirmed, if a folder of which the collection has documents has none
 * any more, or if more than half of at least {@value #FEW} documents would be removed: then a share
 * is more likely not mounted than emptied.
 *
 * @param added documents the collection does not have
 * @param changed documents whose content, metadata or groups differ
 * @param moved documents whose content is found at another path; nothing of them is parsed or, if
 *     the file has kept its name, embedded again
 * @param removed documents that are no longer there
 * @param unchanged number of documents that need nothing
 * @param keptDeleted files whose documents people deleted, and that stay so
 * @param unreadable what cannot be read now; documents made of it earlier stay
 * @param refusal why it would be refused; null if it would not
 */
public record SyncPlan(
    String collection,
    List<String> added,
    List<String> changed,
    List<Move> moved,
    List<String> removed,
    long unchanged,
    List<String> keptDeleted,
    List<FailedDocument> unreadable,
    @Nullable String refusal) {
  /** Of fewer documents any share may go unasked, as long as one stays. */
  static final int FEW = 20;

  public SyncPlan {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    moved = List.copyOf(moved);
    removed = List.copyOf(removed);
    keptDeleted = List.copyOf(keptDeleted);
    unreadable = List.copyOf(unreadable);
  }

  /** Whether there is nothing to do. */
  public boolean nothingToDo() {
    return added.isEmpty() && changed.isEmpty() && moved.isEmpty() && removed.isEmpty();
  }

  /** A file that has another path now. */
  public record Move(String from, String to) {}
}
