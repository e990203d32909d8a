package io.footnote.index;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.model.Candidate;
import io.footnote.index.model.Counts;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Facet;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a principal may see, in every kind of read. */
public abstract class PermissionsContract extends ChunkIndexContract {

  @Test
  void policyIsPartOfEveryRead() {
    document("public", "alpha report", "alpha detail").putInto(index);
    document("secret", "alpha salary")
        .policy(7)
        .meta("department", new MetadataValue.Keyword("hr"))
        .putInto(index);
    document("attached", "alpha bonus").policy(7).parent("public").putInto(index);
    index.commit();

    assertThat(ids(PUBLIC, "alpha")).containsExactly("public#000000", "public#000001");
    assertThat(ids(HR, "alpha")).hasSize(4);
    assertThat(counts(PUBLIC)).isEqualTo(new Counts(1, 2));
    assertThat(counts(HR)).isEqualTo(new Counts(3, 4));
    try (ReadView view = index.lease(PUBLIC)) {
      for (SearchMode mode : SearchMode.values()) {
        assertThat(candidates(view, "alpha salary", mode, 10, null))
            .extracting(Candidate::documentId)
            .containsOnly("public");
      }
      assertThat(candidates(view, "alpha salary", SearchMode.HYBRID, 10, eq("department", "hr")))
          .isEmpty();
      assertThat(view.document("secret")).isEmpty();
      assertThat(view.passages(List.of("secret#000000"))).isEmpty();
      assertThat(view.chunks("secret", 0, 10)).isEmpty();
      assertThat(view.children("public")).isEmpty();
      assertThat(view.documents(new DocumentQuery(null, null, 10)).documents())
          .extracting(DocumentRecord::documentId)
          .containsExactly("public");
    }
    try (ReadView view = index.lease(HR)) {
      assertThat(view.children("public"))
          .extracting(DocumentRecord::documentId)
          .containsExactly("attached");
    }
    policies.put("nobody", PolicyIds.of());
    assertThat(counts(Principal.of("x", "nobody"))).isEqualTo(new Counts(0, 0));
  }

  @Test
  void countsFacetsAndFrequenciesAreOfVisibleDocumentsAlone() {
    document("public", "alpha beta", "alpha")
        .meta("author", new MetadataValue.Keyword("Ada"), new MetadataValue.Keyword("Bob"))
        .meta("year", new MetadataValue.Numeric(2020))
        .putInto(index);
    document("other", "gamma")
        .meta("author", new MetadataValue.Keyword("Ada"))
        .meta("due", new MetadataValue.Date(Instant.parse("2026-01-01T00:00:00Z")))
        .putInto(index);
    document("secret", "alpha delta")
        .policy(7)
        .meta("author", new MetadataValue.Keyword("Eve"))
        .meta("rank", new MetadataValue.Numeric(1))
        .putInto(index);
    document("gone", "alpha").meta("author", new MetadataValue.Keyword("Old")).putInto(index);
    index.commit();
    index.delete("gone");
    index.commit();
    try (ReadView view = index.lease(PUBLIC)) {
      assertThat(view.count(null)).isEqualTo(2);
      assertThat(view.count(eq("author", "Ada"))).isEqualTo(2);
      assertThat(view.count(eq("author", "Eve"))).isZero();
      assertThat(facets(view, null))
          .containsEntry("author", new Facet("author", Map.of("Ada", 2L, "Bob", 1L), 0, 0))
          .containsEntry("year", new Facet("year", Map.of(), 1, 0))
          .containsEntry("due", new Facet("due", Map.of(), 0, 1))
          .containsEntry("mime", new Facet("mime", Map.of("text/plain", 2L), 0, 0))
          .doesNotContainKeys("rank", "source", "document_id");
      assertThat(facets(view, eq("author", "Bob")).get("author").keywords())
          .containsOnlyKeys("Ada", "Bob");
      assertThat(view.frequencies(List.of("alpha", "gamma", "delta", "none"), null))
          .isEqualTo(Map.of("alpha", 2L, "gamma", 1L, "delta", 0L, "none", 0L));
      assertThat(view.frequencies(List.of("alpha", "gamma"), eq("author", "Bob")))
          .isEqualTo(Map.of("alpha", 2L, "gamma", 0L));
    }
    try (ReadView view = index.lease(HR)) {
      assertThat(view.count(null)).isEqualTo(3);
      assertThat(facets(view, null)).containsKey("rank");
      assertThat(facets(view, null).get("author").keywords()).containsEntry("Eve", 1L);
      assertThat(view.frequencies(List.of("alpha", "delta"), null))
          .isEqualTo(Map.of("alpha", 3L, "delta", 1L));
    }
  }

  private static Map<String, Facet> facets(ReadView view, @Nullable Filter filter) {
    return view.facets(filter).stream().collect(Collectors.toMap(Facet::key, one -> one));
  }

  @Test
  void whatIsInvisibleDoesNotCrowdOutWhatIsVisible() {
    for (int i = 0; i < 200; i++) {
      document("secret%03d".formatted(i), "alpha salary " + i).policy(7).putInto(index);
    }
    document("public", "quite another matter, alpha once").putInto(index);
    index.commit();
    try (ReadView view = index.lease(PUBLIC)) {
      for (SearchMode mode : SearchMode.values()) {
        assertThat(candidates(view, "alpha salary", mode, 5, null))
            .as("%s", mode)
            .extracting(Candidate::documentId)
            .containsExactly("public");
      }
    }
  }

  @Test
  void policyChangeMovesDocumentAndAttachments() {
    document("mail", "alpha mail").policy(7).putInto(index);
    document("pdf", "alpha pdf").policy(7).parent("mail").putInto(index);
    document("deep", "alpha deep").policy(7).parent("pdf").putInto(index);
    document("other", "alpha other").policy(7).putInto(index);
    index.commit();
    assertThat(ids(PUBLIC, "alpha")).isEmpty();
    index.setPolicy("mail", 0);
    index.setPolicy("unknown", 0);
    index.refresh();
    assertThat(ids(PUBLIC, "alpha")).containsExactly("deep#000000", "mail#000000", "pdf#000000");
    try (ReadView view = index.lease(PUBLIC)) {
      assertThat(view.document("pdf").orElseThrow().policyId()).isZero();
      assertThat(view.passages(List.of("deep#000000")).getFirst().document().policyId()).isZero();
    }
    index.setPolicy("mail", 7);
    index.commit();
    assertThat(ids(PUBLIC, "alpha")).isEmpty();
    assertThat(ids(HR, "alpha")).hasSize(4);
  }

  @Test
  void changeOfWhatAPolicyAllowsCountsFromTheNextLease() {
    document("d", "alpha").policy(9).putInto(index);
    index.commit();
    try (ReadView before = index.lease(HR)) {
      assertThat(before.counts()).isEqualTo(new Counts(0, 0));
      policies.put("hr", PolicyIds.of(9));
      assertThat(before.counts()).isEqualTo(new Counts(0, 0));
    }
    assertThat(counts(HR)).isEqualTo(new Counts(1, 1));
    policies.put("hr", PolicyIds.of(0));
    assertThat(counts(HR)).isEqualTo(new Counts(0, 0));
  }
}
