package io.footnote.index.lucene;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Records as stored bytes: strings in UTF-8, numbers of variable length, in the order of the
 * record's components; the origin of a document, which most lack, is left out where there is none.
 * The layout belongs to {@link LuceneIndexes#SCHEMA_VERSION}.
 */
final class RecordCodec {
  private static final byte KEYWORD = 0;
  private static final byte NUMBER = 1;
  private static final byte DATE = 2;

  private RecordCodec() {}

  static BytesRef encode(ChunkRecord chunk) throws IOException {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    out.writeString(chunk.chunkId());
    out.writeString(chunk.documentId());
    out.writeVInt(chunk.ordinal());
    out.writeVInt(chunk.span().start());
    out.writeVInt(chunk.span().length());
    out.writeVInt(chunk.pageStart());
    out.writeVInt(chunk.pageEnd());
    out.writeVInt(chunk.headingPath().size());
    for (String heading : chunk.headingPath()) {
      out.writeString(heading);
    }
    out.writeString(chunk.context());
    out.writeString(chunk.text());
    return new BytesRef(out.toArrayCopy());
  }

  static ChunkRecord decodeChunk(BytesRef bytes) throws IOException {
    DataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    String chunkId = in.readString();
    String documentId = in.readString();
    int ordinal = in.readVInt();
    int start = in.readVInt();
    Span span = new Span(start, start + in.readVInt());
    int pageStart = in.readVInt();
    int pageEnd = in.readVInt();
    int headings = in.readVInt();
    List<String> headingPath = new ArrayList<>(headings);
    for (int i = 0; i < headings; i++) {
      headingPath.add(in.readString());
    }
    return new ChunkRecord(
        chunkId,
        documentId,
        ordinal,
        span,
        pageStart,
        pageEnd,
        headingPath,
        in.readString(),
        in.readString());
  }

  static BytesRef encode(DocumentRecord document) throws IOException {
    ByteBuffersDataOutput out = new ByteBuffersDataOutput();
    out.writeString(document.documentId());
    out.writeString(document.source());
    out.writeString(document.title());
    out.writeString(document.mime());
    out.writeZLong(document.sizeBytes());
    writeOptional(out, document.modified());
    out.writeString(document.contentHash());
    out.writeString(document.inputHash());
    out.writeString(document.language());
    out.writeVInt(document.metadata().size());
    for (Map.Entry<String, List<MetadataValue>> entry : document.metadata().entrySet()) {
      out.writeString(entry.getKey());
      out.writeVInt(entry.getValue().size());
      for (MetadataValue value : entry.getValue()) {
        writeValue(out, value);
      }
    }
    String parentId = document.parentId();
    out.writeByte((byte) (parentId == null ? 0 : 1));
    if (parentId != null) {
      out.writeString(parentId);
    }
    out.writeVInt(document.chunks());
    out.writeZLong(document.characters());
    out.writeVInt(document.pages());
    writeInstant(out, document.ingested());
    String origin = document.origin();
    if (origin != null) {
      out.writeString(origin);
    }
    return new BytesRef(out.toArrayCopy());
  }

  /** The policy is not in the bytes: it changes in place, as a doc value. */
  static DocumentRecord decodeDocument(BytesRef bytes, long policyId) throws IOException {
    ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
    String documentId = in.readString();
    String source = in.readString();
    String title = in.readString();
    String mime = in.readString();
    long sizeBytes = in.readZLong();
    Instant modified = in.readByte() == 0 ? null : readInstant(in);
    String contentHash = in.readString();
    String inputHash = in.readString();
    String language = in.readString();
    Map<String, List<MetadataValue>> metadata = readMetadata(in);
    String parentId = in.readByte() == 0 ? null : in.readString();
    return new DocumentRecord(
        documentId,
        source,
        title,
        mime,
        sizeBytes,
        modified,
        contentHash,
        inputHash,
        language,
        metadata,
        policyId,
        parentId,
        in.readVInt(),
        in.readZLong(),
        in.readVInt(),
        readInstant(in),
        in.eof() ? null : in.readString());
  }

  private static Map<String, List<MetadataValue>> readMetadata(DataInput in) throws IOException {
    Map<String, List<MetadataValue>> metadata = new TreeMap<>();
    int keys = in.readVInt();
    for (int i = 0; i < keys; i++) {
      String key = in.readString();
      int count = in.readVInt();
      List<MetadataValue> values = new ArrayList<>(count);
      for (int j = 0; j < count; j++) {
        values.add(readValue(in));
      }
      metadata.put(key, values);
    }
    return metadata;
  }

  private static void writeValue(DataOutput out, MetadataValue value) throws IOException {
    switch (value) {
      case MetadataValue.Keyword keyword -> {
        out.writeByte(KEYWORD);
        out.writeString(keyword.value());
      }
      case MetadataValue.Numeric number -> {
        out.writeByte(NUMBER);
        out.writeLong(Double.doubleToLongBits(number.value()));
      }
      case MetadataValue.Date date -> {
        out.writeByte(DATE);
        writeInstant(out, date.value());
      }
    }
  }

  private static MetadataValue readValue(DataInput in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case KEYWORD -> new MetadataValue.Keyword(in.readString());
      case NUMBER -> new MetadataValue.Numeric(Double.longBitsToDouble(in.readLong()));
      case DATE -> new MetadataValue.Date(readInstant(in));
      default -> throw new IOException("unknown kind of metadata value: " + kind);
    };
  }

  private static void writeOptional(DataOutput out, @Nullable Instant instant) throws IOException {
    out.writeByte((byte) (instant == null ? 0 : 1));
    if (instant != null) {
      writeInstant(out, instant);
    }
  }

  private static void writeInstant(DataOutput out, Instant instant) throws IOException {
    out.writeZLong(instant.getEpochSecond());
    out.writeVInt(instant.getNano());
  }

  private static Instant readInstant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readZLong(), in.readVInt());
  }
}
