package io.footnote.ingest.parse;

import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.TextPosition;

/**
 * What the pages of a PDF hide: glyphs that are not painted, are white, or too small to be read.
 */
final class UnseenGlyphs {
  private static final float ALMOST = 0.99f;

  private final UnseenText unseen = new UnseenText();
  private final StringBuilder unpainted = new StringBuilder();
  private boolean painted;

  /** The next glyph of a page, in the order in which they are written. */
  void add(TextPosition glyph, PDGraphicsState state) {
    String text = glyph.getUnicode();
    if (text == null) {
      return;
    }
    boolean paints = paints(state.getTextState().getRenderingMode());
    if (!paints) {
      unpainted.append(text);
    } else if (glyph.getYScale() < UnseenText.SMALLEST) {
      unseen.trick(text);
      unseen.mayBeHarmless(text);
    } else if (isWhite(state.getNonStrokingColor())) {
      unseen.mayBeHarmless(text);
    }
    painted |= paints && !text.isBlank();
  }

  /**
   * Text that is not painted is the words of a scanned picture where there is one, or all there is.
   */
  void endPage(boolean hasPicture) {
    unseen.mayBeHarmless(unpainted + "\n");
    if (painted && !hasPicture) {
      unseen.trick(unpainted.toString());
    }
    unpainted.setLength(0);
    painted = false;
  }

  UnseenText text() {
    return unseen;
  }

  private static boolean paints(RenderingMode mode) {
    return mode.isFill() || mode.isStroke();
  }

  /** By its components, which is right for the color spaces that have any; patterns have none. */
  private static boolean isWhite(PDColor color) {
    float[] parts = color.getComponents();
    return switch (parts.length) {
      case 1, 3 -> all(parts, ALMOST, 1);
      case 4 -> all(parts, 0, 1 - ALMOST);
      default -> false;
    };
  }

  private static boolean all(float[] parts, float low, float high) {
    for (float part : parts) {
      if (part < low || part > high) {
        return false;
      }
    }
    return true;
  }
}
