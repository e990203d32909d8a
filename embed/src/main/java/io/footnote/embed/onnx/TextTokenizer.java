package io.footnote.embed.onnx;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.footnote.embed.EmbeddingException;
import io.footnote.embed.TokenCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A HuggingFace tokenizer that truncates by itself, so that it can tell what was truncated.
 *
 * <p>It calls the binding below DJL's {@code HuggingFaceTokenizer}, which reads back eight arrays
 * for each text where one is needed and pulls in DJL's engine machinery at start.
 *
 * <p>Thread-safe until closed; to be closed when no call is running.
 */
final class TextTokenizer implements TokenCounter, AutoCloseable {
  /**
   * A longer text is first tokenized by its beginning alone, this many characters for each token
   * the model reads: enough but for text that is mostly white space or endless words.
   */
  private static final int CHARACTERS_PER_TOKEN = 32;

  /** Texts are counted in pieces of about this many characters, to bound the tokenizer's memory. */
  private static final int COUNTED_AT_ONCE = 65_536;

  private static final List<String> PROBES = List.of("a", "the", "1", ".");

  private final TokenizersLibrary library = TokenizersLibrary.LIB;
  private final long handle;
  private final int maxTokens;
  private final long[] prefix;
  private final long[] suffix;
  private boolean closed;

  private TextTokenizer(Path file, long handle, int maxTokens) {
    this.handle = handle;
    this.maxTokens = maxTokens;
    library.disableTruncation(handle);
    library.disablePadding(handle);
    long[][] frame = frame(file);
    prefix = frame[0];
    suffix = frame[1];
  }

  /**
   * @param file a {@code tokenizer.json}
   * @param maxTokens tokens kept of a text, special tokens included
   */
  static TextTokenizer load(Path file, int maxTokens, Path cacheFolder) {
    NativeLibraries.loadTokenizer(cacheFolder);
    try {
      long handle = TokenizersLibrary.LIB.createTokenizerFromString(Files.readString(file));
      return new TextTokenizer(file, handle, maxTokens);
    } catch (IOException e) {
      throw new EmbeddingException("tokenizer " + file + " cannot be read: " + e, e);
    } catch (RuntimeException e) {
      throw new EmbeddingException(
          "%s is not a HuggingFace tokenizer.json: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The tokens of {@code text}, special ones included, cut to the model's length. */
  Tokens encode(String text) {
    int enough = maxTokens * CHARACTERS_PER_TOKEN;
    if (text.length() > enough) {
      long[] beginning = contentIds(text.substring(0, enough));
      // Well beyond the limit, so the word that was cut in two is not among the tokens kept.
      if (beginning.length > 2 * maxTokens) {
        return framed(beginning);
      }
    }
    return framed(contentIds(text));
  }

  /** A query and a passage as one sequence, cut to the model's length. */
  PairTokens encodePair(String query, String passage) {
    long encoding =
        library.encodeDual(handle, beginning(query), beginning(passage), /* special tokens */ true);
    try {
      return new PairTokens(
              library.getTokenIds(encoding),
              library.getTypeIds(encoding),
              library.getSequenceIds(encoding))
          .cutTo(maxTokens);
    } finally {
      library.deleteEncoding(encoding);
    }
  }

  private String beginning(String text) {
    return text.substring(0, Math.min(text.length(), maxTokens * CHARACTERS_PER_TOKEN));
  }

  @Override
  public int count(String text) {
    int count = 0;
    int start = 0;
    while (text.length() - start > COUNTED_AT_ONCE) {
      int end = start + COUNTED_AT_ONCE;
      int space = end;
      while (space > start + COUNTED_AT_ONCE / 2 && !Character.isWhitespace(text.charAt(space))) {
        space--;
      }
      int cut = Character.isWhitespace(text.charAt(space)) ? space : end;
      count += contentIds(text.substring(start, cut)).length;
      start = cut;
    }
    return count + contentIds(text.substring(start)).length;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      library.deleteTokenizer(handle);
    }
  }

  private Tokens framed(long[] content) {
    int kept = Math.min(content.length, maxTokens - prefix.length - suffix.length);
    long[] ids = Arrays.copyOf(prefix, prefix.length + kept + suffix.length);
    System.arraycopy(content, 0, ids, prefix.length, kept);
    System.arraycopy(suffix, 0, ids, prefix.length + kept, suffix.length);
    return new Tokens(ids, kept < content.length);
  }

  private long[] contentIds(String text) {
    long encoding = library.encode(handle, text, false);
    try {
      return library.getTokenIds(encoding);
    } finally {
      library.deleteEncoding(encoding);
    }
  }

  /** The special tokens the model wants before and after a text. */
  private long[][] frame(Path file) {
    for (String probe : PROBES) {
      long encoding = library.encode(handle, probe, true);
      long[] ids;
      long[] special;
      try {
        ids = library.getTokenIds(encoding);
        special = library.getSpecialTokenMask(encoding);
      } finally {
        library.deleteEncoding(encoding);
      }
      int start = 0;
      while (start < ids.length && special[start] == 1) {
        start++;
      }
      int end = ids.length;
      while (end > start && special[end - 1] == 1) {
        end--;
      }
      if (start < end) {
        if (start + ids.length - end >= maxTokens) {
          throw new EmbeddingException(
              "max_tokens must be more than the %d special tokens of %s, but got: %d"
                  .formatted(start + ids.length - end, file, maxTokens));
        }
        return new long[][] {Arrays.copyOf(ids, start), Arrays.copyOfRange(ids, end, ids.length)};
      }
    }
    throw new EmbeddingException(
        "%s gives no token for any of %s; its vocabulary needs an unknown token"
            .formatted(file, PROBES));
  }

  /**
   * @param ids token ids, special tokens included
   * @param truncated whether tokens were left out
   */
  @SuppressWarnings("ArrayRecordComponent") // handed from one step to the next, never compared
  record Tokens(long[] ids, boolean truncated) {}
}
