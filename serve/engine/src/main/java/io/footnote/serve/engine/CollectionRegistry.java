package io.footnote.serve.engine;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ChunkIndexes;
import io.footnote.index.IndexException;
import io.footnote.index.ManifestMismatchException;
import io.footnote.index.ReadView;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.model.ViewSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The collections of a data folder and their open indexes. Reading opens an index read-only; the
 * first write takes the data folder's lock and opens it for writing, and from then on reads go
 * there too. Thread-safe.
 */
final class CollectionRegistry implements ViewSource, AutoCloseable {
  private final DataFolder folder;
  private final CollectionFolders folders;
  private final Supplier<ChunkIndexes> indexes;
  private final Function<IndexKind, Manifest> manifests;
  private final IndexKind standard;
  private final VisiblePolicies policies;
  private final Supplier<String> ids;
  private final Map<String, ChunkIndex> readers = new HashMap<>();
  private final Map<String, ChunkIndex> writers = new HashMap<>();
  private final Map<String, ChunkIndex> misfits = new HashMap<>(); // read whatever made them
  private final List<ChunkIndex> retired = new ArrayList<>(); // leases may still use them
  private @Nullable DataLock lock;

  /**
   * @param manifests what an index of a kind carries when it is made now
   * @param standard the kind of collections of which none is asked for
   */
  CollectionRegistry(
      DataFolder folder,
      Supplier<ChunkIndexes> indexes,
      Function<IndexKind, Manifest> manifests,
      IndexKind standard,
      VisiblePolicies policies,
      Supplier<String> ids) {
    this.folder = folder;
    this.folders = new CollectionFolders(folder);
    this.indexes = indexes;
    this.manifests = manifests;
    this.standard = standard;
    this.policies = policies;
    this.ids = ids;
  }

  /** Takes the data folder for writing, if this process does not hold it already. */
  synchronized void hold() {
    if (lock == null) {
      lock = DataLock.acquire(folder);
      folders.recover();
    }
  }

  /** Whether this holds the data folder for writing. */
  synchronized boolean holds() {
    return lock != null;
  }

  /** Names of all collections, sorted. */
  List<String> names() {
    return folders.names();
  }

  boolean exists(String name) {
    return folders.exists(name);
  }

  /** By what the chunks of a collection can be found; of one that is not there yet, would be. */
  IndexKind kind(String name) {
    return translating(name, () -> made(name)).map(Manifest::kind).orElse(standard);
  }

  /** What must have made the index of a collection for it to be searched and written. */
  private Manifest fitting(String name) {
    return manifests.apply(made(name).map(Manifest::kind).orElse(standard));
  }

  private Optional<Manifest> made(String name) {
    return indexes.get().manifest(folders.index(name));
  }

  /**
   * @throws NotFoundException if there is no such collection
   */
  synchronized ChunkIndex reading(String name) {
    CollectionName.check(name);
    ChunkIndex writer = writers.get(name);
    if (writer != null) {
      return writer;
    }
    if (!exists(name)) {
      throw NotFoundException.collection(name);
    }
    if (lock != null) {
      return writing(name);
    }
    ChunkIndex reader = readers.get(name);
    if (reader == null) {
      reader =
          translating(
              name, () -> indexes.get().openReadOnly(folders.index(name), fitting(name), policies));
      readers.put(name, reader);
    } else {
      reader.refresh(); // another process may have committed
    }
    return reader;
  }

  /** Opens a collection for writing, creating it if need be. */
  ChunkIndex writing(String name) {
    return writing(name, () -> fitting(name));
  }

  private synchronized ChunkIndex writing(String name, Supplier<Manifest> manifest) {
    CollectionName.check(name);
    ChunkIndex writer = writers.get(name);
    if (writer == null) {
      hold();
      boolean fresh = !exists(name);
      writer =
          translating(
              name, () -> indexes.get().open(folders.index(name), manifest.get(), policies));
      if (fresh) {
        writer.commit();
      }
      folders.discardNewIndex(name); // of a configuration that was given up
      writers.put(name, writer);
      ChunkIndex reader = readers.remove(name);
      if (reader != null) {
        retired.add(reader);
      }
    }
    return writer;
  }

  /**
   * Creates a collection if there is none of that name.
   *
   * @param wanted null for any kind
   * @throws ConflictException if there is one of another kind
   */
  synchronized void create(String name, @Nullable IndexKind wanted) {
    CollectionName.check(name);
    if (wanted == null) {
      var _ = writing(name);
      return;
    }
    if (exists(name) && kind(name) != wanted) {
      throw new ConflictException(
          "collection_kind",
          "lexical_only",
          switch (wanted) {
            case LEXICAL_ONLY ->
                "collection '%s' has vectors; lexical_only makes new collections without, so leave it out or choose another collection"
                    .formatted(name);
            case HYBRID ->
                "collection '%s' is lexical-only and has no vectors; leave lexical_only out, or choose another collection for documents with vectors"
                    .formatted(name);
          });
    }
    var _ = writing(name, () -> manifests.apply(wanted));
  }

