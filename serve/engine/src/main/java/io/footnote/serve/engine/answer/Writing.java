package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.decide.Decider;
import io.footnote.serve.engine.extract.Extractor;
import io.footnote.serve.engine.guard.OutputGuard;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.UnsupportedSentences;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides whether to answer from what was gathered, has it answered, and shows what may be shown.
 * Thread-safe.
 *
 * @param extractor finds the best sentences, by which it is decided whether to answer
 * @param unsupported what becomes of sentences that no passage says
 * @param skipped what is left out
 * @param ids makes marks that no passage holds
 */
public record Writing(
    Extractor extractor,
    OutputGuard guard,
    PageFinder pages,
    UnsupportedSentences unsupported,
    Set<OptionalStage> skipped,
    Supplier<String> ids) {

  /** To which sentences are handed for {@code listener}. */
  Release release(Asked asked, AnswerListener listener) {
    return new Release(listener, pages, asked.views(), unsupported);
  }

  /**
   * Stages {@code screen} if signs are found, {@code decide}, {@code answer} if it is decided to,
   * and {@code guard} if something is taken from the answer.
   */
  Written write(Asked asked, Material material, Release release) {
    Screened screened = screen(asked, material.reading());
    Decider decider =
        new Decider(asked.thresholds(), asked.routed().collections(), material.found().results());
    Findings findings = decide(asked, material, decider);
    Verdict verdict = Verdict.NOTHING;
    Decision decision = findings.decision();
    if (decision.answers()) {
      verdict = answer(asked, material, findings, screened, release);
      decision = decider.after(decision, verdict.abstained(), release.checks());
    }
    if (screened.changed() > 0) {
      asked.trace().stage("guard", "the answer", screened::changed, Writing::taken);
    }
    if (release.sentences().isEmpty()) {
      release.say(
          screened.safe(
              InsteadOfAnswer.inWords(decision) + withheld(material.context(), asked.answerer())));
    }
    return new Written(findings, verdict, decision);
  }

  private Screened screen(Asked asked, List<Passage> reading) {
    Screened screened = Screened.of(guard, reading, skipped);
    if (skipped.contains(OptionalStage.SCREEN)) {
      asked.trace().switchedOff("screen", reading.size() + " passages");
    }
    if (screened.foundSigns()) {
      asked.trace().stage("screen", reading.size() + " passages", screened::inWords, Outcome::of);
    }
    return screened;
  }

  private Findings decide(Asked asked, Material material, Decider decider) {
    String passages = material.passages().size() + " passages";
    boolean decides = !skipped.contains(OptionalStage.DECIDE);
    if (!decides) {
      asked.trace().switchedOff("decide", passages);
    }
    return asked
        .trace()
        .stage(
            decides ? "decide" : "choose",
            passages,
            () ->
                Findings.of(
                    extractor,
                    asked.understood().rewritten().standalone(),
                    asked.routed().route().subjects(),
                    material.found().queryVector(),
                    material.passages(),
                    material.terms(),
                    decider),
            made -> Outcome.of(decider.explain(made.decision(), made.signals())));
  }

  private Verdict answer(
      Asked asked, Material material, Findings findings, Screened screened, Release release) {
    Answerer answerer = asked.answerer();
    Grounds grounds =
        new Grounds(
            asked.request().question(),
            asked.request().user(),
            material.window(),
            material.reading(),
            asked.understood().recollection().instructions(),
            material.terms(),
            findings.quotes(),
            asked.masking(),
            ids.get());
    Verdict verdict =
        asked
            .trace()
            .stage(
                "answer",
                material.passages().size() + " passages to " + answerer.name(),
                () -> answerer.answer(grounds, screened.before(release::sentence)),
                made -> made.outcome(answerer.name(), asked.masking().mask(release.text())));
    if (verdict.reply() != null && !verdict.abstained()) {
      checked(asked, release);
    }
    return verdict;
  }

  /** Sentences are checked one by one while they come in; this stage says what came of it. */
  private void checked(Asked asked, Release release) {
    String sentences = release.checks().total() + " sentences";
    if (skipped.contains(OptionalStage.CHECK)) {
      asked.trace().switchedOff("check", sentences);
    } else {
      asked.trace().stage("check", sentences, release::inWords, Outcome::of);
    }
  }

  /** The settings that it is written by, for a recording. */
  Recording.Settings settings(Asked asked) {
    return new Recording.Settings(asked.thresholds(), unsupported, skipped, extractor.modelHash());
  }

  private static Outcome taken(int sentences) {
    return Outcome.of(
        "links, pictures, tags, imitated footnotes or hidden characters were taken from "
            + sentences
            + (sentences == 1 ? " sentence" : " sentences"));
  }

  /** What the reader was not shown, which may be why there is no answer. */
  private static String withheld(Context context, Answerer answerer) {
    return switch ((int) context.withheld()) {
      case 0 -> "";
      case 1 -> " One passage is restricted and was not shown to '" + answerer.name() + "'.";
      default ->
          " %d passages are restricted and were not shown to '%s'."
              .formatted(context.withheld(), answerer.name());
    };
  }
}
