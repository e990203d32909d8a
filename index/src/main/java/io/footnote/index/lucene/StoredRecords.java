package io.footnote.index.lucene;

import io.footnote.index.IndexException;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Reads stored records of what a query matches. */
final class StoredRecords {
  private static final Set<String> RECORD_ONLY = Set.of(Fields.RECORD);

  private final IndexSearcher searcher;

  StoredRecords(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  List<ChunkRecord> chunks(Query query, int most, Sort order) throws IOException {
    StoredFields stored = searcher.storedFields();
    List<ChunkRecord> chunks = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query, bounded(most), order).scoreDocs) {
      chunks.add(RecordCodec.decodeChunk(record(stored, hit.doc)));
    }
    return chunks;
  }

  /**
   * @param after the value of the order's only field to start behind; null to start at the first
   */
  List<DocumentRecord> documents(Query query, int most, @Nullable String after, Sort order)
      throws IOException {
    FieldDoc last =
        after == null
            ? null
            : new FieldDoc(
                bounded(Integer.MAX_VALUE) - 1, Float.NaN, new Object[] {new BytesRef(after)});
    StoredFields stored = searcher.storedFields();
    List<DocumentRecord> documents = new ArrayList<>();
    for (ScoreDoc hit : searcher.searchAfter(last, query, bounded(most), order).scoreDocs) {
      documents.add(RecordCodec.decodeDocument(record(stored, hit.doc), policy(hit.doc)));
    }
    return documents;
  }

  private int bounded(int most) {
    return Math.max(1, Math.min(most, searcher.getIndexReader().maxDoc()));
  }

  private long policy(int doc) throws IOException {
    List<LeafReaderContext> leaves = searcher.getLeafContexts();
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    NumericDocValues policies = DocValues.getNumeric(leaf.reader(), Fields.POLICY);
    if (!policies.advanceExact(doc - leaf.docBase)) {
      throw new IndexException("a document of the index has no policy");
    }
    return policies.longValue();
  }

  private static BytesRef record(StoredFields stored, int doc) throws IOException {
    BytesRef record = stored.document(doc, RECORD_ONLY).getBinaryValue(Fields.RECORD);
    if (record == null) {
      throw new IndexException("a document of the index has no record");
    }
    return record;
  }
}
