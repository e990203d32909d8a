package io.footnote.serve.engine.llm;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import io.footnote.embed.TokenCounter;
import io.footnote.serve.engine.text.TokenBudget;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Token counters of models whose tokenizers are public. */
public final class TokenCounters {
  private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

  /** How names of models begin that use an encoding; longer beginnings first. */
  private static final List<Family> FAMILIES =
      List.of(
          new Family("gpt-4o", EncodingType.O200K_BASE),
          new Family("gpt-4.1", EncodingType.O200K_BASE),
          new Family("gpt-4.5", EncodingType.O200K_BASE),
          new Family("gpt-5", EncodingType.O200K_BASE),
          new Family("gpt-oss", EncodingType.O200K_BASE),
          new Family("o1", EncodingType.O200K_BASE),
          new Family("o3", EncodingType.O200K_BASE),
          new Family("o4", EncodingType.O200K_BASE),
          new Family("gpt-4", EncodingType.CL100K_BASE),
          new Family("gpt-3.5", EncodingType.CL100K_BASE));

  private TokenCounters() {}

  /**
   * The counter that fits a model, by the name it has at its provider; an upper bound where the
   * tokenizer is not known.
   */
  public static TokenCounter ofModel(String model) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return FAMILIES.stream()
        .filter(family -> name.startsWith(family.prefix))
        .findFirst()
        .map(family -> of(family.encoding))
        .orElse(TokenBudget::upperBound);
  }

  /**
   * The counter of an encoding, such as {@code o200k_base}; empty if there is none of that name.
   */
  public static Optional<TokenCounter> ofEncoding(String name) {
    return EncodingType.fromName(name).map(TokenCounters::of);
  }

  /** Names that {@link #ofEncoding} knows. */
  public static String encodings() {
    return Arrays.stream(EncodingType.values())
        .map(EncodingType::getName)
        .collect(Collectors.joining(", "));
  }

  private static TokenCounter of(EncodingType type) {
    Encoding encoding = REGISTRY.getEncoding(type);
    return encoding::countTokensOrdinary;
  }

  private record Family(String prefix, EncodingType encoding) {}
}
