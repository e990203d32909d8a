package io.footnote.ingest.parse;

import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Span;
import io.footnote.ingest.screen.Sign;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.ocr.TesseractOCRConfig;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Makes documents of what Tika finds in a file; documents inside are put aside. */
final class TikaDocuments {
  private TikaDocuments() {}

  /** Parsers are loaded once for a process. */
  private static final class Parsers {
    static final AutoDetectParser WITHOUT_PICTURES = load(false);
    static final AutoDetectParser WITH_PICTURES = load(true);
  }

  /**
   * @param type as the content says
   */
  static ParseReply.Read read(Path file, String type, ParseOrder order, TextBuilder builder)
      throws IOException, TikaException, SAXException, UnreadableDocumentException {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, String.valueOf(file.getFileName()));
    metadata.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, type);
    MemberSpool members = new MemberSpool(order);
    String mime = baseType(type);
    PackedParts.check(file, mime, order);
    TikaXhtml xhtml = new TikaXhtml(builder, mime, SheetNames.of(file, mime));
    boolean rich = mime.equals("application/rtf");
    Path read = rich ? RtfMarks.copy(file, Path.of(order.folder()).resolve("marked.rtf")) : file;
    try (TikaInputStream in = TikaInputStream.get(read)) {
      Parser parser = order.languages() == null ? Parsers.WITHOUT_PICTURES : Parsers.WITH_PICTURES;
      ContentHandler handler = rich ? new RtfXhtml(xhtml) : xhtml;
      parser.parse(in, handler, metadata, context(parser, members, order));
    } catch (TikaException | SAXException | IOException | RuntimeException e) {
      members.members(); // what was too much is the reason of what followed
      throw e;
    }
    xhtml.end();
    UnseenRuns.of(file, mime).note(metadata);
    ParsedDocument document = document(metadata, mime, builder);
    if (mime.equals("application/pdf") && document.pages().isEmpty()) {
      throw new UnreadableDocumentException("it is damaged: it has no pages that can be read");
    }
    return new ParseReply.Read(document, members.members(), scannedPages(document, metadata));
  }

  private static ParseContext context(Parser parser, MemberSpool members, ParseOrder order) {
    ParseContext context = new ParseContext();
    context.set(Parser.class, parser);
    context.set(EmbeddedDocumentExtractor.class, members);
    String languages = order.languages();
    if (languages != null) {
      PDFParserConfig pdf = new PDFParserConfig();
      pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.AUTO);
      context.set(PDFParserConfig.class, pdf);
      TesseractOCRConfig pictures = new TesseractOCRConfig();
      pictures.setLanguage(languages);
      context.set(TesseractOCRConfig.class, pictures);
    }
    return context;
  }

  /** Pages with a picture but without text. */
  private static List<Integer> scannedPages(ParsedDocument document, Metadata metadata) {
    String pictures = metadata.get(StyledPdfParser.PICTURE_PAGES);
    if (pictures == null || pictures.isEmpty()) {
      return List.of();
    }
    return Arrays.stream(pictures.split(" "))
        .map(Integer::valueOf)
        .filter(page -> page <= document.pages().size())
        .filter(page -> isEmpty(document.pages().get(page - 1)))
        .toList();
  }

  private static boolean isEmpty(Span span) {
    return span.start() == span.end();
  }

  private static ParsedDocument document(Metadata part, String mime, TextBuilder builder) {
    String title = title(part);
    ParsedDocument document =
        builder.build(
            title.isEmpty() && namesItselfByHeading(mime) ? builder.firstHeading() : title,
            mime,
            language(part),
            metadata(part),
            List.of());
    return mime.equals("application/pdf")
        ? PdfStructure.read(document, part.get(StyledPdfParser.LINE_STYLES))
        : document;
  }

  private static boolean namesItselfByHeading(String mime) {
    return mime.contains("wordprocessingml")
        || mime.contains("opendocument.text")
        || mime.equals("application/rtf");
  }

  private static String baseType(@Nullable String type) {
    String known = type == null ? "application/octet-stream" : type;
    int parameters = known.indexOf(';');
    return (parameters < 0 ? known : known.substring(0, parameters)).strip();
  }

  /** A title unless it is one that programs make up. */
  private static String title(Metadata part) {
    String title = part.get(TikaCoreProperties.TITLE);
    if (title == null) {
      title = part.get(TikaCoreProperties.SUBJECT);
    }
    String clean = title == null ? "" : Whitespace.collapse(title).replace('\n', ' ');
    String lower = clean.toLowerCase(Locale.ROOT);
    boolean madeUp =
        !lower.matches(".*\\p{L}{3}.*")
            || lower.startsWith("microsoft word - ")
            || lower.startsWith("untitled")
            || lower.equals("powerpoint presentation")
            || lower.equals("document");
    return madeUp ? "" : clean;
  }

  private static String language(Metadata part) {
    String language = part.get(TikaCoreProperties.LANGUAGE);
    return language != null && language.matches("[a-zA-Z]{2}(?:[-_].*)?")
        ? language.substring(0, 2).toLowerCase(Locale.ROOT)
        : "und";
  }

  private static Map<String, List<MetadataValue>> metadata(Metadata part) {
    Map<String, List<MetadataValue>> metadata = new TreeMap<>();
    for (String author : part.getValues(TikaCoreProperties.CREATOR)) {
      if (!author.isBlank()) {
        metadata
            .computeIfAbsent("author", _ -> new ArrayList<>())
            .add(new MetadataValue.Keyword(author.strip()));
      }
    }
    Instant created = instant(part.getDate(TikaCoreProperties.CREATED));
    if (created != null) {
      metadata.put("created", List.of(new MetadataValue.Date(created)));
    }
    for (String recipient : part.getValues(Message.MESSAGE_TO)) {
      metadata
          .computeIfAbsent("to", _ -> new ArrayList<>())
          .add(new MetadataValue.Keyword(recipient.strip()));
    }
    if (UnseenText.isNoted(part)) {
      metadata.putAll(Sign.metadata(Set.of(Sign.HIDDEN_TEXT)));
    }
    return metadata;
  }

  private static @Nullable Instant instant(java.util.@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static AutoDetectParser load(boolean pictures) {
    String configuration =
        """
        <properties>
          <parsers>
            <parser class="org.apache.tika.parser.DefaultParser">
              %s
              <parser-exclude class="org.apache.tika.parser.pdf.PDFParser"/>
            </parser>
            <parser class="%s">
              <params>
                <param name="ocrStrategy" type="string">no_ocr</param>
                <param name="sortByPosition" type="bool">false</param>
                <param name="extractBookmarksText" type="bool">false</param>
              </params>
            </parser>
            <parser class="%s"/>
            <parser class="org.apache.tika.parser.microsoft.ooxml.OOXMLParser">
              <mime>application/vnd.openxmlformats-officedocument.spreadsheetml.sheet</mime>
              <mime>application/vnd.openxmlformats-officedocument.spreadsheetml.template</mime>
              <mime>application/vnd.ms-excel.sheet.macroenabled.12</mime>
              <mime>application/vnd.ms-excel.template.macroenabled.12</mime>
              <params>
                <param name="includeHeadersAndFooters" type="bool">false</param>
              </params>
            </parser>
            <parser class="org.apache.tika.parser.microsoft.OfficeParser">
              <mime>application/vnd.ms-excel</mime>
              <params>
                <param name="includeHeadersAndFooters" type="bool">false</param>
              </params>
            </parser>
          </parsers>
        </properties>
        """
            .formatted(
                pictures
                    ? ""
                    : "<parser-exclude class=\"org.apache.tika.parser.ocr.TesseractOCRParser\"/>",
                StyledPdfParser.class.getName(),
                SevenZipParser.class.getName());
    try {
      return new AutoDetectParser(
          new TikaConfig(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8))));
    } catch (TikaException | SAXException e) {
      throw new IllegalStateException("the parsers' configuration is not valid", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the parsers' configuration cannot be read", e);
    }
  }
}