  @Override
  public LeasedViews lease(Principal principal, List<String> collections) {
    boolean any = collections.equals(List.of(CollectionName.ANY));
    List<CollectionView> views = new ArrayList<>();
    try {
      for (String collection : any ? names() : collections) {
        ChunkIndex index = reading(collection);
        // It may have been idle, and then leasing opens it again.
        ReadView view = translating(collection, () -> index.lease(principal));
        if (any && view.count(null) == 0) {
          view.close();
        } else {
          views.add(new CollectionView(collection, view));
        }
      }
      return new LeasedViews(views);
    } catch (RuntimeException e) {
      views.forEach(view -> view.view().close());
      throw e;
    }
  }

  /**
   * Deletes a collection: after this it is gone, even if the process dies before all files are.
   *
   * @throws NotFoundException if there is no such collection
   */
  synchronized void delete(String name) {
    CollectionName.check(name);
    hold();
    if (!exists(name)) {
      throw NotFoundException.collection(name);
    }
    ChunkIndex writer = writers.remove(name);
    if (writer != null) {
      writer.close();
    }
    ChunkIndex reader = readers.remove(name);
    if (reader != null) {
      reader.close();
    }
    ChunkIndex misfit = misfits.remove(name);
    if (misfit != null) {
      misfit.close();
    }
    folders.delete(name, ids.get());
  }

  /** Why a collection's index is refused; null if it fits what is configured. */
  @Nullable String mismatch(String name) {
    try {
      ChunkIndex _ = reading(name);
      return null;
    } catch (ConflictException e) {
      return e.getMessage();
    }
  }

  /** The index of a collection whatever made it, for counts and statistics. */
  synchronized ChunkIndex whateverMadeIt(String name) {
    if (mismatch(name) == null) {
      return reading(name);
    }
    ChunkIndex misfit = misfits.get(name);
    if (misfit == null) {
      misfit =
          translating(
              name, () -> indexes.get().openReadOnlyWhateverMadeIt(folders.index(name), policies));
      misfits.put(name, misfit);
    }
    return misfit;
  }

  /**
   * The index of a collection whatever made it, for reading documents.
   *
   * @throws ConflictException if its records have another form than today's
   */
  ChunkIndex records(String name) {
    return readableRecords(name).orElseGet(() -> reading(name));
  }

  /** The same; empty if its records have another form than today's. */
  Optional<ChunkIndex> readableRecords(String name) {
    ChunkIndex index = whateverMadeIt(name);
    return index.manifest().schemaVersion()
            == manifests.apply(index.manifest().kind()).schemaVersion()
        ? Optional.of(index)
        : Optional.empty();
  }

  /** The index that is to take the place of a collection's, as far as it was made. */
  synchronized ChunkIndex rebuilding(String name) {
    hold();
    Supplier<ChunkIndex> opening =
        () -> indexes.get().open(folders.newIndex(name), fitting(name), policies);
    try {
      return opening.get();
    } catch (IndexException e) { // begun for yet another model, or broken
      folders.discardNewIndex(name);
      return translating(name, opening);
    }
  }

  /** Puts the index that was made anew, committed and closed, in the place of the old one. */
  synchronized void exchange(String name) {
    folders.exchange(name);
    ChunkIndex misfit = misfits.remove(name);
    if (misfit != null) {
      retired.add(misfit);
    }
  }

  private static <T> T translating(String name, Supplier<T> opening) {
    try {
      return opening.get();
    } catch (ManifestMismatchException e) {
      throw new ConflictException(
          "index_mismatch",
          "collection",
          "collection '" + name + "' cannot be opened: " + e.getMessage(),
          e);
    } catch (IndexException e) {
      throw new UnavailableException(
          "index_unavailable",
          "collection",
          "collection '" + name + "' cannot be opened: " + e.getMessage(),
          e);
    }
  }

  @Override
  public synchronized void close() {
    writers.values().forEach(ChunkIndex::close);
    readers.values().forEach(ChunkIndex::close);
    misfits.values().forEach(ChunkIndex::close);
    retired.forEach(ChunkIndex::close);
    writers.clear();
    readers.clear();
    misfits.clear();
    retired.clear();
    DataLock held = lock;
    if (held != null) {
      held.close();
      lock = null;
    }
  }
}
