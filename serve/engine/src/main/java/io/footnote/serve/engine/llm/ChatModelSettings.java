package io.footnote.serve.engine.llm;

import io.footnote.embed.TokenCounter;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an OpenAI-compatible model.
 *
 * @param name what callers choose it by
 * @param baseUrl up to and including the version, for example {@code http://localhost:11434/v1}
 * @param apiKey sent as bearer token; null where the server wants none
 * @param model the model's name at that server
 * @param contextTokens tokens it reads and writes together
 * @param tokens counts tokens as the model does, or rather too many
 * @param readsRestricted whether it may be shown what must not leave this process otherwise
 * @param price null if what it costs is not to be reckoned
 * @param timeout longest silence before and between pieces of a reply
 * @param retryDelay wait before the first of at most two retries; doubles
 */
public record ChatModelSettings(
    String name,
    URI baseUrl,
    @Nullable String apiKey,
    String model,
    int contextTokens,
    TokenCounter tokens,
    boolean readsRestricted,
    @Nullable Price price,
    Duration timeout,
    Duration retryDelay) {
  public static final int DEFAULT_CONTEXT_TOKENS = 8192;
  public static final int MIN_CONTEXT_TOKENS = 512;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);
  public static final Duration DEFAULT_RETRY_DELAY = Duration.ofMillis(500);

  public ChatModelSettings {
    String scheme = baseUrl.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "the base URL of model '"
              + name
              + "' must start with http:// or https:// and name a host, but got: '"
              + baseUrl
              + "'");
    }
    if (name.isBlank() || model.isBlank()) {
      throw new IllegalArgumentException("a model needs a name here and a name at its server");
    }
    if (contextTokens < MIN_CONTEXT_TOKENS) {
      throw new IllegalArgumentException(
          "the context of model '"
              + name
              + "' must be at least "
              + MIN_CONTEXT_TOKENS
              + ", but got: "
              + contextTokens);
    }
  }

  /** With default context, timeout and retries. */
  public static ChatModelSettings of(
      String name, String baseUrl, @Nullable String apiKey, String model) {
    return new ChatModelSettings(
        name,
        URI.create(baseUrl),
        apiKey,
        model,
        DEFAULT_CONTEXT_TOKENS,
        TokenCounters.ofModel(model),
        /* readsRestricted= */ false,
        /* price= */ null,
        DEFAULT_TIMEOUT,
        DEFAULT_RETRY_DELAY);
  }

  /** The same with other patience. */
  public ChatModelSettings waiting(Duration longest, Duration beforeRetry) {
    return new ChatModelSettings(
        name,
        baseUrl,
        apiKey,
        model,
        contextTokens,
        tokens,
        readsRestricted,
        price,
        longest,
        beforeRetry);
  }

  /** The same at a price. */
  public ChatModelSettings at(Price newPrice) {
    return new ChatModelSettings(
        name,
        baseUrl,
        apiKey,
        model,
        contextTokens,
        tokens,
        readsRestricted,
        newPrice,
        timeout,
        retryDelay);
  }

  @Override
  public String toString() {
    return "ChatModelSettings[name=%s, baseUrl=%s, apiKey=%s, model=%s, contextTokens=%d]"
        .formatted(name, baseUrl, apiKey == null ? "none" : "…", model, contextTokens);
  }
}
