package io.footnote.eval.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A test collection.
 *
 * @param name last part of its path
 * @param folder absolute path
 * @param documents what to ingest; no file is in two sets
 * @param names how results are matched to judgements
 * @param queries in the order of their file, without duplicate ids
 */
public record EvaluationDataset(
    String name,
    Path folder,
    List<DocumentSet> documents,
    DocumentNames names,
    List<EvaluationQuery> queries) {
  public EvaluationDataset {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(names);
    documents = List.copyOf(documents);
    queries = List.copyOf(queries);
  }
}
