package io.footnote.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.parse.ParsedDocument.Attachment;
import io.footnote.ingest.testing.MailFiles;
import io.footnote.ingest.testing.PackedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Mails, mailboxes and archives. */
class PackedFormatsTest extends ParsingFixture {
  @Test
  void outlookMailWithAttachment() throws Exception {
    ParsedDocument mail = parse(MailFiles.msg(folder.resolve("a.msg")));

    assertThat(mail.title()).isEqualTo("Harbour dues");
    assertThat(mail.text()).contains("The dues rise in May.").contains("See the list.");
    assertThat(attachments(mail)).containsExactly("dues.txt: A berth costs 40 euros.");
  }

  @Test
  void mailsOfAMailboxAreDocuments() throws Exception {
    ParsedDocument mailbox = parse(MailFiles.mbox(folder.resolve("a.mbox")));

    assertThat(attachments(mailbox))
        .containsExactly(
            "attachment-1.eml: The boiler is broken.",
            "attachment-2.eml: It was mended today.",
            "attachment-2.eml!/parts.csv: Part | Price\nValve | 12");
    assertThat(mailbox.attachments().get(1).document().title()).isEqualTo("Re: Boiler");
    assertThat(mailbox.text()).isEqualTo("attachment-1.eml\nattachment-2.eml");
  }

  @Test
  void membersOfArchivesAreReadLikeFiles() throws Exception {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("notes/a.md", PackedFiles.bytes("# One\n\nTwo"));
    members.put("box.mbox", Files.readAllBytes(MailFiles.mbox(folder.resolve("x.mbox"))));
    members.put("empty.txt", new byte[0]);
    List<String> expected =
        List.of(
            "notes/a.md: One\n\nTwo",
            "box.mbox: attachment-1.eml\nattachment-2.eml",
            "box.mbox!/attachment-1.eml: The boiler is broken.",
            "box.mbox!/attachment-2.eml: It was mended today.",
            "box.mbox!/attachment-2.eml!/parts.csv: Part | Price\nValve | 12");
    for (Path file :
        List.of(
            PackedFiles.zip(folder.resolve("a.zip"), members),
            PackedFiles.tarGz(folder.resolve("a.tar.gz"), members),
            PackedFiles.sevenZip(folder.resolve("a.7z"), members))) {
      ParsedDocument archive = parse(file);
      assertThat(attachments(archive)).as(file.toString()).isEqualTo(expected);
      assertThat(archive.text()).isEqualTo("notes/a.md\nbox.mbox");
    }
    Path compressed = folder.resolve("notes.md.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      out.write(PackedFiles.bytes("# Alone"));
    }
    assertThat(blocks(parse(compressed))).containsExactly("HEADING1 Alone");
  }

  private static List<String> attachments(ParsedDocument document) {
    return document.attachments().stream()
        .map((Attachment attached) -> attached.name() + ": " + attached.document().text())
        .toList();
  }
}
