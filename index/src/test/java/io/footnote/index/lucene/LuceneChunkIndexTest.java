package io.footnote.index.lucene;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ChunkIndexContract;
import io.footnote.index.SampleDocuments;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.Manifest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class LuceneChunkIndexTest extends ChunkIndexContract {
  static final Manifest MANIFEST =
      LuceneIndexes.manifest("words", "0123456789abcdef", SampleDocuments.DIMENSION, "whole-1");

  private static LuceneIndexes indexes;

  @TempDir Path folder;

  @BeforeAll
  static void openAll() {
    indexes = new LuceneIndexes();
  }

  @AfterAll
  static void closeAll() {
    indexes.close();
  }

  @Override
  protected ChunkIndex open(VisiblePolicies visible) {
    return indexes.open(folder, MANIFEST, visible);
  }
}
