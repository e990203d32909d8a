package io.footnote.serve.engine.answer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Versioned prompts. A file of the same name in the operator's folder takes the place of the one
 * that comes with Footnote; it must hold {@code {boundary}}, without which passages could not be
 * told from instructions.
 *
 * @param folder where an operator keeps prompts; null for none
 */
public record Prompts(@Nullable Path folder) {
  /** Instructions for answering from passages. */
  public static final String ANSWER = "answer-v1.txt";

  /** What is added to {@link #ANSWER} where there are remembered facts. */
  static final String FACTS = "facts-v1.txt";

  /** What is added to {@link #ANSWER} before standing instructions, each on a line of its own. */
  static final String INSTRUCTIONS = "instructions-v1.txt";

  /** Instructions for saying what the last turn of a conversation asks for. */
  public static final String REWRITE = "rewrite-v1.txt";

  /** Instructions for saying in short what a conversation was about. */
  public static final String SUMMARY = "summary-v1.txt";

  static final String BOUNDARY = "{boundary}";

  /** The text of the prompt {@code name}. */
  public String read(String name) {
    try {
      Path own = folder == null ? null : folder.resolve(name);
      if (own != null && Files.exists(own)) {
        String text = Files.readString(own);
        if (!text.contains(BOUNDARY)) {
          throw new IllegalArgumentException(
              "the prompt " + own + " must contain " + BOUNDARY + ", the mark around passages");
        }
        return text;
      }
      try (InputStream in = Prompts.class.getResourceAsStream("prompts/" + name)) {
        if (in == null) {
          throw new IllegalArgumentException("there is no prompt '" + name + "'");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the prompt " + name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
