package io.footnote.serve.engine.answer;

import io.footnote.index.model.DocumentRecord;
import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.assemble.ContextAssembler;
import io.footnote.serve.engine.assemble.LeasedShelf;
import io.footnote.serve.engine.assemble.Preference;
import io.footnote.serve.engine.assemble.Reader;
import io.footnote.serve.engine.assemble.Shelf;
import io.footnote.serve.engine.assemble.TextFinder;
import io.footnote.serve.engine.guard.Restriction;
import io.footnote.serve.engine.memory.Window;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.QueryPart;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.retrieve.RetrievalRequest;
import io.footnote.serve.engine.retrieve.Retriever;
import io.footnote.serve.engine.text.Terms;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers passages for a question, as who asks would have them and who answers can read them.
 * Thread-safe.
 *
 * @param texts the whole of a document, where there is room
 * @param restriction what must not leave this process
 * @param skipped what is left out
 */
public record Gathering(
    Retriever retriever, TextFinder texts, Restriction restriction, Set<OptionalStage> skipped) {
  private static final String UNKNOWN_LANGUAGE = "und";

  /**
   * Stages {@code retrieve}, {@code prefer} if something is preferred, and {@code assemble}.
   *
   * @param told is told what was found, before it is assembled
   */
  Material gather(Asked asked, Consumer<List<SearchResult>> told) {
    Terms terms = new Terms(asked.views());
    Retrieval found = preferred(asked, retrieved(asked, terms));
    asked.trace().takesFrom(Sources.of(found.results()));
    told.accept(found.results());
    return assembled(asked, terms, found);
  }

  private Material assembled(Asked asked, Terms terms, Retrieval found) {
    AskRequest request = asked.request();
    Answerer answerer = asked.answerer();
    Recollection recollection = asked.understood().recollection();
    Window window = asked.understood().window(answerer);
    int budget =
        Math.min(
            request.maxContextTokens(),
            answerer.contextTokens() - Memory.tokens(window) - recollection.tokens());
    Reader reader = answerer.reader(budget, passage -> !restricted(asked.views(), passage));
    Shelf shelf = new LeasedShelf(asked.views(), request.filter(), texts);
    Context context =
        asked
            .trace()
            .stage(
                "assemble",
                found.results().size() + " passages",
                () ->
                    ContextAssembler.assemble(
                        request.question(), found.results(), reader, shelf, skipped),
                made -> new Outcome(told(made), made.tokens(), made.dropped()));
    asked.trace().takesFrom(Sources.of(context));
    return new Material(
        terms,
        found,
        window,
        reader,
        shelf,
        context,
        recollection.after(context.passages()),
        recollection.after(context.reading()));
  }

  private String told(Context made) {
    return skipped.contains(OptionalStage.ASSEMBLE)
        ? made.summary() + " as they were ranked, by skip_stages"
        : made.summary();
  }

  private boolean restricted(List<CollectionView> views, SearchResult passage) {
    return views.stream()
        .filter(view -> view.collection().equals(passage.collection()))
        .anyMatch(view -> restriction.restricts(view, passage.documentId()));
  }

  private Retrieval retrieved(Asked asked, Terms terms) {
    return asked
        .trace()
        .stage(
            "retrieve",
            asked.masking().mask(asked.request().question()),
            () -> retrieve(asked, terms),
            Gathering::outcome);
  }

  private static Retrieval preferred(Asked asked, Retrieval found) {
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
  private Retrieval retrieve(Asked asked, Terms terms) {
    AskRequest request = asked.request();
    List<QueryPart> parts = asked.understood().rewritten().parts();
    Retrieval whole = retrieve(asked, request.question(), parts, terms);
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
