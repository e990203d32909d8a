package io.footnote.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.footnote.embed.Embedding;
import io.footnote.embed.EmbeddingException;
import io.footnote.embed.EmbeddingModelInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any model as a folder, with a model whose vectors are worked out by hand. */
class ModelFolderTest {
  private static final Offset<Float> CLOSE = within(1e-6f);

  @TempDir Path temporary;

  private Path folder(String name, String settings) throws IOException {
    return settings(new TinyModel().writeTo(temporary.resolve(name)), settings);
  }

  private static Path settings(Path folder, String settings) throws IOException {
    Files.writeString(folder.resolve("footnote-model.yaml"), settings);
    return folder;
  }

  private static OnnxEmbedder open(Path folder) {
    return EmbeddingModels.open(ModelLocation.folder(folder), TestCache.FOLDER, 1);
  }

  private static EmbeddingModelInfo info(Path folder) {
    try (OnnxEmbedder embedder = open(folder)) {
      return embedder.model();
    }
  }

  private static Embedding passage(Path folder, String text) {
    try (OnnxEmbedder embedder = open(folder)) {
      return embedder.embedPassages(List.of(text)).getFirst();
    }
  }

  private static Embedding query(Path folder, String text) {
    try (OnnxEmbedder embedder = open(folder)) {
      return embedder.embedQuery(text);
    }
  }

  private static void assertVector(Embedding embedding, double... unnormalised) {
    double squares = 0;
    for (double x : unnormalised) {
      squares += x * x;
    }
    assertThat(embedding.vector()).hasSize(unnormalised.length);
    for (int i = 0; i < unnormalised.length; i++) {
      assertThat(embedding.vector()[i])
          .isCloseTo((float) (unnormalised[i] / Math.sqrt(squares)), CLOSE);
    }
  }

  @Test
  void clsPoolingTakesTheFirstToken() throws IOException {
    Embedding embedding = passage(folder("m", "pooling: cls"), "alpha beta");
    // [CLS] is (3, 4, 0, 0), of length 5
    assertThat(embedding.vector()).containsExactly(0.6f, 0.8f, 0f, 0f);
    assertThat(embedding.tokens()).isEqualTo(4);
    assertThat(embedding.truncated()).isFalse();
  }

  @Test
  void lastPoolingTakesTheLastToken() throws IOException {
    // [SEP] is (0, 0, 5, 12), of length 13
    assertVector(passage(folder("m", "pooling: last"), "alpha beta"), 0, 0, 5, 12);
  }

  @Test
  void meanPoolingTakesAllTokens() throws IOException {
    // [CLS] (3, 4, 0, 0) + alpha (1, 0, 0, 0) + beta (0, 1, 0, 0) + [SEP] (0, 0, 5, 12)
    assertVector(passage(folder("m", "pooling: mean"), "alpha beta"), 4, 5, 5, 12);
  }

  @Test
  void modelPoolingTakesTheModelsOwnVector() throws IOException {
    Path folder = new TinyModel().pooled().writeTo(temporary.resolve("m"));
    assertVector(passage(settings(folder, "pooling: model"), "alpha"), 4, 4, 5, 12);
    // not taken unless asked for
    assertVector(passage(settings(folder, "pooling: cls"), "alpha"), 3, 4, 0, 0);
  }

  @Test
  void prefixesArePutBeforeQueriesAndPassages() throws IOException {
    Path folder = folder("tiny-e5", "");
    // [CLS] + query (7, 0, 0, 1) + : (0, 0, 2, 0) + alpha + [SEP]
    assertVector(query(folder, "alpha"), 11, 4, 7, 13);
    assertVector(passage(folder, "alpha"), 4, 11, 7, 13);
    assertThat(query(folder, "alpha").tokens()).isEqualTo(5);
  }

  @Test
  void settingsWinOverThePreset() throws IOException {
    Path folder = folder("m", "preset: e5\nquery_prefix: \"beta \"\nmax_tokens: 100\nname: mine");
    assertVector(query(folder, "alpha"), 4, 5, 5, 12);
    assertVector(passage(folder, "alpha"), 4, 11, 7, 13);
    assertThat(info(folder).name()).isEqualTo("mine");
    assertThat(info(folder).maxTokens()).isEqualTo(100);
  }

