package io.footnote.eval.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A measure of one ranking, from 0 to 1; higher is better. A collection's value is the mean over
 * its queries.
 *
 * <p>Definitions are those of trec_eval, which BEIR's tables are made with: gain is the grade
 * itself (linear, not {@code 2^grade - 1}), discounted by {@code log2(rank + 1)} (Järvelin and
 * Kekäläinen 2002); recall and average precision divide by all relevant documents, retrieved or
 * not.
 */
public enum Metric {
  /** Discounted cumulative gain of ten documents over that of the best possible ten. */
  NDCG_10("ndcg@10") {
    @Override
    double of(Judged judged) {
      return ndcg(judged, 10);
    }
  },
  /** As {@link #NDCG_10}, of five documents. */
  NDCG_5("ndcg@5") {
    @Override
    double of(Judged judged) {
      return ndcg(judged, 5);
    }
  },
  /** Share of the relevant documents that are among the first ten. */
  RECALL_10("recall@10") {
    @Override
    double of(Judged judged) {
      return recall(judged, 10);
    }
  },
  /** Share of the relevant documents that are among the first hundred. */
  RECALL_100("recall@100") {
    @Override
    double of(Judged judged) {
      return recall(judged, 100);
    }
  },
  /** One over the rank of the first relevant document, 0 if that is above ten. */
  MRR_10("mrr@10") {
    @Override
    double of(Judged judged) {
      int rank = judged.firstDocument();
      return rank == 0 || rank > 10 ? 0 : 1.0 / rank;
    }
  },
  /** Average precision over all that was retrieved. */
  MAP("map") {
    @Override
    double of(Judged judged) {
      int relevant = 0;
      double precisions = 0;
      for (int i = 0; i < judged.documents().size(); i++) {
        if (judged.gain(judged.documents().get(i)) > 0) {
          relevant++;
          precisions += (double) relevant / (i + 1);
        }
      }
      return precisions / judged.relevantDocuments();
    }
  },
  /** Whether the first distinct page holds evidence. */
  PAGE_HIT_1("page_hit@1") {
    @Override
    double of(Judged judged) {
      return hit(judged.firstPage(), 1);
    }
  },
  /** Whether one of the first five distinct pages holds evidence. */
  PAGE_HIT_5("page_hit@5") {
    @Override
    double of(Judged judged) {
      return hit(judged.firstPage(), 5);
    }
  },
  /** Whether one of the first ten distinct pages holds evidence. */
  PAGE_HIT_10("page_hit@10") {
    @Override
    double of(Judged judged) {
      return hit(judged.firstPage(), 10);
    }
  },
  /** Whether the first distinct document is relevant. */
  DOCUMENT_HIT_1("document_hit@1") {
    @Override
    double of(Judged judged) {
      return hit(judged.firstDocument(), 1);
    }
  },
  /** Whether one of the first five distinct documents is relevant. */
  DOCUMENT_HIT_5("document_hit@5") {
    @Override
    double of(Judged judged) {
      return hit(judged.firstDocument(), 5);
    }
  },
  /** Whether one of the first ten distinct documents is relevant. */
  DOCUMENT_HIT_10("document_hit@10") {
    @Override
    double of(Judged judged) {
      return hit(judged.firstDocument(), 10);
    }
  };

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  abstract double of(Judged judged);

  /** The name users see, for example {@code ndcg@10}. */
  public String label() {
    return label;
  }

  /** Whether it looks at pages; such a metric is not defined where no page was judged. */
  public boolean onPages() {
    return this == PAGE_HIT_1 || this == PAGE_HIT_5 || this == PAGE_HIT_10;
  }

  /** Whether this metric is defined for a query: something relevant was judged. */
  public boolean appliesTo(Judged judged) {
    return onPages() ? !judged.evidence().isEmpty() : judged.relevantDocuments() > 0;
  }

  /**
   * Measures one ranking.
   *
   * @throws IllegalArgumentException if the metric does not apply
   */
  public double measure(Judged judged) {
    if (!appliesTo(judged)) {
      throw new IllegalArgumentException(label + " needs a query with relevant judgements");
    }
    return of(judged);
  }

  /** The metric of a name, for example {@code ndcg@10}. */
  public static Optional<Metric> named(String label) {
    return Arrays.stream(values()).filter(metric -> metric.label.equals(label)).findFirst();
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private static double ndcg(Judged judged, int depth) {
    double gain =
        IntStream.range(0, Math.min(depth, judged.documents().size()))
            .mapToDouble(i -> judged.gain(judged.documents().get(i)) / log2(i + 2))
            .sum();
    int[] ideal =
        judged.relevance().values().stream()
            .mapToInt(grade -> -Math.max(0, grade))
            .sorted()
            .limit(depth)
            .toArray();
    double best = IntStream.range(0, ideal.length).mapToDouble(i -> -ideal[i] / log2(i + 2)).sum();
    return gain / best;
  }

  private static double recall(Judged judged, int depth) {
    long found = judged.documents().stream().limit(depth).filter(id -> judged.gain(id) > 0).count();
    return (double) found / judged.relevantDocuments();
  }

  private static double hit(int rank, int depth) {
    return rank > 0 && rank <= depth ? 1 : 0;
  }
}
