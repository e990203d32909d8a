package io.footnote.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.chunk.StructureChunker;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LexicalOnlyIngestTest extends PipelineFixture {
  private ChunkIndex bare;

  @BeforeEach
  void openBare() {
    bare =
        indexes.open(
            folder.resolve("bare"),
            LuceneIndexes.lexicalOnlyManifest(StructureChunker.lexicalOnly().chunkerId()),
            principal -> principal.operator() ? PolicyIds.everything() : PolicyIds.of(0));
  }

  @AfterEach
  void closeBare() {
    bare.close();
  }

  private IngestReport ingestBare() {
    return ingestion.run(request(null), bare, _ -> {}, progress::add, () -> false);
  }

  private List<String> found(String word) {
    try (ReadView view = bare.lease(Principal.operator("test"))) {
      return view
          .candidates(new CandidateRequest(word, null, SearchMode.LEXICAL, null, 10))
          .stream()
          .map(Candidate::chunkId)
          .toList();
    }
  }

  @Test
  void nothingIsEmbeddedAndNothingWaitsOnDisk() throws Exception {
    write("notes.md", "# Boats\n\nThe mast is varnished every spring.\n");
    writeGiant(20_000);
    IngestReport report = ingestBare();
    assertThat(report.failures()).isEmpty();
    assertThat(report.progress().documentsIndexed()).isEqualTo(2);
    assertThat(report.progress().chunks()).isGreaterThan(Gathering.LARGE_DOCUMENT_CHUNKS);
    assertThat(report.progress().embedded()).isZero();
    assertThat(report.progress().tokens()).isZero();
    assertThat(embedder.passagesEmbedded()).isZero();
    assertThat(folder.resolve("scratch"))
        .satisfiesAnyOf(
            scratch -> assertThat(scratch).doesNotExist(),
            scratch -> assertThat(Files.list(scratch)).isEmpty());
    assertThat(found("varnished")).hasSize(1);
    assertThat(ingestBare().progress().documentsUnchanged()).isEqualTo(2);
  }

  @Test
  void aCancelledRunLeavesNothingOfALargeDocument() throws Exception {
    writeGiant(20_000);
    IngestReport report =
        ingestion.run(
            request(null),
            bare,
            _ -> {},
            progress::add,
            () -> progress.stream().anyMatch(now -> now.chunksEmbedded() > 100));
    assertThat(report.progress().documentsIndexed() == 0).isEqualTo(report.cancelled());
    assertThat(found("paragraph").isEmpty()).isEqualTo(report.cancelled());
  }
}
