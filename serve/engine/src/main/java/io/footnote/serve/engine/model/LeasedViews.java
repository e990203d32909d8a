package io.footnote.serve.engine.model;

import java.util.List;

/** Views leased for one request; closing gives them back. */
public record LeasedViews(List<CollectionView> views) implements AutoCloseable {
  public LeasedViews {
    views = List.copyOf(views);
  }

  @Override
  public void close() {
    views.forEach(view -> view.view().close());
  }
}
