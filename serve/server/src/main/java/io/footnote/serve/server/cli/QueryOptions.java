package io.footnote.serve.server.cli;

import io.footnote.index.model.Filter;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.server.json.Filters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that read: where, and as whom. */
final class QueryOptions {
  /** Whoever can run commands on the data folder may do everything with it. */
  static final Principal OPERATOR = Principal.operator("local");

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      description =
          "Collection to read; may be given several times, or '*' for those that hold what is asked"
              + " for (default: default).")
  List<String> collections = List.of(CollectionName.DEFAULT);

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      description = "Only documents that satisfy it, for example: year >= 2023")
  @Nullable String filter;

  @Mixin private final AsOption reader = new AsOption();

  Principal principal() {
    return reader.principal();
  }

  @Nullable Filter filter() {
    return filter == null ? null : Filters.parse(filter);
  }
}
