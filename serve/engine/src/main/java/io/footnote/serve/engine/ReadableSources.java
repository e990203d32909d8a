package io.footnote.serve.engine;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.guard.Restriction;
import io.footnote.serve.engine.memory.Source;
import io.footnote.serve.engine.memory.SourceReader;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.LeasedViews;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.ViewSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks the index, as the principal, which documents it shows.
 *
 * @param restriction documents that are not shown nevertheless
 */
record ReadableSources(ViewSource views, Restriction restriction) implements SourceReader {

  @Override
  public Set<Source> readable(Principal principal, Set<Source> sources) {
    Map<String, List<Source>> byCollection =
        sources.stream().collect(Collectors.groupingBy(Source::collection));
    Set<Source> readable = new HashSet<>();
    byCollection.forEach((collection, members) -> {
      try (LeasedViews leased = views.lease(principal, List.of(collection))) {
        CollectionView view = leased.views().getFirst();
        members.stream()
            .filter(source -> view.view().document(source.documentId()).isPresent())
            .filter(source -> !restriction.restricts(view, source.documentId()))
            .forEach(readable::add);
      } catch (NotFoundException e) {
        // The collection is gone, so nothing of it can be read.
      }
    });
    return readable;
  }
}
