package io.footnote.ingest.screen;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads from the style of an element of a web page that its text is not to be seen. Pure. */
public final class HiddenStyle {
  /** How a text is hidden. */
  public enum Way {
    /** It is not shown at all, as menus and dialogs that wait to be opened. */
    NOT_SHOWN,
    /** It is shown so that nobody can see it, for which there is no honest reason. */
    UNSEEABLE
  }

  private static final Pattern NOT_SHOWN =
      Pattern.compile("(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*(?:hidden|collapse))");

  private static final Pattern UNSEEABLE =
      Pattern.compile(
          "(?:^|;)\\s*(?:font-size\\s*:\\s*(?:0(?:\\.0\\d*)?(?:px|pt|em|rem|%)?|[01](?:\\.\\d+)?(?:px|pt))\\s*(?:;|!|$)"
              + "|opacity\\s*:\\s*0(?:\\.0\\d*)?\\s*(?:;|!|$)"
              + "|(?:left|top|text-indent|margin-left)\\s*:\\s*-\\d{4,}"
              + "|color\\s*:\\s*(?:transparent|rgba\\([^)]*[,/]\\s*0(?:\\.0+)?%?\\s*\\))"
              + "|clip\\s*:\\s*rect\\(\\s*0)");

  private static final Pattern COLOR = Pattern.compile("(?:^|;)\\s*color\\s*:\\s*([^;!]+)");

  private static final Pattern BACKGROUND =
      Pattern.compile("(?:^|;)\\s*background(?:-color|-image)?\\s*:\\s*([^;!]+)");

  private static final Pattern SHORT = Pattern.compile("#([0-9a-f])([0-9a-f])([0-9a-f])");
  private static final Pattern RGB =
      Pattern.compile("rgba?\\(\\s*(\\d{1,3})[,\\s]+(\\d{1,3})[,\\s]+(\\d{1,3}).*");

  private static final Pattern HSL =
      Pattern.compile(
          "hsla?\\(\\s*(\\d+(?:\\.\\d+)?)(?:deg)?[,\\s]+(\\d+(?:\\.\\d+)?)%[,\\s]+(\\d+(?:\\.\\d+)?)%.*");
  private static final Pattern HEX =
      Pattern.compile("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?");

  /** Of 255; closer than this in red, green and blue nobody tells two colours apart on a screen. */
  private static final int UNTOLD = 12;

  private static final Map<String, String> NAMED =
      Map.of(
          "white", "#ffffff",
          "black", "#000000",
          "snow", "#fffafa",
          "ivory", "#fffff0",
          "whitesmoke", "#f5f5f5",
          "ghostwhite", "#f8f8ff",
          "floralwhite", "#fffaf0",
          "mintcream", "#f5fffa",
          "azure", "#f0ffff");

  /** What sets nothing, or says that what is around is seen through. */
  private static final Set<String> NOT_SET =
      Set.of("inherit", "initial", "unset", "revert", "none", "transparent", "currentcolor");

  private HiddenStyle() {}

  /** Whether a style hides what it is for; not whether its colours do. */
  public static Optional<Way> of(String style) {
    String lower = style.toLowerCase(Locale.ROOT);
    if (UNSEEABLE.matcher(lower).find()) {
      return Optional.of(Way.UNSEEABLE);
    }
    return NOT_SHOWN.matcher(lower).find() ? Optional.of(Way.NOT_SHOWN) : Optional.empty();
  }

  /**
   * The colour of text that a style sets, as {@code #rrggbb}; as it is written if it is none known.
   */
  public static Optional<String> color(String style) {
    return first(COLOR, style);
  }

  /** The colour behind the text that a style sets. */
  public static Optional<String> background(String style) {
    return first(BACKGROUND, style);
  }

  /** Whether nobody sees text of one colour on the other; both as {@link #plain} writes them. */
  public static boolean alike(String a, String b) {
    Matcher one = HEX.matcher(a);
    Matcher other = HEX.matcher(b);
    if (!one.matches() || !other.matches()) {
      return a.equals(b) && !a.isEmpty();
    }
    return IntStream.rangeClosed(1, 3)
        .allMatch(i ->
            Math.abs(Integer.parseInt(one.group(i), 16) - Integer.parseInt(other.group(i), 16))
                <= UNTOLD);
  }

  /** One form for the ways of writing a colour. */
  public static String plain(String color) {
    String lower = color.strip().toLowerCase(Locale.ROOT);
    Matcher brief = SHORT.matcher(lower);
    if (brief.matches()) {
      return "#" + brief.group(1).repeat(2) + brief.group(2).repeat(2) + brief.group(3).repeat(2);
    }
    Matcher rgb = RGB.matcher(lower);
    if (rgb.matches()) {
      return "#%02x%02x%02x"
          .formatted(
              Math.min(255, Integer.parseInt(rgb.group(1))),
              Math.min(255, Integer.parseInt(rgb.group(2))),
              Math.min(255, Integer.parseInt(rgb.group(3))));
    }
    Matcher hsl = HSL.matcher(lower);
    if (hsl.matches()) {
      return hsl(
          Double.parseDouble(hsl.group(1)),
          Double.parseDouble(hsl.group(2)) / 100,
          Double.parseDouble(hsl.group(3)) / 100);
    }
    return NAMED.getOrDefault(lower, lower);
  }

  /** CSS Color Module Level 4, section 7.1. */
  private static String hsl(double hue, double saturation, double lightness) {
    double reach = saturation * Math.min(lightness, 1 - lightness);
    return IntStream.of(0, 8, 4)
        .mapToDouble(n -> (n + hue / 30) % 12)
        .map(k -> lightness - reach * Math.clamp(Math.min(k - 3, 9 - k), -1, 1))
        .mapToObj(channel -> "%02x".formatted(Math.round(255 * Math.clamp(channel, 0, 1))))
        .collect(joining("", "#", ""));
  }

  private static Optional<String> first(Pattern pattern, String style) {
    Matcher matcher = pattern.matcher(style.toLowerCase(Locale.ROOT));
    return matcher.find()
        ? Optional.of(plain(matcher.group(1))).filter(color -> !NOT_SET.contains(color))
        : Optional.empty();
  }
}
