package io.footnote.index.lucene;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Reads values and exact scores of a few Lucene documents, given in ascending order. Each method
 * walks the segments once and returns one value for each document.
 */
final class Hits {
  private final IndexSearcher searcher;
  private final int[] docs;

  /**
   * @param docs Lucene document numbers, ascending, without duplicates
   */
  Hits(IndexSearcher searcher, int[] docs) {
    this.searcher = searcher;
    this.docs = docs;
  }

  int[] docs() {
    return docs;
  }

  /** The value of a sorted field of each document. */
  String[] values(String field) throws IOException {
    String[] values = new String[docs.length];
    forEachSegment(leaf -> {
      SortedDocValues sorted = DocValues.getSorted(leaf.reader(), field);
      return i -> {
        if (sorted.advanceExact(docs[i] - leaf.docBase)) {
          values[i] = sorted.lookupOrd(sorted.ordValue()).utf8ToString();
        }
      };
    });
    return values;
  }

  /** The exact BM25 score of each document, 0 where no term matches. */
  double[] lexicalScores(@Nullable Query bagOfTerms) throws IOException {
    double[] scores = new double[docs.length];
    if (bagOfTerms == null) {
      return scores;
    }
    Weight weight = searcher.createWeight(searcher.rewrite(bagOfTerms), ScoreMode.COMPLETE, 1);
    forEachSegment(leaf -> {
      Scorer scorer = weight.scorer(leaf);
      if (scorer == null) {
        return i -> {};
      }
      return i -> {
        int doc = docs[i] - leaf.docBase;
        int current = scorer.docID();
        if (current < doc) {
          current = scorer.iterator().advance(doc);
        }
        if (current == doc) {
          scores[i] = scorer.score();
        }
      };
    });
    return scores;
  }

  /** The cosine of {@code vector} and each document's full-precision vector, in [-1, 1]. */
  double[] cosines(float[] vector) throws IOException {
    double[] cosines = new double[docs.length];
    forEachSegment(leaf -> {
      LeafReader reader = leaf.reader();
      FloatVectorValues vectors = reader.getFloatVectorValues(Fields.VECTOR);
      if (vectors == null) {
        return i -> {};
      }
      var iterator = vectors.iterator();
      return i -> {
        int doc = docs[i] - leaf.docBase;
        if (iterator.advance(doc) == doc) {
          cosines[i] = cosine(vector, vectors.vectorValue(iterator.index()));
        }
      };
    });
    return cosines;
  }

  /** Each document's full-precision vector, of length 0 where it has none. */
  float[][] vectors() throws IOException {
    float[][] copies = new float[docs.length][0];
    forEachSegment(leaf -> {
      FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
      if (vectors == null) {
        return i -> {};
      }
      var iterator = vectors.iterator();
      return i -> {
        int doc = docs[i] - leaf.docBase;
        if (iterator.advance(doc) == doc) {
          copies[i] = vectors.vectorValue(iterator.index()).clone();
        }
      };
    });
    return copies;
  }

  /**
   * Summed in one fixed order: Lucene's own sums in vector registers, in an order that changes when
   * the method is compiled, and the same query would get scores that differ in the last digits.
   * Four sums, because the processor would wait for each addition to a single one.
   */
  static double cosine(float[] a, float[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 4 <= a.length; i += 4) {
      first += (double) a[i] * b[i];
      second += (double) a[i + 1] * b[i + 1];
      third += (double) a[i + 2] * b[i + 2];
      fourth += (double) a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      first += (double) a[i] * b[i];
    }
    return Math.clamp((first + second) + (third + fourth), -1.0, 1.0);
  }

  private void forEachSegment(SegmentVisitor visitor) throws IOException {
    List<LeafReaderContext> leaves = searcher.getLeafContexts();
    int i = 0;
    while (i < docs.length) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(docs[i], leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      HitVisitor hit = visitor.enter(leaf);
      while (i < docs.length && docs[i] < end) {
        hit.visit(i++);
      }
    }
  }

  private interface SegmentVisitor {
    HitVisitor enter(LeafReaderContext leaf) throws IOException;
  }

  private interface HitVisitor {
    void visit(int i) throws IOException;
  }
}
