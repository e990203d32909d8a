package io.footnote.ingest.parse;

import io.footnote.ingest.testing.MailFiles;
import io.footnote.ingest.testing.PackedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Fills a folder with a small document of each format, or with random ones. */
public final class GeneratedFiles {
  /** Media types of what {@link #oneOfEachFormat} writes. */
  public static final String[] FORMATS = {
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/rtf",
    "application/epub+zip",
    "text/html",
    "text/markdown",
    "text/x-asciidoc",
    "text/plain",
    "text/csv",
    "application/json",
    "application/jsonl",
    "application/xml",
    "message/rfc822",
    "application/vnd.ms-outlook",
    "application/mbox",
    "application/zip",
    "application/x-tar",
    "application/x-7z-compressed",
    "text/x-java-source"
  };

  private static final String[] WORDS = {
    "harbour",
    "dues",
    "Ünïcödé",
    "𝒪slo",
    "e\u0301te\u0301",
    "1,200.50",
    "日本語",
    "a\u00ADb",
    "\u200Bzero",
    "tab\there",
    "U.S.",
    "e.g.",
    "Straße",
    "x",
    "https://example.org/a_b?c=d",
    "\uD83D\uDE00",
    "end."
  };

  private GeneratedFiles() {}

  public static void oneOfEachFormat(Path folder) throws IOException {
    SampleFiles.pdf(
        folder.resolve("f.pdf"), "none", new String[] {"One page."}, new String[] {"Two pages."});
    SampleFiles.docx(folder.resolve("f.docx"));
    SampleFiles.pptx(folder.resolve("f.pptx"));
    SampleFiles.xlsx(folder.resolve("f.xlsx"));
    SampleFiles.eml(folder.resolve("f.eml"));
    PackedFiles.odt(folder.resolve("f.odt"));
    PackedFiles.odp(folder.resolve("f.odp"));
    PackedFiles.ods(folder.resolve("f.ods"));
    PackedFiles.epub(folder.resolve("f.epub"));
    MailFiles.mbox(folder.resolve("f.mbox"));
    MailFiles.msg(folder.resolve("f.msg"));
    write(folder, "f.rtf", "{\\rtf1\\ansi\\pard The dues rise.\\par\\pard In May.\\par}");
    write(folder, "f.adoc", "= Title\n\n== Section\n\nText of it.\n");
    write(folder, "F.java", "class F {\n\n  int f;\n}\n");
    write(folder, "f.json", "{\"a\": {\"b\": [1, 2]}, \"c\": \"text\"}");
    write(folder, "f.jsonl", "{\"_id\": \"f1\", \"text\": \"A record.\"}\n");
    write(folder, "f.xml", "<?xml version=\"1.0\"?><a><title>T</title><p>Text</p></a>");
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("in/a.md", PackedFiles.bytes("# One\n\nTwo"));
    members.put("b.eml", Files.readAllBytes(folder.resolve("f.eml")));
    PackedFiles.zip(folder.resolve("f.zip"), members);
    PackedFiles.tarGz(folder.resolve("f.tar.gz"), members);
    PackedFiles.sevenZip(folder.resolve("f.7z"), members);
  }

  /** Documents of random content in the formats that are text with markup. */
  public static void random(Path folder, Random random, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = "random" + i;
      switch (random.nextInt(7)) {
        case 0 -> write(folder, name + ".txt", paragraphs(random, "", "\n\n", "\r\n \t\r\n"));
        case 1 ->
            write(
                folder,
                name + ".md",
                paragraphs(random, "", "\n\n# ", "\n\n- ", "\n\n| ", "\n\n> "));
        case 2 ->
            write(
                folder,
                name + ".html",
                paragraphs(
                    random,
                    "<p>",
                    "<p>",
                    "<h2>",
                    "<li>",
                    "<table><tr><td>",
                    "<td>",
                    "<pre>",
                    "</table>"));
        case 3 -> write(folder, name + ".csv", paragraphs(random, "", ",", "\n", "\"\n", ";"));
        case 4 ->
            write(
                folder,
                name + ".adoc",
                paragraphs(random, "", "\n\n== ", "\n* ", "\n|===\n|", "\n----\n"));
        case 5 -> write(folder, name + ".py", paragraphs(random, "", "\n    ", "\n\n\tdef "));
        default ->
            write(
                folder,
                name + ".xml",
                "<?xml version=\"1.0\"?><d>"
                    + paragraphs(random, "", "<p/>", "<q>x</q>", "<t><title>y</title></t>")
                    + "</d>");
      }
    }
  }

  private static String paragraphs(Random random, String start, String... between) {
    StringBuilder text = new StringBuilder(start).append("beginning");
    int words = 1 + random.nextInt(random.nextInt(4) == 0 ? 4000 : 200);
    for (int i = 0; i < words; i++) {
      text.append(random.nextInt(12) == 0 ? between[random.nextInt(between.length)] : " ");
      text.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  private static void write(Path folder, String name, String content) throws IOException {
    Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }
}
