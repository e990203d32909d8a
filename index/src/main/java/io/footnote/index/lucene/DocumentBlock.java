package io.footnote.index.lucene;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.EmbeddedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;

/**
 * A document as one block of Lucene documents, made while Lucene reads them: its chunks, then its
 * record. What does not fit the record is refused before the block ends, and then Lucene takes back
 * the whole block and keeps what was there before.
 */
final class DocumentBlock implements Iterable<Document> {
  private static final float NORM_TOLERANCE = 0.01f;

  private final DocumentRecord document;
  private final Iterable<EmbeddedChunk> chunks;
  private final int dimension;

  DocumentBlock(DocumentRecord document, Iterable<EmbeddedChunk> chunks, int dimension) {
    this.document = document;
    this.chunks = chunks;
    this.dimension = dimension;
  }

  @Override
  public Iterator<Document> iterator() {
    Iterator<EmbeddedChunk> source = chunks.iterator();
    return new Iterator<>() {
      private int read;
      private boolean ended;

      @Override
      public boolean hasNext() {
        return !ended;
      }

      @Override
      public Document next() {
        if (ended) {
          throw new NoSuchElementException();
        }
        try {
          if (source.hasNext()) {
            return chunk(source.next(), read++);
          }
          ended = true;
          return record(read);
        } catch (IOException e) {
          throw new UncheckedIOException("cannot encode " + document.documentId(), e);
        }
      }
    };
  }

  private Document chunk(EmbeddedChunk embedded, int position) throws IOException {
    ChunkRecord chunk = embedded.chunk();
    check(embedded, position);
    Document lucene = common(Fields.CHUNK);
    lucene.add(new StringField(Fields.CHUNK_ID, chunk.chunkId(), Field.Store.NO));
    lucene.add(new SortedDocValuesField(Fields.CHUNK_ID, new BytesRef(chunk.chunkId())));
    lucene.add(new IntField(Fields.ORDINAL, chunk.ordinal(), Field.Store.NO));
    String searched = searched(chunk);
    lucene.add(new TextField(TextLanguages.field(document.language()), searched, Field.Store.NO));
    lucene.add(new TextField(Fields.TEXT_EXACT, searched, Field.Store.NO));
    if (dimension > 0) {
      lucene.add(
          new KnnFloatVectorField(
              Fields.VECTOR, embedded.vector(), VectorSimilarityFunction.DOT_PRODUCT));
    }
    lucene.add(new StoredField(Fields.RECORD, RecordCodec.encode(chunk)));
    return lucene;
  }

  /**
   * The context twice: a word of the title or a heading says more of what a passage is about than
   * one of its sentences. Copies are how BM25 weighs fields (Robertson, Zaragoza and Taylor,
   * "Simple BM25 extension to multiple weighted fields", CIKM 2004).
   */
  private static String searched(ChunkRecord chunk) {
    return chunk.context().isEmpty()
        ? chunk.text()
        : chunk.context() + "\n" + chunk.context() + "\n" + chunk.text();
  }

  private Document record(int chunksRead) throws IOException {
    if (chunksRead != document.chunks()) {
      throw new IllegalArgumentException(
          "document %s says it has %d chunks, but %d were given"
              .formatted(document.documentId(), document.chunks(), chunksRead));
    }
    Document lucene = common(Fields.DOCUMENT);
    String parentId = document.parentId();
    if (parentId != null) {
      lucene.add(new StringField(Fields.PARENT_ID, parentId, Field.Store.NO));
    }
    lucene.add(new StoredField(Fields.RECORD, RecordCodec.encode(document)));
    return lucene;
  }

  private Document common(String kind) {
    Document lucene = new Document();
    lucene.add(new StringField(Fields.KIND, kind, Field.Store.NO));
    lucene.add(new StringField(Fields.DOCUMENT_ID, document.documentId(), Field.Store.NO));
    lucene.add(new SortedDocValuesField(Fields.DOCUMENT_ID, new BytesRef(document.documentId())));
    lucene.add(new NumericDocValuesField(Fields.POLICY, document.policyId()));
    FilterFields.add(lucene, document);
    return lucene;
  }

  private void check(EmbeddedChunk embedded, int position) {
    ChunkRecord chunk = embedded.chunk();
    if (!chunk.documentId().equals(document.documentId()) || chunk.ordinal() != position) {
      throw new IllegalArgumentException(
          "expected chunk %d of document %s, but got chunk %d of document %s"
              .formatted(position, document.documentId(), chunk.ordinal(), chunk.documentId()));
    }
    checkVector("the vector of chunk " + chunk.chunkId(), embedded.vector(), dimension);
  }

  /** Refuses a vector of another length than the index's, or one that is not of unit length. */
  static void checkVector(String what, float[] vector, int dimension) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "%s has %d dimensions, but the index was made for %d"
              .formatted(what, vector.length, dimension));
    }
    if (dimension == 0) {
      return;
    }
    double norm = Math.sqrt(VectorUtil.dotProduct(vector, vector));
    if (!(Math.abs(norm - 1) <= NORM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "%s must have length 1, but has length %s".formatted(what, norm));
    }
  }
}
