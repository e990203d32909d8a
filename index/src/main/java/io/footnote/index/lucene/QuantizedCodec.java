package io.footnote.index.lucene;

import static org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat.DEFAULT_NUM_MERGE_WORKER;
import static org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat.HNSW_GRAPH_THRESHOLD;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.IOContext;

/**
 * Lucene's codec with vectors quantized to half a byte per dimension beside the full-precision
 * ones: a search reads half as much memory as with one byte, and after rescoring recall@10 was the
 * same on 100,000 vectors ({@code eval/bench/RESULTS.md}). Segments name Lucene's own formats, so
 * any Lucene reads them; only what compares their vectors while graphs are merged is our own.
 */
final class QuantizedCodec extends Lucene104Codec {
  /**
   * Twice Lucene's defaults, with which a graph of 20000 chunks found .982 of the ten nearest among
   * 200 candidates, in the time in which this one finds .996; building takes 1.4 times as long.
   * With more chunks the difference grows.
   */
  private static final int MAX_CONNECTIONS = 32;

  private static final int BEAM_WIDTH = 200;

  private final KnnVectorsFormat vectors = new Graphs();

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }

  /**
   * Segments get a graph when they are merged: one that is built while vectors of full precision
   * arrive costs more, and is thrown away by the next merge unless it is the largest. What fits the
   * buffer of a writer is scanned in about the time that a graph takes.
   *
   * <p>Lucene's limit of 1024 dimensions is a caution, not one of the format; models have up to
   * 4096.
   */
  private static final class Graphs extends KnnVectorsFormat {
    private static final int MAX_DIMENSIONS = 4096;

    private final KnnVectorsFormat read = new Lucene104HnswScalarQuantizedVectorsFormat();
    private final FlatVectorsFormat flat = new NibbleScoring.Format();

    Graphs() {
      super(Lucene104HnswScalarQuantizedVectorsFormat.NAME);
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return new Lucene99HnswVectorsWriter(
          state,
          MAX_CONNECTIONS,
          BEAM_WIDTH,
          flat,
          flat.fieldsWriter(state),
          DEFAULT_NUM_MERGE_WORKER,
          null,
          state.context.context() == IOContext.Context.MERGE
              ? HNSW_GRAPH_THRESHOLD
              : Integer.MAX_VALUE);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return read.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String fieldName) {
      return MAX_DIMENSIONS;
    }
  }
}
