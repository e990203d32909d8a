package io.footnote.serve.engine.answer;

import io.footnote.index.model.Principal;
import io.footnote.serve.engine.answer.Dialogue.Understood;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.UserProfile;
import io.footnote.serve.engine.route.Routed;
import java.util.List;
import java.util.function.Function;

/**
 * From a request to a question that is understood. Thread-safe.
 *
 * @param dialogue what it continues, and where the answer is remembered
 * @param routing how it is treated
 * @param thresholds of collections that are asked together
 * @param users what is known of somebody before a question says it
 */
public record Questions(
    Dialogue dialogue,
    Routing routing,
    Function<List<String>, AnswerThresholds> thresholds,
    Function<Principal, UserProfile> users) {

  /** A request with what is known of who asks. */
  AskRequest of(Principal principal, AskRequest request) {
    return request.by(request.user().or(users.apply(principal)));
  }

  /** Stages {@code recall}, {@code memory}, {@code rewrite} and {@code route}. */
  Asked understand(Asking asking) {
    Understood understood = dialogue.understand(asking);
    Routed routed = routing.route(asking, understood);
    return new Asked(asking, understood, routed, thresholds.apply(routed.collections()));
  }
}
