package io.footnote.serve.engine.answer;

import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Source;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Documents that a remembered answer depends on. */
final class Sources {
  private Sources() {}

  /** Those that an answer cites. */
  static Set<Source> of(Release release) {
    return ofCitations(release.citations());
  }

  private static Set<Source> ofCitations(List<Citation> citations) {
    return citations.stream()
        .map(citation -> new Source(citation.collection(), citation.documentId()))
        .collect(Collectors.toSet());
  }

  /** Those that an answerer may read, what stands around the passages included. */
  static Set<Source> of(Context context) {
    return of(context.reading().stream().flatMap(passage -> passage.parts().stream()).toList());
  }

  /** Those that an answer that is given again cites, or else may name. */
  static Set<Source> of(Answer answer, List<SearchResult> found) {
    return answer.citations().isEmpty() ? of(found) : ofCitations(answer.citations());
  }

  /** Those whose titles a declined answer may name. */
  static Set<Source> of(List<SearchResult> results) {
    return results.stream()
        .map(result -> new Source(result.collection(), result.documentId()))
        .collect(Collectors.toSet());
  }
}
