package io.footnote.index.lucene;

import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.DocumentPlaces;
import io.footnote.index.model.DocumentPlaces.Place;
import io.footnote.index.model.SearchMode;
import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Ranks one document's best chunk in each leg by counting every chunk before it, without the
 * approximation and the cut-off of {@link CandidateSearch}.
 */
final class PlaceSearch {
  private final ChunkSearcher searcher;

  PlaceSearch(ChunkSearcher searcher) {
    this.searcher = searcher;
  }

  /**
   * @param eligible chunks that are visible and satisfy the request's filter
   * @param ofDocument the document's chunks among them; at least one
   */
  DocumentPlaces places(CandidateRequest request, Query eligible, Query ofDocument)
      throws IOException {
    Query bag =
        request.mode() == SearchMode.SEMANTIC
            ? null
            : LexicalQueries.bagOfTerms(request.texts(), searcher);
    float[] vector = request.mode() == SearchMode.LEXICAL ? null : request.vector();
    return new DocumentPlaces(
        true,
        bag == null ? null : place(scored -> eachMatch(bag, eligible, scored), ofDocument),
        vector == null ? null : place(scored -> eachVector(vector, eligible, scored), ofDocument));
  }

  /** Finds the document's best chunk in one pass and counts what is before it in another. */
  private @Nullable Place place(Leg leg, Query ofDocument) throws IOException {
    Best best = new Best(ofDocument);
    leg.forEach(best);
    String chunkId = best.chunkId;
    if (chunkId == null) {
      return null;
    }
    Before before = new Before(best.score, chunkId);
    leg.forEach(before);
    return new Place(chunkId, best.score, before.count + 1);
  }

  private void eachMatch(Query bag, Query eligible, Scored scored) throws IOException {
    Query query =
        new BooleanQuery.Builder()
            .add(bag, BooleanClause.Occur.MUST)
            .add(eligible, BooleanClause.Occur.FILTER)
            .build();
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
    for (LeafReaderContext leaf : searcher.getLeafContexts()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        scored.enter(leaf);
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator docs = scorer.iterator();
        for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
          if (live == null || live.get(doc)) {
            scored.score(doc, scorer.score());
          }
        }
      }
    }
  }

  private void eachVector(float[] vector, Query eligible, Scored scored) throws IOException {
    Weight weight =
        searcher.createWeight(searcher.rewrite(eligible), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getLeafContexts()) {
      FloatVectorValues vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
      Scorer scorer = weight.scorer(leaf);
      if (vectors != null && scorer != null) {
        scored.enter(leaf);
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator docs = scorer.iterator();
        var indexed = vectors.iterator();
        for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
          if ((live == null || live.get(doc))
              && (indexed.docID() == doc
                  || (indexed.docID() < doc && indexed.advance(doc) == doc))) {
            scored.score(doc, Hits.cosine(vector, vectors.vectorValue(indexed.index())));
          }
        }
      }
    }
  }

  private interface Leg {
    void forEach(Scored scored) throws IOException;
  }

  private abstract static class Scored {
    @SuppressWarnings("NullAway.Init") // set before the first score
    private SortedDocValues ids;

    void enter(LeafReaderContext leaf) throws IOException {
      ids = DocValues.getSorted(leaf.reader(), Fields.CHUNK_ID);
    }

    abstract void score(int doc, double score) throws IOException;

    final String id(int doc) throws IOException {
      if (!ids.advanceExact(doc)) {
        throw new IllegalStateException("document " + doc + " of a segment is not a chunk");
      }
      return ids.lookupOrd(ids.ordValue()).utf8ToString();
    }
  }

  private final class Best extends Scored {
    private final Weight ofDocument;
    private @Nullable DocIdSetIterator members;
    private double score = Double.NEGATIVE_INFINITY;
    private @Nullable String chunkId;

    Best(Query ofDocument) throws IOException {
      this.ofDocument =
          searcher.createWeight(searcher.rewrite(ofDocument), ScoreMode.COMPLETE_NO_SCORES, 1);
    }

    @Override
    void enter(LeafReaderContext leaf) throws IOException {
      super.enter(leaf);
      Scorer scorer = ofDocument.scorer(leaf);
      members = scorer == null ? null : scorer.iterator();
    }

    @Override
    void score(int doc, double score) throws IOException {
      if (members == null) {
        return;
      }
      int member = members.docID() < doc ? members.advance(doc) : members.docID();
      if (member != doc || score < this.score) {
        return;
      }
      String id = id(doc);
      if (score > this.score || chunkId == null || id.compareTo(chunkId) < 0) {
        this.score = score;
        chunkId = id;
      }
    }
  }

  private static final class Before extends Scored {
    private final double score;
    private final String chunkId;
    private long count;

    Before(double score, String chunkId) {
      this.score = score;
      this.chunkId = chunkId;
    }

    @Override
    void score(int doc, double score) throws IOException {
      if (score > this.score || (score == this.score && id(doc).compareTo(chunkId) < 0)) {
        count++;
      }
    }
  }
}
