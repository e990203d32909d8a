package io.footnote.serve.engine;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.memory.Notebook;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.SourceReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks the notebook which remembered facts somebody may see, and another reader which documents.
 */
record RememberedSources(SourceReader documents, Notebook notebook) implements SourceReader {

  @Override
  public Set<Source> readable(Principal principal, Set<Source> sources) {
    Set<Source> ofDocuments =
        sources.stream().filter(source -> !source.remembered()).collect(Collectors.toSet());
    Set<Source> readable = new HashSet<>(documents.readable(principal, ofDocuments));
    List<String> facts =
        sources.stream().filter(Source::remembered).map(Source::documentId).toList();
    notebook.visible(principal, facts).stream().map(Source::memory).forEach(readable::add);
    return readable;
  }
}
