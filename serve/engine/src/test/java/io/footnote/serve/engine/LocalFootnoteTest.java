package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.Job;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.Citation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled model, Lucene and the real pipeline together, as the README shows them. */
class LocalFootnoteTest {
  @Test
  void aFolderBecomesCitedAnswers(@TempDir Path data, @TempDir Path documents) throws Exception {
    Files.writeString(
        documents.resolve("leave.md"),
        """
        # Leave policy

        Every employee has thirty days of paid leave in a calendar year. Leave that is not taken
        expires on 31 March of the next year.

        ## Parental leave

        Parental leave lasts up to fourteen months. It is requested in writing seven weeks before it
        begins.
        """);
    Files.writeString(
        documents.resolve("travel.md"),
        """
        # Travel policy

        Trains are booked in second class. Journeys of more than six hours may be booked in first
        class. Receipts are handed in within ten days of the return.
        """);
    try (Footnote footnote = Footnote.open(data)) {
      assertThat(footnote.ingestFolder(documents).state()).isEqualTo(Job.State.DONE);
      Answer answer = footnote.ask("When does leave that was not taken expire?");
      assertThat(answer.abstained()).isFalse();
      assertThat(answer.sentences().getFirst().text())
          .isEqualTo("Leave that is not taken expires on 31 March of the next year.");
      Citation citation = answer.citations().getFirst();
      assertThat(citation.title()).isEqualTo("Leave policy");
      String text =
          footnote.content(FootnoteServiceContract.OPERATOR, citation.documentId()).text();
      assertThat(text.substring(citation.charStart(), citation.charEnd()))
          .isEqualTo(citation.quote());
      assertThat(footnote.ask("Who won the football world cup in 1990?").abstained()).isTrue();
      assertThat(footnote.ask("In which class are trains booked?").answer())
          .startsWith("Trains are booked in second class.[1]");
      // The same question gives the same answer, to the bit.
      Answer again = footnote.ask("When does leave that was not taken expire?");
      assertThat(again.confidence()).isEqualTo(answer.confidence());
      assertThat(again.citations()).isEqualTo(answer.citations());
    }
  }
}
