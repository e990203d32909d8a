package io.footnote.ingest.parse;

import java.time.Duration;
import java.util.Objects;

/**
 * What parsing may use. Whatever goes beyond costs the one file.
 *
 * @param processes parser processes side by side, at least 1
 * @param heapMegabytes memory of each, at least 64
 * @param timeout for one document; what lies in an archive or a mail has each its own
 * @param idle after which a process without work ends
 * @param maxCharacters longest text of a document of a format that needs parsing
 * @param archives what may lie in an archive, a mail or another document
 * @param scans how text in pictures is read
 */
public record ParserLimits(
    int processes,
    int heapMegabytes,
    Duration timeout,
    Duration idle,
    int maxCharacters,
    Archives archives,
    Scans scans) {
  /** Enough for books; a text takes several times its size while it is parsed. */
  public static final int DEFAULT_MAX_CHARACTERS = 30_000_000;

  public ParserLimits {
    atLeast("processes", processes, 1);
    atLeast("heapMegabytes", heapMegabytes, 64);
    positive("timeout", timeout);
    positive("idle", idle);
    atLeast("maxCharacters", maxCharacters, 1);
    Objects.requireNonNull(archives);
    Objects.requireNonNull(scans);
  }

  /** Two processes of 512 MB, two minutes for a document, idle ones end after one minute. */
  public static ParserLimits ofDefaults() {
    return new ParserLimits(
        2,
        512,
        Duration.ofMinutes(2),
        Duration.ofMinutes(1),
        DEFAULT_MAX_CHARACTERS,
        Archives.ofDefaults(),
        Scans.ofDefaults());
  }

  /** The same but for the processes. */
  public ParserLimits withProcesses(int count, int heap, Duration limit) {
    return new ParserLimits(count, heap, limit, idle, maxCharacters, archives, scans);
  }

  /** The same but for the longest text. */
  public ParserLimits withMaxCharacters(int most) {
    return new ParserLimits(processes, heapMegabytes, timeout, idle, most, archives, scans);
  }

  /** The same but for what may lie in an archive. */
  public ParserLimits withArchives(Archives other) {
    return new ParserLimits(processes, heapMegabytes, timeout, idle, maxCharacters, other, scans);
  }

  /** The same but for reading pictures. */
  public ParserLimits withScans(Scans other) {
    return new ParserLimits(
        processes, heapMegabytes, timeout, idle, maxCharacters, archives, other);
  }

  /**
   * What may lie in one file, counted over all levels.
   *
   * @param maxDepth archives in archives: 1 is the file itself alone
   * @param maxMembers files in it
   * @param maxMegabytes their size together
   * @param maxRatio how many times the file's size they may be together; the first {@value
   *     #FREE_MEGABYTES} MB are free
   */
  public record Archives(int maxDepth, int maxMembers, int maxMegabytes, int maxRatio) {
    /** Small archives of text shrink a lot, and so little harms nobody. */
    static final int FREE_MEGABYTES = 16;

    public Archives {
      atLeast("maxDepth", maxDepth, 1);
      atLeast("maxMembers", maxMembers, 1);
      atLeast("maxMegabytes", maxMegabytes, 1);
      atLeast("maxRatio", maxRatio, 1);
    }

    /** Eight levels, 20,000 files, 2 GB, 200 times the size. */
    public static Archives ofDefaults() {
      return new Archives(8, 20_000, 2048, 200);
    }

    /** Most bytes to be unpacked from a file of this size. */
    long maxBytes(long fileSize) {
      long byRatio = Math.max((long) FREE_MEGABYTES << 20, fileSize * maxRatio);
      return Math.min((long) maxMegabytes << 20, byRatio);
    }
  }

  /**
   * How text in pictures is read, which takes the program Tesseract.
   *
   * @param enabled whether it is used where it is installed
   * @param languages what Tesseract calls them, for example {@code eng+deu}
   * @param timeout for one document
   */
  public record Scans(boolean enabled, String languages, Duration timeout) {
    public Scans {
      if (!areLanguages(languages)) {
        throw new IllegalArgumentException(
            "languages must be names of Tesseract's like 'eng+deu', but got: '" + languages + "'");
      }
      positive("timeout", timeout);
    }

    /** Whether a text can name languages of Tesseract's. */
    public static boolean areLanguages(String text) {
      return text.matches("[A-Za-z][A-Za-z_]*(?:\\+[A-Za-z][A-Za-z_]*)*");
    }

    /** English, half an hour. */
    public static Scans ofDefaults() {
      return new Scans(true, "eng", Duration.ofMinutes(30));
    }

    /** Pictures are left alone. */
    public static Scans off() {
      return new Scans(false, "eng", Duration.ofMinutes(30));
    }
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, but got: %d".formatted(name, least, value));
    }
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, but got: " + value);
    }
  }
}
