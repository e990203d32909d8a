package io.footnote.eval.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.eval.dataset.DatasetReader;
import io.footnote.serve.engine.Footnote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersRunTest {
  @TempDir Path folder;

  @Test
  void aFollowUpIsAskedWithItsConversation() throws Exception {
    Path dataset = Files.createDirectories(folder.resolve("ferries"));
    Files.createDirectory(dataset.resolve("qrels"));
    Files.writeString(
        dataset.resolve("corpus.jsonl"),
        """
        {"_id": "a", "title": "Ferries", "text": "The ferry to Oslo leaves at nine and costs forty euros for each adult passenger."}
        {"_id": "b", "title": "Buses", "text": "The bus to Lund leaves at noon and takes two hours in winter."}
        """);
    Files.writeString(
        dataset.resolve("queries.jsonl"),
        """
        {"_id": "alone", "text": "And how much is it?"}
        {"_id": "goes-on", "text": "And how much is it?", "history": [{"role": "user", "content": "When does the ferry to Oslo leave?"}, {"role": "assistant", "content": "At nine."}]}
        """);
    Files.writeString(
        dataset.resolve("qrels/test.tsv"),
        "query-id\tcorpus-id\tscore\nalone\ta\t1\ngoes-on\ta\t1\n");
    AnswersResult result =
        new AnswersRun(Footnote::open)
            .run(
                DatasetReader.read(dataset),
                new AnswersOptions(List.of(), Integer.MAX_VALUE, 7, folder.resolve("work")),
                (name, done, total) -> {});
    assertThat(result.questions()).extracting(AskedQuestion::declined).containsExactly(true, false);
  }
}
