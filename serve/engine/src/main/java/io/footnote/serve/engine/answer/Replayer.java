package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.answer.Recording.Given;
import io.footnote.serve.engine.answer.Recording.Made;
import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.assemble.ContextAssembler;
import io.footnote.serve.engine.calibrate.ScaledEmbedder;
import io.footnote.serve.engine.decide.Decider;
import io.footnote.serve.engine.extract.Extractor;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.OutputGuard;
import io.footnote.serve.engine.memory.Window;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.TraceReplay;
import io.footnote.serve.engine.model.TraceReplay.ReplayedStage;
import io.footnote.serve.engine.model.UnsupportedSentences;
import io.footnote.serve.engine.model.UserProfile;
import io.footnote.serve.engine.model.ViewSource;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the stages of an answer once more, from the candidates that were retrieved for it: assemble
 * → decide → answer. The passages, the weights of words and the reply of a model are those of then,
 * code and settings those of now, so a difference is due to these. Thread-safe.
 */
public final class Replayer {
  private final ViewSource views;
  private final Extractor extractor;
  private final Answerers answerers;
  private final ScaledEmbedder model;
  private final Function<List<String>, AnswerThresholds> thresholds;
  private final UnsupportedSentences unsupported;
  private final Set<OptionalStage> skipped;
  private final OutputGuard guard;
  private final TraceStore traces;
  private final Supplier<String> ids;

  /**
   * @param thresholds of collections that are asked together
   */
  public Replayer(
      ViewSource views,
      Extractor extractor,
      Answerers answerers,
      ScaledEmbedder model,
      Function<List<String>, AnswerThresholds> thresholds,
      UnsupportedSentences unsupported,
      Set<OptionalStage> skipped,
      OutputGuard guard,
      TraceStore traces,
      Supplier<String> ids) {
    this.views = views;
    this.extractor = extractor;
    this.answerers = answerers;
    this.model = model;
    this.thresholds = thresholds;
    this.unsupported = unsupported;
    this.skipped = Set.copyOf(skipped);
    this.guard = guard;
    this.traces = traces;
    this.ids = ids;
  }

  /**
   * Replays an answer for a principal who may see its trace.
   *
   * @throws NotFoundException if there is no such trace for the principal, or nothing to replay
   */
  public TraceReplay replay(Principal principal, String traceId) {
    if (traces.find(principal, traceId).isEmpty()) {
      throw NotFoundException.trace(traceId);
    }
    Recording recording =
        traces
            .recording(principal, traceId)
            .map(Recording::read)
            .orElseThrow(() -> NotFoundException.recording(traceId));
    Given given = recording.given();
    try (LeasedViews leased = views.lease(principal, given.collections())) {
      Terms terms = new Terms(leased.views(), given.weights(), given.chunks());
      List<ReplayedStage> stages = stages(recording, terms);
      return new TraceReplay(
          traceId,
          stages.stream().allMatch(ReplayedStage::same),
          stages,
          changes(given, thresholds.apply(given.collections())));
    }
  }

  private List<ReplayedStage> stages(Recording recording, Terms terms) {
    Given given = recording.given();
    Made then = recording.made();
    RecordedShelf shelf = new RecordedShelf(given);
    Context context =
        ContextAssembler.assemble(
            given.question(),
            recording.results(),
            answerers.counting(given.answerer(), given.budget(), shelf::readable),
            shelf,
            skipped);
    Decider decider =
        new Decider(
            thresholds.apply(given.collections()), given.collections(), recording.results());
    Findings findings =
        Findings.of(
            extractor,
            given.asked(),
            given.subjects(),
            vector(given),
            Recollection.after(context.passages(), recording.facts()),
            terms,
            decider);
    return List.of(
        ReplayedStage.of("assemble", then.assembled(), Made.of(context)),
        ReplayedStage.of("decide", then.decided(), Made.of(findings)),
        ReplayedStage.of("answer", then.answered(), answer(given, terms, decider, findings)));
  }

  private float[] vector(Given given) {
    float[] vector = given.vector();
    return vector == null ? model.embedder().embedQuery(given.asked().text()).vector() : vector;
  }

  private String answer(Given given, Terms terms, Decider decider, Findings findings) {
    Release release =
        new Release(
            event -> {}, (searched, result, offset) -> result.pageStart(), List.of(), unsupported);
    Decision decision = findings.decision();
    if (decision.answers()) {
      Answerer answerer = answerers.again(given.answerer(), given.reply());
      if (answerer == null) {
        return given.answerer() + " would be asked now; it was not asked then";
      }
      List<Passage> reading = given.reading().stream().map(Recording.Read::passage).toList();
      Grounds grounds =
          new Grounds(
              given.question(),
              UserProfile.NONE,
              Window.EMPTY,
              reading,
              List.of(), // whatever a model was told, it replies what it replied then
              terms,
              findings.quotes(),
              Masker.NONE.begin(ids.get()),
              ids.get());
      Screened screened = Screened.of(guard, reading, skipped);
      boolean abstained = answerer.answer(grounds, screened.before(release::sentence)).abstained();
      decision = decider.after(decision, abstained, release.checks());
    }
    return Made.of(decision, release);
  }

  private List<String> changes(Given given, AnswerThresholds now) {
    List<String> changes = new ArrayList<>();
    Recording.Settings then = given.settings();
    if (!then.thresholds().equals(now)) {
      changes.add("thresholds were %s and are %s".formatted(then.thresholds(), now));
    }
    if (then.unsupported() != unsupported) {
      changes.add(
          "unsupported_sentences was %s and is %s".formatted(then.unsupported(), unsupported));
    }
    if (!then.skipped().equals(skipped)) {
      changes.add(
          "skip_stages was %s and is %s"
              .formatted(OptionalStage.names(then.skipped()), OptionalStage.names(skipped)));
    }
    String embedding = extractor.modelHash();
    if (!then.embeddingModel().equals(embedding)) {
      changes.add(
          "the embedding model was %s and is %s".formatted(then.embeddingModel(), embedding));
    }
    if (given.masked()) {
      changes.add("masked text was not kept, so the stages read placeholders in its place");
    }
    return changes;
  }
}
