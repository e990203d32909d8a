package io.footnote.index;

import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;

/**
 * Says which policies a principal may read, at this moment. The index asks once for each leased
 * view, so a change of a policy takes effect with the next query.
 */
@FunctionalInterface
public interface VisiblePolicies {

  /** The policy of documents that everybody may read. */
  long PUBLIC_POLICY = 0;

  PolicyIds visibleTo(Principal principal);
}
