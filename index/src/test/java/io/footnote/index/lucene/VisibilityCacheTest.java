package io.footnote.index.lucene;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.ReadView;
import io.footnote.index.model.Counts;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisibilityCacheTest {
  private static final Principal READER = Principal.of("reader");

  @TempDir Path folder;

  @Test
  void oneBitsetPerSegmentUntilPoliciesAreUpdated() {
    try (LuceneIndexes indexes = new LuceneIndexes();
        LuceneChunkIndex index =
            (LuceneChunkIndex)
                indexes.open(folder, LuceneChunkIndexTest.MANIFEST, _ -> PolicyIds.of(3, 5))) {
      document("a", "alpha").policy(3).putInto(index);
      document("b", "alpha").policy(4).putInto(index);
      index.commit();
      assertThat(counts(index)).isEqualTo(new Counts(1, 1));
      assertThat(counts(index)).isEqualTo(new Counts(1, 1));
      assertThat(index.visibility().size()).isOne();

      index.setPolicy("b", 5);
      index.commit();
      assertThat(counts(index)).isEqualTo(new Counts(2, 2));
      index.setPolicy("a", 4);
      index.commit();
      assertThat(counts(index)).isEqualTo(new Counts(1, 1));
      assertThat(index.visibility().size()).as("old readers' bitsets are gone").isLessThan(3);
    }
  }

  private static Counts counts(LuceneChunkIndex index) {
    try (ReadView view = index.lease(READER)) {
      return view.counts();
    }
  }
}
