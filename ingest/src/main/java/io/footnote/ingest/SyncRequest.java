package io.footnote.ingest;

import java.util.Objects;

/**
 * To make what a collection holds from some files and folders equal to what they hold now.
 *
 * @param what the files and folders, and what their documents get; other inputs are not allowed
 * @param confirmRemoval whether to remove even most of what came from them, see {@link SyncPlan}
 * @param restoreDeleted whether documents that people deleted come back if their files are still
 *     there
 */
public record SyncRequest(IngestRequest what, boolean confirmRemoval, boolean restoreDeleted)
    implements JobInput {
  public SyncRequest {
    Objects.requireNonNull(what);
    for (IngestInput input : what.inputs()) {
      if (!(input instanceof IngestInput.PathInput)) {
        throw new IllegalArgumentException("only files and folders can be synchronised: " + input);
      }
    }
  }

  @Override
  public String collection() {
    return what.collection();
  }
}
