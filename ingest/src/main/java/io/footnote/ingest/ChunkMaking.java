package io.footnote.ingest;

import io.footnote.embed.Embedder;
import io.footnote.ingest.chunk.StructureChunker;

/** How the chunks of an index are made: cut to which measure, and given which vectors. */
public sealed interface ChunkMaking {

  StructureChunker chunker();

  /**
   * For an index with vectors.
   *
   * @param embedder makes them; stays open when the pipeline is closed
   */
  record Embedded(StructureChunker chunker, Embedder embedder) implements ChunkMaking {}

  /** For an index without: no model is loaded, neither to embed nor to count tokens. */
  record LexicalOnly(StructureChunker chunker) implements ChunkMaking {
    public LexicalOnly() {
      this(StructureChunker.lexicalOnly());
    }
  }
}
