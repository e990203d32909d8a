package io.footnote.embed.testing;

import java.util.List;

/** A {@code tokenizer.json} that makes one token of each word. */
public final class WordTokenizer {
  private static final String SPECIAL =
      """
      {"id": %d, "content": "%s", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}\
      """;

  private WordTokenizer() {}

  /**
   * @param vocabulary tokens in the order of their ids: {@code [UNK]}, {@code [CLS]}, {@code
   *     [SEP]}, then words in lower case
   */
  public static String json(List<String> vocabulary) {
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < vocabulary.size(); i++) {
      ids.append(i == 0 ? "" : ",").append("\"%s\":%d".formatted(vocabulary.get(i), i));
    }
    return """
    {"version": "1.0",
     "truncation": {"direction": "Right", "max_length": 5, "strategy": "LongestFirst", "stride": 0},
     "padding": {"strategy": {"Fixed": 16}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0, "pad_type_id": 0, "pad_token": "[UNK]"},
     "added_tokens": [%s, %s],
     "normalizer": {"type": "Lowercase"},
     "pre_tokenizer": {"type": "Whitespace"},
     "post_processor": {"type": "TemplateProcessing",
       "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
       "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
       "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [1], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [2], "tokens": ["[SEP]"]}}},
     "decoder": null,
     "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {%s}}}
    """
        .formatted(SPECIAL.formatted(1, "[CLS]"), SPECIAL.formatted(2, "[SEP]"), ids);
  }
}
