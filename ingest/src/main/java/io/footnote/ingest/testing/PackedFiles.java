package io.footnote.ingest.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes archives, and documents that are archives of XML: OpenDocument and EPUB. */
public final class PackedFiles {
  private static final String OFFICE =
      "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
          + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
          + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
          + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"";

  private PackedFiles() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Entries in the order of the map. */
  public static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  public static Path tarGz(Path file, Map<String, byte[]> entries) throws IOException {
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        TarArchiveEntry header = new TarArchiveEntry(entry.getKey());
        header.setSize(entry.getValue().length);
        tar.putArchiveEntry(header);
        tar.write(entry.getValue());
        tar.closeArchiveEntry();
      }
    }
    return file;
  }

  /** The first member has a date, the others have none. */
  public static Path sevenZip(Path file, Map<String, byte[]> entries) throws IOException {
    try (SevenZOutputFile archive = new SevenZOutputFile(file.toFile())) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        SevenZArchiveEntry header = new SevenZArchiveEntry();
        header.setName(entry.getKey());
        if (entry.equals(entries.entrySet().iterator().next())) {
          header.setLastModifiedTime(FileTime.fromMillis(0));
        }
        archive.putArchiveEntry(header);
        archive.write(entry.getValue());
        archive.closeArchiveEntry();
      }
    }
    return file;
  }

  public static Path odt(Path file) throws IOException {
    return openDocument(
        file,
        "text",
        """
        <office:text>
          <text:h text:outline-level="1">Travel policy</text:h>
          <text:p>Employees book trips themselves.</text:p>
          <text:h text:outline-level="2">Per diem</text:h>
          <text:p>The rate in <text:span>Oslo</text:span> is 75 euros.</text:p>
          <text:list><text:list-item><text:p>Keep receipts.</text:p></text:list-item></text:list>
          <table:table>
            <table:table-row><table:table-cell><text:p>City</text:p></table:table-cell>
              <table:table-cell><text:p>Rate</text:p></table:table-cell></table:table-row>
            <table:table-row><table:table-cell><text:p>Oslo</text:p></table:table-cell>
              <table:table-cell><text:p>75</text:p></table:table-cell></table:table-row>
          </table:table>
        </office:text>
        """);
  }

  public static Path odp(Path file) throws IOException {
    return openDocument(
        file,
        "presentation",
        """
        <office:presentation>
          <draw:page draw:name="one"><draw:frame><draw:text-box>
            <text:p>Results of the year</text:p></draw:text-box></draw:frame></draw:page>
          <draw:page draw:name="two"><draw:frame><draw:text-box>
            <text:p>Plans for next year</text:p></draw:text-box></draw:frame></draw:page>
        </office:presentation>
        """);
  }

  public static Path ods(Path file) throws IOException {
    StringBuilder sheets = new StringBuilder("<office:spreadsheet>");
    for (String name : new String[] {"Budget", "Staff"}) {
      sheets
          .append("<table:table table:name=\"" + name + "\">")
          .append(row("Team", "Amount"))
          .append(row(name + " north", "1200"))
          .append(row(name + " south", "900"))
          .append("</table:table>");
    }
    return openDocument(file, "spreadsheet", sheets + "</office:spreadsheet>");
  }

  private static String row(String... cells) {
    StringBuilder row = new StringBuilder("<table:table-row>");
    for (String cell : cells) {
      row.append("<table:table-cell><text:p>" + cell + "</text:p></table:table-cell>");
    }
    return row + "</table:table-row>";
  }

  private static Path openDocument(Path file, String kind, String body) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("mimetype", bytes("application/vnd.oasis.opendocument." + kind));
    parts.put(
        "META-INF/manifest.xml",
        bytes(
            "<manifest:manifest"
                + " xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"));
    parts.put(
        "meta.xml",
        bytes(
            "<office:document-meta "
                + OFFICE
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><office:meta>"
                + "<dc:title>The title of it</dc:title></office:meta></office:document-meta>"));
    parts.put(
        "content.xml",
        bytes(
            "<?xml version=\"1.0\"?><office:document-content "
                + OFFICE
                + "><office:body>"
                + body
                + "</office:body></office:document-content>"));
    return zip(file, parts);
  }

  public static Path epub(Path file) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("mimetype", bytes("application/epub+zip"));
    parts.put(
        "META-INF/container.xml",
        bytes(
            """
            <container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
            <rootfiles><rootfile full-path="book.opf"
            media-type="application/oebps-package+xml"/></rootfiles></container>
            """));
    parts.put(
        "book.opf",
        bytes(
            """
            <package xmlns="http://www.idpf.org/2007/opf" version="2.0">
            <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:title>The lighthouse book</dc:title></metadata>
            <manifest>
            <item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
            <item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>
            <spine><itemref idref="a"/><itemref idref="b"/></spine></package>
            """));
    parts.put("a.xhtml", chapter("The lamp", "The lamp burns oil."));
    parts.put("b.xhtml", chapter("The keeper", "The keeper sleeps by day."));
    return zip(file, parts);
  }

  private static byte[] chapter(String heading, String text) {
    return bytes(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
        <body><h1>%s</h1><p>%s</p></body></html>
        """
            .formatted(heading, text));
  }
}