  @Test
  void dimensionCutsThenNormalises() throws IOException {
    Path folder = folder("m", "pooling: mean\ndimension: 3");
    assertVector(passage(folder, "alpha beta"), 4, 5, 5);
    assertThat(info(folder).dimension()).isEqualTo(3);
    assertThatThrownBy(() -> open(settings(folder, "pooling: mean\ndimension: 5")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("dimension must be at most 4, which is what model m gives, but got: 5");
  }

  @Test
  void truncationKeepsTheLastSpecialTokenAndIsTold() throws IOException {
    Path folder = folder("m", "pooling: last\nmax_tokens: 5");
    Embedding fits = passage(folder, "alpha beta gamma");
    assertThat(fits.truncated()).isFalse();
    assertThat(fits.tokens()).isEqualTo(5);
    Embedding cut = passage(folder, "alpha beta gamma delta");
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.tokens()).isEqualTo(5);
    assertVector(cut, 0, 0, 5, 12);
    assertVector(
        passage(settings(folder, "pooling: mean\nmax_tokens: 5"), "alpha beta gamma delta"),
        4,
        5,
        6,
        12);
  }

  @Test
  void paddingAndTruncationOfTheTokenizerFileAreIgnored() throws IOException {
    // the file asks for 16 tokens by padding and at most 5
    Path folder = folder("m", "pooling: mean");
    assertThat(passage(folder, "alpha").tokens()).isEqualTo(3);
    assertThat(passage(folder, "alpha ".repeat(20)).tokens()).isEqualTo(22);
  }

  @Test
  void inputsAreFedAsTheModelDeclares() throws IOException {
    for (String[] inputs :
        List.of(new String[] {"input_ids"}, new String[] {"input_ids", "attention_mask"})) {
      Path folder = new TinyModel().inputs(inputs).writeTo(temporary.resolve("m"));
      assertVector(passage(settings(folder, "pooling: cls"), "alpha"), 3, 4, 0, 0);
    }
    Path folder =
        new TinyModel().inputs("input_ids", "pixel_values").writeTo(temporary.resolve("n"));
    assertThatThrownBy(() -> open(settings(folder, "pooling: cls")))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("model n wants an input pixel_values of INT64; supported are");
  }

  @Test
  void vectorsThatAreNotUnitVectorsAreRefusedWhenTheyAreTakenAsTheyAre() throws IOException {
    Path folder = folder("m", "pooling: cls\nnormalize: false");
    assertThatThrownBy(() -> passage(folder, "alpha"))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "model m gave a vector of length 5.000, but vectors must be of length 1; remove \"normalize: false\" from its settings");
    Path unit = new TinyModel().scale(0.2f).writeTo(temporary.resolve("unit"));
    assertVector(passage(settings(unit, "pooling: cls\nnormalize: false"), "alpha"), 3, 4, 0, 0);
  }

