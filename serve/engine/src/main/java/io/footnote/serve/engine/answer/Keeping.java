package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.cache.AnswerCache.Place;
import io.footnote.serve.engine.cache.KeptAnswer;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerListener;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Hands the events of a new answer on, and keeps it when it is whole. For one request. */
final class Keeping implements AnswerListener {
  private final Place place;
  private final Asked asked;
  private final AnswerListener listener;
  private final InstantSource clock;
  private final List<SearchResult> found = new ArrayList<>();
  private final List<SearchResult> read = new ArrayList<>();
  private final List<AnswerEvent> said = new ArrayList<>();

  Keeping(Place place, Asked asked, AnswerListener listener, InstantSource clock) {
    this.place = place;
    this.asked = asked;
    this.listener = listener;
    this.clock = clock;
  }

  /** Tells what is read for the answer, which may be more than was found. */
  void read(List<Passage> passages) {
    passages.forEach(passage -> read.addAll(passage.parts()));
  }

  @Override
  public void on(AnswerEvent event) {
    switch (event) {
      case AnswerEvent.Retrieved(List<SearchResult> results) -> found.addAll(results);
      case AnswerEvent.Delta _, AnswerEvent.Cited _ -> said.add(event);
      case AnswerEvent.Done _ -> {} // it is kept by then
    }
    listener.on(event);
  }

  /** Stage {@code keep}, if answers are kept. */
  void keep(Answer answer) {
    if (place.keeps()) {
      asked.trace().stage("keep", "the answer", () -> kept(answer), Outcome::of);
    }
  }

  private String kept(Answer answer) {
    if (!isLasting(answer.decision())) {
      return "not kept: it needs a person";
    }
    boolean kept =
        place.keep(
            new KeptAnswer(
                asked.request().question(),
                asked.principal(),
                clock.instant(),
                found,
                read,
                said,
                answer.again(0, "", null, null)));
    return kept ? "kept to be given again" : "not kept: answers were forgotten meanwhile";
  }

  /** What a model got wrong it may get right next time. */
  private static boolean isLasting(Decision decision) {
    return switch (decision) {
      case Decision.Answer _, Decision.AnswerWithWarning _, Decision.Decline _ -> true;
      case Decision.NeedsPerson _ -> false;
    };
  }
}
