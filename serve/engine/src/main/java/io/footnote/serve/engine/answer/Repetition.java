package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.answer.Dialogue.Understood;
import io.footnote.serve.engine.cache.AnswerCache;
import io.footnote.serve.engine.cache.AnswerCache.Moment;
import io.footnote.serve.engine.cache.AnswerCache.Place;
import io.footnote.serve.engine.cache.KeptAnswer;
import io.footnote.serve.engine.cache.KeptAnswer.Match;
import io.footnote.serve.engine.cache.Situation;
import io.footnote.serve.engine.cache.Situation.Shown;
import io.footnote.serve.engine.cache.Together;
import io.footnote.serve.engine.memory.Recalled;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.Cached;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.time.InstantSource;
import java.util.List;

/** Gives an answer again that was given before. Thread-safe. */
public final class Repetition {
  private final AnswerCache cache;
  private final Dialogue dialogue;
  private final InstantSource clock;
  private final Together<Company.Key, Company.Shared> together =
      new Together<>(Company.Shared::new);

  public Repetition(AnswerCache cache, Dialogue dialogue, InstantSource clock) {
    this.cache = cache;
    this.dialogue = dialogue;
    this.clock = clock;
  }

  /** To be taken before the views are leased that {@link #look} gets. */
  Moment moment() {
    return cache.moment();
  }

  /** For a request that begins; it has company only where answers may be shared. */
  Company company() {
    return new Company(cache.isOn() ? together : null);
  }

  /** Stage {@code cache}, if there is one: what is returned holds the answer, or waits for it. */
  Place look(Asked asked, Moment before) {
    Situation situation = situation(asked);
    String question = asked.request().question();
    if (!cache.isOn()) {
      return cache.find(situation, question, asked.views(), before);
    }
    return asked
        .trace()
        .stage(
            "cache",
            asked.masking().mask(question),
            () -> cache.find(situation, question, asked.views(), before),
            place ->
                Outcome.of(place.found().map(match -> inWords(match, asked)).orElse("nothing")));
  }

  private static Situation situation(Asked asked) {
    Understood understood = asked.understood();
    Recalled recalled = understood.recalled();
    return new Situation(
        asked.views().stream().map(Shown::by).toList(),
        asked.request().filter(),
        asked.answerer().name(),
        asked.answerer().prompt(),
        asked.request().topK(),
        asked.request().maxContextTokens(),
        asked.thresholds(),
        asked.routed().route().subjects(),
        asked.request().user(),
        recalled.turns(),
        recalled.summary() == null ? "" : recalled.summary().text(),
        understood.recollection().ids());
  }

  private static Cached origin(Match match, Asked asked) {
    return match.kept().origin(asked.principal(), asked.request().question(), match.similarity());
  }

  private static String inWords(Match match, Asked asked) {
    Cached origin = origin(match, asked);
    String question = origin.question();
    Decision decision = match.kept().answer().decision();
    return "answered at %s%s, similarity %.3f, %s with confidence %.3f, from %s"
        .formatted(
            origin.answeredAt(),
            question == null ? "" : " for '" + asked.masking().mask(question) + "'",
            origin.similarity(),
            decision.getClass().getSimpleName(),
            decision.confidence(),
            match.kept().answer().citations().stream().map(Citation::chunkId).distinct().toList());
  }

  /**
   * Gives an answer again: the same events, of which those that show passages are looked at anew.
   */
  Answer again(Asked asked, Match match, AnswerListener listener) {
    KeptAnswer kept = match.kept();
    List<SearchResult> found = kept.stillFound(asked.views());
    asked.trace().takesFrom(Sources.of(found));
    listener.on(new AnswerEvent.Retrieved(found));
    kept.said().forEach(listener::on);
    Answer before = kept.answer();
    String conversationId =
        dialogue.remember(
            asked.principal(),
            asked.request(),
            before.answer(),
            Sources.of(before, kept.found()),
            asked.trace());
    Answer answer =
        before.again(
            asked.trace().elapsedMillis(),
            asked.trace().traceId(),
            conversationId,
            origin(match, asked));
    asked.trace().finish();
    listener.on(new AnswerEvent.Done(answer));
    return answer;
  }

  /** Hands the events of a new answer on, and keeps it in its place when it is whole. */
  Keeping keeping(Place place, Asked asked, AnswerListener listener) {
    return new Keeping(place, asked, listener, clock);
  }
}
