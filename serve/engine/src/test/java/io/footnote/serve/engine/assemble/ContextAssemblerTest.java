package io.footnote.serve.engine.assemble;

import static io.footnote.serve.engine.assemble.FewDocuments.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.model.Dropped;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextAssemblerTest {
  private static final FewDocuments SHELF = new FewDocuments();

  private static Context assemble(int budget, SearchResult... ranked) {
    return ContextAssembler.assemble("Which?", List.of(ranked), Reader.ofBudget(budget), SHELF);
  }

  private static List<Dropped> dropped(String question, SearchResult... ranked) {
    return ContextAssembler.assemble(question, List.of(ranked), Reader.ofBudget(1000), SHELF)
        .dropped();
  }

  private static List<String> ids(Context context) {
    return context.passages().stream().map(p -> p.result().chunkId()).toList();
  }

  @Test
  void passagesAreNumberedAndTwinsAndWhatDoesNotFitAreNamed() {
    Context context =
        assemble(
            60,
            passage("a", "one two three four five six seven"),
            passage("b", "One two three, four five six seven."),
            passage("c", "word ".repeat(200)),
            passage("d", "eight nine ten"));
    assertThat(context.passages()).extracting(Passage::n).containsExactly(1, 2);
    assertThat(ids(context)).containsExactly("a#000000", "d#000000");
    assertThat(context.dropped()).extracting(Dropped::id).containsExactly("b#000000", "c#000000");
    assertThat(context.dropped().getFirst().reason()).isEqualTo("says the same as a#000000");
    assertThat(context.dropped().getLast().reason())
        .matches("takes \\d+ tokens of which \\d+ were left");
    assertThat(context.tokens()).isLessThanOrEqualTo(60);
  }

  @Test
  void whatAPassageSaysIsReplacedIsDroppedUnlessTheQuestionNamesIt() {
    SearchResult old = passage("old", "Home working rules", "Two days a week.");
    SearchResult current =
        passage("new", "Hybrid guideline", "This supersedes the Home Working Rules of old. Three.");
    assertThat(dropped("How many days?", old, current))
        .containsExactly(new Dropped("old#000000", "superseded by 'Hybrid guideline'"));
    assertThat(dropped("What do the home working rules allow?", old, current)).isEmpty();
    SearchResult circular =
        passage("old", "Home working rules", "It replaces the Hybrid guideline.");
    assertThat(dropped("How many days?", circular, current)).isEmpty();
  }

  @Test
  void anOlderVersionIsDroppedUnlessTheQuestionNamesOne() {
    SearchResult old = passage("old", "Travel policy, version 3", "Hotels cost 150 pounds.");
    SearchResult current = passage("new", "Travel policy, version 4", "Hotels cost 180 pounds.");
    SearchResult report = passage("report", "Travel report 2023", "We spent 90,000 pounds.");
    Context context = assemble(1000, old, current, report);
    assertThat(ids(context)).containsExactly("new#000000", "report#000000");
    assertThat(context.dropped())
        .containsExactly(new Dropped("old#000000", "superseded by 'Travel policy, version 4'"));
    for (String question : List.of("What did version 3 allow?", "What was allowed in 2023?")) {
      Context asked =
          ContextAssembler.assemble(question, List.of(old, current), Reader.ofBudget(1000), SHELF);
      assertThat(ids(asked)).as(question).containsExactly("old#000000", "new#000000");
    }
  }

  @Test
  void whatIsRestrictedIsDroppedForWhomItIs() {
    Reader reader =
        new Reader(
            "remote",
            1000,
            String::length,
            /* prose= */ true,
            result -> !result.documentId().equals("secret"));
    Context context =
        ContextAssembler.assemble(
            "Which?",
            List.of(passage("secret", "Hush."), passage("open", "Hello.")),
            reader,
            SHELF);
    assertThat(ids(context)).containsExactly("open#000000");
    assertThat(context.reading()).extracting(Passage::text).containsExactly("Hello.");
    assertThat(context.dropped())
        .containsExactly(new Dropped("secret#000000", "restricted: 'remote' may not read it"));
  }

  @Test
  void whereRoomIsScarceAuthorityCounts() {
    SearchResult first = passage("first", "alpha ".repeat(20));
    SearchResult second = passage("second", "beta ".repeat(20));
    SearchResult official = FewDocuments.withAuthority(passage("official", "gamma ".repeat(20)), 1);
    int two = 2 * Reader.ofBudget(0).tokensOf(first);
    assertThat(ids(assemble(two, first, second, official)))
        .containsExactly("first#000000", "second#000000");
    SearchResult doubtful = FewDocuments.withAuthority(second, 0);
    SearchResult[] more = new SearchResult[8];
    more[0] = first;
    more[1] = doubtful;
    more[2] = official;
    for (int i = 3; i < more.length; i++) {
      more[i] = passage("more" + i, (i + " word ").repeat(20));
    }
    assertThat(ids(assemble(two, more))).containsExactly("first#000000", "official#000000");
  }

  @Test
  void whereRoomIsScarceWhatIsFreshCounts() {
    FewDocuments shelf =
        new FewDocuments()
            .modified("old", Instant.parse("2006-01-01T00:00:00Z"))
            .modified("fresh", Instant.parse("2026-01-01T00:00:00Z"));
    SearchResult[] ranked = ofOneDocument(16, "other");
    ranked[0] = passage("old", "alpha ".repeat(20));
    ranked[1] = passage("fresh", "beta ".repeat(20));
    int one = Reader.ofBudget(0).tokensOf(ranked[0]);
    Context context =
        ContextAssembler.assemble("Which?", List.of(ranked), Reader.ofBudget(one), shelf);
    assertThat(ids(context)).containsExactly("fresh#000000");
  }

  @Test
  void whereRoomIsScarceADocumentThatNothingWasTakenOfCounts() {
    SearchResult[] ranked = ofOneDocument(16, "same");
    ranked[4] = passage("other", "gamma ".repeat(20));
    int three = 3 * Reader.ofBudget(0).tokensOf(ranked[0]);
    assertThat(ids(assemble(three, ranked)))
        .containsExactly("same#000000", "same#000001", "other#000000");
  }

  private static SearchResult[] ofOneDocument(int passages, String documentId) {
    SearchResult[] ranked = new SearchResult[passages];
    for (int i = 0; i < passages; i++) {
      ranked[i] = passage(documentId, i, (i + " word ").repeat(20));
    }
    return ranked;
  }
}
