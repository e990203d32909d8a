package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorN;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingColorSpace;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceCMYKColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceGrayColor;
import org.apache.pdfbox.contentstream.operator.color.SetNonStrokingDeviceRGBColor;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of a PDF are set: {@link #describe} writes it down where the file is open, {@link
 * #read} reads it where the text is.
 */
final class PdfLineStyles {
  /** White space this many times the font size wide separates columns. */
  private static final float COLUMN_GAP = 1.0f;

  /** A line is bold if this share of its characters is; the number before it may not be. */
  private static final double WHOLE_LINE = 0.9;

  private static final Pattern BOLD = Pattern.compile("bold|black|heavy|demi|-bd|,bd");
  private static final Pattern ITALIC = Pattern.compile("italic|oblique");

  private final Map<String, Deque<Style>> styles = new HashMap<>();

  private PdfLineStyles() {}

  /**
   * @param size of most characters, in points
   * @param columns pieces of the line with wide white space between them; at least 1
   */
  record Style(double size, boolean bold, boolean italic, int columns) {
    /** The same whatever the columns. */
    Style unspaced() {
      return new Style(size, bold, italic, 1);
    }
  }

  /**
   * How a PDF is set.
   *
   * @param lines a line for each line of text: page, size, marks, columns and text, separated by
   *     tabs
   */
  record Setting(String lines, UnseenText unseen) {}

  static Setting describe(PDDocument document) throws IOException {
    Stripper stripper = new Stripper();
    stripper.writeText(document, Writer.nullWriter());
    return new Setting(stripper.described.toString(), stripper.glyphs.text());
  }

  static PdfLineStyles read(@Nullable String described) {
    PdfLineStyles read = new PdfLineStyles();
    for (String line : described == null ? List.<String>of() : described.lines().toList()) {
      String[] fields = line.split("\t", 5);
      if (fields.length == 5) {
        read.styles
            .computeIfAbsent(key(Integer.parseInt(fields[0]), fields[4]), _ -> new ArrayDeque<>())
            .add(
                new Style(
                    Double.parseDouble(fields[1]),
                    fields[2].contains("b"),
                    fields[2].contains("i"),
                    Integer.parseInt(fields[3])));
      }
    }
    return read;
  }

  /** The style of a page's next line with this text; null if it is not known. */
  @Nullable Style next(int page, String text) {
    Deque<Style> found = styles.get(key(page, text));
    return found == null ? null : found.size() > 1 ? found.poll() : found.peek();
  }

  private static String key(int page, String text) {
    return page + "\t" + Whitespace.collapse(text).replaceAll("\\s", "");
  }

  private static final class Stripper extends PDFTextStripper {
    private final StringBuilder described = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<TextPosition> line = new ArrayList<>();
    private final UnseenGlyphs glyphs = new UnseenGlyphs();

    Stripper() {
      addOperator(new SetNonStrokingColorSpace(this));
      addOperator(new SetNonStrokingColor(this));
      addOperator(new SetNonStrokingColorN(this));
      addOperator(new SetNonStrokingDeviceGrayColor(this));
      addOperator(new SetNonStrokingDeviceRGBColor(this));
      addOperator(new SetNonStrokingDeviceCMYKColor(this));
    }

    @Override
    protected void processTextPosition(TextPosition glyph) {
      glyphs.add(glyph, getGraphicsState());
      super.processTextPosition(glyph);
    }

    @Override
    protected void endPage(PDPage page) {
      glyphs.endPage(StyledPdfParser.hasPicture(page));
    }

    @Override
    protected void writeString(String word, List<TextPosition> positions) {
      text.append(word);
      line.addAll(positions);
    }

    @Override
    protected void writeWordSeparator() {
      text.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
      endLine();
    }

    @Override
    protected void writeParagraphEnd() throws IOException {
      endLine();
      super.writeParagraphEnd();
    }

    @Override
    protected void writePageEnd() {
      endLine();
    }

    private void endLine() {
      Map<Double, Integer> sizes = new HashMap<>();
      int all = 0;
      int bold = 0;
      int italic = 0;
      int columns = 1;
      float end = Float.NaN;
      for (TextPosition position : line) {
        String character = position.getUnicode();
        if (character == null || character.isBlank()) {
          continue;
        }
        all++;
        String name = name(position.getFont());
        bold += isBold(position.getFont(), name) ? 1 : 0;
        italic += ITALIC.matcher(name).find() ? 1 : 0;
        double size = Math.round(position.getYScale() * 2) / 2.0;
        sizes.merge(size, 1, Integer::sum);
        if (position.getXDirAdj() - end > size * COLUMN_GAP) {
          columns++;
        }
        end = position.getXDirAdj() + position.getWidthDirAdj();
      }
      if (all > 0) {
        double size =
            sizes.entrySet().stream()
                .max(
                    Map.Entry.<Double, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        described
            .append(getCurrentPageNo())
            .append('\t')
            .append(String.format(Locale.ROOT, "%.1f", size))
            .append('\t')
            .append(bold >= all * WHOLE_LINE ? "b" : "")
            .append(italic >= all * WHOLE_LINE ? "i" : "")
            .append('\t')
            .append(columns)
            .append('\t')
            .append(Whitespace.collapse(text).replace('\n', ' '))
            .append('\n');
      }
      line.clear();
      text.setLength(0);
    }

    private static String name(PDFont font) {
      String name = font.getName();
      return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    private static boolean isBold(PDFont font, String name) {
      if (BOLD.matcher(name).find()) {
        return true;
      }
      PDFontDescriptor descriptor = font.getFontDescriptor();
      return descriptor != null && (descriptor.isForceBold() || descriptor.getFontWeight() >= 600);
    }
  }
}
