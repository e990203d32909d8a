package io.footnote.index.lucene;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ChunkIndexes;
import io.footnote.index.IndexException;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Indexes on Lucene, one folder each.
 *
 * <p>Shared by all indexes opened here: the search threads, the merge threads, the memory for
 * unwritten documents, and Lucene's process-wide cache of filters. Each index has an owner thread
 * and a cache of visibility bitsets (at most 64 MiB) of its own. Close the indexes before this.
 */
public final class LuceneIndexes implements ChunkIndexes {
  /** Version of fields and stored records. */
  public static final int SCHEMA_VERSION = 1;

  /** Names the text analysis: English, and the languages of {@code text_<language>} fields. */
  public static final String ANALYZER = "languages-1";

  /** Vectors have unit length, so the dot product is the cosine. */
  public static final String SIMILARITY = "dot_product";

  private final SearchPool search;
  private final ExecutorService merges;
  private final RamBudget memory;

  /** With {@link LuceneSettings#ofDefaults()}. */
  public LuceneIndexes() {
    this(LuceneSettings.ofDefaults());
  }

  /** Merges on threads of usual priority. */
  public LuceneIndexes(LuceneSettings settings) {
    this(settings, Thread.ofPlatform().name("footnote-merge-", 1).daemon().factory());
  }

  /**
   * @param mergeThreads makes the threads that merge segments, for which nobody waits
   */
  public LuceneIndexes(LuceneSettings settings, ThreadFactory mergeThreads) {
    search = new SearchPool(settings.searchThreads());
    merges = Executors.newFixedThreadPool(settings.mergeThreads(), mergeThreads);
    memory = new RamBudget(settings.ramBytes());
  }

  /** The manifest of an index that this class would create now. */
  public static Manifest manifest(
      String embeddingModel, String embeddingModelHash, int dimension, String chunker) {
    return new Manifest(
        SCHEMA_VERSION,
        embeddingModel,
        embeddingModelHash,
        dimension,
        SIMILARITY,
        ANALYZER,
        chunker);
  }

  /** The manifest of an index without vectors that this class would create now. */
  public static Manifest lexicalOnlyManifest(String chunker) {
    return Manifest.lexicalOnly(SCHEMA_VERSION, ANALYZER, chunker);
  }

  /** How the text of every field becomes terms, for whoever compares. */
  public static Analyzer analyzer() {
    return TextAnalysis.analyzer();
  }

  @Override
  public Optional<Manifest> manifest(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Directory directory = new MMapDirectory(folder)) {
      return DirectoryReader.indexExists(directory)
          ? Optional.of(
              ManifestCodec.decode(folder, SegmentInfos.readLatestCommit(directory).getUserData()))
          : Optional.empty();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  @Override
  public ChunkIndex open(Path folder, Manifest manifest, VisiblePolicies policies) {
    try {
      Files.createDirectories(folder);
      Directory directory = new MMapDirectory(folder);
      try {
        return open(folder, directory, manifest, policies);
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (LockObtainFailedException e) {
      throw new IndexException(
          "the index in "
              + folder
              + " is held open by another process (or twice by this one); stop that one, or send"
              + " the command to the server that runs on this data folder",
          e);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  @Override
  public ChunkIndex openReadOnly(Path folder, Manifest manifest, VisiblePolicies policies) {
    return readOnly(folder, manifest, policies);
  }

  @Override
  public ChunkIndex openReadOnlyWhateverMadeIt(Path folder, VisiblePolicies policies) {
    return readOnly(folder, null, policies);
  }

  private ChunkIndex readOnly(Path folder, @Nullable Manifest manifest, VisiblePolicies policies) {
    try {
      if (!Files.isDirectory(folder)) {
        throw missing(folder, null);
      }
      Directory directory = new MMapDirectory(folder);
      try {
        return new ReadOnlyLuceneIndex(
            folder, directory, views(folder, directory, manifest, policies));
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (IndexNotFoundException e) {
      throw missing(folder, e);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  @Override
  public void close() {
    search.close();
    merges.close();
  }

  private ChunkIndex open(
      Path folder, Directory directory, Manifest manifest, VisiblePolicies policies)
      throws IOException {
    IndexWriter writer = null;
    try {
      if (DirectoryReader.indexExists(directory)) {
        // Before the writer: what does not fit must not be touched.
        views(folder, directory, manifest, policies).close();
      }
      PooledMergeScheduler scheduler = new PooledMergeScheduler(folder.toString(), merges);
      writer = new IndexWriter(directory, configuration(scheduler));
      if (!DirectoryReader.indexExists(directory)) {
        writer.setLiveCommitData(ManifestCodec.encode(manifest).entrySet());
        writer.commit();
      }
      Views views = views(folder, directory, manifest, policies);
      return new LuceneChunkIndex(folder, directory, writer, scheduler, views, memory);
    } catch (IOException | RuntimeException e) {
      if (writer != null) {
        writer.rollback();
      }
      throw e;
    }
  }

  /**
   * @param manifest what must have made the index; null for anything
   */
  private Views views(
      Path folder, Directory directory, @Nullable Manifest manifest, VisiblePolicies policies)
      throws IOException {
    DirectoryReader reader = DirectoryReader.open(directory);
    try {
      Manifest written = ManifestCodec.decode(folder, reader.getIndexCommit().getUserData());
      if (manifest != null) {
        ManifestCodec.check(folder, written, manifest);
      }
      return new Views(folder, reader, written, policies, search);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private IndexWriterConfig configuration(PooledMergeScheduler scheduler) {
    IndexWriterConfig config = new IndexWriterConfig(TextAnalysis.analyzer());
    config.setSimilarity(LexicalQueries.similarity());
    config.setCodec(new QuantizedCodec());
    config.setMergePolicy(SegmentMerges.ofHeap(Runtime.getRuntime().maxMemory()));
    config.setRAMBufferSizeMB(memory.megabytes());
    config.setCommitOnClose(false);
    // A refresh or commit never waits for a merge.
    config.setMaxFullFlushMergeWaitMillis(0);
    config.setMergeScheduler(scheduler);
    return config;
  }

  private static IndexException missing(Path folder, @Nullable Exception e) {
    return new IndexException(
        "there is no index in " + folder + "; make one with: footnote ingest PATH", e);
  }

  private static IndexException unreadable(Path folder, IOException e) {
    return new IndexException(
        "the index in %s cannot be opened: %s; check it with: footnote index verify"
            .formatted(folder, e.getMessage()),
        e);
  }
}
