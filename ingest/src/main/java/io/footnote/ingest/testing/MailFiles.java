package io.footnote.ingest.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Writes mails: mailboxes, and Outlook's format ([MS-OXMSG]). */
public final class MailFiles {
  private static final int HEADER = 32;
  private static final int ATTACHMENT_HEADER = 8;

  private MailFiles() {}

  /** Two mails, the second one with an attachment. */
  public static Path mbox(Path file) throws IOException {
    return Files.writeString(
        file,
        """
        From ada@example.org Mon Mar  3 10:00:00 2025
        From: Ada <ada@example.org>
        Subject: Boiler
        Date: Mon, 3 Mar 2025 10:00:00 +0000
        Content-Type: text/plain

        The boiler is broken.

        From bo@example.org Tue Mar  4 10:00:00 2025
        From: Bo <bo@example.org>
        Subject: Re: Boiler
        Date: Tue, 4 Mar 2025 10:00:00 +0000
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=BB

        --BB
        Content-Type: text/plain

        It was mended today.
        --BB
        Content-Type: text/csv; name="parts.csv"
        Content-Disposition: attachment; filename="parts.csv"

        Part,Price
        Valve,12
        --BB--
        """);
  }

  /** A mail of Outlook's with a text attached to it. */
  public static Path msg(Path file) throws IOException {
    try (POIFSFileSystem store = new POIFSFileSystem();
        OutputStream out = Files.newOutputStream(file)) {
      DirectoryEntry root = store.getRoot();
      text(root, "001A", "IPM.Note");
      text(root, "0037", "Harbour dues");
      text(root, "1000", "The dues rise in May.\r\n\r\nSee the list.");
      text(root, "0C1A", "Ada");
      properties(root, HEADER);
      root.createDirectory("__nameid_version1.0");
      DirectoryEntry attached = root.createDirectory("__attach_version1.0_#00000000");
      text(attached, "3707", "dues.txt");
      stream(
          attached,
          "__substg1.0_37010102",
          "A berth costs 40 euros.".getBytes(StandardCharsets.UTF_8));
      properties(attached, ATTACHMENT_HEADER);
      store.writeFilesystem(out);
    }
    return file;
  }

  private static void text(DirectoryEntry in, String id, String text) throws IOException {
    stream(in, "__substg1.0_" + id + "001F", text.getBytes(StandardCharsets.UTF_16LE));
  }

  private static void properties(DirectoryEntry in, int header) throws IOException {
    ByteBuffer empty = ByteBuffer.allocate(header).order(ByteOrder.LITTLE_ENDIAN);
    stream(in, "__properties_version1.0", empty.array());
  }

  private static void stream(DirectoryEntry in, String name, byte[] content) throws IOException {
    in.createDocument(name, new ByteArrayInputStream(content));
  }
}
