package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.utils.ExceptionUtils;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * The one parser of a parser process: has any document read as its order says and replies in a
 * metadata field. Made by name, therefore public.
 */
public final class ChildParser implements Parser {
  /** Metadata field that holds a {@link ParseReply}. */
  static final String REPLY = "footnote:reply";

  private static final long serialVersionUID = 1L;

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(MediaType.OCTET_STREAM); // which every type specialises
  }

  @Override
  public void parse(
      InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException {
    ParseOrder order = context.get(ParseOrder.class);
    ParseReply reply = reply(stream, metadata, order);
    metadata.set(REPLY, ParseJson.MAPPER.writeValueAsString(reply));
  }

  private static ParseReply reply(InputStream stream, Metadata metadata, ParseOrder order) {
    try {
      String type = String.valueOf(metadata.get(Metadata.CONTENT_TYPE));
      return DocumentReader.read(TikaInputStream.get(stream).getPath(), type, order);
    } catch (ArchiveLimitException e) {
      return new ParseReply.OverLimit(String.valueOf(e.getMessage()));
    } catch (UnreadableDocumentException | TextBuilder.TextTooLongException e) {
      return new ParseReply.Refused(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return new ParseReply.Refused(UnreadableReasons.NESTED);
    } catch (IOException | TikaException | SAXException | RuntimeException e) {
      return new ParseReply.Refused(
          UnreadableReasons.ofStackTrace(ExceptionUtils.getStackTrace(e), order.name()));
    }
  }
}
