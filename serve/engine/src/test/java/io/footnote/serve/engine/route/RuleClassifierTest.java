package io.footnote.serve.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.route.Condition.About;
import io.footnote.serve.engine.route.Condition.By;
import io.footnote.serve.engine.route.Condition.Event;
import io.footnote.serve.engine.route.Condition.Field;
import io.footnote.serve.engine.route.Condition.Format;
import io.footnote.serve.engine.route.Condition.Language;
import io.footnote.serve.engine.route.Condition.When;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleClassifierTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "How long is the notice period?",
        "How many documents must be signed before the first day?",
        "How many files can be uploaded at once?",
        "Which documents do I need for a visa?",
        "What documents are required by the auditor?",
        "Which documents are needed?",
        "List the steps for opening a file",
        "How many e-mails did Ada send?",
        "Which documents did Jane Doe not write?",
        "Which documents did Jane Doe and John Roe write?",
        "How many documents did we write?",
        "Which file should I open first?",
        "How many documents by 2025 must be filed?",
        "Show me the money",
        "Who won France vs Germany?",
        "when was brown vs board of education decided",
        "What is the difference between terms and conditions and a contract?",
        "What is the difference?",
        "Compare the prices",
        "Number of documents that a court has to read in a year",
        "Mice that were infected early have higher titers compared to controls",
        "Delete all documents",
        "documents"
      })
  void whatIsNoneOfTheFormsIsSearchedFor(String question) {
    assertThat(RuleClassifier.aim(question)).isEqualTo(new Aim.Find());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Compare annual leave and sick leave | annual leave; sick leave",
        "compare annual leave with sick leave. | annual leave; sick leave",
        "Please compare A, B and C | A; B; C",
        "What is the difference between annual leave and sick leave? | annual leave; sick leave",
        "what are the main differences between the old and the new router | the old; the new router",
        "Is there a difference between tea and coffee? | tea; coffee",
        "How does the 2023 policy differ from the 2025 policy? | the 2023 policy; the 2025 policy",
        "Corran 300 vs. Corran 400 | Corran 300; Corran 400",
        "tea versus coffee? | tea; coffee",
        "Rail travel compared to air travel | Rail travel; air travel",
        "What is the difference between the travel policy of 2023 and of 2025? | the travel policy of 2023;"
            + " the travel policy of 2025",
        "Compare the hotel limit in London and Paris | the hotel limit in London; the hotel limit in"
            + " Paris",
        "Compare the hotel limit in London, in Rome and Paris | the hotel limit in London; the hotel limit"
            + " in Rome; the"
            + " hotel limit in Paris",
        "Compare leave policy 2023 and 2024 | leave policy 2023; leave policy 2024",
        "Compare the 2022, 2023 and 2024 leave policies | the 2022 leave policies; 2023 leave policies;"
            + " 2024 leave policies",
        "Revenue of Q1 2023 vs Q2 2023 | Revenue of Q1 2023; Revenue of Q2 2023",
        "Hello, compare tea and coffee. Thanks! | tea; coffee",
        "Could you compare the salary of a warehouse supervisor and the CEO? | the salary of a warehouse"
            + " supervisor; the salary of the CEO"
      })
  void comparisonsNameTheirSubjects(String question, String subjects) {
    assertThat(RuleClassifier.aim(question))
        .isEqualTo(new Aim.Compare(List.of(subjects.split("; "))));
  }

  @Test
  void documentsAreCountedOrListed() {
    assertCounts("How many documents are there?");
    assertCounts("How many files do we have in total?");
    assertCounts("What is the number of documents in this collection?");
    assertCounts("Count all files");
    assertLists("List all documents");
    assertLists("Which documents are there?");
    assertLists("What files do you have?");
    assertCounts("How many PDFs are there?", new Format("pdf"));
    assertCounts("how many word documents exist", new Format("word"));
    assertLists("Show me all e-mails", new Format("email"));
    assertLists("Please list the PDF files!", new Format("pdf"));
  }

  @Test
  void conditionsAreUnderstoodToTheLastWord() {
    assertCounts("How many documents by Jane Doe are there?", new By("Jane Doe"));
    assertLists("Which documents were written by jane doe?", new By("jane doe"));
    assertLists("Which documents did Jane Doe write?", new By("Jane Doe"));
    assertCounts("How many documents has Jane Doe written?", new By("Jane Doe"));
    assertCounts("How many files Jane Doe wrote are there?", new By("Jane Doe"));
    assertLists("Which documents are about parental leave?", new About("parental leave"));
    assertLists("Which documents are about travel by train?", new About("travel by train"));
    assertCounts(
        "How many documents about parental leave by Jane Doe have been published since 2020?",
        new About("parental leave"),
        new By("Jane Doe"),
        new When(Event.WRITTEN, period("2020-01-01", null)));
    assertCounts(
        "How many files of type PDF since 2020?",
        new Format("pdf"),
        new When(Event.WRITTEN, period("2020-01-01", null)));
    assertLists("List documents of type invoice", new Field("type", "invoice"));
    assertLists("List all documents in German", new Language("de"));
    assertLists(
        "Which documents with department = hr were changed before 2024-05-01?",
        new Field("department", "hr"),
        new When(Event.CHANGED, period(null, "2024-05-01")));
    assertLists("List files whose status is \"in review\"", new Field("status", "in review"));
  }

  private static Optional<Aim.Enumerate> continued(String before, String question) {
    return RuleClassifier.continued(new StandaloneQuestion(before, question));
  }

  @Test
  void aQuestionGoesOnWithOneForDocuments() {
    String pdfs = "How many PDFs by Jane Doe are there?";
    assertThat(continued(pdfs, "And CSV files?"))
        .contains(new Aim.Enumerate(List.of(new Format("csv")), false));
    assertThat(continued(pdfs, "what about since 2020?"))
        .contains(
            new Aim.Enumerate(
                List.of(
                    new Format("pdf"),
                    new By("Jane Doe"),
                    new When(Event.WRITTEN, period("2020-01-01", null))),
                false));
    assertThat(continued("List all documents by Jane Doe", "And by Ada Lovelace?"))
        .contains(new Aim.Enumerate(List.of(new By("Ada Lovelace")), true));
    assertThat(continued(pdfs, "And how long is annual leave?")).isEmpty();
    assertThat(continued("How long is annual leave?", "And CSV files?")).isEmpty();
  }

  @Test
  void periods() {
    assertWhen("in 2023", "2023-01-01", "2024-01-01");
    assertWhen("from 2023", "2023-01-01", "2024-01-01");
    assertWhen("from 2021 to 2023", "2021-01-01", "2024-01-01");
    assertWhen("between May 2021 and 2023-02", "2021-05-01", "2023-03-01");
    assertWhen("since 2024-02-29", "2024-02-29", null);
    assertWhen("from 2024 on", "2024-01-01", null);
    assertWhen("after 2023", "2024-01-01", null);
    assertWhen("older than March 2024", null, "2024-03-01");
    assertWhen("until 2023", null, "2024-01-01");
    assertWhen("from 2024-12-31", "2024-12-31", "2025-01-01");
    assertThat(RuleClassifier.aim("List documents from 2023-02-31")).isEqualTo(new Aim.Find());
    assertThat(RuleClassifier.aim("List documents from 2023-13")).isEqualTo(new Aim.Find());
    assertThat(RuleClassifier.aim("List documents between 2023 and 2024-13"))
        .isEqualTo(new Aim.Find());
  }

  private static void assertWhen(String words, @Nullable String from, @Nullable String before) {
    assertLists("List documents " + words, new When(Event.WRITTEN, period(from, before)));
    assertCounts(
        "How many documents were added " + words + "?",
        new When(Event.ADDED, period(from, before)));
  }

  private static Period period(@Nullable String from, @Nullable String before) {
    return new Period(
        from == null ? null : LocalDate.parse(from),
        before == null ? null : LocalDate.parse(before));
  }

  private static void assertCounts(String question, Condition... conditions) {
    assertThat(RuleClassifier.aim(question))
        .as(question)
        .isEqualTo(new Aim.Enumerate(List.of(conditions), false));
  }

  private static void assertLists(String question, Condition... conditions) {
    assertThat(RuleClassifier.aim(question))
        .as(question)
        .isEqualTo(new Aim.Enumerate(List.of(conditions), true));
  }
}
