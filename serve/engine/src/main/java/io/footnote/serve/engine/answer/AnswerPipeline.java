package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.answer.Dialogue.Understood;
import io.footnote.serve.engine.answer.Recording.Given;
import io.footnote.serve.engine.answer.Recording.Made;
import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.assemble.ContextAssembler;
import io.footnote.serve.engine.assemble.LeasedShelf;
import io.footnote.serve.engine.assemble.Reader;
import io.footnote.serve.engine.assemble.Shelf;
import io.footnote.serve.engine.assemble.TextFinder;
import io.footnote.serve.engine.cache.AnswerCache.Moment;
import io.footnote.serve.engine.cache.AnswerCache.Place;
import io.footnote.serve.engine.cache.KeptAnswer.Match;
import io.footnote.serve.engine.decide.Decider;
import io.footnote.serve.engine.extract.Extractor;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.guard.OutputGuard;
import io.footnote.serve.engine.guard.Restriction;
import io.footnote.serve.engine.memory.Window;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.UnsupportedSentences;
import io.footnote.serve.engine.model.Usage;
import io.footnote.serve.engine.model.ViewSource;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.retrieve.RetrievalRequest;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import io.footnote.serve.engine.trace.TraceStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a question flows: admit → recall memory → rewrite → cache → retrieve → assemble within the
 * token budget → decide → mask → model → unmask → check citations → release → remember → trace.
 * Thread-safe.
 *
 * <p>Masking, checking and release happen sentence by sentence while the model still writes, so the
 * stages from mask to release are one call of the {@link Answerer}. The trace holds masked text
 * alone.
 */
public final class AnswerPipeline {
  static final String NO_ANSWER = "The documents do not answer this question.";

  private static final int NEAREST_SHOWN = 2;

  private final ViewSource views;
  private final Dialogue dialogue;
  private final Repetition repetition;
  private final Retriever retriever;
  private final Extractor extractor;
  private final Answerers answerers;
  private final PageFinder pages;
  private final TextFinder texts;
  private final Restriction restriction;
  private final Function<List<String>, AnswerThresholds> thresholds;
  private final UnsupportedSentences unsupported;
  private final OutputGuard guard;
  private final Masker masker;
  private final TraceStore traces;
  private final Supplier<String> ids;

  /**
   * @param extractor finds the best sentences, by which it is decided whether to answer
   * @param thresholds of collections that are asked together
   */
  public AnswerPipeline(
      ViewSource views,
      Dialogue dialogue,
      Repetition repetition,
      Retriever retriever,
      Extractor extractor,
      Answerers answerers,
      PageFinder pages,
      TextFinder texts,
      Restriction restriction,
      Function<List<String>, AnswerThresholds> thresholds,
      UnsupportedSentences unsupported,
      OutputGuard guard,
      Masker masker,
      TraceStore traces,
      Supplier<String> ids) {
    this.views = views;
    this.dialogue = dialogue;
    this.repetition = repetition;
    this.retriever = retriever;
    this.extractor = extractor;
    this.answerers = answerers;
    this.pages = pages;
    this.texts = texts;
    this.restriction = restriction;
    this.thresholds = thresholds;
    this.unsupported = unsupported;
    this.guard = guard;
    this.masker = masker;
    this.traces = traces;
    this.ids = ids;
  }

  /** Answers; the last event that {@code listener} gets is the answer returned. */
  public Answer answer(Principal principal, AskRequest request, AnswerListener listener) {
    Answerer answerer = answerers.choose(request.model());
    Masking masking = masker.begin(ids.get());
    String question = masking.mask(request.question());
    Moment moment = repetition.moment();
    try (LeasedViews leased = views.lease(principal, request.collections());
        TraceRecorder trace = traces.begin(principal, "ask", question)) {
      Terms terms = new Terms(leased.views());
      Understood understood =
          dialogue.understand(principal, request, answerer, terms, masking, trace);
      if (!understood.searches()) {
        Release release = new Release(listener, pages, leased.views(), unsupported);
        return reply(principal, request, understood, release, trace);
      }
      Asked asked =
          new Asked(
              principal,
              request,
              answerer,
              thresholds.apply(request.collections()),
              masking,
              leased.views(),
              trace);
      try (Place place = repetition.look(asked, understood, moment)) {
        Optional<Match> known = place.found();
        return known.isPresent()
            ? repetition.again(asked, known.get(), listener)
            : answerAnew(asked, understood, terms, repetition.keeping(place, asked, listener));
      }
    }
  }

