package io.footnote.ingest.source;

import io.footnote.embed.Hashes;

/** Makes the stable ids of documents. */
public final class DocumentIds {
  /** 96 bits: among a million documents two are equal with a probability of about 10⁻¹⁷. */
  private static final int HEX_DIGITS = 24;

  private DocumentIds() {}

  /** The id of what {@code source} names within {@code collection}; the same on every machine. */
  public static String of(String collection, String source) {
    return Hashes.sha256Hex(collection + '\0' + source).substring(0, HEX_DIGITS);
  }
}
