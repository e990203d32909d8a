package io.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentMergesTest {
  private static final int KILOBYTE = 1024;

  /** What the bytes are does not matter. */
  private static final Random RANDOM = new Random(1);

  private final Directory directory = new ByteBuffersDirectory();

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  @Test
  void whatCameInManyCommitsEndsInOneSegment() throws IOException {
    try (IndexWriter writer = writer(1000 * KILOBYTE)) {
      for (int commit = 0; commit < 10; commit++) {
        add(writer, 10);
        writer.commit();
      }
      assertThat(documentsOfSegments(writer)).hasSizeGreaterThan(1);
      writer.forceMerge(1);
      assertThat(documentsOfSegments(writer)).containsExactly(100);
    }
  }

  @Test
  void aLargeSegmentIsNotRewrittenForLittle() throws IOException {
    try (IndexWriter writer = writer(1000 * KILOBYTE)) {
      add(writer, 200);
      writer.commit();
      for (int commit = 0; commit < 3; commit++) {
        add(writer, 2);
        writer.commit();
      }
      writer.forceMerge(1);
      assertThat(documentsOfSegments(writer)).containsExactly(200, 6);

      add(writer, 40);
      writer.forceMerge(1);
      assertThat(documentsOfSegments(writer)).containsExactly(246);
    }
  }

  @Test
  void noSegmentGrowsBeyondTheLimit() throws IOException {
    try (IndexWriter writer = writer(100 * KILOBYTE)) {
      for (int commit = 0; commit < 6; commit++) {
        add(writer, 40);
        writer.commit();
      }
      writer.forceMerge(1);
      assertThat(documentsOfSegments(writer)).containsExactly(80, 80, 80);
    }
  }

  @Test
  void purgingLeavesNothingDeletedHoweverLarge() throws IOException {
    try (IndexWriter writer = writer(50 * KILOBYTE)) {
      add(writer, 100);
      writer.addDocument(document("gone"));
      writer.commit();
      writer.deleteDocuments(new Term("id", "gone"));
      writer.forceMergeDeletes();
      assertThat(documentsOfSegments(writer)).containsExactly(100);
    }
  }

  @Test
  void segmentsAreNoLargerThanTheHeapAllows() {
    assertThat(SegmentMerges.ofHeap(1 << 20).maxBytes()).isEqualTo(64L << 20);
    assertThat(SegmentMerges.ofHeap(256L << 20).maxBytes()).isEqualTo(512L << 20);
    assertThat(SegmentMerges.ofHeap(16L << 30).maxBytes()).isEqualTo(2L << 30);
  }

  private IndexWriter writer(long maxBytes) throws IOException {
    return new IndexWriter(
        directory,
        new IndexWriterConfig()
            .setMergePolicy(new SegmentMerges(maxBytes))
            .setMergeScheduler(new SerialMergeScheduler()));
  }

  private static void add(IndexWriter writer, int documents) throws IOException {
    for (int i = 0; i < documents; i++) {
      writer.addDocument(document("kept"));
    }
  }

  /** About a kilobyte that does not compress. */
  private static Document document(String id) {
    byte[] bytes = new byte[KILOBYTE];
    RANDOM.nextBytes(bytes);
    Document document = new Document();
    document.add(new StringField("id", id, Field.Store.NO));
    document.add(new StoredField("bytes", bytes));
    return document;
  }

  private List<Integer> documentsOfSegments(IndexWriter writer) throws IOException {
    writer.commit();
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      return reader.leaves().stream()
          .map(LeafReaderContext::reader)
          .map(leaf -> leaf.numDocs())
          .sorted((a, b) -> b - a)
          .toList();
    }
  }
}
