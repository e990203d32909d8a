package io.footnote.ingest.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes documents that are made to harm whoever reads them; all of them are small on disk. */
public final class Attackers {
  private static final byte[] SPACES = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);

  /** The last block of a deflated stream, empty. */
  private static final byte[] END = {1, 0, 0, (byte) 0xFF, (byte) 0xFF};

  private Attackers() {}

  /** An archive whose only member is so many megabytes of spaces. */
  public static Path flatBomb(Path file, int megabytes) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      addSpaces(zip, "a.txt", "", megabytes, "");
    }
    return file;
  }

  /** Archives in archives, each level ten times the one below: 10^levels members in the end. */
  public static Path nestedBomb(Path file, int levels) throws IOException {
    byte[] inner = "nothing".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    String extension = ".txt";
    for (int level = 0; level < levels; level++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        for (int i = 0; i < 10; i++) {
          zip.putNextEntry(new ZipEntry("m" + i + extension));
          zip.write(inner);
          zip.closeEntry();
        }
      }
      inner = out.toByteArray();
      extension = ".zip";
    }
    return Files.write(file, inner);
  }

  /** An archive that holds itself. */
  public static Path quine(Path file) throws IOException {
    return Files.write(file, Quine.zip());
  }

  /** XML whose entities stand for ten others each, ten times over. */
  public static String billionLaughs() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n");
    xml.append("<!ENTITY lol0 \"lol\">\n");
    for (int i = 1; i < 10; i++) {
      xml.append("<!ENTITY lol").append(i).append(" \"");
      xml.append(("&lol" + (i - 1) + ";").repeat(10)).append("\">\n");
    }
    return xml + "]>\n<lolz>&lol9;</lolz>\n";
  }

  /** XML that takes in a file and an address, as entities and as its definition. */
  public static String externalEntities(Path canary, String address) {
    return """
    <?xml version="1.0"?>
    <!DOCTYPE doc SYSTEM "%2$s/doc.dtd" [
    <!ENTITY file SYSTEM "%1$s">
    <!ENTITY web SYSTEM "%2$s/entity">
    <!ENTITY %% parameter SYSTEM "%2$s/parameter">
    %%parameter;
    ]>
    <doc><p>Before.</p><p>&file;&web;</p><p>After.</p></doc>
    """
        .formatted(canary.toUri(), address);
  }

  /** A PDF whose page tree is its own child. */
  public static Path cyclicPdf(Path file) throws IOException {
    return Files.writeString(
        file,
        """
        %PDF-1.4
        1 0 obj
        << /Type /Catalog /Pages 2 0 R >>
        endobj
        2 0 obj
        << /Type /Pages /Kids [3 0 R 2 0 R] /Count 1000000 /Parent 3 0 R >>
        endobj
        3 0 obj
        << /Type /Pages /Kids [2 0 R] /Count 1000000 /Parent 2 0 R >>
        endobj
        trailer
        << /Root 1 0 R /Size 4 >>
        %%EOF
        """);
  }

  /** Elements in elements, none of them closed. */
  public static Path nestedHtml(Path file, int levels) throws IOException {
    return Files.writeString(file, "<div><b>".repeat(levels) + "deep down");
  }

  public static Path nestedJson(Path file, int levels) throws IOException {
    return Files.writeString(file, "[".repeat(levels) + "1" + "]".repeat(levels));
  }

  /** A Word document whose main part is so many megabytes of spaces. */
  public static Path docxOfSpaces(Path file, int megabytes) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default"
            + " Extension=\"rels\""
            + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override"
            + " PartName=\"/word/document.xml\""
            + " ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
    parts.put(
        "_rels/.rels",
        "<Relationships"
            + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
            + " Id=\"r1\""
            + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
            + " Target=\"word/document.xml\"/></Relationships>");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        addSpaces(zip, part.getKey(), part.getValue(), 0, "");
      }
      addSpaces(
          zip,
          "word/document.xml",
          "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
              + "<w:body><w:p><w:r><w:t xml:space=\"preserve\">",
          megabytes,
          "</w:t></w:r></w:p></w:body></w:document>");
    }
    return file;
  }

  /** Deflates a megabyte once and repeats the result, so that gigabytes take little time. */
  private static void addSpaces(
      ZipArchiveOutputStream zip, String name, String before, int megabytes, String after)
      throws IOException {
    byte[] head = before.getBytes(StandardCharsets.UTF_8);
    byte[] tail = after.getBytes(StandardCharsets.UTF_8);
    byte[] spaces = deflated(SPACES);
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    CRC32 sum = new CRC32();
    raw.writeBytes(deflated(head));
    sum.update(head);
    for (int i = 0; i < megabytes; i++) {
      raw.writeBytes(spaces);
      sum.update(SPACES);
    }
    raw.writeBytes(deflated(tail));
    sum.update(tail);
    raw.writeBytes(END);
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(ZipEntry.DEFLATED);
    entry.setSize(head.length + (long) megabytes * SPACES.length + tail.length);
    entry.setCompressedSize(raw.size());
    entry.setCrc(sum.getValue());
    zip.addRawArchiveEntry(entry, new ByteArrayInputStream(raw.toByteArray()));
  }

  /** A piece of a deflated stream that refers to nothing before it. */
  private static byte[] deflated(byte[] bytes) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(bytes);
      byte[] piece = new byte[bytes.length + 100];
      int length = deflater.deflate(piece, 0, piece.length, Deflater.FULL_FLUSH);
      return Arrays.copyOf(piece, length);
    }
  }
}
