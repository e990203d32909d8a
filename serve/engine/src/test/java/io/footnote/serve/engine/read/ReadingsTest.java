package io.footnote.serve.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.serve.engine.extract.Passages;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  private static List<String> shown(String text) {
    return shown("", text);
  }

  private static List<String> shown(String context, String text) {
    return Readings.of(Passages.of(1, "d", "Title", 0, context, text)).stream()
        .map(Reading::shown)
        .toList();
  }

  @Test
  void rowsAreReadWithTheNamesOfTheirColumnsAndTheHeaderIsNoAnswer() {
    assertThat(shown("City | Hotel per night | Meals\nLondon | £180 | £48\nOslo | £150 |"))
        .containsExactly(
            "London – Hotel per night: £180; Meals: £48", "Oslo – Hotel per night: £150");
  }

  @Test
  void linesOfATableOfContentsSayNothing() {
    String contents = "1 Who we are 2\n2 Working time 3\n3 Annual leave 4\n4 Pay and pension 5\n";
    assertThat(shown("Chapter Page\n" + contents + "Leave is asked for in Tiller."))
        .containsExactly("Leave is asked for in Tiller.");
    assertThat(shown(contents.replaceAll(" (\\d)\n", " ..... $1\n"))).isEmpty();
    assertThat(shown(contents)).hasSize(4);
    assertThat(shown("1 full year 20\n2 full years 22\n3 full years 24\n4 full years 26"))
        .hasSize(4);
    assertThat(shown("1 Bolt M8 40\n2 Nut M8 12\n3 Washer M8 80\n4 Spring ring M8 6")).hasSize(4);
    assertThat(shown("Chapter | Page\n1 Aims | 1\n1.1 Scope | 1\n2 Terms | 3\n3 Duties | 7"))
        .isEmpty();
  }

  @Test
  void dashesAndSemicolonsInCellsEndNothing() {
    String table = "Days | Opens | Closes\nMon – Fri | 8; 9 in May | 17";
    assertThat(Readings.of(Passages.of("Title", table)))
        .flatExtracting(Reading::cells)
        .containsExactly("Mon – Fri Opens: 8; 9 in May", "Mon – Fri Closes: 17");
  }

  @Test
  void aChunkFromWithinATableTakesTheHeaderOfItsContext() {
    assertThat(shown("spare-parts\npart | price", "610-103 | 980.00\n610-107 | 245.00"))
        .containsExactly("610-103 – price: 980.00", "610-107 – price: 245.00");
  }

  @Test
  void aRowWithOtherCellsThanTheHeaderStaysAsItIs() {
    assertThat(shown("City | Hotel\nLondon | £180 | £48")).containsExactly("London | £180 | £48");
  }

  @Test
  void linesOfALostTableTakeTheWordsAboveThemWhereTheNumbersAgree() {
    assertThat(
            shown(
                "How much leave\n\nYears of\nservice\n\nOban Kiel Bergen\n\nless than 2 26 30 25\n\n"
                    + "2 to 4 27 30 26"))
        .containsExactly(
            "Years of service: less than 2 – Oban: 26; Kiel: 30; Bergen: 25",
            "Years of service: 2 to 4 – Oban: 27; Kiel: 30; Bergen: 26");
  }

  @Test
  void aLineOfALostTableWithOtherColumnsHasItsHeaderBehindIt() {
    assertThat(shown("Limits\n\nPlace Hotel per night Meals\n\nLondon West £150 £40"))
        .containsExactly("London West £150 £40 (Place Hotel per night Meals)");
  }

  @Test
  void whatIsRememberedNeedsNoFullStop() {
    assertThat(Readings.of(Passages.remembered("I am allergic to nuts")))
        .extracting(Reading::shown)
        .containsExactly("I am allergic to nuts");
    assertThat(Readings.of(Passages.of("Allergies", "I am allergic to nuts"))).isEmpty();
  }

  @Test
  void theTitleAndHeadingsAreNoAnswers() {
    List<Reading> readings =
        Readings.of(
            Passages.of(
                "Policy 7 of the firm", "Policy 7 of the firm\n\nDogs\n\nDogs stay at home."));
    assertThat(readings).extracting(Reading::shown).containsExactly("Dogs stay at home.");
    assertThat(readings.getFirst().heading()).isEqualTo("Dogs");
  }
}
