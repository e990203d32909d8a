package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.testing.PackedFiles;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatsTest extends ParsingFixture {
  @Test
  void openDocumentText() throws Exception {
    ParsedDocument document = parse(PackedFiles.odt(folder.resolve("a.odt")));

    assertThat(document.title()).isEqualTo("The title of it");
    assertThat(blocks(document))
        .containsExactly(
            "HEADING1 Travel policy",
            "PARAGRAPH0 Employees book trips themselves.",
            "HEADING2 Per diem",
            "PARAGRAPH0 The rate in Oslo is 75 euros.",
            "LIST_ITEM0 Keep receipts.",
            "TABLE_HEADER0 City | Rate",
            "TABLE_ROW0 Oslo | 75");
  }

  @Test
  void openDocumentSlidesAndSheetsArePages() throws Exception {
    assertThat(pages(parse(PackedFiles.odp(folder.resolve("a.odp")))))
        .containsExactly("Results of the year", "Plans for next year");
    ParsedDocument sheets = parse(PackedFiles.ods(folder.resolve("a.ods")));
    assertThat(sheets.pages()).hasSize(2);
    assertThat(blocks(sheets))
        .containsExactly(
            "HEADING1 Budget",
            "TABLE_HEADER0 Team | Amount",
            "TABLE_ROW0 Budget north | 1200",
            "TABLE_ROW0 Budget south | 900",
            "HEADING1 Staff",
            "TABLE_HEADER0 Team | Amount",
            "TABLE_ROW0 Staff north | 1200",
            "TABLE_ROW0 Staff south | 900");
  }

  @Test
  void richText() throws Exception {
    ParsedDocument document =
        parse(
            write(
                "a.rtf",
                "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}{\\info{\\title Harbour dues}}"
                    + "\\pard\\b Dues\\b0\\par\\pard The dues rise in M\\'e4rz.\\par}"));

    assertThat(document.title()).isEqualTo("Harbour dues");
    assertThat(blocks(document))
        .containsExactly("PARAGRAPH0 Dues", "PARAGRAPH0 The dues rise in März.");
  }

  @Test
  void headingsAndTablesOfRichText() throws Exception {
    ParsedDocument document =
        parse(
            write(
                "a.rtf",
                """
                {\\rtf1\\ansi\\uc1{\\fonttbl{\\f0 Arial;}}
                {\\stylesheet{Normal;}{\\s1\\b heading 1;}{\\s7\\outlinelevel1 Own;}{\\*\\cs10 Strong;}}
                {\\header\\pard\\s1 Page header\\par}
                {\\*\\generator Some {program};}
                \\pard\\plain\\s1{\\b D\\'fces}\\par\\pard The dues rise.\\par
                \\pard\\s7 Berths \\u8364?\\par More berths\\par\\pard\\outlinelevel9 Text.\\par
                \\trowd\\cellx2000\\cellx4000\\pard\\intbl\\s1 Berth\\cell\\pard\\intbl Price\\cell\\row
                \\trowd\\cellx2000\\cellx4000\\pard\\intbl Two\\par lines\\cell\\cell\\row
                \\trowd\\cellx2000\\cellx4000\\pard\\intbl{Three\\cell 40\\cell}\\pard\\intbl{\\trowd\\row}
                \\pard After \\{all\\}.{\\pict\\bin3 }{\\}\\par\\pard\\outlinelevel2 Last\\par}
                """));

    assertThat(document.title()).isEqualTo("Dües");
    assertThat(blocks(document))
        .containsExactly(
            "PARAGRAPH0 Page header",
            "HEADING1 Dües",
            "PARAGRAPH0 The dues rise.",
            "HEADING2 Berths €",
            "HEADING2 More berths",
            "PARAGRAPH0 Text.",
            "TABLE_HEADER0 Berth | Price",
            "TABLE_ROW0 Two lines",
            "TABLE_ROW0 Three | 40",
            "PARAGRAPH0 After {all}.",
            "HEADING3 Last");
  }

  @Test
  void electronicBook() throws Exception {
    ParsedDocument book = parse(PackedFiles.epub(folder.resolve("a.epub")));

    assertThat(book.title()).isEqualTo("The lighthouse book");
    assertThat(blocks(book))
        .containsExactly(
            "HEADING1 The lamp",
            "PARAGRAPH0 The lamp burns oil.",
            "HEADING1 The keeper",
            "PARAGRAPH0 The keeper sleeps by day.");
  }

  @Test
  void asciiDoc() throws Exception {
    ParsedDocument manual =
        parse(
            write(
                "a.adoc",
                """
                = Manual
                Ada Example <ada@example.org>
                :toc:

                // a comment
                == Install

                Run *this* `cmd` now, see https://example.org[the site]
                and <<steps,the steps>>.

                [[steps]]
                . First
                . Second
                term:: What it means

                .Rates by town
                |===
                |City |Rate

                |Oslo |75
                |Rome
                |60
                |===

                [source,java]
                ----
                int x = 1;
                  x++;
                ----
                ////
                left out
                ////
                """));

    assertThat(manual.title()).isEqualTo("Manual");
    assertThat(blocks(manual))
        .containsExactly(
            "HEADING1 Manual",
            "PARAGRAPH0 Ada Example <ada@example.org>",
            "HEADING2 Install",
            "PARAGRAPH0 Run this cmd now, see the site and the steps.",
            "LIST_ITEM0 First",
            "LIST_ITEM0 Second",
            "LIST_ITEM0 term: What it means",
            "PARAGRAPH0 Rates by town",
            "TABLE_HEADER0 City | Rate",
            "TABLE_ROW0 Oslo | 75",
            "TABLE_ROW0 Rome | 60",
            "CODE0 int x = 1;\n  x++;");
  }

  @Test
  void jsonNamesItsValues() throws Exception {
    ParsedDocument document =
        parse(
            write(
                "a.json",
                """
                {"title": "Settings", "server": {"port": 7070, "tags": ["a", "b"], "none": null},
                 "items": [{"id": 1, "on": true}, {"id": 2, "text": "One.\\n\\nTwo."}]}
                """));

    assertThat(document.title()).isEqualTo("Settings");
    assertThat(blocks(document))
        .containsExactly(
            "PARAGRAPH0 title: Settings\nserver.port: 7070\nserver.tags: a\nserver.tags: b",
            "PARAGRAPH0 items.id: 1\nitems.on: true",
            "PARAGRAPH0 items.id: 2",
            "PARAGRAPH0 items.text:\nOne.",
            "PARAGRAPH0 Two.");
    assertThat(blocks(parse(write("b.json", "{\n  // a comment\n  \"a\": 1\n}"))))
        .as("what is not valid is read as text")
        .containsExactly("CODE0 {\n  // a comment\n  \"a\": 1\n}");
  }

  @Test
  void xmlOfAnyVocabulary() throws Exception {
    ParsedDocument document =
        parse(
            write(
                "a.xml",
                """
                <doc><title>Manual</title><section><title>Install</title>
                <para>Run <cmd>this</cmd>
                now.</para><row><cell>a</cell><cell>b</cell></row></section></doc>
                """));

    assertThat(document.mime()).isEqualTo("application/xml");
    assertThat(document.title()).isEqualTo("Manual");
    assertThat(blocks(document))
        .containsExactly(
            "HEADING1 Manual",
            "HEADING2 Install",
            "PARAGRAPH0 Run this now.",
            "PARAGRAPH0 a",
            "PARAGRAPH0 b");
  }

  @Test
  void programsKeepTheirIndentation() throws Exception {
    ParsedDocument document =
        parse(write("A.java", "class A {\n  int x;\n\n\n  void y() {\n    x = 1;\n  }\n}\n"));

    assertThat(document.mime()).isEqualTo("text/x-java-source");
    assertThat(blocks(document))
        .containsExactly("CODE0 class A {\n  int x;", "CODE0 void y() {\n    x = 1;\n  }\n}");
  }

  @Test
  void textInAnyEncoding() throws Exception {
    Map<String, String> texts =
        Map.of(
            "windows-1252", "Die Brücke über den Fluß ist gesperrt; Fußgänger benützen die Fähre.",
            "UTF-16LE", "Ohne Kennung am Anfang steht dieser Text über Schiffe.",
            "UTF-16BE", "Ohne Kennung am Anfang steht dieser Text über Schiffe.",
            "UTF-32LE", "\uFEFFMit Kennung am Anfang steht dieser Text.",
            "windows-1251",
                "Правила проезда по мосту изменяются с первого мая, пешеходы пользуются паромом.",
            "KOI8-R",
                "Правила проезда по мосту изменяются с первого мая, пешеходы пользуются паромом.",
            "Shift_JIS", "港の使用料は五月から上がります。詳しくは事務所にお問い合わせください。",
            "EUC-KR", "항구 사용료는 오월부터 오릅니다. 자세한 내용은 사무실에 문의하십시오.",
            "GB18030", "港口费从五月起上涨。详情请咨询办公室，谢谢您的合作。");
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Charset charset = Charset.forName(text.getKey());
      String expected = text.getValue().replace("\uFEFF", "");
      Path plain = Files.write(folder.resolve("a.txt"), text.getValue().getBytes(charset));
      assertThat(parse(plain).text()).as(text.getKey()).isEqualTo(expected);
    }
    Path page =
        Files.write(
            folder.resolve("a.html"),
            ("<p>" + texts.get("windows-1251") + "</p>").getBytes(Charset.forName("windows-1251")));
    assertThat(parse(page).text()).isEqualTo(texts.get("windows-1251"));
  }

  @Test
  void pagesWithoutMainElementLoseWhatIsAroundThem() throws Exception {
    assertThat(
            blocks(
                parse(
                    write(
                        "a.html",
                        """
                        <html><body><div class="navheader">Prev Next</div>
                        <div role="banner">Site</div><div id="sidebar">Links</div>
                        <header>Logo</header>
                        <div class="chapter"><h1>Mast</h1><p>Varnish it.</p></div>
                        <div class="navfooter">Up</div></body></html>
                        """))))
        .containsExactly("HEADING1 Mast", "PARAGRAPH0 Varnish it.");
    assertThat(blocks(parse(write("b.html", "<body><nav>Only links here</nav></body>"))))
        .containsExactly("PARAGRAPH0 Only links here");
    assertThat(
            blocks(
                parse(
                    write(
                        "c.html",
                        "<article><header><h1>Title</h1></header><p>Text</p></article>"))))
        .containsExactly("HEADING1 Title", "PARAGRAPH0 Text");
  }
}
