package io.footnote.serve.engine.answer;

import io.footnote.index.FilterRules;
import io.footnote.index.InvalidFilterException;
import io.footnote.serve.engine.answer.Dialogue.Understood;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.route.Route;
import io.footnote.serve.engine.route.RouteRequest;
import io.footnote.serve.engine.route.Routed;
import io.footnote.serve.engine.route.Router;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a question is treated. Thread-safe.
 *
 * @param router null to search for every question, in all collections it is asked of
 * @param ids makes marks that no question holds
 */
public record Routing(@Nullable Router router, Supplier<String> ids) {

  /** Stage {@code route}, if there is one. */
  Routed route(Asking asking, Understood understood) {
    if (router == null || understood.learned() != null) {
      return unrouted(understood, asking.views());
    }
    AskRequest request = asking.request();
    Masking masking = asking.masking();
    RouteRequest wanted =
        new RouteRequest(
            request.question(),
            understood.rewritten().standalone(),
            !understood.searches(),
            asking.views(),
            !request.collections().contains(CollectionName.ANY),
            request.filter(),
            asking.terms(),
            masking::mask,
            masking::unmask,
            ids.get());
    Router sharing =
        new Router(
            question -> asking.company().classified(() -> router.classifier().classify(question)));
    return asking
        .trace()
        .optional(
            "route",
            masking.mask(request.question()),
            () -> route(sharing, wanted),
            made -> Outcome.of(masking.mask(made.summary())),
            () -> unrouted(understood, asking.views()));
  }

  private static Routed route(Router router, RouteRequest request) {
    try {
      if (request.filter() != null) {
        FilterRules.check(request.filter());
      }
      return router.route(request);
    } catch (InvalidFilterException e) {
      throw new InvalidRequestException(
          "invalid_filter", "filter", String.valueOf(e.getMessage()), e);
    }
  }

  private static Routed unrouted(Understood understood, List<CollectionView> views) {
    return understood.searches()
        ? Routed.search(views)
        : new Routed(new Route.Conversation(), views, understood.by(), List.of());
  }
}
