package io.footnote.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {
  @TempDir Path folder;

  @Test
  void namesTheFolderThatIsMissing() {
    Path missing = folder.resolve("nothing");
    assertThatThrownBy(() -> DatasetReader.read(missing))
        .isInstanceOf(DatasetException.class)
        .hasMessage("there is no folder " + missing + "; give the folder of a test collection");
  }

  @Test
  void saysWhatAFolderLacks() {
    assertThatThrownBy(() -> DatasetReader.read(folder))
        .hasMessage(
            folder
                + " is not a test collection: it has neither corpus.jsonl (BEIR) nor"
                + " questions.jsonl");
  }

  @Nested
  class Beir {
    @BeforeEach
    void write() throws IOException {
      put("corpus.jsonl", "{\"_id\": \"d1\", \"title\": \"\", \"text\": \"one\"}\n");
      put(
          "queries.jsonl",
          """
          {"_id": "q1", "text": "first"}

          {"_id": 2, "text": "second", "history": [{"role": "user", "content": "x"}]}
          {"_id": "q3", "text": "third", "answerable": false}
          """);
      put("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t3\nq1\td2\t0\n2\td1\t0\n");
    }

    @Test
    void readsQueriesWithGrades() {
      EvaluationDataset dataset = DatasetReader.read(folder);
      assertThat(dataset.name()).isEqualTo(folder.getFileName().toString());
      assertThat(dataset.documents()).hasSize(1);
      assertThat(dataset.documents().getFirst().acl()).isEmpty();
      assertThat(dataset.documents().getFirst().files())
          .containsExactly(folder.resolve("corpus.jsonl"));
      assertThat(dataset.queries())
          .extracting(EvaluationQuery::id)
          .containsExactly("q1", "2", "q3");
      EvaluationQuery first = dataset.queries().getFirst();
      assertThat(first.relevance()).isEqualTo(Map.of("d1", 3, "d2", 0));
      assertThat(first.principal()).isEqualTo(Principal.anonymous());
      assertThat(dataset.queries())
          .extracting(EvaluationQuery::judged)
          .containsExactly(true, false, false);
      assertThat(dataset.queries())
          .extracting(EvaluationQuery::followUp)
          .containsExactly(false, true, false);
      assertThat(dataset.queries().get(1).history().getFirst().byUser()).isTrue();
      assertThat(dataset.queries())
          .extracting(EvaluationQuery::answerable)
          .containsExactly(true, true, false);
      assertThat(dataset.names().nameOf("d1")).isEqualTo("d1");
    }

    @Test
    void namesTheMissingFile() throws IOException {
      Files.delete(folder.resolve("qrels/test.tsv"));
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(folder + " has no qrels/test.tsv");
    }

    @Test
    void namesTheLineThatIsNotJson() throws IOException {
      put("queries.jsonl", "{\"_id\": \"q1\", \"text\": \"first\"}\n{\"_id\": oops}\n");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessageStartingWith(
              folder.resolve("queries.jsonl")
                  + " line 2: not valid JSON: Unrecognized token 'oops'");
    }

    @Test
    void namesTheFieldThatIsEmpty() throws IOException {
      put("queries.jsonl", "{\"_id\": \"q1\", \"text\": \" \"}\n");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(
              folder.resolve("queries.jsonl")
                  + " line 1: 'text' must be a text that is not empty, but got: \" \"");
    }

    @Test
    void refusesTheSameQueryTwice() throws IOException {
      put(
          "queries.jsonl",
          "{\"_id\": \"q1\", \"text\": \"a\"}\n{\"_id\": \"q1\", \"text\": \"b\"}\n");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(folder.resolve("queries.jsonl") + " line 2: query 'q1' comes twice");
    }

    @Test
    void namesTheUnknownQueryOfTheJudgements() throws IOException {
      put("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq9\td1\t1\n");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(
              folder.resolve("qrels/test.tsv")
                  + " judges query 'q9', which is not in queries.jsonl");
    }

    @Test
    void namesTheLineOfABadJudgement() throws IOException {
      put("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\tgood\n");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(
              folder.resolve("qrels/test.tsv")
                  + " line 2: the score must be a whole number, but got: 'good'");
      put("qrels/test.tsv", "q1 d1 1\n");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(
              folder.resolve("qrels/test.tsv")
                  + " line 1: needs three columns separated by tabs (query-id, corpus-id, score),"
                  + " but has 1");
    }
  }

  @Nested
  class Questions {
    @BeforeEach
    void write() throws IOException {
      put("documents/guide.md", "# Guide");
      put("documents/hr/bands.xlsx", "x");
      put("documents/hr/open/note.txt", "x");
      put("documents/tickets.jsonl", "{\"id\": \"HD-1\", \"text\": \"x\"}\n");
      put("documents/.hidden", "x");
      put("dataset.yaml", "acl:\n  hr: [hr, board]\n  hr/open/: []\n");
      put(
          "questions.jsonl",
          """
          {"id": "a", "question": "What?", "answerable": true, "evidence": [{"file": "guide.md"}, {"file": "hr/bands.xlsx", "page": 2}], "principal": {"user": "u", "groups": ["hr"]}}
          {"id": "b", "question": "Who?", "answerable": false, "evidence": []}
          """);
    }

    @Test
    void readsQuestionsWithEvidenceAndPrincipal() {
      EvaluationDataset dataset = DatasetReader.read(folder);
      EvaluationQuery first = dataset.queries().getFirst();
      assertThat(first.relevance()).isEqualTo(Map.of("guide.md", 1, "hr/bands.xlsx", 1));
      assertThat(first.pages()).containsExactly(new PageKey("hr/bands.xlsx", 2));
      assertThat(first.principal()).isEqualTo(Principal.of("u", "hr"));
      assertThat(dataset.queries().getLast().principal()).isEqualTo(Principal.anonymous());
      assertThat(dataset.queries().getLast().judged()).isFalse();
    }

    @Test
    void keepsFoldersOfAGroupApart() {
      assertThat(DatasetReader.read(folder).documents())
          .containsExactly(
              new DocumentSet(
                  Set.of(),
                  List.of(
                      folder.resolve("documents/guide.md"),
                      folder.resolve("documents/hr/open/note.txt"),
                      folder.resolve("documents/tickets.jsonl"))),
              new DocumentSet(
                  Set.of("board", "hr"), List.of(folder.resolve("documents/hr/bands.xlsx"))));
    }

    @Test
    void matchesSourcesToFiles() {
      DocumentNames names = DatasetReader.read(folder).names();
      Path documents = folder.resolve("documents");
      assertThat(names.nameOf(documents.resolve("hr/bands.xlsx").toString()))
          .isEqualTo("hr/bands.xlsx");
      assertThat(names.nameOf(documents.resolve("guide.md") + "!/inside.txt"))
          .isEqualTo("guide.md");
      assertThat(names.nameOf("HD-1")).isEqualTo("tickets.jsonl");
      assertThat(names.nameOf("unknown")).isEqualTo("unknown");
    }

    @Test
    void namesEvidenceThatIsNotThere() throws IOException {
      put(
          "questions.jsonl",
          "{\"id\": \"a\", \"question\": \"?\", \"evidence\": [{\"file\": \"no.pdf\"}]}");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(
              folder.resolve("questions.jsonl")
                  + " line 1: evidence names 'no.pdf', which is not in documents/");
    }

    @Test
    void pagesCountFromOne() throws IOException {
      put(
          "questions.jsonl",
          "{\"id\": \"a\", \"question\": \"?\", \"evidence\": [{\"file\": \"guide.md\", \"page\":"
              + " 0}]}");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(
              folder.resolve("questions.jsonl")
                  + " line 1: a page must be a whole number from 1, but got: 0");
    }

    @Test
    void refusesRulesForFoldersThatAreNotThere() throws IOException {
      put("dataset.yaml", "acl:\n  hrr: [hr]\n");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(folder.resolve("dataset.yaml") + ": there is no folder 'hrr' in documents/");
    }

    @Test
    void refusesUnknownKeys() throws IOException {
      put("dataset.yaml", "access:\n  hr: [hr]\n");
      assertThatThrownBy(() -> DatasetReader.read(folder))
          .hasMessage(
              folder.resolve("dataset.yaml") + ": unknown key 'access'; the only key is 'acl'");
    }
  }

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
