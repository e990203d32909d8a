package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.StringJoiner;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.PDFParser;
import org.jspecify.annotations.Nullable;

/**
 * Tika's parser of PDF, which also notes how each line is set: headings of a PDF can be told by
 * little else. Runs in the parser process, where it is made by name. It must be public for that.
 */
public final class StyledPdfParser extends PDFParser {
  /** Holds the lines of {@link PdfLineStyles#describe}, as far as it could be found. */
  static final String LINE_STYLES = "footnote:pdf-line-styles";

  /** Numbers of the pages, from 1, that show a picture, separated by spaces. */
  static final String PICTURE_PAGES = "footnote:pdf-picture-pages";

  private static final long serialVersionUID = 1L;

  @Override
  protected PDDocument getPDDocument(
      InputStream stream,
      TikaInputStream tikaStream,
      @Nullable String password,
      StreamCacheCreateFunction cache,
      Metadata metadata,
      ParseContext context)
      throws IOException, EncryptedDocumentException {
    PDDocument document =
        super.getPDDocument(stream, tikaStream, password, cache, metadata, context);
    try {
      PdfLineStyles.Setting setting = PdfLineStyles.describe(document);
      metadata.set(LINE_STYLES, setting.lines());
      setting.unseen().note(metadata);
    } catch (IOException | RuntimeException e) {
      // The text itself is extracted next and may well succeed, page by page; what is wrong with
      // the file is reported there. Without styles there are fewer headings.
      metadata.set(LINE_STYLES, "");
    }
    metadata.set(PICTURE_PAGES, picturePages(document));
    return document;
  }

  private static String picturePages(PDDocument document) {
    StringJoiner numbers = new StringJoiner(" ");
    int pages = document.getNumberOfPages();
    for (int number = 1; number <= pages; number++) {
      if (hasPicture(document.getPage(number - 1))) {
        numbers.add(Integer.toString(number));
      }
    }
    return numbers.toString();
  }

  /** Whether something on the page, at its top level, is a picture. */
  static boolean hasPicture(PDPage page) {
    try {
      PDResources resources = page.getResources();
      if (resources != null) {
        for (COSName name : resources.getXObjectNames()) {
          if (resources.isImageXObject(name)) {
            return true;
          }
        }
      }
      return false;
    } catch (RuntimeException e) {
      return false; // no picture can be read from a broken page; its text is extracted elsewhere
    }
  }
}
