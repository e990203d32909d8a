package io.footnote.serve.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.FilterText;
import io.footnote.index.model.Facet;
import io.footnote.serve.engine.testing.WordsView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorTest {
  private static final List<Facet> FACETS =
      List.of(
          keywords("author", "Jane Doe", "John Doe", "Ada"),
          keywords("topic", "Parental Leave", "travel"),
          keywords("title", "Parental leave in Germany", "Travel policy"),
          keywords("mime", "application/pdf", "text/csv", "text/plain"),
          keywords("language", "en", "de"),
          new Facet("modified", Map.of(), 0, 9),
          new Facet("size", Map.of(), 9, 0));

  private static Facet keywords(String key, String... values) {
    Facet facet = new Facet(key, Map.of(), 0, 0);
    for (String value : values) {
      facet = facet.and(new Facet(key, Map.of(value, 1L), 0, 0));
    }
    return facet;
  }

  private static String filter(List<Facet> facets, Condition... conditions) {
    Selection selection = new Selector(facets, WordsView.terms()).select(List.of(conditions));
    assertThat(selection.unknown()).isEmpty();
    return selection.filter() == null ? "" : FilterText.write(selection.filter());
  }

  private static List<String> unknown(Condition... conditions) {
    return new Selector(FACETS, WordsView.terms()).select(List.of(conditions)).unknown();
  }

  private static List<String> caveats(Condition... conditions) {
    return new Selector(FACETS, WordsView.terms()).select(List.of(conditions)).caveats();
  }

  private static Condition since(String date) {
    return new Condition.When(Condition.Event.WRITTEN, Period.of(date).orElseThrow().andLater());
  }

  @Test
  void namesAreThoseThatDocumentsHave() {
    assertThat(filter(FACETS, new Condition.By("doe")))
        .isEqualTo("author in (\"Jane Doe\", \"John Doe\")");
    assertThat(filter(FACETS, new Condition.By("jane doe"))).isEqualTo("author = \"Jane Doe\"");
    assertThat(filter(FACETS, new Condition.By("Eve"))).isEqualTo("author = \"Eve\"");
    assertThat(filter(FACETS, new Condition.Format("spreadsheet")))
        .isEqualTo("mime = \"text/csv\"");
    assertThat(filter(FACETS, new Condition.Format("html"))).isEqualTo("mime = \"text/html\"");
    assertThat(filter(FACETS, new Condition.Language("fr"))).isEqualTo("language = \"fr\"");
    assertThat(filter(FACETS, new Condition.Field("Topic", "TRAVEL")))
        .isEqualTo("topic = \"travel\"");
    assertThat(filter(FACETS, new Condition.Field("size", "12"))).isEqualTo("size = 12");
    assertThat(filter(FACETS)).isEmpty();
  }

  @Test
  void aSubjectIsAValueOrInATitle() {
    assertThat(filter(FACETS, new Condition.About("parental leave")))
        .isEqualTo("topic = \"Parental Leave\" or title = \"Parental leave in Germany\"");
    assertThat(filter(FACETS, new Condition.About("Germany")))
        .isEqualTo("title = \"Parental leave in Germany\"");
    assertThat(unknown(new Condition.About("overtime")))
        .containsExactly("no title and no metadata of a document says 'overtime'");
    assertThat(unknown(new Condition.About("the"))).hasSize(1);
  }

  @Test
  void datesAreTheOnesThatMostDocumentsTell() {
    assertThat(filter(FACETS, since("2020"))).isEqualTo("modified >= 2020-01-01");
    Facet year = new Facet("year", Map.of(), 5, 0);
    Facet created = new Facet("created", Map.of(), 0, 3);
    assertThat(filter(List.of(year, created), since("2020"))).isEqualTo("year >= 2020");
    assertThat(filter(List.of(year, created), since("2020-05"))).isEqualTo("created >= 2020-05-01");
    assertThat(
            filter(
                List.of(year),
                new Condition.When(Condition.Event.WRITTEN, Period.of("2020").orElseThrow())))
        .isEqualTo("year >= 2020 and year < 2021");
    assertThat(caveats(since("2020")))
        .containsExactly(
            "No document says when it was written: years in titles were taken, and when files were"
                + " last changed.");
    Facet kinds = new Facet("mime", Map.of("text/plain", 4L, "text/csv", 3L), 0, 0);
    assertThat(
            new Selector(List.of(year, created, kinds), WordsView.terms())
                .select(List.of(since("2020-05")))
                .caveats())
        .containsExactly("Of 7 documents, 4 have no 'created' and are not counted.");
    assertThat(unknown(new Condition.When(Condition.Event.ADDED, Period.of("2020").orElseThrow())))
        .containsExactly("no document has such a date");
  }

  @Test
  void aYearInATitleTellsMoreThanTheDateOfAFile() {
    List<Facet> facets =
        List.of(
            keywords(
                "title", "Leave Policy 2023", "Leave Policy 2024", "Form 20231", "Sales 2023.5"),
            new Facet("modified", Map.of(), 0, 3));
    assertThat(
            filter(
                facets,
                new Condition.When(Condition.Event.WRITTEN, Period.of("2023").orElseThrow())))
        .isEqualTo(
            "(modified >= 2023-01-01 and modified < 2024-01-01) or title = \"Leave Policy 2023\"");
    assertThat(
            filter(
                facets,
                new Condition.When(Condition.Event.CHANGED, Period.of("2023").orElseThrow())))
        .isEqualTo("modified >= 2023-01-01 and modified < 2024-01-01");
  }

  @Test
  void whatDocumentsDoNotTellIsNotGuessed() {
    assertThat(
            unknown(
                new Condition.By("Ada"),
                new Condition.Field("department", "hr"),
                new Condition.Format("scroll")))
        .containsExactly("no document has the key 'department'", "'scroll' is no known format");
    assertThat(
            new Selector(List.of(), WordsView.terms())
                .select(List.of(new Condition.By("Ada"), new Condition.Language("de")))
                .unknown())
        .containsExactly("no document says who wrote it", "no document says its language");
  }
}
