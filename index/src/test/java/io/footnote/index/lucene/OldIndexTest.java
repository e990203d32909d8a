package io.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.SampleDocuments;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.Counts;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index of Lucene 9.12, written by the program in {@code src/test/lucene912}. */
class OldIndexTest {
  private static final Manifest MANIFEST = ofAnalyzer(LuceneChunkIndexTest.MANIFEST, "english-1");

  private static final VisiblePolicies VISIBLE =
      principal -> principal.operator() ? PolicyIds.everything() : PolicyIds.of(0);

  @TempDir Path folder;

  @BeforeEach
  void unzip() throws IOException {
    InputStream resource =
        Objects.requireNonNull(getClass().getResourceAsStream("/index-lucene-9.12.zip"));
    try (ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, folder.resolve(entry.getName()));
      }
    }
  }

  @Test
  void isSearchedByTextAndVector() throws IOException {
    try (Directory directory = FSDirectory.open(folder)) {
      SegmentInfos segments = SegmentInfos.readLatestCommit(directory);
      assertThat(segments.getCommitLuceneVersion().toString()).startsWith("9.12.");
    }
    try (LuceneIndexes indexes = new LuceneIndexes();
        ChunkIndex index = indexes.openReadOnly(folder, MANIFEST, VISIBLE)) {
      check(index);
    }
  }

  @Test
  void isWrittenTo() {
    try (LuceneIndexes indexes = new LuceneIndexes();
        ChunkIndex index = indexes.open(folder, MANIFEST, VISIBLE)) {
      check(index);
      SampleDocuments.document("old10", "renewed").putInto(index);
      index.setPolicy("old11", 7);
      assertThat(index.delete("old12")).isOne();
      index.commit();
      try (ReadView view = index.lease(Principal.anonymous())) {
        // 40 were visible; 10 became so, 11 and 12 went
        assertThat(view.counts()).isEqualTo(new Counts(39, 39));
        assertThat(search(view, "renewed", 3, SearchMode.LEXICAL)).containsExactly("old10");
      }
    }
  }

  private static void check(ChunkIndex index) {
    try (ReadView all = index.lease(Principal.operator("op"));
        ReadView visible = index.lease(Principal.anonymous())) {
      assertThat(all.counts()).isEqualTo(new Counts(50, 50));
      assertThat(visible.counts()).isEqualTo(new Counts(40, 40));
      assertThat(search(all, "word20", 3, SearchMode.LEXICAL)).containsExactly("old20");
      assertThat(search(visible, "word20", 3, SearchMode.LEXICAL)).isEmpty();
      // along dimension 3 lie 3, 19 and 35, the closer the smaller; 35 has policy 7
      assertThat(search(all, "", 3, SearchMode.SEMANTIC))
          .containsExactly("old03", "old19", "old35");
      assertThat(search(visible, "", 3, SearchMode.SEMANTIC)).startsWith("old03", "old19");
      assertThat(search(visible, "", 3, SearchMode.SEMANTIC)).doesNotContain("old35");
      assertThat(all.passages(List.of("old07#000000")).getFirst().chunk().text())
          .isEqualTo("common word7");
      assertThat(all.document("old07").orElseThrow().title()).isEqualTo("Old document 7");
    }
  }

  private static List<String> search(ReadView view, String text, int depth, SearchMode mode) {
    float[] vector = new float[SampleDocuments.DIMENSION];
    vector[3] = 1;
    return view.candidates(new CandidateRequest(text, vector, mode, null, depth)).stream()
        .map(Candidate::documentId)
        .toList();
  }

  /** As the program wrote it. */
  private static Manifest ofAnalyzer(Manifest manifest, String analyzer) {
    return new Manifest(
        manifest.schemaVersion(),
        manifest.embeddingModel(),
        manifest.embeddingModelHash(),
        manifest.dimension(),
        manifest.similarity(),
        analyzer,
        manifest.chunker());
  }
}
