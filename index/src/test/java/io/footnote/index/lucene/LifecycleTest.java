package io.footnote.index.lucene;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.ChunkIndex;
import io.footnote.index.IndexException;
import io.footnote.index.ManifestMismatchException;
import io.footnote.index.ReadView;
import io.footnote.index.SampleDocuments;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.Counts;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.index.model.IndexStats;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleTest {
  private static final Manifest MANIFEST =
      new Manifest(1, "A", "aaaaaaaaaaaaaaaaaaaa", 16, "dot_product", "english-1", "c-1");
  private static final VisiblePolicies ALL = _ -> PolicyIds.everything();
  private static final Principal OPERATOR = Principal.operator("op");

  @TempDir Path temp;
  private final LuceneIndexes indexes = new LuceneIndexes(new LuceneSettings(2, 2, 1 << 20));

  @AfterEach
  void close() {
    indexes.close();
  }

  static Stream<Arguments> mismatches() {
    return Stream.of(
        Arguments.of(
            new Manifest(2, "A", "aaaaaaaaaaaaaaaaaaaa", 16, "dot_product", "english-1", "c-1"),
            " has schema version 1, but this Footnote uses version 2; use the Footnote that"
                + " made it, or delete the collection and ingest its documents again"),
        Arguments.of(
            new Manifest(1, "A", "aaaaaaaaaaaaaaaaaaaa", 16, "dot_product", "german-1", "c-1"),
            " was made by analyzer english-1, but this Footnote has analyzer german-1; rebuild it"
                + " with: footnote index reembed --collection docs"),
        Arguments.of(
            new Manifest(1, "B", "bbbbbbbbbbbbbbbbbbbb", 16, "dot_product", "english-1", "c-1"),
            " was made by model A (hash aaaaaaaaaaaa), but model B (hash bbbbbbbbbbbb) is"
                + " configured; configure A (hash aaaaaaaaaaaa) again or rebuild it with: footnote"
                + " index reembed --collection docs"),
        Arguments.of(
            new Manifest(1, "A", "aaaaaaaaaaaaaaaaaaaa", 8, "dot_product", "english-1", "c-1"),
            " was made by dimension 16, but dimension 8 is configured; configure 16 again or"
                + " rebuild it with: footnote index reembed --collection docs"),
        Arguments.of(
            new Manifest(1, "A", "aaaaaaaaaaaaaaaaaaaa", 16, "euclidean", "english-1", "c-1"),
            " was made by similarity dot_product, but similarity euclidean is configured; configure"
                + " dot_product again or rebuild it with: footnote index reembed --collection"
                + " docs"),
        Arguments.of(
            new Manifest(1, "A", "aaaaaaaaaaaaaaaaaaaa", 16, "dot_product", "english-1", "c-2"),
            " was made by chunker c-1, but chunker c-2 is configured; configure c-1 again or"
                + " rebuild it with: footnote index reembed --collection docs"));
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void anIndexMadeBySomethingElseIsRefused(Manifest configured, String message) {
    Path folder = temp.resolve("docs");
    indexes.open(folder, MANIFEST, ALL).close();
    String expected = "the index" + message;
    assertThatThrownBy(() -> indexes.open(folder, configured, ALL))
        .isInstanceOf(ManifestMismatchException.class)
        .hasMessage(expected);
    assertThatThrownBy(() -> indexes.openReadOnly(folder, configured, ALL))
        .isInstanceOf(ManifestMismatchException.class)
        .hasMessage(expected);
    indexes.open(folder, MANIFEST, ALL).close();
  }

  @Test
  void theRefusalNamesTheCollectionAndNotItsIndexFolder() {
    Path folder = temp.resolve("handbook").resolve("index");
    indexes.open(folder, MANIFEST, ALL).close();
    Manifest other =
        new Manifest(1, "A", "aaaaaaaaaaaaaaaaaaaa", 16, "dot_product", "english-1", "c-2");
    assertThatThrownBy(() -> indexes.openReadOnly(folder, other, ALL))
        .hasMessageEndingWith("footnote index reembed --collection handbook");
  }

  @Test
  void recordsCanBeReadWhateverMadeTheIndex() {
    try (ChunkIndex index = indexes.open(temp, MANIFEST, ALL)) {
      document("d", "alpha").putInto(index);
      index.commit();
    }
    try (ChunkIndex index = indexes.openReadOnlyWhateverMadeIt(temp, ALL);
        ReadView view = index.lease(OPERATOR)) {
      assertThat(index.manifest()).isEqualTo(MANIFEST);
      assertThat(view.document("d").orElseThrow().chunks()).isEqualTo(1);
      assertThat(view.chunks("d", 0, 0)).hasSize(1);
    }
    assertThatThrownBy(() -> indexes.openReadOnlyWhateverMadeIt(temp.resolve("none"), ALL))
        .isInstanceOf(IndexException.class)
        .hasMessageStartingWith("there is no index in ");
  }

  @Test
  void theModelsNameMayChange() {
    Manifest renamed =
        new Manifest(1, "A2", "aaaaaaaaaaaaaaaaaaaa", 16, "dot_product", "english-1", "c-1");
    indexes.open(temp, MANIFEST, ALL).close();
    try (ChunkIndex index = indexes.open(temp, renamed, ALL)) {
      assertThat(index.manifest()).isEqualTo(MANIFEST);
    }
  }

  @Test
  void purgingLeavesNothingOfDeletedChunksInTheFiles() throws IOException {
    try (ChunkIndex index = indexes.open(temp, MANIFEST, ALL)) {
      IntStream.range(0, 100).forEach(i -> document("kept" + i, "alpha").putInto(index));
      index.commit();
      Set<String> untouched = files();
      document("d", "zyzzyva").putInto(index);
      document("e", "alpha").putInto(index);
      index.commit();
      assertThat(index.delete("d")).isOne();
      index.commit();
      assertThat(filesWith("zyzzyva")).isNotEmpty();
      long generation = index.purge();
      assertThat(filesWith("zyzzyva")).isEmpty();
      assertThat(counts(index)).isEqualTo(new Counts(101, 101));
      assertThat(index.commit()).isEqualTo(generation);
      untouched.removeIf(name -> name.startsWith("segments"));
      assertThat(files()).containsAll(untouched);
    }
    try (ChunkIndex index = indexes.openReadOnly(temp, MANIFEST, ALL)) {
      assertThat(counts(index)).isEqualTo(new Counts(101, 101));
    }
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private List<String> filesWith(String word) throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : files()) {
      String bytes = Files.readString(temp.resolve(name), StandardCharsets.ISO_8859_1);
      if (bytes.contains(word)) {
        found.add(name);
      }
    }
    return found;
  }

  @Test
  void onlyOneHoldsAFolderForWriting() {
    try (ChunkIndex index = indexes.open(temp, MANIFEST, ALL)) {
      document("d", "alpha").putInto(index);
      index.commit();
      assertThatThrownBy(() -> indexes.open(temp, MANIFEST, ALL))
          .isInstanceOf(IndexException.class)
          .hasMessageStartingWith(
              "the index in " + temp + " is held open by another process (or twice by this one)");
      try (ChunkIndex reader = indexes.openReadOnly(temp, MANIFEST, ALL)) {
        assertThat(counts(reader)).isEqualTo(new Counts(1, 1));
        document("e", "alpha").putInto(index);
        index.commit();
        assertThat(counts(reader)).isEqualTo(new Counts(1, 1));
        reader.refresh();
        assertThat(counts(reader)).isEqualTo(new Counts(2, 2));
        assertThatThrownBy(reader::commit)
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessage("the index in " + temp + " is open for reading alone");
        assertThatThrownBy(() -> reader.delete("d"))
            .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> document("d", "x").putInto(reader))
            .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> reader.setPolicy("d", 1))
            .isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }

  @Test
  void foldersWithoutAnIndexOfOursAreRefused() throws IOException {
    Path missing = temp.resolve("missing");
    String message = "there is no index in %s; make one with: footnote ingest PATH";
    assertThatThrownBy(() -> indexes.openReadOnly(missing, MANIFEST, ALL))
        .isInstanceOf(IndexException.class)
        .hasMessage(message.formatted(missing));
    Path empty = Files.createDirectory(temp.resolve("empty"));
    assertThatThrownBy(() -> indexes.openReadOnly(empty, MANIFEST, ALL))
        .hasMessage(message.formatted(empty));
    Path foreign = temp.resolve("foreign");
    try (FSDirectory directory = FSDirectory.open(foreign);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      writer.commit();
    }
    assertThatThrownBy(() -> indexes.open(foreign, MANIFEST, ALL))
        .hasMessage(
            foreign + " holds a Lucene index that Footnote did not write; choose another folder");
    Path broken = temp.resolve("broken");
    indexes.open(broken, MANIFEST, ALL).close();
    try (Stream<Path> files = Files.list(broken)) {
      Path segments =
          files
              .filter(file -> file.getFileName().toString().startsWith("segments_"))
              .findFirst()
              .orElseThrow();
      Files.write(segments, new byte[100]);
    }
    assertThatThrownBy(() -> indexes.open(broken, MANIFEST, ALL))
        .isInstanceOf(IndexException.class)
        .hasMessageStartingWith("the index in " + broken + " cannot be opened: ")
        .hasMessageEndingWith("check it with: footnote index verify");
  }

  @Test
  void aClosedIndexSaysSo() {
    ChunkIndex index = indexes.open(temp, MANIFEST, ALL);
    index.close();
    index.close();
    assertThatThrownBy(() -> index.lease(OPERATOR))
        .isInstanceOf(IndexException.class)
        .hasMessage("the index in " + temp + " is closed");
    assertThatThrownBy(index::commit).hasMessage("index " + temp + " is closed");
  }

  @Test
  void changingAnIndexFromTheChunksPutIntoItIsRefusedRatherThanStuck() {
    try (ChunkIndex index = indexes.open(temp, MANIFEST, ALL)) {
      SampleDocuments document = document("d", "alpha");
      Iterable<EmbeddedChunk> chunks =
          () -> {
            index.commit();
            return document.chunks().iterator();
          };
      assertThatThrownBy(() -> index.replace(document.record(), chunks))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "index "
                  + temp
                  + " cannot be changed from the chunks of a document that is being put into it");
    }
  }

  @Test
  void aDocumentLargerThanTheMemoryForWritingStaysWhole() {
    // 1 MiB of memory for unwritten documents; this one needs several.
    String[] texts =
        IntStream.range(0, 6000).mapToObj(i -> "alpha chunk" + i).toArray(String[]::new);
    SampleDocuments large = document("large", texts);
    try (ChunkIndex index = indexes.open(temp, MANIFEST, ALL)) {
      document("large", "old").putInto(index);
      document("small", "alpha").putInto(index);
      index.commit();
      List<EmbeddedChunk> chunks = large.chunks();
      assertThatThrownBy(() -> index.replace(large.record(), chunks.subList(0, chunks.size() - 1)))
          .hasMessage("document large says it has 6000 chunks, but 5999 were given");
      index.refresh();
      assertThat(counts(index)).isEqualTo(new Counts(2, 2));
      index.replace(large.record(), chunks);
      index.refresh();
      assertThat(counts(index)).isEqualTo(new Counts(2, 6001));
      index.commit();
      assertThat(counts(index)).isEqualTo(new Counts(2, 6001));
    }
  }

  @Test
  void statsCountTheWholeIndex() {
    try (ChunkIndex index = indexes.open(temp, MANIFEST, ALL)) {
      document("d", "one", "two", "three").putInto(index);
      document("e", "one").putInto(index);
      index.commit();
      document("e", "other", "words").putInto(index);
      long generation = index.commit();
      IndexStats stats = index.stats();
      assertThat(stats.documents()).isEqualTo(2);
      assertThat(stats.chunks()).isEqualTo(5);
      assertThat(stats.deletedChunks()).isOne();
      assertThat(stats.segments()).isEqualTo(2);
      assertThat(stats.bytes()).isPositive();
      assertThat(stats.generation()).isEqualTo(generation);
      assertThat(index.commit()).as("nothing changed").isEqualTo(generation);
    }
  }

  @Test
  void manyRefreshesAreMergedIntoFewSegments() {
    try (ChunkIndex index = indexes.open(temp, MANIFEST, ALL)) {
      for (int i = 0; i < 200; i++) {
        document("d" + i, "alpha " + i).putInto(index);
        index.refresh();
      }
      // Without merging there would be 200; how far merging got depends on timing.
      assertThat(index.stats().segments()).isLessThan(100);
      assertThat(counts(index)).isEqualTo(new Counts(200, 200));
    }
  }

  private static Counts counts(ChunkIndex index) {
    try (ReadView view = index.lease(OPERATOR)) {
      return view.counts();
    }
  }
}
