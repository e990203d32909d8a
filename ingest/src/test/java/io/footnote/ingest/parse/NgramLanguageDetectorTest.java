package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NgramLanguageDetectorTest {
  private static final NgramLanguageDetector DETECTOR = new NgramLanguageDetector();

  private static final String ENGLISH =
      "Every employee has thirty days of paid leave in a calendar year. Leave that is not taken"
          + " expires on 31 March of the next year. It is requested in writing.";
  private static final String GERMAN =
      "Jede Mitarbeiterin und jeder Mitarbeiter hat im Kalenderjahr dreißig Tage bezahlten Urlaub."
          + " Nicht genommener Urlaub verfällt am 31. März des folgenden Jahres.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en|Every employee has thirty days of paid leave in a calendar year. Leave that is not taken expires on 31 March. It is requested in writing.
          de|Jeder Mitarbeiter hat im Kalenderjahr dreißig Tage bezahlten Urlaub. Nicht genommener Urlaub verfällt am 31. März. Er wird schriftlich beantragt.
          fr|Chaque salarié dispose de trente jours de congés payés par année civile. Les congés non pris expirent le 31 mars. Ils sont demandés par écrit.
          es|Cada empleado tiene treinta días de vacaciones pagadas por año natural. Las vacaciones no disfrutadas caducan en marzo. Se solicitan por escrito.
          it|Ogni dipendente ha trenta giorni di ferie retribuite per anno solare. Le ferie non godute scadono il 31 marzo. Vanno richieste per iscritto.
          pt|Cada funcionário tem trinta dias de férias pagas por ano civil. As férias não gozadas caducam no dia 31 de março. São pedidas por escrito.
          nl|Elke werknemer heeft recht op dertig betaalde vakantiedagen per kalenderjaar. Niet opgenomen dagen vervallen op 31 maart. Ze worden schriftelijk aangevraagd.
          sv|Varje anställd har trettio betalda semesterdagar per kalenderår. Semester som inte tas ut förfaller den 31 mars nästa år. Den begärs skriftligen.
          pl|Każdy pracownik ma trzydzieści dni płatnego urlopu w roku kalendarzowym. Niewykorzystany urlop przepada 31 marca. Wniosek składa się na piśmie.
          ru|Каждый сотрудник имеет тридцать дней оплачиваемого отпуска в календарном году. Неиспользованный отпуск сгорает в марте. Заявление подаётся письменно.
          """)
  void tellsLanguagesApart(String language, String text) {
    assertThat(DETECTOR.detect(text, LanguageDetector.UNKNOWN)).isEqualTo(language);
  }

  @Test
  void aTextThatTellsOverrulesWhatItsTemplateDeclares() {
    assertThat(DETECTOR.detect(GERMAN, "en")).isEqualTo("de");
    assertThat(DETECTOR.detect(ENGLISH, "de")).isEqualTo("en");
  }

  @Test
  void whatDoesNotTellIsWhatItDeclaresToBe() {
    for (String text :
        new String[] {"", "N348I mutations cause resistance", "1 2 3 ".repeat(999)}) {
      assertThat(DETECTOR.detect(text, LanguageDetector.UNKNOWN)).isEqualTo("und");
      assertThat(DETECTOR.detect(text, "fr")).isEqualTo("fr");
    }
  }

  @Test
  void aForeignTitlePageDoesNotDecide() {
    String text = ENGLISH.repeat(20) + GERMAN.repeat(500);
    assertThat(DETECTOR.detect(text, LanguageDetector.UNKNOWN)).isEqualTo("de");
  }

  /** Much of a manual in another language is English, and most of what is quoted. */
  @Test
  void englishWordsAloneDoNotMakeATextEnglish() {
    String quoted = "The \"state of the art\" of these and that, from which have been by their. ";
    assertThat(EnglishWords.suffice(ENGLISH + " " + ENGLISH.replace("leave", "rest"))).isTrue();
    assertThat(EnglishWords.suffice(ENGLISH + " " + GERMAN + " " + GERMAN)).isFalse();
    assertThat(EnglishWords.suffice("the the the the of of of of ".repeat(10))).isFalse();
    assertThat(EnglishWords.suffice("The mast of the boat and that of these.")).isFalse();
    assertThat(EnglishWords.suffice(quoted.repeat(3) + "Пароли групп имеют проблему. ".repeat(2)))
        .isFalse();
  }

  @Test
  void sameTextSameLanguageFromManyThreads() {
    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .mapToObj(i ->
                    DETECTOR
                        .detect(i % 2 == 0 ? GERMAN : ENGLISH, "und")
                        .equals(i % 2 == 0 ? "de" : "en")))
        .containsOnly(true);
  }
}
