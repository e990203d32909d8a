package io.footnote.serve.server.app;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A language model behind an OpenAI-compatible interface.
 *
 * @param name how requests name it
 * @param baseUrl for example {@code http://localhost:11434/v1}
 * @param apiKey secret, if it needs one
 * @param model the provider's name of the model
 */
public record ChatModelConfig(String name, URI baseUrl, @Nullable String apiKey, String model) {
  @Override
  public String toString() {
    return "{name: %s, base_url: %s, model: %s%s}"
        .formatted(name, baseUrl, model, apiKey == null ? "" : ", api_key: (hidden)");
  }
}
