package io.footnote.serve.server.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Logs go to standard error; libraries are heard from when something is wrong. */
final class Logging {
  private static final String SIMPLE = "org.slf4j.simpleLogger.";

  /** Kept, since loggers that nobody refers to may be collected with their level. */
  private static final Logger ROOT = Logger.getLogger("");

  /**
   * Says at every start without the vector module that it is missing; the launcher decides that.
   */
  private static final Logger LUCENE_VECTORS =
      Logger.getLogger("org.apache.lucene.internal.vectorization");

  private Logging() {}

  /** Must run before the first logger is made. */
  static void configure(boolean debug) {
    set("defaultLogLevel", debug ? "info" : "warn");
    set("log.io.footnote", debug ? "debug" : "warn");
    // What these report, Footnote reports itself, in its own words and with the document's name.
    set("log.io.javalin", debug ? "info" : "off");
    set("log.org.apache.tika", debug ? "info" : "off");
    set("showThreadName", "false");
    set("showShortLogName", "true");
    set("showDateTime", "true");
    set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ssXXX");
    ROOT.setLevel(debug ? Level.INFO : Level.WARNING);
    LUCENE_VECTORS.setLevel(debug ? Level.INFO : Level.SEVERE);
  }

  private static void set(String name, String value) {
    if (System.getProperty(SIMPLE + name) == null) {
      System.setProperty(SIMPLE + name, value);
    }
  }
}
