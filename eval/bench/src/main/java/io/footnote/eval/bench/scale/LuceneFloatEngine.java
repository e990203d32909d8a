package io.footnote.eval.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene's own HNSW graph over float vectors, with the connections, beam width and memory of
 * Footnote's index, Lucene's own merge policy, and nothing but vectors and slots in it.
 */
final class LuceneFloatEngine implements Baseline {
  private static final int MAX_CONNECTIONS = 32;
  private static final int BEAM_WIDTH = 200;
  private static final double RAM_MEGABYTES = 128;
  private static final int MERGE_THREADS = 2;
  private static final int VECTORS_OF_COMMIT = 100_000;
  private static final String VECTOR = "vector";
  private static final String SLOT = "slot";

  private final FSDirectory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  private LuceneFloatEngine(Path folder) throws IOException {
    directory = new MMapDirectory(folder);
    reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
  }

  /** Nothing if it was not built. */
  static Stream<LuceneFloatEngine> open(BenchCorpus corpus) throws IOException {
    return Files.isDirectory(folder(corpus))
        ? Stream.of(new LuceneFloatEngine(folder(corpus)))
        : Stream.empty();
  }

  private static Path folder(BenchCorpus corpus) {
    return corpus.folder().resolve("lucene");
  }

  static void build(BenchCorpus corpus) throws IOException {
    ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    merges.setMaxMergesAndThreads(MERGE_THREADS + 2, MERGE_THREADS);
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setCodec(new FloatCodec())
            .setRAMBufferSizeMB(RAM_MEGABYTES)
            .setMergeScheduler(merges);
    try (FSDirectory directory = new MMapDirectory(folder(corpus));
        IndexWriter writer = new IndexWriter(directory, config)) {
      for (int slot = 0; slot < corpus.size(); slot++) {
        Document document = new Document();
        document.add(
            new KnnFloatVectorField(
                VECTOR, corpus.vectors().vector(slot), VectorSimilarityFunction.DOT_PRODUCT));
        document.add(new NumericDocValuesField(SLOT, slot));
        writer.addDocument(document);
        if (slot % VECTORS_OF_COMMIT == VECTORS_OF_COMMIT - 1) {
          writer.commit();
          System.out.printf("  %d vectors%n", slot + 1);
        }
      }
    }
  }

  @Override
  public String name() {
    return "lucene";
  }

  @Override
  public int segments() {
    return reader.leaves().size();
  }

  @Override
  public double reach() {
    return 1.2;
  }

  @Override
  public int[] efforts() {
    return new int[] {10, 15, 25, 40, 60, 100, 160, 310, 600, 1000};
  }

  @Override
  public int[] search(float[] query, int effort) throws IOException {
    ScoreDoc[] hits = searcher.search(new KnnFloatVectorQuery(VECTOR, query, effort), 10).scoreDocs;
    int[] slots = new int[hits.length];
    for (int i = 0; i < hits.length; i++) {
      LeafReaderContext leaf =
          reader.leaves().get(ReaderUtil.subIndex(hits[i].doc, reader.leaves()));
      NumericDocValues values = leaf.reader().getNumericDocValues(SLOT);
      if (values == null || !values.advanceExact(hits[i].doc - leaf.docBase)) {
        throw new IllegalStateException("a document has no slot");
      }
      slots[i] = (int) values.longValue();
    }
    return slots;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }

  private static final class FloatCodec extends Lucene104Codec {
    private final KnnVectorsFormat vectors =
        new Lucene99HnswVectorsFormat(MAX_CONNECTIONS, BEAM_WIDTH);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return vectors;
    }
  }
}
