package io.footnote.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.footnote.eval.dataset.PageKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricTest {

  /** Grades 3, 0 and 1 found at ranks 1, 2 and 3; a document of grade 2 was not found. */
  private static final Judged GRADED =
      documents(List.of("a", "b", "c"), Map.of("a", 3, "b", 0, "c", 1, "missed", 2));

  @Test
  void ndcgHasLinearGain() {
    // gain 3/log2(2) + 0/log2(3) + 1/log2(4) = 3.5
    // best 3/log2(2) + 2/log2(3) + 1/log2(4) = 3 + 1.2618595 + 0.5 = 4.7618595
    assertThat(Metric.NDCG_10.measure(GRADED)).isCloseTo(3.5 / 4.7618595, within(1e-7));
  }

  @Test
  void ndcgStopsAtTen() {
    List<String> eleven = IntStream.rangeClosed(1, 11).mapToObj(i -> "d" + i).toList();
    assertThat(Metric.NDCG_10.measure(documents(eleven, Map.of("d11", 1)))).isZero();
    // 1/log2(11)
    assertThat(Metric.NDCG_10.measure(documents(eleven, Map.of("d10", 1))))
        .isCloseTo(0.2890648, within(1e-7));
  }

  @Test
  void ndcgOfFiveStopsAtFive() {
    List<String> six = IntStream.rangeClosed(1, 6).mapToObj(i -> "d" + i).toList();
    assertThat(Metric.NDCG_5.measure(documents(six, Map.of("d6", 1)))).isZero();
    // 1/log2(6)
    assertThat(Metric.NDCG_5.measure(documents(six, Map.of("d5", 1))))
        .isCloseTo(0.3868528, within(1e-7));
    assertThat(Metric.NDCG_5.measure(GRADED)).isCloseTo(3.5 / 4.7618595, within(1e-7));
  }

  @Test
  void ndcgOfThePerfectRankingIsOneEvenWithMoreThanTenRelevant() {
    List<String> twelve = IntStream.rangeClosed(1, 12).mapToObj(i -> "d" + i).toList();
    Map<String, Integer> all = twelve.stream().collect(Collectors.toMap(id -> id, id -> 1));
    assertThat(Metric.NDCG_10.measure(documents(twelve, all))).isCloseTo(1, within(1e-12));
  }

  @Test
  void aNegativeGradeGainsNothing() {
    Judged judged = documents(List.of("bad", "good"), Map.of("bad", -2, "good", 1));
    // 1/log2(3) over 1
    assertThat(Metric.NDCG_10.measure(judged)).isCloseTo(0.6309298, within(1e-7));
    assertThat(Metric.RECALL_10.measure(judged)).isEqualTo(1);
    assertThat(Metric.MRR_10.measure(judged)).isEqualTo(0.5);
  }

  @Test
  void recallCountsWhatWasNotRetrieved() {
    assertThat(Metric.RECALL_10.measure(GRADED)).isCloseTo(2.0 / 3, within(1e-12));
    List<String> many = IntStream.rangeClosed(1, 101).mapToObj(i -> "d" + i).toList();
    Judged deep = documents(many, Map.of("d5", 1, "d11", 1, "d100", 1, "d101", 1));
    assertThat(Metric.RECALL_10.measure(deep)).isEqualTo(0.25);
    assertThat(Metric.RECALL_100.measure(deep)).isEqualTo(0.75);
  }

  @Test
  void meanAveragePrecisionDividesByAllRelevant() {
    // relevant at ranks 1 and 3: precision 1/1 and 2/3; the third one was not found
    assertThat(Metric.MAP.measure(GRADED)).isCloseTo((1 + 2.0 / 3) / 3, within(1e-12));
  }

  @Test
  void reciprocalRankStopsAtTen() {
    List<String> eleven = IntStream.rangeClosed(1, 11).mapToObj(i -> "d" + i).toList();
    assertThat(Metric.MRR_10.measure(documents(eleven, Map.of("d4", 2)))).isEqualTo(0.25);
    assertThat(Metric.MRR_10.measure(documents(eleven, Map.of("d11", 2)))).isZero();
  }

  @Test
  void hitsCountDistinctPagesAndDocuments() {
    Judged judged =
        new Judged(
            List.of("x", "x", "y"),
            List.of(
                page("x", 1), page("x", 1), page("x", 2), page("x", 3), page("x", 4), page("y", 7)),
            Map.of("y", 1),
            Set.of(page("y", 7)));
    assertThat(judged.firstDocument()).isEqualTo(2);
    assertThat(judged.firstPage()).isEqualTo(5);
    assertThat(Metric.DOCUMENT_HIT_1.measure(judged)).isZero();
    assertThat(Metric.DOCUMENT_HIT_5.measure(judged)).isEqualTo(1);
    assertThat(Metric.PAGE_HIT_1.measure(judged)).isZero();
    assertThat(Metric.PAGE_HIT_5.measure(judged)).isEqualTo(1);
  }

  @Test
  void pagesOfAnotherDocumentAreNoHit() {
    Judged judged =
        new Judged(List.of("x"), List.of(page("x", 7)), Map.of("y", 1), Set.of(page("y", 7)));
    assertThat(Metric.PAGE_HIT_10.measure(judged)).isZero();
    assertThat(Metric.DOCUMENT_HIT_10.measure(judged)).isZero();
  }

  @Test
  void pageMetricsAreUndefinedWithoutJudgedPages() {
    assertThat(Metric.PAGE_HIT_5.appliesTo(GRADED)).isFalse();
    assertThat(Metric.DOCUMENT_HIT_5.appliesTo(GRADED)).isTrue();
    assertThatThrownBy(() -> Metric.PAGE_HIT_5.measure(GRADED))
        .hasMessage("page_hit@5 needs a query with relevant judgements");
  }

  @Test
  void nothingFoundIsZero() {
    Judged nothing = documents(List.of(), Map.of("a", 1));
    for (Metric metric : Metric.values()) {
      if (metric.appliesTo(nothing)) {
        assertThat(metric.measure(nothing)).as(metric.label()).isZero();
      }
    }
  }

  @Test
  void metricsAreFoundByTheirNames() {
    for (Metric metric : Metric.values()) {
      assertThat(Metric.named(metric.label())).contains(metric);
    }
    assertThat(Metric.named("ndcg@7")).isEmpty();
  }

  private static Judged documents(List<String> ranked, Map<String, Integer> relevance) {
    return new Judged(ranked, List.of(), relevance, Set.of());
  }

  private static PageKey page(String document, int page) {
    return new PageKey(document, page);
  }
}
