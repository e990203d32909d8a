package io.footnote.index.lucene;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.ChunkIndex;
import io.footnote.index.FilterText;
import io.footnote.index.InvalidFilterException;
import io.footnote.index.ReadView;
import io.footnote.index.SampleDocuments;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue.Date;
import io.footnote.index.model.MetadataValue.Keyword;
import io.footnote.index.model.MetadataValue.Numeric;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterSemanticsTest {
  private static final String LONG = "x".repeat(40_000);

  @TempDir static Path folder;
  private static LuceneIndexes indexes;
  private static ChunkIndex index;
  private static ReadView view;

  @BeforeAll
  static void fill() {
    indexes = new LuceneIndexes();
    index = indexes.open(folder, LuceneChunkIndexTest.MANIFEST, _ -> PolicyIds.everything());
    document("a", "word")
        .meta("year", new Numeric(2023))
        .meta("tag", new Keyword("red"), new Keyword("blue"))
        .meta("due", new Date(Instant.parse("2024-01-01T00:00:00Z")))
        .putInto(index);
    document("b", "word", "word")
        .meta("year", new Numeric(2024.5))
        .meta("tag", new Keyword("blue"))
        .meta("due", new Date(Instant.parse("2024-06-01T00:00:00Z")))
        .putInto(index);
    document("c", "word word")
        .meta("year", new Keyword("2023"))
        .meta("zero", new Numeric(-0.0))
        .meta("long", new Keyword(LONG + "1"))
        .meta("title", new Keyword("shadowed"))
        .putInto(index);
    index.commit();
    view = index.lease(Principal.operator("op"));
  }

  @AfterAll
  static void close() {
    view.close();
    index.close();
    indexes.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "year = 2023|a",
        "year = \"2023\"|c",
        "year != 2023|bc",
        "year > 2023|b",
        "year >= 2023|ab",
        "year < 2024.5|a",
        "year <= 2024.5|ab",
        "year in (2023, 2024.5)|ab",
        "year not in (2023)|bc",
        "zero = 0|c",
        "zero >= 0|c",
        "tag = 'red'|a",
        "tag != 'red'|bc",
        "tag in ('red', 'green')|a",
        "tag = 'RED'|''",
        "due > 2024-01-01|b",
        "due >= 2024-01-01|ab",
        "due < 2024-06-01|a",
        "due <= 2024-06-01|ab",
        "due = 2024-06-01|b",
        "unknown = 'x'|''",
        "unknown != 'x'|abc",
        "unknown > 3|''",
        "unknown not in (1)|abc",
        "document_id = 'b'|b",
        "source = '/docs/c'|c",
        "mime = 'text/plain' and language = 'en'|abc",
        "title = 'shadowed'|''",
        "title = 'Title of c'|c",
        "size > 8|c",
        "modified = 2024-05-01|abc",
        "ingested < 2025-01-02|''",
        "year = 2023 or due > 2024-05-01|ab",
        "year >= 2023 and (tag = 'red' or unknown = 'x')|a",
      })
  void matches(String filter, String documents) {
    assertThat(listed(FilterText.parse(filter))).isEqualTo(documents);
    assertThat(found(FilterText.parse(filter), SearchMode.LEXICAL)).isEqualTo(documents);
    assertThat(found(FilterText.parse(filter), SearchMode.SEMANTIC)).isEqualTo(documents);
  }

  @Test
  void emptyGroups() {
    assertThat(listed(new Filter.And(List.of()))).isEqualTo("abc");
    assertThat(listed(new Filter.Or(List.of()))).isEmpty();
  }

  @Test
  void longKeywordsAreComparedWhole() {
    assertThat(listed(FilterText.parse("long = '" + LONG + "1'"))).isEqualTo("c");
    assertThat(listed(FilterText.parse("long = '" + LONG + "2'"))).isEmpty();
  }

  @Test
  void textsAreNotOrdered() {
    Filter filter = new Filter.Compare(Filter.Operator.GT, "tag", new Keyword("red"));
    assertThatThrownBy(() -> listed(new Filter.And(List.of(filter))))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessage(
            "'gt' compares numbers and dates, but tag was compared with the text \"red\"; use eq,"
                + " ne, in or nin for texts, and write dates as 2024-12-31");
  }

  private static String listed(Filter filter) {
    return String.join(
        "",
        view.documents(new DocumentQuery(filter, null, 10)).documents().stream()
            .map(DocumentRecord::documentId)
            .toList());
  }

  private static String found(Filter filter, SearchMode mode) {
    return String.join(
        "",
        view
            .candidates(
                new CandidateRequest("word", SampleDocuments.vector("word"), mode, filter, 10))
            .stream()
            .map(Candidate::documentId)
            .distinct()
            .toList());
  }
}
