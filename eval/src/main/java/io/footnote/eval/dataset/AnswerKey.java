package io.footnote.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the right answer to a question.
 *
 * @param answers written by people; may be empty
 * @param goldSentences sentences of the documents that hold the answer; may be empty
 */
public record AnswerKey(List<String> answers, List<String> goldSentences) {
  public AnswerKey {
    answers = List.copyOf(answers);
    goldSentences = List.copyOf(goldSentences);
  }

  /**
   * The keys of a dataset by question id: {@code answers} and {@code gold_sentences} of {@code
   * queries.jsonl}, or {@code answer} of {@code questions.jsonl}. Questions without have none.
   */
  public static Map<String, AnswerKey> of(EvaluationDataset dataset) {
    Map<String, AnswerKey> keys = new HashMap<>();
    read(dataset.folder().resolve(BeirReader.QUERIES), "_id", keys);
    read(dataset.folder().resolve(QuestionsReader.QUESTIONS), "id", keys);
    return keys;
  }

  private static void read(Path file, String id, Map<String, AnswerKey> keys) {
    if (Files.exists(file)) {
      JsonLines.read(
          file,
          (number, line) -> {
            List<String> answers = new ArrayList<>(texts(line.path("answers")));
            if (!line.path("answer").asText().isBlank()) {
              answers.add(line.path("answer").asText());
            }
            keys.put(
                JsonLines.text(file, number, line, id),
                new AnswerKey(answers, texts(line.path("gold_sentences"))));
          });
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list) {
      if (!item.asText().isBlank()) {
        texts.add(item.asText());
      }
    }
    return texts;
  }
}
