package io.footnote.old;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.util.BytesRef;

/**
 * Writes 50 documents of one chunk each with Lucene 9.12, in Footnote's schema 1: document {@code
 * old07} says "common word7", its vector points along dimension {@code 7 % 16} with a small part
 * along the next one that grows with the number, and every fifth has policy 7.
 */
public final class OldIndexWriter {
  private static final int DOCUMENTS = 50;
  private static final int DIMENSION = 16;

  private OldIndexWriter() {}

  public static void main(String[] args) throws IOException {
    try (Directory directory = new ByteBuffersDirectory()) {
      write(directory);
      zip(directory, Path.of(args[0]));
    }
  }

  private static void write(Directory directory) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(new EnglishAnalyzer());
    config.setCodec(
        new Lucene912Codec() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return new Lucene99HnswScalarQuantizedVectorsFormat();
          }
        });
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < DOCUMENTS; i++) {
        writer.addDocuments(List.of(chunk(i), record(i)));
        if (i == DOCUMENTS / 2) {
          writer.flush();
        }
      }
      writer.setLiveCommitData(
          Map.of(
                  "footnote.schema_version", "1",
                  "footnote.embedding_model", "words",
                  "footnote.embedding_model_hash", "0123456789abcdef",
                  "footnote.dimension", Integer.toString(DIMENSION),
                  "footnote.similarity", "dot_product",
                  "footnote.analyzer", "english-1",
                  "footnote.chunker", "whole-1")
              .entrySet());
      writer.commit();
    }
  }

  private static Document chunk(int i) throws IOException {
    String id = id(i);
    String chunkId = id + "#000000";
    String text = "common word" + i;
    Document chunk = common("chunk", i);
    chunk.add(new StringField("chunk_id", chunkId, Field.Store.NO));
    chunk.add(new SortedDocValuesField("chunk_id", new BytesRef(chunkId)));
    chunk.add(new IntField("ordinal", 0, Field.Store.NO));
    chunk.add(new TextField("text", text, Field.Store.NO));
    chunk.add(new TextField("text_exact", text, Field.Store.NO));
    chunk.add(
        new KnnFloatVectorField("vector", vector(i), VectorSimilarityFunction.DOT_PRODUCT));
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    out.writeString(chunkId);
    out.writeString(id);
    out.writeVInt(0); // ordinal
    out.writeVInt(0); // span start
    out.writeVInt(text.length());
    out.writeVInt(1); // first page
    out.writeVInt(1); // last page
    out.writeVInt(0); // headings
    out.writeString(""); // context
    out.writeString(text);
    chunk.add(new StoredField("record", new BytesRef(out.toArrayCopy())));
    return chunk;
  }

  private static Document record(int i) throws IOException {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    out.writeString(id(i));
    out.writeString("/docs/" + id(i));
    out.writeString("Old document " + i);
    out.writeString("text/plain");
    out.writeZLong(10); // size
    out.writeByte((byte) 0); // no time of modification
    out.writeString("content");
    out.writeString("input");
    out.writeString("en");
    out.writeVInt(0); // metadata
    out.writeByte((byte) 0); // no parent
    out.writeVInt(1); // chunks
    out.writeZLong(10); // characters
    out.writeVInt(1); // pages
    out.writeZLong(1_700_000_000L); // ingested, seconds
    out.writeVInt(0); // and nanoseconds
    Document record = common("document", i);
    record.add(new StoredField("record", new BytesRef(out.toArrayCopy())));
    return record;
  }

  private static Document common(String kind, int i) {
    Document document = new Document();
    document.add(new StringField("kind", kind, Field.Store.NO));
    document.add(new StringField("document_id", id(i), Field.Store.NO));
    document.add(new SortedDocValuesField("document_id", new BytesRef(id(i))));
    document.add(new NumericDocValuesField("policy", i % 5 == 0 ? 7 : 0));
    document.add(new KeywordField("keyword.language", "en", Field.Store.NO));
    return document;
  }

  private static String id(int i) {
    return String.format("old%02d", i);
  }

  private static float[] vector(int i) {
    float[] vector = new float[DIMENSION];
    double angle = 0.01 * i;
    vector[i % DIMENSION] = (float) Math.cos(angle);
    vector[(i + 1) % DIMENSION] = (float) Math.sin(angle);
    return vector;
  }

  private static void zip(Directory directory, Path target) throws IOException {
    List<String> names = new ArrayList<>(List.of(directory.listAll()));
    names.remove("write.lock");
    try (OutputStream file = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        try (IndexInput input = directory.openInput(name, IOContext.DEFAULT)) {
          byte[] bytes = new byte[(int) input.length()];
          input.readBytes(bytes, 0, bytes.length);
          zip.write(bytes);
        }
        zip.closeEntry();
      }
    }
  }
}
