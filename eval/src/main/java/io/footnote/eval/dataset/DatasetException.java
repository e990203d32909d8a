package io.footnote.eval.dataset;

import io.footnote.serve.engine.model.FootnoteException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A test collection, a result or a gate file that cannot be read as it is. */
public final class DatasetException extends FootnoteException {
  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    this(message, null);
  }

  public DatasetException(String message, @Nullable Throwable cause) {
    super("invalid_dataset", "dataset", message, cause);
  }

  /** What is wrong with one line, counted from 1. */
  public static DatasetException atLine(Path file, int line, String problem) {
    return new DatasetException(file + " line " + line + ": " + problem);
  }
}
