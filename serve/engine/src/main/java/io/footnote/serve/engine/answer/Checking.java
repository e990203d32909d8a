package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.cite.CheckedSentence;
import io.footnote.serve.engine.cite.CitationChecker;
import io.footnote.serve.engine.cite.WrittenSentence;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What is done with the sentences of a model.
 *
 * @param model what they are compared with passages by
 * @param skipped if {@link OptionalStage#CHECK} is among it, they are left as they are
 */
public record Checking(ScaledEmbedder model, Set<OptionalStage> skipped) {

  /** For one answer on one thread. */
  Function<WrittenSentence, CheckedSentence> of(List<Passage> passages, Terms terms) {
    return skipped.contains(OptionalStage.CHECK)
        ? sentence -> CheckedSentence.unchecked(sentence, passages)
        : new CitationChecker(passages, terms, model)::check;
  }
}
