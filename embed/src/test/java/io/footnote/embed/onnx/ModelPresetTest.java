package io.footnote.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPresetTest {
  @ParameterizedTest
  @CsvSource({
    "bge-small-en-v1.5, BGE, CLS, 512",
    "BAAI_bge-m3, BGE_M3, CLS, 8192",
    "multilingual-e5-small, E5, MEAN, 512",
    "e5-base-v2, E5, MEAN, 512",
    "gte-small, GTE, MEAN, 512",
    "gte-base-en-v1.5, GTE_V1_5, CLS, 8192",
    "gte-multilingual-base, GTE_V1_5, CLS, 8192",
    "all-MiniLM-L6-v2, MINILM, MEAN, 256",
    "nomic-embed-text-v1.5, NOMIC, MEAN, 2048",
    "snowflake-arctic-embed-m, ARCTIC, CLS, 512",
    "snowflake-arctic-embed-m-v1.5, ARCTIC, CLS, 512",
    "snowflake-arctic-embed-m-v2.0, ARCTIC_V2, CLS, 8192",
  })
  void isGuessedFromTheName(String name, ModelPreset preset, Pooling pooling, int maxTokens) {
    assertThat(ModelPreset.guess(name)).contains(preset);
    ModelSettings settings = preset.settings(name);
    assertThat(settings.pooling()).isEqualTo(pooling);
    assertThat(settings.maxTokens()).isEqualTo(maxTokens);
    assertThat(settings.normalize()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"my-model", "gtex-large", "stage5", "knowledge5-base", "minimal"})
  void isNotGuessedFromPartsOfWords(String name) {
    assertThat(ModelPreset.guess(name)).isEmpty();
  }

  @Test
  void prefixesAreThoseOfTheModelCards() {
    assertThat(ModelPreset.E5.settings("m").queryPrefix()).isEqualTo("query: ");
    assertThat(ModelPreset.E5.settings("m").passagePrefix()).isEqualTo("passage: ");
    assertThat(ModelPreset.NOMIC.settings("m").queryPrefix()).isEqualTo("search_query: ");
    assertThat(ModelPreset.NOMIC.settings("m").passagePrefix()).isEqualTo("search_document: ");
    assertThat(ModelPreset.BGE.settings("m").queryPrefix())
        .isEqualTo("Represent this sentence for searching relevant passages: ");
    assertThat(ModelPreset.BGE.settings("m").passagePrefix()).isEmpty();
    assertThat(ModelPreset.MINILM.settings("m").queryPrefix()).isEmpty();
  }
}
