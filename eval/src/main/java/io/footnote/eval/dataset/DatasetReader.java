package io.footnote.eval.dataset;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a test collection from a folder, whichever of the known layouts it has. */
public final class DatasetReader {
  private DatasetReader() {}

  /**
   * Reads {@code folder}: with {@code questions.jsonl} as documents and questions, with {@code
   * corpus.jsonl} as BEIR.
   *
   * @throws DatasetException if it is neither, or something in it is wrong; says the file and line
   */
  public static EvaluationDataset read(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      throw new DatasetException(
          "there is no folder " + absolute + "; give the folder of a test collection");
    }
    if (Files.exists(absolute.resolve(QuestionsReader.QUESTIONS))) {
      return new QuestionsReader(absolute).read();
    }
    if (Files.exists(absolute.resolve(BeirReader.CORPUS))) {
      return new BeirReader(absolute).read();
    }
    throw new DatasetException(
        absolute
            + " is not a test collection: it has neither "
            + BeirReader.CORPUS
            + " (BEIR) nor "
            + QuestionsReader.QUESTIONS);
  }

  static Path require(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      throw new DatasetException(folder + " has no " + name);
    }
    return file;
  }

  static String name(Path folder) {
    Path last = folder.getFileName();
    return last == null ? "dataset" : last.toString();
  }
}
