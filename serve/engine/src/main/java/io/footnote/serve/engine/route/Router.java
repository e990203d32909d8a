package io.footnote.serve.engine.route;

import io.footnote.index.model.Facet;
import io.footnote.serve.engine.model.CollectionView;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides how a question is treated, and which collections are asked. Everything it looks at is
 * what the views show to whoever asks. Thread-safe.
 *
 * @param classifier finds out what a question wants
 */
public record Router(Classifier classifier) {
  private static final String NOTHING_VISIBLE = "There are no documents that you may read.";

  public Routed route(RouteRequest request) {
    if (request.conversational()) {
      return new Routed(new Route.Conversation(), request.views(), RuleClassifier.NAME, List.of());
    }
    if (request.views().isEmpty()) {
      return new Routed(
          new Route.Decline(NOTHING_VISIBLE), List.of(), RuleClassifier.NAME, List.of());
    }
    Classifier.Classified found = classifier.classify(request);
    return switch (found.aim()) {
      case Aim.Find() -> searching(new Route.Search(), request, found);
      case Aim.Compare(List<String> subjects) ->
          searching(new Route.Compare(subjects), request, found);
      case Aim.Enumerate enumerate -> enumerating(enumerate, request, found);
      case Aim.Refuse(String reason) ->
          new Routed(new Route.Decline(reason), request.views(), found.by(), found.notes());
    };
  }

  private static Routed searching(Route route, RouteRequest request, Classifier.Classified found) {
    List<String> notes = new ArrayList<>(found.notes());
    if (request.chosen()) {
      return new Routed(route, request.views(), found.by(), notes);
    }
    String about = request.standalone().text() + "\n" + String.join("\n", route.subjects());
    CollectionChoice choice = CollectionChoice.of(request, about);
    notes.add(choice.why());
    return new Routed(route, choice.views(), found.by(), notes);
  }

  private static Routed enumerating(
      Aim.Enumerate wanted, RouteRequest request, Classifier.Classified found) {
    List<Facet> facets =
        wanted.conditions().isEmpty()
            ? List.of()
            : request.views().stream()
                .map(CollectionView::view)
                .flatMap(view -> view.facets(request.filter()).stream())
                .toList();
    Selection selection = new Selector(facets, request.terms()).select(wanted.conditions());
    if (!selection.isExact()) {
      List<String> notes = new ArrayList<>(found.notes());
      notes.addAll(selection.unknown());
      return searching(
          new Route.Search(), request, new Classifier.Classified(found.aim(), found.by(), notes));
    }
    return new Routed(
        new Route.Enumerate(selection.filter(), wanted.listed(), selection.caveats()),
        request.views(),
        found.by(),
        found.notes());
  }
}
