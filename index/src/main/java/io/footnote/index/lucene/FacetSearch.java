package io.footnote.index.lucene;

import io.footnote.index.model.Facet;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/**
 * Counts the values of filterable fields among record documents that a query matches. Costs a pass
 * over these documents for each key that any of them has.
 */
final class FacetSearch {
  /** Keys whose values tell documents apart rather than what they have in common. */
  private static final Set<String> UNIQUE = Set.of("document_id", "source");

  private final ChunkSearcher searcher;
  private final Map<String, Facet> facets = new TreeMap<>();

  FacetSearch(ChunkSearcher searcher) {
    this.searcher = searcher;
  }

  /** By key; keys that no document has are left out. */
  List<Facet> facets(Query documents) throws IOException {
    Weight weight =
        searcher.createWeight(searcher.rewrite(documents), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getLeafContexts()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null) {
        add(leaf.reader(), matching(scorer.iterator(), leaf.reader()));
      }
    }
    return List.copyOf(facets.values());
  }

  private static FixedBitSet matching(DocIdSetIterator found, LeafReader segment)
      throws IOException {
    FixedBitSet matching = new FixedBitSet(segment.maxDoc());
    Bits live = segment.getLiveDocs();
    for (int doc = found.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = found.nextDoc()) {
      if (live == null || live.get(doc)) {
        matching.set(doc);
      }
    }
    return matching;
  }

  private void add(LeafReader segment, FixedBitSet matching) throws IOException {
    for (FieldInfo field : segment.getFieldInfos()) {
      String key = Fields.filterKey(field.name);
      if (key != null && !UNIQUE.contains(key)) {
        add(facet(key, field.name, segment, matching));
      }
    }
  }

  private void add(Facet facet) {
    if (!facet.keywords().isEmpty() || facet.numbers() > 0 || facet.dates() > 0) {
      facets.merge(facet.key(), facet, Facet::and);
    }
  }

  private static Facet facet(String key, String field, LeafReader segment, FixedBitSet matching)
      throws IOException {
    if (field.equals(Fields.keyword(key))) {
      return new Facet(key, keywords(segment.getSortedSetDocValues(field), matching), 0, 0);
    }
    long documents = documents(segment.getSortedNumericDocValues(field), matching);
    return field.equals(Fields.number(key))
        ? new Facet(key, Map.of(), documents, 0)
        : new Facet(key, Map.of(), 0, documents);
  }

  private static Map<String, Long> keywords(SortedSetDocValues values, FixedBitSet matching)
      throws IOException {
    Map<String, Long> counts = new HashMap<>();
    if (values != null) {
      long[] byOrdinal = new long[Math.toIntExact(values.getValueCount())];
      for (int doc = values.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = values.nextDoc()) {
        if (matching.get(doc)) {
          for (int i = 0; i < values.docValueCount(); i++) {
            byOrdinal[Math.toIntExact(values.nextOrd())]++;
          }
        }
      }
      for (int ordinal = 0; ordinal < byOrdinal.length; ordinal++) {
        if (byOrdinal[ordinal] > 0) {
          counts.put(values.lookupOrd(ordinal).utf8ToString(), byOrdinal[ordinal]);
        }
      }
    }
    return counts;
  }

  private static long documents(SortedNumericDocValues values, FixedBitSet matching)
      throws IOException {
    long documents = 0;
    if (values != null) {
      for (int doc = values.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = values.nextDoc()) {
        documents += matching.get(doc) ? 1 : 0;
      }
    }
    return documents;
  }
}
