package io.footnote.index.lucene;

import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/**
 * Languages that have a text field of their own: those for which Lucene's common analysis has stop
 * words and stems; Chinese, Japanese and Korean as pairs of characters. Text in any other language
 * goes where English goes.
 */
final class TextLanguages {
  /** ISO 639-1 codes, sorted. */
  static final List<String> ALL =
      List.of(
          "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl",
          "hi", "hu", "id", "it", "ja", "ko", "lt", "lv", "nl", "no", "pt", "ro", "ru", "sr", "sv",
          "tr", "zh");

  private TextLanguages() {}

  /** The field for text in a language. */
  static String field(String language) {
    String code =
        switch (language) {
          case "nb", "nn" -> "no"; // the two written forms of Norwegian
          default -> language;
        };
    return ALL.contains(code) ? Fields.text(code) : Fields.TEXT;
  }

  /**
   * @param language one of {@link #ALL}
   */
  static Analyzer analyzer(String language) {
    return switch (language) {
      case "ar" -> new ArabicAnalyzer();
      case "bg" -> new BulgarianAnalyzer();
      case "ca" -> new CatalanAnalyzer();
      case "cs" -> new CzechAnalyzer();
      case "da" -> new DanishAnalyzer();
      case "de" -> new GermanAnalyzer();
      case "el" -> new GreekAnalyzer();
      case "es" -> new SpanishAnalyzer();
      case "et" -> new EstonianAnalyzer();
      case "eu" -> new BasqueAnalyzer();
      case "fa" -> new PersianAnalyzer();
      case "fi" -> new FinnishAnalyzer();
      case "fr" -> new FrenchAnalyzer();
      case "ga" -> new IrishAnalyzer();
      case "gl" -> new GalicianAnalyzer();
      case "hi" -> new HindiAnalyzer();
      case "hu" -> new HungarianAnalyzer();
      case "id" -> new IndonesianAnalyzer();
      case "it" -> new ItalianAnalyzer();
      case "lt" -> new LithuanianAnalyzer();
      case "lv" -> new LatvianAnalyzer();
      case "nl" -> new DutchAnalyzer();
      case "no" -> new NorwegianAnalyzer();
      case "pt" -> new PortugueseAnalyzer();
      case "ro" -> new RomanianAnalyzer();
      case "ru" -> new RussianAnalyzer();
      case "sr" -> new SerbianAnalyzer();
      case "sv" -> new SwedishAnalyzer();
      case "tr" -> new TurkishAnalyzer();
      case "ja", "ko", "zh" -> new CJKAnalyzer();
      default -> throw new IllegalArgumentException("there is no analyzer for " + language);
    };
  }
}
