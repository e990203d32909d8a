package io.footnote.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private final String html = HtmlReport.toHtml(SampleResult.withHybrid(0.9, 0, 0.5));

  @Test
  void escapesEverythingThatComesFromOutside() {
    assertThat(html)
        .contains("<title>tiny &lt;b&gt; – Footnote evaluation</title>")
        .contains("is 3 &lt; 1 &amp; &quot;why&quot;? &lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("wrong&#39;s")
        .contains("is &lt;empty&gt;")
        .doesNotContain("<script>alert")
        .doesNotContain("tiny <b>");
  }

  @Test
  void needsNothingFromElsewhere() {
    assertThat(html).doesNotContain("http:", "https:", "src=", "href=", "@import", "url(");
  }

  @Test
  void showsTheWorstQueriesFirst() {
    assertThat(html).containsSubsequence(">q1</span>", ">q2</span>", ">q0</span>");
  }

  @Test
  void showsRanksAndMeans() {
    assertThat(html)
        .contains("<td>0.900</td><td>2 / –</td><td>2 / –</td>")
        .contains("<td>0.000</td><td>– / –</td><td>– / –</td>")
        .contains("0.4667</td>")
        .contains("<li class=\"relevant\">right</li>");
  }

  @Test
  void followsTheColourSchemeOfTheReader() {
    assertThat(html)
        .contains("color-scheme: light dark")
        .containsPattern(Pattern.compile("light-dark\\("));
  }
}
