package io.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;

/** Each segment has a graph to search, so there are few; Lucene's defaults let ten stand. */
class SegmentsTest {
  @Test
  void smallCommitsAreMergedIntoFew() throws IOException {
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setMergePolicy(LuceneIndexes.mergePolicy())
            .setMergeScheduler(new SerialMergeScheduler());
    try (Directory directory = new ByteBuffersDirectory();
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (int commit = 1; commit <= 100; commit++) {
        writer.addDocument(new Document());
        writer.commit();
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
          assertThat(reader.leaves()).as("after %d commits", commit).hasSizeLessThanOrEqualTo(7);
        }
      }
    }
  }
}
