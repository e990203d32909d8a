package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.MemoryItem;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder;
import java.util.List;
import java.util.Optional;

/** What is remembered from one conversation to the next. Thread-safe. */
public interface LongMemory {

  /** Remembers nothing. */
  LongMemory NONE =
      new LongMemory() {
        @Override
        public Optional<MemoryItem> learn(
            Principal principal, AskRequest request, TraceRecorder trace) {
          return Optional.empty();
        }

        @Override
        public Recollection recall(
            Principal principal,
            AskRequest request,
            Answerer answerer,
            Terms terms,
            TraceRecorder trace) {
          return Recollection.NOTHING;
        }

        @Override
        public List<MemoryItem> own(Principal principal, AskRequest request) {
          return List.of();
        }
      };

  /**
   * Stage {@code learn}, if the turn asks to remember something.
   *
   * @return what was remembered
   */
  Optional<MemoryItem> learn(Principal principal, AskRequest request, TraceRecorder trace);

  /** Stage {@code memory}, if anything is remembered that is for the principal. */
  Recollection recall(
      Principal principal, AskRequest request, Answerer answerer, Terms terms, TraceRecorder trace);

  /** Facts that are remembered for the principal alone, oldest first. */
  List<MemoryItem> own(Principal principal, AskRequest request);
}
