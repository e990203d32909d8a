package io.footnote.serve.engine.model;

import io.footnote.index.ReadView;

/** The leased view of one collection; whoever leased it closes it. */
public record CollectionView(String collection, ReadView view) {}
