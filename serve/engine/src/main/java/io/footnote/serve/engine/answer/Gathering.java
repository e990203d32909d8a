package io.footnote.serve.engine.answer;

import io.footnote.index.model.DocumentRecord;
import io.footnote.serve.engine.answer.Dialogue.Understood;
import io.footnote.serve.engine.assemble.Preference;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.retrieve.RetrievalRequest;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.util.List;

/** Gathers passages for a question, as who asks would have them. Thread-safe. */
record Gathering(Retriever retriever) {
  private static final String UNKNOWN_LANGUAGE = "und";

  /** Stages {@code retrieve} and, if something is preferred, {@code prefer}. */
  Retrieval gather(Asked asked, Understood understood, Terms terms) {
    Retrieval found =
        asked
            .trace()
            .stage(
                "retrieve",
                asked.masking().mask(asked.request().question()),
                () -> retrieve(asked, understood, terms),
                Gathering::outcome);
    if (!asked.request().user().prefers()) {
      return found;
    }
    Preference preference =
        new Preference(asked.request().user(), passage -> language(asked, passage));
    return asked
        .trace()
        .stage(
            "prefer",
            found.results().size() + " passages",
            () -> found.reordered(preference.order(found.results())),
            made -> Outcome.of(told(asked, preference, made)));
  }

  /** The question, and what it compares each by itself. */
  private Retrieval retrieve(Asked asked, Understood understood, Terms terms) {
    AskRequest request = asked.request();
    Retrieval whole = retrieve(asked, request.question(), understood.rewritten().parts(), terms);
    List<String> subjects = asked.routed().route().subjects();
    return subjects.isEmpty()
        ? whole
        : whole.with(
            subjects.stream()
                .map(one -> retrieve(asked, one, List.of(QueryPart.asked(one)), terms))
                .toList(),
            request.topK());
  }

  private Retrieval retrieve(Asked asked, String text, List<QueryPart> parts, Terms terms) {
    AskRequest request = asked.request();
    return retriever.retrieveForAnswering(
        asked.views(),
        RetrievalRequest.forAnswering(text, parts, request.topK(), request.filter()),
        terms);
  }

  private static Outcome outcome(Retrieval found) {
    return new Outcome(
        found.summary() + ": " + found.results().stream().map(SearchResult::chunkId).toList(),
        0,
        found.dropped());
  }

  private static String told(Asked asked, Preference preference, Retrieval found) {
    String told = preference.summary(found.results());
    boolean quotes = asked.answerer().name().equals(ExtractiveAnswerer.NAME);
    return quotes && asked.request().user().language() != null
        ? told + "; the extractive answerer quotes documents as they are and does not translate"
        : told;
  }

  private static String language(Asked asked, SearchResult passage) {
    return asked.views().stream()
        .filter(view -> view.collection().equals(passage.collection()))
        .flatMap(view -> view.view().document(passage.documentId()).stream())
        .map(DocumentRecord::language)
        .findFirst()
        .orElse(UNKNOWN_LANGUAGE);
  }
}
