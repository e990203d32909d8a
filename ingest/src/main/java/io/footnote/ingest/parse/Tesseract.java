package io.footnote.ingest.parse;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program that reads pictures, where it is installed. Thread-safe. */
public final class Tesseract {
  private static final Logger LOG = LoggerFactory.getLogger(Tesseract.class);

  private @Nullable Boolean installed;

  /** Whether it is on the path of programs; looked up once. */
  public synchronized boolean installed() {
    Boolean known = installed;
    if (known == null) {
      known = runs();
      installed = known;
    }
    return known;
  }

  private static boolean runs() {
    try {
      Process process =
          new ProcessBuilder("tesseract", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(10, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      LOG.debug("tesseract is not installed", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