  /** From {@code retrieve} on. */
  private Answer answerAnew(Asked asked, Understood understood, Terms terms, Keeping listener) {
    Principal principal = asked.principal();
    AskRequest request = asked.request();
    Answerer answerer = asked.answerer();
    Masking masking = asked.masking();
    TraceRecorder trace = asked.trace();
    Release release = new Release(listener, pages, asked.views(), unsupported);
    Retrieval found =
        trace.stage(
            "retrieve",
            masking.mask(request.question()),
            () ->
                retriever.retrieveForAnswering(
                    asked.views(), retrieval(request, understood), terms),
            AnswerPipeline::summary);
    trace.takesFrom(Sources.of(found.results()));
    release.found(found.results());

    Window window = understood.window(answerer);
    int budget =
        Math.min(
            request.maxContextTokens(),
            answerer.contextTokens() - Memory.tokens(window) - understood.recollection().tokens());
    Reader reader = answerer.reader(budget, passage -> !restricted(asked.views(), passage));
    Shelf shelf = new LeasedShelf(asked.views(), request.filter(), texts);
    Context context =
        trace.stage(
            "assemble",
            found.results().size() + " passages",
            () -> ContextAssembler.assemble(request.question(), found.results(), reader, shelf),
            AnswerPipeline::summary);
    trace.takesFrom(Sources.of(context));
    List<Passage> reading = understood.recollection().after(context.reading());
    listener.read(reading);
    Screened screened = new Screened(guard, reading);
    if (screened.foundSigns()) {
      trace.stage("screen", reading.size() + " passages", screened::inWords, Outcome::of);
    }

    Decider decider = new Decider(asked.thresholds(), request.collections(), found.results());
    List<Passage> passages = understood.recollection().after(context.passages());
    Findings findings =
        trace.stage(
            "decide",
            passages.size() + " passages",
            () ->
                Findings.of(
                    extractor,
                    understood.rewritten().standalone(),
                    found.queryVector(),
                    passages,
                    terms,
                    decider),
            made -> Outcome.of(Decider.explain(made.decision(), made.signals())));

    Verdict verdict = Verdict.NOTHING;
    Decision decision = findings.decision();
    if (decision.answers()) {
      Grounds grounds = grounds(asked, understood, window, reading, terms, findings);
      verdict =
          trace.stage(
              "answer",
              passages.size() + " passages to " + answerer.name(),
              () -> answerer.answer(grounds, screened.before(release::sentence)),
              made -> made.outcome(answerer.name(), masking.mask(release.text())));
      decision = decider.after(decision, verdict.abstained(), release.checks());
    }
    if (screened.changed() > 0) {
      trace.stage("guard", "the answer", screened::changed, AnswerPipeline::taken);
    }
    if (release.sentences().isEmpty()) {
      release.say(screened.safe(inWords(decision) + withheld(context, answerer)));
    }

    Set<Source> sources =
        release.citations().isEmpty() ? Sources.of(found.results()) : Sources.of(release);
    String conversationId = dialogue.remember(principal, request, release.text(), sources, trace);
    Answer answer =
        new Answer(
            release.text(),
            release.sentences(),
            release.citations(),
            release.sentences().isEmpty(),
            decision.confidence(),
            decision,
            answerer.name(),
            verdict.usage(),
            trace.elapsedMillis(),
            trace.traceId(),
            conversationId);
    Made made = new Made(Made.of(context), Made.of(findings), Made.of(decision, release));
    Recording recording =
        new Recording(
            given(asked, understood, reader, shelf, found, reading, terms, verdict), made);
    trace.finish(() -> recording.masked(masking).json());
    release.done(answer);
    dialogue.compact(principal, conversationId, masking);
    return answer;
  }

