package io.footnote.index.lucene;

import io.footnote.index.CandidatesContract;
import io.footnote.index.ChunkIndex;
import io.footnote.index.PermissionsContract;
import io.footnote.index.SampleDocuments;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.WritingContract;
import io.footnote.index.model.Manifest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class LuceneChunkIndexTest {
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

  @Nested
  class Writing extends WritingContract {
    @Override
    protected ChunkIndex open(VisiblePolicies visible) {
      return indexes.open(folder, MANIFEST, visible);
    }
  }

  @Nested
  class Permissions extends PermissionsContract {
    @Override
    protected ChunkIndex open(VisiblePolicies visible) {
      return indexes.open(folder, MANIFEST, visible);
    }
  }

  @Nested
  class Candidates extends CandidatesContract {
    @Override
    protected ChunkIndex open(VisiblePolicies visible) {
      return indexes.open(folder, MANIFEST, visible);
    }
  }
}
