package io.footnote.serve.server.app;

import io.footnote.embed.TokenCounter;
import io.footnote.embed.onnx.Tokenizers;
import io.footnote.serve.engine.llm.ChatModelSettings;
import io.footnote.serve.engine.llm.TokenCounters;
import java.nio.file.Path;

/** Configured language models as the engine takes them. */
final class ChatModels {
  private ChatModels() {}

  /**
   * @param cache where native libraries are unpacked
   */
  static ChatModelSettings settings(ChatModelConfig model, Path cache) {
    return new ChatModelSettings(
        model.name(),
        model.baseUrl(),
        model.apiKey(),
        model.model(),
        model.contextTokens(),
        tokens(model, cache),
        model.readsRestricted(),
        model.price(),
        ChatModelSettings.DEFAULT_TIMEOUT,
        ChatModelSettings.DEFAULT_RETRY_DELAY);
  }

  private static TokenCounter tokens(ChatModelConfig model, Path cache) {
    return switch (model.tokenizer()) {
      case null -> TokenCounters.ofModel(model.model());
      case ChatModelConfig.Tokenizer.Encoding(String name) ->
          TokenCounters.ofEncoding(name).orElseThrow();
      case ChatModelConfig.Tokenizer.File(Path path) -> Tokenizers.open(path, cache);
    };
  }
}
