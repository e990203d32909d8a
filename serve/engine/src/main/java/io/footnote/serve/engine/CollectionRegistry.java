package io.footnote.serve.engine;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ChunkIndexes;
import io.footnote.index.IndexException;
import io.footnote.index.ManifestMismatchException;
import io.footnote.index.ReadView;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.ConflictException;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.UnavailableException;
import io.footnote.serve.engine.model.ViewSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The collections of a data folder and their open indexes. Reading opens an index read-only; the
 * first write takes the data folder's lock and opens it for writing, and from then on reads go
 * there too. Thread-safe.
 */
final class CollectionRegistry implements ViewSource, AutoCloseable {
  /** A deleted collection's folder gets this name first, so that a crash leaves no half of it. */
  private static final String DELETED = ".deleted-";

  private final DataFolder folder;
  private final Supplier<ChunkIndexes> indexes;
  private final Supplier<Manifest> manifest;
  private final VisiblePolicies policies;
  private final Supplier<String> ids;
  private final Map<String, ChunkIndex> readers = new HashMap<>();
  private final Map<String, ChunkIndex> writers = new HashMap<>();
  private final List<ChunkIndex> retired = new ArrayList<>(); // leases may still use them
  private @Nullable DataLock lock;

  CollectionRegistry(
      DataFolder folder,
      Supplier<ChunkIndexes> indexes,
      Supplier<Manifest> manifest,
      VisiblePolicies policies,
      Supplier<String> ids) {
    this.folder = folder;
    this.indexes = indexes;
    this.manifest = manifest;
    this.policies = policies;
    this.ids = ids;
  }

  /** Takes the data folder for writing, if this process does not hold it already. */
  synchronized void hold() {
    if (lock == null) {
      lock = DataLock.acquire(folder);
      sweep();
    }
  }

  /** Whether this holds the data folder for writing. */
  synchronized boolean holds() {
    return lock != null;
  }

  /** Names of all collections, sorted. */
  List<String> names() {
    if (!Files.isDirectory(folder.collections())) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.collections())) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (!name.startsWith(".") && exists(name)) {
          names.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  boolean exists(String name) {
    return Files.isDirectory(folder.index(name));
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
              name, () -> indexes.get().openReadOnly(folder.index(name), manifest.get(), policies));
      readers.put(name, reader);
    } else {
      reader.refresh(); // another process may have committed
    }
    return reader;
  }

  /** Opens a collection for writing, creating it if need be. */
  synchronized ChunkIndex writing(String name) {
    CollectionName.check(name);
    ChunkIndex writer = writers.get(name);
    if (writer == null) {
      hold();
      boolean fresh = !exists(name);
      writer =
          translating(name, () -> indexes.get().open(folder.index(name), manifest.get(), policies));
      if (fresh) {
        writer.commit();
      }
      writers.put(name, writer);
      ChunkIndex reader = readers.remove(name);
      if (reader != null) {
        retired.add(reader);
      }
    }
    return writer;
  }

  /** Creates a collection if there is none of that name. */
  void create(String name) {
    var _ = writing(name);
  }

  @Override
  public LeasedViews lease(Principal principal, List<String> collections) {
    List<CollectionView> views = new ArrayList<>();
    try {
      for (String collection : collections) {
        ChunkIndex index = reading(collection);
        // It may have been idle, and then leasing opens it again.
        ReadView view = translating(collection, () -> index.lease(principal));
        views.add(new CollectionView(collection, view));
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
    try {
      Path doomed = folder.collections().resolve(DELETED + name + "-" + ids.get());
      Files.move(folder.collection(name), doomed, StandardCopyOption.ATOMIC_MOVE);
      deleteTree(doomed);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "collection '" + name + "' cannot be deleted: " + e.getMessage(), e);
    }
  }

  private void sweep() {
    if (!Files.isDirectory(folder.collections())) {
      return;
    }
    try (DirectoryStream<Path> doomed =
        Files.newDirectoryStream(folder.collections(), DELETED + "*")) {
      for (Path path : doomed) {
        deleteTree(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
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
    retired.forEach(ChunkIndex::close);
    writers.clear();
    readers.clear();
    retired.clear();
    DataLock held = lock;
    if (held != null) {
      held.close();
      lock = null;
    }
  }
}
