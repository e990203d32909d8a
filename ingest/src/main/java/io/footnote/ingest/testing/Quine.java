package io.footnote.ingest.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A zip archive whose only member unpacks to the archive itself, after Russ Cox, "Zip Files All The
 * Way Down" (2010). The deflated data consists of literals (5 bytes that say how many bytes follow)
 * and repeats (10 bytes that say how many of the last bytes to write again); head and tail of the
 * archive are among them. Its checksum is not right; who unpacks it all the same never ends.
 */
final class Quine {
  private static final String NAME = "r.zip";
  private static final int LITERAL = 5;
  private static final int REPEAT = 10;

  private Quine() {}

  static byte[] zip() {
    int head = 30 + NAME.length();
    // The tail: the end of the deflated data, the directory (46 bytes and the name) and its end.
    int tail = LITERAL + 46 + NAME.length() + 22;
    int pad = (5 - tail % 5) % 5;
    while ((tail + pad) % 10 != 0) {
      pad += 5; // so that half a block is a number of literals
    }
    tail += pad;
    int block = REPEAT + tail;
    byte[] deflated = deflated(new byte[head], new byte[tail], block);
    int compressed = deflated.length + LITERAL;
    int whole = head + deflated.length + tail;
    byte[] first = head(compressed, whole);
    byte[] last = tail(compressed, whole, head + compressed, pad);
    return join(first, deflated(first, last, block), last);
  }

  private static byte[] deflated(byte[] head, byte[] tail, int block) {
    byte[] again = repeat(head.length + LITERAL);
    byte[] headLiteral = literal(head.length + LITERAL);
    byte[] first =
        join(
            again,
            literal(LITERAL),
            literal(REPEAT),
            nothing(block - REPEAT - 3 * LITERAL),
            literal(block));
    byte[] unit = join(repeat(block), nothing(block / 2 - REPEAT - LITERAL), literal(block));
    return join(
        join(headLiteral, head, headLiteral, again),
        join(literal(REPEAT), again, literal(LITERAL), literal(REPEAT)),
        join(nothing(block - REPEAT - 3 * LITERAL), literal(block), first),
        join(unit, unit, unit, unit),
        join(repeat(block), tail, repeat(block)));
  }

  /** A stored block without its data. */
  private static byte[] literal(int length) {
    return ByteBuffer.allocate(LITERAL)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0)
        .putShort((short) length)
        .putShort((short) ~length)
        .array();
  }

  private static byte[] nothing(int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < length / LITERAL; i++) {
      out.writeBytes(literal(0));
    }
    return out.toByteArray();
  }

  /** A block of one repeat, with empty blocks behind it up to ten bytes. */
  private static byte[] repeat(int length) {
    Bits bits = new Bits();
    bits.number(0b010, 3); // not the last, fixed codes
    int[] bases = {
      3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
      163, 195, 227, 258
    };
    int[] extra = {
      0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    int code = find(bases, length);
    if (code + 257 < 280) {
      bits.code(code + 257 - 256, 7);
    } else {
      bits.code(code + 257 - 280 + 0b11000000, 8);
    }
    bits.number(length - bases[code], extra[code]);
    int[] distances = {1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385};
    int distance = find(distances, length);
    bits.code(distance, 5);
    bits.number(length - distances[distance], Math.max(0, distance / 2 - 1));
    bits.code(0, 7);
    while (bits.size < 38) {
      bits.number(0b010, 3);
      bits.code(0, 7);
    }
    byte[] block = Arrays.copyOf(bits.bytes, REPEAT);
    block[8] = (byte) 0xFF;
    block[9] = (byte) 0xFF;
    return block;
  }

  private static int find(int[] bases, int value) {
    int found = 0;
    while (found + 1 < bases.length && bases[found + 1] <= value) {
      found++;
    }
    return found;
  }

  private static byte[] head(int compressed, int whole) {
    return little(30 + NAME.length())
        .putInt(0x04034b50)
        .putShort((short) 20)
        .putShort((short) 0)
        .putShort((short) 8)
        .putInt(0)
        .putInt(0)
        .putInt(compressed)
        .putInt(whole)
        .putShort((short) NAME.length())
        .putShort((short) 0)
        .put(NAME.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  private static byte[] tail(int compressed, int whole, int directory, int pad) {
    int entry = 46 + NAME.length();
    return little(LITERAL + entry + 22 + pad)
        .put((byte) 1) // the last block, and empty
        .putShort((short) 0)
        .putShort((short) ~0)
        .putInt(0x02014b50)
        .putShort((short) 20)
        .putShort((short) 20)
        .putShort((short) 0)
        .putShort((short) 8)
        .putInt(0)
        .putInt(0)
        .putInt(compressed)
        .putInt(whole)
        .putShort((short) NAME.length())
        .put(new byte[16])
        .put(NAME.getBytes(StandardCharsets.US_ASCII))
        .putInt(0x06054b50)
        .putInt(0)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(entry)
        .putInt(directory)
        .putShort((short) pad)
        .array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Bits from the lowest of each byte on. */
  private static final class Bits {
    final byte[] bytes = new byte[REPEAT];
    int size;

    /** Lowest bit first. */
    void number(int value, int length) {
      for (int i = 0; i < length; i++) {
        bytes[size >> 3] |= (byte) (((value >> i) & 1) << (size & 7));
        size++;
      }
    }

    /** Highest bit first, as Huffman codes are. */
    void code(int value, int length) {
      for (int i = length - 1; i >= 0; i--) {
        number((value >> i) & 1, 1);
      }
    }
  }
}
