package io.footnote.serve.server.app;

import io.footnote.serve.engine.llm.Price;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A language model behind an OpenAI-compatible interface.
 *
 * @param name how requests name it
 * @param baseUrl for example {@code http://localhost:11434/v1}
 * @param apiKey secret, if it needs one
 * @param model the provider's name of the model
 * @param contextTokens tokens it reads and writes together
 * @param tokenizer how its tokens are counted; null to go by {@code model}
 * @param readsRestricted whether it may read documents that the setting {@code restricted} names
 * @param price null if none was given
 */
public record ChatModelConfig(
    String name,
    URI baseUrl,
    @Nullable String apiKey,
    String model,
    int contextTokens,
    @Nullable Tokenizer tokenizer,
    boolean readsRestricted,
    @Nullable Price price) {
  @Override
  public String toString() {
    return "{name: %s, base_url: %s, model: %s, context_tokens: %d%s%s%s}"
        .formatted(
            name,
            baseUrl,
            model,
            contextTokens,
            readsRestricted ? ", reads_restricted: true" : "",
            price == null
                ? ""
                : ", price: {input: %s, output: %s}".formatted(price.input(), price.output()),
            apiKey == null ? "" : ", api_key: (hidden)");
  }

  /** What counts a model's tokens. */
  public sealed interface Tokenizer {

    /** A public encoding, such as {@code o200k_base}. */
    record Encoding(String name) implements Tokenizer {}

    /** A HuggingFace {@code tokenizer.json}. */
    record File(Path path) implements Tokenizer {}
  }
}
