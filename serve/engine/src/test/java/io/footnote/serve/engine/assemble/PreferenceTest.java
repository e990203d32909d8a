package io.footnote.serve.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.UserProfile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreferenceTest {
  private static SearchResult passage(String source, double score, @Nullable Double reranked) {
    return new SearchResult(
        source,
        source,
        "default",
        source,
        "/docs/" + source,
        0,
        0,
        0,
        1,
        List.of(),
        "x",
        "",
        List.of(),
        Map.of(),
        score,
        new Scores(null, null, score, reranked),
        List.of(),
        null);
  }

  private static List<String> order(UserProfile user, SearchResult... ranked) {
    return new Preference(user, passage -> passage.source().endsWith("de") ? "de" : "en")
        .order(List.of(ranked)).stream().map(SearchResult::documentId).toList();
  }

  private static UserProfile prefers(@Nullable String language, String... sources) {
    return new UserProfile(language, null, List.of(sources));
  }

  @Test
  void whatIsPreferredMovesPastWhatIsAboutAsGood() {
    SearchResult a = passage("a", 1.0, null);
    SearchResult b = passage("b", 0.9, null);
    SearchResult c = passage("c.de", 0.75, null);
    SearchResult d = passage("d", 0.0, null);
    assertThat(order(prefers(null, "/B"), a, b, c, d)).containsExactly("b", "a", "c.de", "d");
    assertThat(order(prefers("de"), a, b, c, d)).containsExactly("c.de", "a", "b", "d");
    assertThat(order(prefers(null, "docs/d"), a, b, c, d)).containsExactly("a", "b", "c.de", "d");
    assertThat(order(prefers(null, "default"), a, b, c, d)).containsExactly("a", "b", "c.de", "d");
    assertThat(order(prefers("fr", "z"), a, b, c, d)).containsExactly("a", "b", "c.de", "d");
  }

  @Test
  void judgedPassagesStayBeforeOthersWhateverTheirScores() {
    SearchResult judged = passage("a", -9, -9.0);
    SearchResult worse = passage("b", -10, -10.0);
    SearchResult other = passage("c", 0.9, null);
    SearchResult preferred = passage("d", 0.8, null);
    SearchResult last = passage("e", 0.1, null);
    assertThat(order(prefers(null, "docs/d"), judged, worse, other, preferred, last))
        .containsExactly("a", "b", "d", "c", "e");
  }

  @Test
  void aProfileSaysWhatItsFieldsTake() {
    assertThatThrownBy(() -> prefers("German"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("user.language must be a code of ISO 639-1 such as de, but got: 'German'");
    assertThatThrownBy(() -> new UserProfile(null, " ", List.of()))
        .hasMessage("user.role must be 1 to 200 characters, but got: 1");
    assertThatThrownBy(() -> prefers(null, ""))
        .hasMessage(
            "user.preferred_sources must be at most 20 names that are not empty, but got: []");
    UserProfile merged = prefers("de").or(new UserProfile("fr", "clerk", List.of("a")));
    assertThat(merged).isEqualTo(new UserProfile("de", "clerk", List.of("a")));
    assertThat(merged.languageName()).isEqualTo("German");
  }
}
