package io.footnote.index.lucene;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.SampleDocuments;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LexicalOnlyIndexTest {
  private static final VisiblePolicies ALL = _ -> PolicyIds.everything();
  private static final Principal OPERATOR = Principal.operator("op");
  private static final Manifest MANIFEST = LuceneIndexes.lexicalOnlyManifest("whole-1");

  @TempDir Path temp;
  private final LuceneIndexes indexes = new LuceneIndexes(new LuceneSettings(2, 2, 1 << 20));

  @AfterEach
  void close() {
    indexes.close();
  }

  private static void put(ChunkIndex index, SampleDocuments document) {
    index.replace(
        document.record(),
        document.chunks().stream()
            .map(chunk -> EmbeddedChunk.withoutVector(chunk.chunk()))
            .toList());
  }

  private static List<Candidate> search(ReadView view, String text) {
    return view.candidates(new CandidateRequest(text, null, SearchMode.LEXICAL, null, 10));
  }

  @Test
  void wordsAreFoundWithTheScoresOfAnIndexWithVectors() {
    SampleDocuments first = document("a", "alpha beta", "gamma");
    SampleDocuments second = document("b", "alpha alpha delta");
    try (ChunkIndex bare = indexes.open(temp.resolve("bare"), MANIFEST, ALL);
        ChunkIndex full = indexes.open(temp.resolve("full"), LuceneChunkIndexTest.MANIFEST, ALL)) {
      for (SampleDocuments document : List.of(first, second)) {
        put(bare, document);
        document.putInto(full);
      }
      bare.commit();
      full.commit();
      try (ReadView words = bare.lease(OPERATOR);
          ReadView both = full.lease(OPERATOR)) {
        assertThat(words.kind()).isEqualTo(IndexKind.LEXICAL_ONLY);
        assertThat(both.kind()).isEqualTo(IndexKind.HYBRID);
        assertThat(search(words, "alpha")).hasSize(2).isEqualTo(search(both, "alpha"));
        assertThat(words.vectors(List.of("a#000000"))).isEmpty();
        assertThat(words.counts()).isEqualTo(both.counts());
      }
    }
  }

  @Test
  void whatMadeItIsReadWithoutOpeningIt() {
    assertThat(indexes.manifest(temp.resolve("none"))).isEmpty();
    assertThat(indexes.manifest(temp)).isEmpty();
    indexes.open(temp, MANIFEST, ALL).close();
    assertThat(indexes.manifest(temp)).contains(MANIFEST);
    assertThat(MANIFEST.kind()).isEqualTo(IndexKind.LEXICAL_ONLY);
  }

  @Test
  void vectorsAreRefused() {
    SampleDocuments document = document("a", "alpha");
    try (ChunkIndex index = indexes.open(temp, MANIFEST, ALL)) {
      assertThatThrownBy(() -> document.putInto(index))
          .hasMessageContaining(
              "the vector of chunk a#000000 has 16 dimensions, but the index was made for 0");
      try (ReadView view = index.lease(OPERATOR)) {
        CandidateRequest hybrid =
            new CandidateRequest("alpha", new float[16], SearchMode.HYBRID, null, 10);
        assertThatThrownBy(() -> view.candidates(hybrid))
            .hasMessage("an index without vectors cannot be searched in mode HYBRID");
      }
    }
    assertThatThrownBy(() -> new Manifest(1, "A", "a", 0, "dot_product", "a-1", "c-1"))
        .hasMessage("vectors of model A (hash a) cannot have 0 dimensions");
  }
}
