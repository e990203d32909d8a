package io.footnote.serve.engine.model;

/** More than one user; operators add and delete what is remembered for them. */
public sealed interface SharedAudience extends Audience
    permits Audience.Group, Audience.Everybody {}
