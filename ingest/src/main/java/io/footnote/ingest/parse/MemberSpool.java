package io.footnote.ingest.parse;

import io.footnote.ingest.parse.ParseReply.Member;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.EntryUtils;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Puts the documents that lie in another one aside, under numbers, so that each is parsed by
 * itself; stops when they become too many or too large. Pictures in the flow of a text are left.
 */
final class MemberSpool implements EmbeddedDocumentExtractor {
  private final ParseOrder order;
  private final List<Member> members = new ArrayList<>();
  private long bytes;
  private @Nullable ArchiveLimitException over;

  MemberSpool(ParseOrder order) {
    this.order = order;
  }

  /**
   * What was put aside.
   *
   * @throws ArchiveLimitException if it was too much; parsers may have gone on all the same
   */
  List<Member> members() throws ArchiveLimitException {
    if (over != null) {
      throw over;
    }
    return members;
  }

  @Override
  public boolean shouldParseEmbedded(Metadata metadata) {
    String kind = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
    return !TikaCoreProperties.EmbeddedResourceType.INLINE.toString().equals(kind)
        && !TikaCoreProperties.EmbeddedResourceType.THUMBNAIL.toString().equals(kind)
        && !TikaCoreProperties.EmbeddedResourceType.METADATA.toString().equals(kind);
  }

  @Override
  public void parseEmbedded(
      InputStream in, ContentHandler handler, Metadata metadata, boolean outputHtml)
      throws IOException, SAXException {
    if (over == null && members.size() >= order.maxMembers()) {
      over =
          new ArchiveLimitException(
              "it holds more files than may be unpacked from one file; unpack it yourself");
    }
    if (over != null) {
      throw new SAXException(over);
    }
    String name = MemberNames.of(metadata);
    String file = "m" + members.size() + Spool.extension(name);
    Path target = Path.of(order.folder()).resolve(file);
    try (OutputStream out = Files.newOutputStream(target)) {
      Object container = in instanceof TikaInputStream tika ? tika.getOpenContainer() : null;
      if (container instanceof DirectoryEntry entry) {
        copy(entry, out);
      } else {
        copy(in, out);
      }
    }
    String type = metadata.get(Metadata.CONTENT_TYPE);
    members.add(new Member(file, name, type == null ? "" : type));
  }

  /** A document of an older Office format that lies in another one is a part of its file. */
  private void copy(DirectoryEntry entry, OutputStream out) throws IOException {
    try (POIFSFileSystem alone = new POIFSFileSystem()) {
      EntryUtils.copyNodes(entry, alone.getRoot());
      alone.writeFilesystem(out);
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException, SAXException {
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes += read;
      if (bytes > order.maxBytes()) {
        over =
            new ArchiveLimitException(
                "what lies in it is far larger than the file itself (an archive bomb?), or more"
                    + " than may be unpacked from one file; unpack it yourself");
        throw new SAXException(over);
      }
      out.write(buffer, 0, read);
    }
  }
}
