package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
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
  /** Holds {@link PdfLineStyles#describe}, as far as it could be found. */
  static final String LINE_STYLES = "footnote:pdf-line-styles";

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
      metadata.set(LINE_STYLES, PdfLineStyles.describe(document));
    } catch (IOException | RuntimeException e) {
      // The text itself is extracted next and may well succeed, page by page; what is wrong with
      // the file is reported there. Without styles there are fewer headings.
      metadata.set(LINE_STYLES, "");
    }
    return document;
  }
}
