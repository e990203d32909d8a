package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.EmbeddedDocumentUtil;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Hands out the members of 7z archives, of which Tika's parser cannot read those without a date.
 * Runs in the parser process, where it is made by name. It must be public for that.
 */
public final class SevenZipParser implements Parser {
  private static final long serialVersionUID = 1L;

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(MediaType.application("x-7z-compressed"));
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException, SAXException, TikaException {
    XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
    EmbeddedDocumentExtractor extractor =
        EmbeddedDocumentUtil.getEmbeddedDocumentExtractor(context);
    xhtml.startDocument();
    try (SevenZFile archive =
        SevenZFile.builder().setPath(TikaInputStream.get(stream).getPath()).get()) {
      for (SevenZArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        Metadata member = new Metadata();
        String name = entry.getName();
        member.set(TikaCoreProperties.RESOURCE_NAME_KEY, name == null ? "" : name);
        if (!entry.isDirectory() && extractor.shouldParseEmbedded(member)) {
          extractor.parseEmbedded(new Content(archive), xhtml, member, true);
        }
      }
    } catch (PasswordRequiredException e) {
      throw new EncryptedDocumentException(e);
    }
    xhtml.endDocument();
  }

  /** What an archive has of the member it has come to; members are compressed one after another. */
  private static final class Content extends InputStream {
    private final SevenZFile archive;

    Content(SevenZFile archive) {
      this.archive = archive;
    }

    @Override
    public int read() throws IOException {
      return archive.read();
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
      return archive.read(buffer, start, length);
    }
  }
}
