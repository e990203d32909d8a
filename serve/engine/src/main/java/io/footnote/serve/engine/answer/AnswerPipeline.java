package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.answer.Ending.Result;
import io.footnote.serve.engine.cache.AnswerCache.Moment;
import io.footnote.serve.engine.cache.AnswerCache.Place;
import io.footnote.serve.engine.cache.KeptAnswer.Match;
import io.footnote.serve.engine.guard.Masker;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.ViewSource;
import io.footnote.serve.engine.route.Route;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import io.footnote.serve.engine.trace.TraceStore;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a question flows: admit → recall memory → rewrite → route → cache → retrieve → assemble
 * within the token budget → decide → mask → model → unmask → check citations → release → remember →
 * keep → trace. Thread-safe.
 *
 * <p>{@link Questions} understands it, {@link Gathering} finds what there is to answer from, {@link
 * Writing} answers; one record crosses from each to the next. Masking, checking and release happen
 * sentence by sentence while the model still writes, so the stages from mask to release are one
 * call of the {@link Answerer}. The trace holds masked text alone.
 */
public final class AnswerPipeline {
  private final ViewSource views;
  private final Answerers answerers;
  private final Questions questions;
  private final Repetition repetition;
  private final Gathering gathering;
  private final Writing writing;
  private final Ending ending;
  private final DirectReplies direct;
  private final Masker masker;
  private final TraceStore traces;
  private final Supplier<String> ids;

  public AnswerPipeline(
      ViewSource views,
      Answerers answerers,
      Questions questions,
      Repetition repetition,
      Gathering gathering,
      Writing writing,
      Masker masker,
      TraceStore traces,
      Supplier<String> ids) {
    this.views = views;
    this.answerers = answerers;
    this.questions = questions;
    this.repetition = repetition;
    this.gathering = gathering;
    this.writing = writing;
    this.ending = new Ending(questions.dialogue());
    this.direct = new DirectReplies(ending, writing.guard());
    this.masker = masker;
    this.traces = traces;
    this.ids = ids;
  }

  /** Answers; the last event that {@code listener} gets is the answer returned. */
  public Answer answer(Principal principal, AskRequest wanted, AnswerListener listener) {
    AskRequest request = questions.of(principal, wanted);
    Answerer answerer = answerers.choose(request.model());
    Masking masking = masker.begin(ids.get());
    String question = masking.mask(request.question());
    Moment moment = repetition.moment();
    try (LeasedViews leased = views.lease(principal, request.collections());
        TraceRecorder trace = traces.begin(principal, "ask", question);
        Company company = repetition.company()) {
      Terms terms = new Terms(leased.views());
      Asked asked =
          questions.understand(
              new Asking(
                  principal, request, answerer, leased.views(), terms, masking, trace, company));
      Release release = writing.release(asked, listener);
      return switch (asked.routed().route()) {
        case Route.Conversation _ -> direct.fromConversation(asked, release);
        case Route.Enumerate enumerate -> direct.enumerate(asked, enumerate, release);
        case Route.Decline declined -> direct.decline(asked, declined, release);
        case Route.Search _, Route.Compare _ -> search(asked, moment, listener);
      };
    }
  }

  /** From {@code cache} on. */
  private Answer search(Asked asked, Moment moment, AnswerListener listener) {
    try (Place place = repetition.look(asked, moment)) {
      Optional<Match> known = place.found();
      return known.isPresent()
          ? repetition.again(asked, known.get(), listener)
          : answerAnew(asked, repetition.keeping(place, asked, listener));
    }
  }

  /** From {@code retrieve} on. */
  private Answer answerAnew(Asked asked, Keeping listener) {
    Release release = writing.release(asked, listener);
    Material material = gathering.gather(asked, release::found);
    listener.read(material.reading());
    Written written = writing.write(asked, material, release);
    Answer answer = ending.end(asked, release, result(asked, material, written, release));
    listener.keep(answer);
    Recording recording = Recording.of(asked, material, written, release, writing.settings(asked));
    asked.trace().finish(() -> recording.masked(asked.masking()).json());
    release.done(answer);
    questions.dialogue().compact(asked.principal(), answer.conversationId(), asked.masking());
    return answer;
  }

  private static Result result(Asked asked, Material material, Written written, Release release) {
    Set<Source> sources =
        release.citations().isEmpty()
            ? Sources.of(material.found().results())
            : Sources.of(release);
    return new Result(
        written.decision(),
        release.sentences().isEmpty(),
        asked.answerer().name(),
        written.verdict().usage(),
        sources,
        /* counted= */ null);
  }
}