  /** Replies to a turn that asks the documents nothing. */
  private Answer reply(
      Principal principal,
      AskRequest request,
      Understood understood,
      Release release,
      TraceRecorder trace) {
    release.found(List.of());
    release.say(understood.reply());
    Answer answer =
        new Answer(
            release.text(),
            List.of(),
            List.of(),
            /* abstained= */ false,
            /* confidence= */ 0,
            new Decision.Answer(0),
            understood.by(),
            Usage.NONE,
            trace.elapsedMillis(),
            trace.traceId(),
            dialogue.remember(principal, request, release.text(), understood.repliesFrom(), trace));
    trace.finish();
    release.done(answer);
    return answer;
  }

  private Given given(
      Asked asked,
      Understood understood,
      Reader reader,
      Shelf shelf,
      Retrieval found,
      List<Passage> reading,
      Terms terms,
      Verdict verdict) {
    AskRequest request = asked.request();
    return new Given(
        request.question(),
        understood.rewritten().standalone(),
        request.collections(),
        reader.budget(),
        asked.answerer().name(),
        new Recording.Settings(asked.thresholds(), unsupported, extractor.modelHash()),
        /* masked= */ false,
        found.queryVector(),
        found.results().stream()
            .map(result -> Recording.Candidate.of(result, reader, shelf))
            .toList(),
        reading.stream().map(passage -> Recording.Read.of(passage, reader, shelf)).toList(),
        terms.weights(),
        verdict.reply());
  }

  private Grounds grounds(
      Asked asked,
      Understood understood,
      Window window,
      List<Passage> reading,
      Terms terms,
      Findings findings) {
    return new Grounds(
        asked.request().question(),
        window,
        reading,
        understood.recollection().instructions(),
        terms,
        findings.quotes(),
        asked.masking(),
        ids.get());
  }

  private boolean restricted(List<CollectionView> views, SearchResult passage) {
    return views.stream()
        .filter(view -> view.collection().equals(passage.collection()))
        .anyMatch(view -> restriction.restricts(view, passage.documentId()));
  }

  private static RetrievalRequest retrieval(AskRequest request, Understood understood) {
    return RetrievalRequest.forAnswering(
        request.question(), understood.rewritten().parts(), request.topK(), request.filter());
  }

  private static Outcome summary(Retrieval found) {
    return new Outcome(
        found.summary() + ": " + found.results().stream().map(SearchResult::chunkId).toList(),
        0,
        found.dropped());
  }

  private static Outcome summary(Context context) {
    return new Outcome(context.summary(), context.tokens(), context.dropped());
  }

  private static Outcome taken(int sentences) {
    return Outcome.of(
        "links, pictures, tags, imitated footnotes or hidden characters were taken from "
            + sentences
            + (sentences == 1 ? " sentence" : " sentences"));
  }

  /** What is said in place of an answer: what was searched, and what comes nearest. */
  private static String inWords(Decision decision) {
    return switch (decision) {
      case Decision.Decline decline -> declined(decline);
      case Decision.NeedsPerson person -> person.reason() + " Ask a person who knows.";
      case Decision.Answer _, Decision.AnswerWithWarning _ -> NO_ANSWER;
    };
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

  private static String declined(Decision.Decline decline) {
    List<String> nearest =
        decline.near().stream()
            .map(near ->
                "“" + near.title() + "”" + (near.page() > 0 ? " (page " + near.page() + ")" : ""))
            .distinct()
            .limit(NEAREST_SHOWN)
            .toList();
    String searched = " Searched: " + String.join(", ", decline.searched()) + ".";
    return nearest.isEmpty()
        ? NO_ANSWER + searched
        : NO_ANSWER
            + searched
            + " The nearest passages are in "
            + String.join(" and ", nearest)
            + ".";
  }
}
