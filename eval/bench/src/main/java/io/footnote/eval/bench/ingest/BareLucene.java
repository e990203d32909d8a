package io.footnote.eval.bench.ingest;

import io.footnote.eval.bench.ingest.BenchLibrary.Document;
import io.footnote.index.lucene.LuceneIndexes;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * What anybody would write who has chunks and wants them in Lucene: a loop over documents with the
 * fields and analyzers of Footnote's index without vectors, and one commit.
 */
final class BareLucene {
  private static final double BUFFER_MEGABYTES = 128;

  private BareLucene() {}

  static void index(List<Document> documents, Path folder) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(LuceneIndexes.analyzer());
    config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
    try (MMapDirectory directory = new MMapDirectory(folder);
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (Document document : documents) {
        for (ChunkRecord chunk : document.chunks()) {
          writer.addDocument(lucene(document.record(), chunk));
        }
        org.apache.lucene.document.Document record = common("document", document.record());
        record.add(new StoredField("record", bytes(document.record().toString())));
        writer.addDocument(record);
      }
      writer.commit();
    }
  }

  private static org.apache.lucene.document.Document lucene(
      DocumentRecord document, ChunkRecord chunk) {
    org.apache.lucene.document.Document lucene = common("chunk", document);
    lucene.add(new StringField("chunk_id", chunk.chunkId(), Field.Store.NO));
    lucene.add(new SortedDocValuesField("chunk_id", new BytesRef(chunk.chunkId())));
    lucene.add(new IntField("ordinal", chunk.ordinal(), Field.Store.NO));
    String searched =
        chunk.context().isEmpty()
            ? chunk.text()
            : chunk.context() + "\n" + chunk.context() + "\n" + chunk.text();
    lucene.add(new TextField("text", searched, Field.Store.NO));
    lucene.add(new TextField("text_exact", searched, Field.Store.NO));
    lucene.add(new StoredField("record", bytes(chunk.embeddingInput())));
    return lucene;
  }

  private static org.apache.lucene.document.Document common(String kind, DocumentRecord record) {
    var lucene = new org.apache.lucene.document.Document();
    lucene.add(new StringField("kind", kind, Field.Store.NO));
    lucene.add(new StringField("document_id", record.documentId(), Field.Store.NO));
    lucene.add(new SortedDocValuesField("document_id", new BytesRef(record.documentId())));
    lucene.add(new NumericDocValuesField("policy", record.policyId()));
    keyword(lucene, "document_id", record.documentId());
    keyword(lucene, "source", record.source());
    keyword(lucene, "title", record.title());
    keyword(lucene, "mime", record.mime());
    keyword(lucene, "language", record.language());
    lucene.add(new DoubleField("number.size", record.sizeBytes(), Field.Store.NO));
    lucene.add(new LongField("date.ingested", record.ingested().toEpochMilli(), Field.Store.NO));
    if (record.modified() != null) {
      lucene.add(new LongField("date.modified", record.modified().toEpochMilli(), Field.Store.NO));
    }
    return lucene;
  }

  private static void keyword(org.apache.lucene.document.Document to, String key, String value) {
    to.add(new KeywordField("keyword." + key, new BytesRef(value), Field.Store.NO));
  }

  private static BytesRef bytes(String text) {
    return new BytesRef(text.getBytes(StandardCharsets.UTF_8));
  }
}
