package io.footnote.ingest.parse;

import java.nio.file.*;
import java.util.*;
import org.apache.tika.metadata.*;

public class Dump {
  public static void main(String[] a) throws Exception {
    Path d = Path.of(a[0]);
    Files.createDirectories(d);
    SampleFiles.pdf(d.resolve("a.pdf"), "", new String[] {"ANNUAL REPORT", "Hello one & two"}, new String[] {}, new String[] {"Third page"});
    SampleFiles.docx(d.resolve("a.docx"));
    SampleFiles.pptx(d.resolve("a.pptx"));
    SampleFiles.xlsx(d.resolve("a.xlsx"));
    SampleFiles.eml(d.resolve("a.eml"));
    Files.writeString(d.resolve("b.pdf"), "%PDF-1.4 broken");
    Files.writeString(d.resolve("b.docx"), "PK broken");
    for (String s : List.of("eat memory", "hang", "exit", "x")) Files.writeString(d.resolve(s.charAt(0) + "h.bib"), s);
    try (DocumentParser p = new DocumentParser(new ParserLimits(1, 256, java.time.Duration.ofSeconds(5), java.time.Duration.ofMinutes(1)))) {
      List<Path> files = new ArrayList<>();
      for (int i = 1; i < a.length; i++) files.add(Path.of(a[i]));
      if (files.isEmpty()) try (var s = Files.list(d)) { files.addAll(s.sorted().toList()); }
      for (Path f : files) {
        long t = System.nanoTime();
        String n = f.getFileName().toString();
        System.out.println("=== " + n + " " + p.mime(f, n));
        try {
          ParsedDocument doc = p.parse(f, n, p.mime(f, n));
          System.out.println(doc.title() + " | " + doc.mime() + " | " + doc.language() + " pages=" + doc.pages().size() + " chars=" + doc.text().length() + " blocks=" + doc.blocks().size() + " " + doc.metadata() + " " + (System.nanoTime() - t) / 1000000 + " ms");
          long empty = doc.pages().stream().filter(x -> x.length() == 0).count();
          System.out.println("empty pages: " + empty);
          if (doc.text().length() < 3000) { for (var b : doc.blocks()) System.out.println("  " + b.kind() + b.level() + " " + doc.text().substring(b.span().start(), b.span().end())); System.out.println(doc.pages()); for (var at : doc.attachments()) System.out.println("  + " + at); }
        } catch (UnreadableDocumentException e) { System.out.println("FAIL " + e.getMessage() + " " + (System.nanoTime() - t) / 1000000 + " ms"); }
      }
    }
  }
}
