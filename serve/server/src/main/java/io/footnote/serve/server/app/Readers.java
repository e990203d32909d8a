package io.footnote.serve.server.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.index.FilterText;
import io.footnote.index.InvalidFilterException;
import io.footnote.index.model.Filter;
import io.footnote.ingest.parse.ParserLimits;
import io.footnote.ingest.source.WebAccess;
import io.footnote.serve.engine.guard.MaskPattern;
import io.footnote.serve.engine.model.OptionalStage;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/**
 * How values of settings are read. Numbers may be written as text: the environment has no other.
 */
final class Readers {
  private Readers() {}

  static String text(JsonNode written, Environment environment) {
    if (!written.isValueNode() || written.isNull() || written.asText().isBlank()) {
      throw new IllegalArgumentException("must be a text that is not empty");
    }
    return written.asText();
  }

  static Path path(JsonNode written, Environment environment) {
    try {
      return environment.folder().resolve(text(written, environment)).normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("must be a path: " + e.getReason(), e);
    }
  }

  static boolean yesOrNo(JsonNode written, Environment environment) {
    return switch (written.asText().strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  static String tesseractLanguages(JsonNode written, Environment environment) {
    String languages = text(written, environment);
    if (!ParserLimits.Scans.areLanguages(languages)) {
      throw new IllegalArgumentException("must be names of Tesseract's languages like 'eng+deu'");
    }
    return languages;
  }

  /** An address of a web server, or {@code none}. */
  static Setting.Reader<String> addressOr(String none) {
    return (written, environment) -> {
      String address = text(written, environment);
      if (!address.equals(none) && !isWebAddress(address)) {
        throw new IllegalArgumentException(
            "must be '" + none + "' or an address that starts with http:// or https://");
      }
      return address;
    };
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static Setting.Reader<Integer> integer(int min, int max) {
    return (written, environment) -> Math.toIntExact(number(written, min, max));
  }

  static Setting.Reader<Long> wide(long min, long max) {
    return (written, environment) -> number(written, min, max);
  }

  private static long number(JsonNode written, long min, long max) {
    String wanted = "must be a whole number from " + min + " to " + max;
    long value;
    try {
      value = Long.parseLong(written.asText().strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wanted, e);
    }
    if (value < min || value > max) {
      throw new IllegalArgumentException(wanted);
    }
    return value;
  }

  static <E extends Enum<E>> Setting.Reader<E> choice(E[] values) {
    return (written, environment) ->
        named(values, word(written))
            .orElseThrow(() ->
                new IllegalArgumentException("must be one of " + String.join(", ", names(values))));
  }

  private static <E extends Enum<E>> Optional<E> named(E[] values, String word) {
    return Arrays.stream(values)
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  private static <E extends Enum<E>> List<String> names(E[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** A list of names; as text, which the environment has, separated by commas. */
  static Set<OptionalStage> stages(JsonNode written, Environment environment) {
    OptionalStage[] all = OptionalStage.values();
    Set<OptionalStage> stages = EnumSet.noneOf(OptionalStage.class);
    for (String name : listed(written, "stages", environment)) {
      stages.add(
          named(all, name)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "must be a list of %s; '%s' is none of them"
                          .formatted(String.join(", ", names(all)), name))));
    }
    return stages;
  }

  /** To YAML the word off, without quotes, is the value false. */
  private static String word(JsonNode written) {
    return written.isBoolean() && !written.booleanValue() ? "off" : written.asText();
  }

  /** A list; as text, which the environment has, separated by commas. */
  static List<String> hosts(JsonNode written, Environment environment) {
    return listed(written, "hosts", environment).stream().map(Readers::host).toList();
  }

  private static List<String> listed(JsonNode written, String what, Environment environment) {
    List<String> listed = new ArrayList<>();
    if (written.isTextual()) {
      Arrays.stream(written.textValue().split(",", -1)).map(String::strip).forEach(listed::add);
    } else if (written.isArray()) {
      written.forEach(one -> listed.add(text(one, environment)));
    } else {
      throw new IllegalArgumentException("must be a list of " + what);
    }
    return listed;
  }

  private static String host(String text) {
    try {
      return WebAccess.checkHost(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a list of hosts: " + e.getMessage(), e);
    }
  }

  static Map<String, String> masks(JsonNode written, Environment environment) {
    if (!written.isObject()) {
      throw new IllegalArgumentException("must be regular expressions by name");
    }
    Map<String, String> masks = new TreeMap<>();
    for (Map.Entry<String, JsonNode> mask : written.properties()) {
      String pattern = text(mask.getValue(), environment);
      try {
        MaskPattern _ = MaskPattern.of(mask.getKey(), pattern);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "must be regular expressions by name; %s in '%s'"
                .formatted(e.getDescription(), pattern),
            e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("is wrong: " + e.getMessage(), e);
      }
      masks.put(mask.getKey(), pattern);
    }
    return masks;
  }

  static String optionalFilter(JsonNode written, Environment environment) {
    String text = written.asText();
    if (!text.isBlank()) {
      try {
        Filter _ = FilterText.parse(text);
      } catch (InvalidFilterException e) {
        throw new IllegalArgumentException("is no filter: " + e.getMessage(), e);
      }
    }
    return text;
  }
}
