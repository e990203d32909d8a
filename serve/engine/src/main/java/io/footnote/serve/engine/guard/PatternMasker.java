package io.footnote.serve.engine.guard;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks what matches patterns, the first pattern first. */
public final class PatternMasker implements Masker {
  private final List<MaskPattern> patterns;

  public PatternMasker(List<MaskPattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  @Override
  public Masking begin(String nonce) {
    return new PatternMasking(nonce);
  }

  private final class PatternMasking implements Masking {
    private final String nonce;
    private final Pattern placeholder;
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, String> originals = new LinkedHashMap<>();

    PatternMasking(String nonce) {
      this.nonce = nonce;
      this.placeholder = Pattern.compile("[A-Z]+_" + Pattern.quote(nonce) + "_[0-9]+");
    }

    @Override
    public String mask(String text) {
      String masked = text;
      for (MaskPattern mask : patterns) {
        Matcher matcher = mask.pattern().matcher(masked);
        masked =
            matcher.replaceAll(
                found -> Matcher.quoteReplacement(placeholderOf(mask.name(), found.group())));
      }
      return masked;
    }

    private String placeholderOf(String name, String original) {
      return placeholders.computeIfAbsent(
          original,
          value -> {
            String made =
                name.toUpperCase(Locale.ROOT) + "_" + nonce + "_" + (placeholders.size() + 1);
            originals.put(made, value);
            return made;
          });
    }

    @Override
    public String unmask(String text) {
      // A later pattern may have masked inside an earlier placeholder's neighbourhood, so resolve
      // until nothing changes; each round removes at least one placeholder.
      String current = text;
      for (int round = 0; round <= originals.size(); round++) {
        String next =
            placeholder
                .matcher(current)
                .replaceAll(
                    found ->
                        Matcher.quoteReplacement(
                            originals.getOrDefault(found.group(), found.group())));
        if (next.equals(current)) {
          return current;
        }
        current = next;
      }
      return current;
    }
  }
}
