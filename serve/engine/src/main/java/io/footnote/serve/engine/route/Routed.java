package io.footnote.serve.engine.route;

import io.footnote.index.FilterText;
import io.footnote.index.model.Filter;
import io.footnote.serve.engine.model.CollectionView;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A route, and which collections it leads to.
 *
 * @param views those that are asked
 * @param by who decided: {@code rules}, or a model's name
 * @param notes why, for people
 */
public record Routed(Route route, List<CollectionView> views, String by, List<String> notes) {
  public Routed {
    views = List.copyOf(views);
    notes = List.copyOf(notes);
  }

  /** Searching all that was asked for, as without a router. */
  public static Routed search(List<CollectionView> views) {
    return new Routed(new Route.Search(), views, "nobody", List.of());
  }

  /** Names of the collections that are asked. */
  public List<String> collections() {
    return views.stream().map(CollectionView::collection).toList();
  }

  /** For the trace. Not masked. */
  public String summary() {
    String what =
        switch (route) {
          case Route.Conversation() -> "answer from the conversation";
          case Route.Search() -> "search " + String.join(", ", collections());
          case Route.Compare(List<String> subjects) ->
              "compare "
                  + subjects.stream().map(one -> "'" + one + "'").collect(Collectors.joining(", "))
                  + " in "
                  + String.join(", ", collections());
          case Route.Enumerate(Filter filter, boolean listed, List<String> _) ->
              (listed ? "list" : "count")
                  + " documents of "
                  + String.join(", ", collections())
                  + (filter == null ? "" : " with " + FilterText.write(filter));
          case Route.Decline(String reason) -> "decline: " + reason;
        };
    return what + ", by " + by + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
  }
}
