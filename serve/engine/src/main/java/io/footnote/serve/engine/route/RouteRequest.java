package io.footnote.serve.engine.route;

import io.footnote.index.model.Filter;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What to route.
 *
 * @param question as it was asked
 * @param standalone with what it needs to be understood without the conversation
 * @param conversational whether it asks the documents nothing
 * @param views the collections it may be asked of, leased for who asks
 * @param chosen whether who asks named these collections, so that all of them are asked
 * @param filter which documents it is asked of; null for all
 * @param terms words as these collections see them
 * @param mask applied to all that leaves the process
 * @param unmask undoes it
 * @param boundary letters and digits that cannot be guessed
 */
public record RouteRequest(
    String question,
    StandaloneQuestion standalone,
    boolean conversational,
    List<CollectionView> views,
    boolean chosen,
    @Nullable Filter filter,
    Terms terms,
    UnaryOperator<String> mask,
    UnaryOperator<String> unmask,
    String boundary) {
  public RouteRequest {
    views = List.copyOf(views);
  }
}
