package io.footnote.embed.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the authors of the common embedding families prescribe for retrieval: pooling, prefixes and
 * length, taken from their model cards.
 *
 * <p>The order matters for {@link #guess}: the narrower pattern of a family comes first.
 */
public enum ModelPreset {
  /** BAAI bge-m3. */
  BGE_M3("bge[-_]?m3", Pooling.CLS, "", "", 8192),
  /** BAAI bge-{small,base,large}-en(-v1.5). */
  BGE("bge", Pooling.CLS, "Represent this sentence for searching relevant passages: ", "", 512),
  /** Snowflake arctic-embed 2.0. */
  ARCTIC_V2("arctic.*v2", Pooling.CLS, "query: ", "", 8192),
  /** Snowflake arctic-embed 1.0 and 1.5. */
  ARCTIC(
      "arctic", Pooling.CLS, "Represent this sentence for searching relevant passages: ", "", 512),
  /** nomic-embed-text; read up to the length it was trained on. */
  NOMIC("nomic", Pooling.MEAN, "search_query: ", "search_document: ", 2048),
  /** sentence-transformers all-MiniLM. */
  MINILM("minilm", Pooling.MEAN, "", "", 256),
  /** intfloat e5 and multilingual-e5. */
  E5("e5", Pooling.MEAN, "query: ", "passage: ", 512),
  /** Alibaba gte-*-v1.5, gte-multilingual and gte-modernbert. */
  GTE_V1_5("gte.*(v1\\.5|multilingual|modernbert)", Pooling.CLS, "", "", 8192),
  /** thenlper gte-{small,base,large}. */
  GTE("gte", Pooling.MEAN, "", "", 512);

  private final Pattern names;
  private final Pooling pooling;
  private final String queryPrefix;
  private final String passagePrefix;
  private final int maxTokens;

  ModelPreset(
      String names, Pooling pooling, String queryPrefix, String passagePrefix, int maxTokens) {
    this.names = Pattern.compile("(^|[^a-z0-9])" + names + "([^a-z0-9]|$)");
    this.pooling = pooling;
    this.queryPrefix = queryPrefix;
    this.passagePrefix = passagePrefix;
    this.maxTokens = maxTokens;
  }

  /** The preset whose family {@code modelName} names, for example {@code multilingual-e5-small}. */
  public static Optional<ModelPreset> guess(String modelName) {
    String name = modelName.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(preset -> preset.names.matcher(name).find()).findFirst();
  }

  /** The preset called {@code key} in a settings file, for example {@code bge-m3}. */
  static Optional<ModelPreset> ofKey(String key) {
    return Arrays.stream(values()).filter(preset -> preset.key().equals(key)).findFirst();
  }

  /** All keys, for messages. */
  static String keys() {
    return Arrays.stream(values()).map(ModelPreset::key).sorted().collect(Collectors.joining(", "));
  }

  /** The name in a settings file: lower case with dashes. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The settings of a model of this family. */
  public ModelSettings settings(String modelName) {
    return new ModelSettings(modelName, pooling, true, queryPrefix, passagePrefix, maxTokens, 0);
  }
}
