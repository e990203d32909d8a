package io.footnote.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.Filter;
import io.footnote.index.model.Filter.Operator;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.MetadataValue.Date;
import io.footnote.index.model.MetadataValue.Keyword;
import io.footnote.index.model.MetadataValue.Numeric;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTextTest {
  @Test
  void comparisons() {
    assertThat(FilterText.parse("department = \"hr\"")).isEqualTo(eq("department", "hr"));
    assertThat(FilterText.parse("department=='h\\'r'")).isEqualTo(eq("department", "h'r"));
    assertThat(FilterText.parse("\"two words\" = 'x'")).isEqualTo(eq("two words", "x"));
    assertThat(FilterText.parse("public != true"))
        .isEqualTo(new Filter.Compare(Operator.NE, "public", new Keyword("true")));
    assertThat(FilterText.parse("size<=-1.5e3"))
        .isEqualTo(new Filter.Compare(Operator.LTE, "size", new Numeric(-1500)));
    assertThat(FilterText.parse("modified > 2024-12-31"))
        .isEqualTo(compare(Operator.GT, "modified", "2024-12-31T00:00:00Z"));
    assertThat(FilterText.parse("modified < 2024-12-31T08:00:00+01:00"))
        .isEqualTo(compare(Operator.LT, "modified", "2024-12-31T07:00:00Z"));
    assertThat(FilterText.parse("modified >= '2024-12-31'"))
        .isEqualTo(compare(Operator.GTE, "modified", "2024-12-31T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "department = \"hr\"",
        "\"two words\" != \"say \\\"so\\\" \\\\\"",
        "\"in\" = \"a\" and year >= 2020 and (size < -1.5 or modified > 2024-12-31)",
        "year not in (2023, 2024.25) or tag in (\"a\", \"b, c\")",
        "modified <= 2024-12-31T08:00:00Z and (a = \"1\" or b = \"2\" and c = \"3\")"
      })
  void whatIsWrittenIsReadAgain(String text) {
    Filter filter = FilterText.parse(text);
    String written = FilterText.write(filter);
    assertThat(FilterText.parse(written)).isEqualTo(filter);
    assertThat(FilterText.write(FilterText.parse(written))).isEqualTo(written);
    if (!text.endsWith("c = \"3\")")) { // parentheses around "and" in "or" are written, too
      assertThat(written).isEqualTo(text);
    }
  }

  @Test
  void listsOfValues() {
    assertThat(FilterText.parse("year in (2023, 2024)"))
        .isEqualTo(new Filter.In(false, "year", List.of(new Numeric(2023), new Numeric(2024))));
    assertThat(FilterText.parse("tag NOT IN ('a')"))
        .isEqualTo(new Filter.In(true, "tag", List.of(new Keyword("a"))));
  }

  @Test
  void andBindsCloserThanOr() {
    Filter a = eq("a", "1");
    Filter b = eq("b", "2");
    Filter c = eq("c", "3");
    assertThat(FilterText.parse("a='1' or b='2' AND c='3'"))
        .isEqualTo(new Filter.Or(List.of(a, new Filter.And(List.of(b, c)))));
    assertThat(FilterText.parse("(a='1' or b='2') and c='3'"))
        .isEqualTo(new Filter.And(List.of(new Filter.Or(List.of(a, b)), c)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "department = hr|expected a text in quotes (\"hr\"), a number or a date at position 14 of"
            + " the filter, but found 'hr': department = hr",
        "department|expected one of = != > >= < <= in, not in at position 11 of the filter, but"
            + " found the end: department",
        "a = 'x' b|expected 'and', 'or' or the end at position 9 of the filter, but found 'b': a ="
            + " 'x' b",
        "(a = 'x'|expected ')' at position 9 of the filter, but found the end: (a = 'x'",
        "a = 'x|the text that starts at position 5 of the filter has no closing ': a = 'x",
        "a not 'x'|expected 'in' after 'not' at position 7 of the filter, but found ''x'': a not"
            + " 'x'",
        "a in 'x'|expected '(' at position 6 of the filter, but found ''x'': a in 'x'",
        "and = 'x'|expected a key such as department or modified at position 1 of the filter, but"
            + " found 'and': and = 'x'",
        "year = 20x3|expected a number such as 12.5 or a date such as 2024-12-31 at position 8 of"
            + " the filter, but found '20x3': year = 20x3",
        "year = 1e999|expected a number such as 12.5 or a date such as 2024-12-31 at position 8 of"
            + " the filter, but found '1e999': year = 1e999",
        "department > 'hr'|'gt' compares numbers and dates, but department was compared with the"
            + " text \"hr\"; use eq, ne, in or nin for texts, and write dates as 2024-12-31",
      })
  void errorsSayWhatIsExpectedAndWhere(String text, String message) {
    assertThatThrownBy(() -> FilterText.parse(text))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining(message);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "(".repeat(5000) + "a = 1" + ")".repeat(5000);
    assertThatThrownBy(() -> FilterText.parse(deep))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessage("a filter may nest at most 32 parentheses");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 'x'",
        "a != 2023 and b > 1.25",
        "a in ('x', 3, 2024-01-01) or (b not in (1e300) and c <= 2024-05-05T01:02:03.004Z)",
        "d = 2024-12-31",
        "e = '2024-12-31'",
        "f = true or (g = 'a' or h = 'ü\"\\\\')",
        "big = 1e15 and small = -0.1",
      })
  void jsonRoundTrip(String text) {
    Filter filter = FilterText.parse(text);
    assertThat(FilterJson.parse(FilterJson.write(filter))).isEqualTo(filter);
  }

  @Test
  void jsonAsInOpenAisVectorStores() {
    String json =
        "{\"type\":\"and\",\"filters\":[{\"type\":\"eq\",\"key\":\"year\",\"value\":2023},{\"type\":\"nin\",\"key\":\"tag\",\"value\":[\"a\",true]}]}";
    Filter filter =
        new Filter.And(
            List.of(
                new Filter.Compare(Operator.EQ, "year", new Numeric(2023)),
                new Filter.In(true, "tag", List.of(new Keyword("a"), new Keyword("true")))));
    assertThat(FilterJson.parse(json)).isEqualTo(filter);
    assertThat(FilterJson.write(filter)).isEqualTo(json.replace("true", "\"true\""));
    assertThat(FilterJson.parse("{\"type\":\"gt\",\"key\":\"modified\",\"value\":\"2024-12-31\"}"))
        .isEqualTo(compare(Operator.GT, "modified", "2024-12-31T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "{\"type\":\"like\",\"key\":\"a\",\"value\":1}|filter.type must be one of eq, ne, gt, gte,"
            + " lt, lte, in, nin, and, or, but got: \"like\"",
        "{\"type\":\"eq\",\"value\":1}|filter.key must be the name of a metadata key or document"
            + " field, but got: nothing",
        "{\"type\":\"eq\",\"key\":\"a\"}|filter.value must be a string, a number, true or false,"
            + " but got: nothing",
        "{\"type\":\"eq\",\"key\":\"a\",\"value\":1e999}|filter.value must be a string, a number,"
            + " true or false, but got: ",
        "{\"type\":\"in\",\"key\":\"a\",\"value\":\"x\"}|filter.value must be an array of at least"
            + " one value, but got: \"x\"",
        "{\"type\":\"or\",\"filters\":[]}|filter.filters must be an array of at least one filter,"
            + " but got: []",
        "{\"type\":\"or\",\"filters\":[{\"type\":\"eq\",\"key\":\"a\",\"value\":null}]}|filter.filters[0].value"
            + " must be a string, a number, true or false, but got: null",
        "{\"type\":\"eq\",\"key\":\"a\",\"value\":1,\"values\":2}|filter has an unknown field"
            + " 'values'; a filter of this type has [key, type, value]",
        "[1]|filter must be an object such as {\"type\":\"eq\",\"key\":\"year\",\"value\":2023},"
            + " but got: [1]",
        "{\"type\":|the filter is not JSON: Unexpected end-of-input",
        "{\"type\":\"lt\",\"key\":\"a\",\"value\":\"x\"}|'lt' compares numbers and dates, but a was"
            + " compared with the text \"x\"",
      })
  void jsonErrorsSayWhatIsExpectedAndWhere(String json, String message) {
    assertThatThrownBy(() -> FilterJson.parse(json))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessageContaining(message);
  }

  private static Filter eq(String key, String value) {
    return new Filter.Compare(Operator.EQ, key, new Keyword(value));
  }

  private static Filter compare(Operator operator, String key, String instant) {
    MetadataValue value = new Date(Instant.parse(instant));
    return new Filter.Compare(operator, key, value);
  }
}
