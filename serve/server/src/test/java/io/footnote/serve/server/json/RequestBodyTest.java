package io.footnote.serve.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.FilterText;
import io.footnote.index.InvalidFilterException;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

  @Test
  void readsWhatIsThere() {
    RequestBody body =
        parse(
            "{\"query\": \"a\", \"collection\": [\"x\", \"y\"], \"top_k\": 3, \"explain\": true}");
    assertThat(body.text("query")).isEqualTo("a");
    assertThat(body.texts("collection", List.of())).containsExactly("x", "y");
    assertThat(body.integer("top_k", 1)).isEqualTo(3);
    assertThat(body.flag("explain")).isTrue();
    assertThat(body.filter("filter")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"query": 1}          | query      | 'query' must be a string, but got: 1
          {"top_k": "3"}        | top_k      | 'top_k' must be a whole number, but got: a string
          {"top_k": 1.5}        | top_k      | 'top_k' must be a whole number, but got: 1.5
          {"top_k": 99999999999}| top_k      | 'top_k' must be a whole number, but got: 99999999999
          {"explain": "yes"}    | explain    | 'explain' must be true or false, but got: a string
          {"collection": [1]}   | collection | 'collection' must be a string or a list of strings, but got: 1
          {"collection": {}}    | collection | 'collection' must be a string or a list of strings, but got: an object
          {"filter": 7}         | filter     | 'filter' must be an object, or text such as "department = 'hr' and year >= 2023", but got: 7
          {"filter": ["x"]}     | filter     | 'filter' must be an object, or text such as "department = 'hr' and year >= 2023", but got: a list
          {"querry": "a"}       | querry     | unknown field 'querry'; allowed are collection, explain, filter, query, top_k
          {}                    | query      | 'query' is missing; give it as a string
          """)
  void namesTheFieldThatIsWrong(String json, String param, String message) {
    assertThatThrownBy(
            () -> {
              RequestBody body = parse(json);
              body.integer("top_k", 1);
              body.flag("explain");
              body.texts("collection", List.of());
              body.filter("filter");
              body.text("query");
            })
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(message)
        .satisfies(e -> assertThat(((InvalidRequestException) e).param()).isEqualTo(param));
  }

  @Test
  void aFilterIsAnObjectOrText() {
    Filter year = FilterText.parse("year >= 2023");
    assertThat(
            parse("{\"filter\": {\"type\": \"gte\", \"key\": \"year\", \"value\": 2023}}")
                .filter("filter"))
        .isEqualTo(year);
    assertThat(parse("{\"filter\": \"year >= 2023\"}").filter("filter")).isEqualTo(year);
    assertThat(parse("{\"filter\": \"department = \\\"hr\\\" and year >= 2023\"}").filter("filter"))
        .isEqualTo(FilterText.parse("department = \"hr\" and year >= 2023"));
    assertThatThrownBy(() -> parse("{\"filter\": \"department = hr\"}").filter("filter"))
        .isInstanceOf(InvalidFilterException.class)
        .hasMessage(
            "expected a text in quotes (\"hr\"), a number or a date at position 14 of the filter,"
                + " but found 'hr': department = hr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\": }", "{} {}", "nonsense", "{\"query\":1,\"query\":2}"})
  void brokenJson(String json) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageMatching("(?s)the body (is not valid JSON|must be a JSON object).*");
  }

  @Test
  void bodyThatIsNoObject() {
    assertThatThrownBy(() -> parse("[]"))
        .hasMessage("the body must be a JSON object, but got: a list");
  }

  @Test
  void metadataIsTyped() throws IOException {
    assertThat(
            MetadataJson.metadata(
                Json.mapper()
                    .readTree(
                        "{\"year\": 2023, \"tags\": [\"a\", \"b\"], \"day\": \"2024-02-29\","
                            + " \"at\": \"2024-02-29T12:00:00Z\", \"no\": \"2023-02-31\", \"ok\":"
                            + " true}")))
        .isEqualTo(
            Map.of(
                "year", List.of(new MetadataValue.Numeric(2023)),
                "tags", List.of(new MetadataValue.Keyword("a"), new MetadataValue.Keyword("b")),
                "day", List.of(new MetadataValue.Date(Instant.parse("2024-02-29T00:00:00Z"))),
                "at", List.of(new MetadataValue.Date(Instant.parse("2024-02-29T12:00:00Z"))),
                "no", List.of(new MetadataValue.Keyword("2023-02-31")),
                "ok", List.of(new MetadataValue.Keyword("true"))));
  }

  @Test
  void principalsComeBackAsTheyWere() {
    Principal odd = new Principal("Zoë: the, second", Set.of("a,b", "c:d", "ü"), false);
    String text = PrincipalText.encode(odd);
    assertThat(text).isPrintable().matches("\\p{ASCII}+");
    assertThat(PrincipalText.decode(text)).isEqualTo(odd);
    assertThat(PrincipalText.parse("amy:hr, finance"))
        .isEqualTo(Principal.of("amy", "hr", "finance"));
    assertThat(PrincipalText.parse("amy")).isEqualTo(Principal.of("amy"));
    assertThatThrownBy(() -> PrincipalText.parse(":hr"))
        .hasMessage("a principal is written USER:GROUP,GROUP, but got: ':hr'");
  }

  private static RequestBody parse(String json) {
    return RequestBody.parse(
        json.getBytes(StandardCharsets.UTF_8), "query", "collection", "top_k", "explain", "filter");
  }
}
