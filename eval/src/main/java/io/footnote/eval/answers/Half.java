package io.footnote.eval.answers;

import io.footnote.embed.Hashes;

/** Which half of a dataset a question is in, by the hash of its id: coefficients see only one. */
public enum Half {
  /** What coefficients were fitted on. */
  FITTED,
  /** What they never saw. */
  HELD_OUT;

  /** Even hashes are fitted on. */
  public static Half of(String id) {
    String hash = Hashes.sha256Hex(id);
    return Character.digit(hash.charAt(hash.length() - 1), 16) % 2 == 0 ? FITTED : HELD_OUT;
  }
}
