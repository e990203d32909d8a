package io.footnote.eval.testing;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.ingest.Job;
import io.footnote.ingest.parse.FileParsedStore;
import io.footnote.serve.engine.Footnote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a data folder holds when nobody works in it.
 *
 * @param documents all that is known of each document but when it was ingested, by its id
 * @param chunks all that is known of each chunk, and its vector, by its id
 * @param kept content hashes of the texts that are kept, and names of what is half written
 * @param lastJob how the last job ended, and what it could not read
 */
public record EndState(
    SortedMap<String, String> documents,
    SortedMap<String, String> chunks,
    SortedSet<String> kept,
    String lastJob) {
  private static final Principal OPERATOR = Principal.operator("end-state");
  private static final String COLLECTION = "default";
  private static final int JOBS = 1000;

  /** Where the index of the only collection is. */
  public static Path index(Path data) {
    return data.resolve("collections").resolve(COLLECTION).resolve("index");
  }

  /**
   * Reads it.
   *
   * @throws IllegalStateException if a job has not ended well, or something is left that should not
   */
  public static EndState of(Path data) throws IOException {
    SortedMap<String, String> documents = new TreeMap<>();
    SortedMap<String, String> chunks = new TreeMap<>();
    try (LuceneIndexes indexes = new LuceneIndexes();
        ChunkIndex index =
            indexes.openReadOnlyWhateverMadeIt(index(data), _ -> PolicyIds.everything());
        ReadView view = index.lease(OPERATOR)) {
      String cursor = null;
      do {
        DocumentPage page =
            view.documents(new DocumentQuery(null, cursor, DocumentQuery.MAX_LIMIT));
        for (DocumentRecord document : page.documents()) {
          documents.put(document.documentId(), withoutDate(document).toString());
          chunks.putAll(chunks(view, document));
        }
        cursor = page.nextCursor();
      } while (cursor != null);
      checkCounts(data, view, chunks);
    }
    checkEmpty(data.resolve("scratch"));
    return new EndState(documents, chunks, kept(data.resolve("parsed")), lastJob(data));
  }

  private static void checkCounts(Path data, ReadView view, Map<String, String> chunks) {
    if (view.counts().chunks() != chunks.size()) {
      throw new IllegalStateException(
          "%s has %d chunks, but its documents %d"
              .formatted(data, view.counts().chunks(), chunks.size()));
    }
  }

  private static Map<String, String> chunks(ReadView view, DocumentRecord document) {
    Map<String, String> chunks = new TreeMap<>();
    if (document.chunks() == 0) {
      return chunks;
    }
    List<ChunkRecord> records = view.chunks(document.documentId(), 0, document.chunks() - 1);
    if (records.size() != document.chunks()) {
      throw new IllegalStateException(
          "%s has %d chunks, of which %d are there"
              .formatted(document.source(), document.chunks(), records.size()));
    }
    Map<String, float[]> vectors =
        view.vectors(records.stream().map(ChunkRecord::chunkId).toList());
    for (ChunkRecord record : records) {
      float[] vector =
          Objects.requireNonNull(vectors.get(record.chunkId()), "a chunk without a vector");
      chunks.put(record.chunkId(), record + " " + Arrays.toString(vector));
    }
    return chunks;
  }

  private static DocumentRecord withoutDate(DocumentRecord document) {
    return new DocumentRecord(
        document.documentId(),
        document.source(),
        document.title(),
        document.mime(),
        document.sizeBytes(),
        document.modified(),
        document.contentHash(),
        document.inputHash(),
        document.language(),
        document.metadata(),
        document.policyId(),
        document.parentId(),
        document.chunks(),
        document.characters(),
        document.pages(),
        Instant.EPOCH,
        document.origin());
  }

  /** All jobs are done: each process goes on with what the one before it left. */
  private static String lastJob(Path data) {
    try (Footnote footnote = Footnote.open(data)) {
      List<Job> jobs = footnote.jobs(OPERATOR, JOBS);
      for (Job job : jobs) {
        if (job.state() != Job.State.DONE) {
          throw new IllegalStateException("job " + job.jobId() + " is " + job.state());
        }
      }
      Job last = jobs.getFirst();
      return "%d documents, failed: %s, without text: %s"
          .formatted(last.progress().documentsDone(), last.failures(), last.withoutText());
    }
  }

  private static SortedSet<String> kept(Path folder) throws IOException {
    SortedSet<String> kept = files(folder);
    kept.removeIf(name -> !name.endsWith(".tmp"));
    try (FileParsedStore store = new FileParsedStore(folder)) {
      kept.addAll(store.contentHashes());
    }
    return kept;
  }

  private static SortedSet<String> files(Path folder) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> names.add(folder.relativize(file).toString()));
      }
    }
    return names;
  }

  private static void checkEmpty(Path folder) throws IOException {
    SortedSet<String> left = files(folder);
    if (!left.isEmpty()) {
      throw new IllegalStateException("left in " + folder + ": " + left);
    }
  }

  /** A line for each thing that is not the same in the other. */
  public List<String> differences(EndState other) {
    List<String> different = new ArrayList<>();
    compare("document", documents, other.documents, different);
    compare("chunk", chunks, other.chunks, different);
    compare("kept text", names(kept), names(other.kept), different);
    compare("last job", Map.of("", lastJob), Map.of("", other.lastJob), different);
    return different;
  }

  private static Map<String, String> names(SortedSet<String> kept) {
    Map<String, String> names = new TreeMap<>();
    kept.forEach(name -> names.put(name, "there"));
    return names;
  }

  private static void compare(
      String what, Map<String, String> expected, Map<String, String> found, List<String> to) {
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    for (String key : keys) {
      String one = expected.get(key);
      String other = found.get(key);
      if (!Objects.equals(one, other)) {
        to.add("%s %s: %s, but got %s".formatted(what, key, shortened(one), shortened(other)));
      }
    }
  }

  private static String shortened(@Nullable String text) {
    return text == null ? "nothing" : text.substring(0, Math.min(300, text.length()));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d documents, %d chunks, %d kept texts",
        documents.size(),
        chunks.size(),
        kept.size());
  }
}