  @Test
  void aVectorOfLengthZeroIsRefused() throws IOException {
    Path folder = new TinyModel().scale(0).writeTo(temporary.resolve("m"));
    assertThatThrownBy(() -> passage(settings(folder, "pooling: cls"), "alpha"))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "model m gave a vector of length 0.0; the model file is damaged or not a sentence encoder");
  }

  @Test
  void theContentHashCoversAllThatDeterminesAVector() throws IOException {
    String hash = info(folder("one", "pooling: cls")).contentHash();
    assertThat(hash).hasSize(64);
    assertThat(info(folder("two", "pooling: cls\nname: other name")).contentHash()).isEqualTo(hash);
    assertThat(info(folder("three", "pooling: mean")).contentHash()).isNotEqualTo(hash);
    assertThat(info(folder("four", "pooling: cls\nmax_tokens: 9")).contentHash())
        .isNotEqualTo(hash);
    assertThat(info(folder("five", "pooling: cls\nquery_prefix: q")).contentHash())
        .isNotEqualTo(hash);
    assertThat(info(folder("six", "pooling: cls\npassage_prefix: p")).contentHash())
        .isNotEqualTo(hash);
    Path weights = new TinyModel().scale(2).writeTo(temporary.resolve("seven"));
    assertThat(info(settings(weights, "pooling: cls")).contentHash()).isNotEqualTo(hash);
    Path tokenizer = folder("eight", "pooling: cls");
    Path file = tokenizer.resolve("tokenizer.json");
    Files.writeString(file, Files.readString(file) + "\n");
    assertThat(info(tokenizer).contentHash()).isNotEqualTo(hash);
  }

  @Test
  void aChangedModelIsNotMistakenForTheOldOne() throws IOException {
    Path folder =
        settings(new TinyModel().pooled().writeTo(temporary.resolve("m")), "pooling: cls");
    String before = info(folder).contentHash();
    new TinyModel().scale(3).writeTo(folder);
    assertThat(info(folder).contentHash()).isNotEqualTo(before);
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Path missing = temporary.resolve("nowhere");
    assertThatThrownBy(() -> open(missing))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "model folder %s does not exist; give a folder with model.onnx and tokenizer.json"
                .formatted(missing));
    Path folder = folder("m", "pooling: cls");
    Files.delete(folder.resolve("tokenizer.json"));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "model folder %s has no tokenizer.json, only: footnote-model.yaml, model.onnx; export the model to ONNX and put model.onnx and tokenizer.json into the folder"
                .formatted(folder));
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Path model = folder("m", "pooling: cls");
    Files.writeString(model.resolve("model.onnx"), "no model");
    assertThatThrownBy(() -> open(model))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith(
            model.resolve("model.onnx") + " is not a model ONNX Runtime can load: ");
    Path tokenizer = folder("t", "pooling: cls");
    Files.writeString(tokenizer.resolve("tokenizer.json"), "{no");
    assertThatThrownBy(() -> open(tokenizer))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageStartingWith(
            tokenizer.resolve("tokenizer.json") + " is not a HuggingFace tokenizer.json: ");
  }

  @Test
  void wrongSettingsAreExplained() throws IOException {
    Path folder = folder("m", "");
    Path file = folder.resolve("footnote-model.yaml");
    String presets = "arctic, arctic-v2, bge, bge-m3, e5, gte, gte-v1-5, minilm, nomic";
    assertRefused(
        folder,
        "",
        "how the model in %s pools its tokens is unknown, since its folder name matches no preset; write \"preset: …\" (one of %s) or \"pooling: …\" (one of cls, mean, last, model) into %s"
            .formatted(folder, presets, file));
    assertRefused(
        folder,
        "pooling: cls\nmax_token: 3\nfoo: 1",
        file
            + " has unknown keys: foo, max_token; allowed are: dimension, max_tokens, name, normalize, passage_prefix, pooling, preset, query_prefix");
    assertRefused(
        folder,
        "pooling: max",
        file + ": pooling must be one of cls, mean, last, model, but got: max");
    assertRefused(
        folder, "preset: bert", file + ": preset must be one of " + presets + ", but got: bert");
    assertRefused(
        folder,
        "pooling: cls\nmax_tokens: many",
        file + ": max_tokens must be a whole number, but got: \"many\"");
    assertRefused(
        folder,
        "pooling: cls\nmax_tokens: 2",
        file + ": max_tokens must be at least 3, but got: 2");
    assertRefused(
        folder, "pooling: cls\ndimension: 0", file + ": dimension must be at least 1, but got: 0");
    assertRefused(
        folder,
        "pooling: cls\nnormalize: maybe",
        file + ": normalize must be true or false, but got: \"maybe\"");
    assertRefused(
        folder,
        "- cls",
        file + " must hold keys and values, such as \"max_tokens: 512\", but holds: [\"cls\"]");
  }

  private static void assertRefused(Path folder, String settings, String message)
      throws IOException {
    settings(folder, settings);
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(message);
  }
}
