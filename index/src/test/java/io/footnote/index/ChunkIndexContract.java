package io.footnote.index;

import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.Counts;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of a {@link ChunkIndex} have in common: an index of its own for each test. */
public abstract class ChunkIndexContract {
  protected static final Principal OPERATOR = Principal.operator("op");
  protected static final Principal HR = Principal.of("anna", "hr");
  protected static final Principal PUBLIC = Principal.anonymous();

  /** Policies by group; changed by tests. */
  protected final Map<String, PolicyIds> policies = new ConcurrentHashMap<>();

  protected ChunkIndex index;

  protected abstract ChunkIndex open(VisiblePolicies visible);

  @BeforeEach
  void openIndex() {
    policies.put("hr", PolicyIds.of(0, 7));
    index = open(this::visible);
  }

  @AfterEach
  void closeIndex() {
    index.close();
  }

  protected final PolicyIds visible(Principal principal) {
    if (principal.operator()) {
      return PolicyIds.everything();
    }
    return principal.groups().stream()
        .map(group -> policies.getOrDefault(group, PolicyIds.of()))
        .findFirst()
        .orElse(PolicyIds.of(0));
  }

  protected static Filter eq(String key, String value) {
    return new Filter.Compare(Filter.Operator.EQ, key, new MetadataValue.Keyword(value));
  }

  protected static List<Candidate> candidates(
      ReadView view, String text, SearchMode mode, int depth, @Nullable Filter filter) {
    return view.candidates(
        new CandidateRequest(text, SampleDocuments.vector(text), mode, filter, depth));
  }

  protected final List<String> ids(Principal principal, String text) {
    try (ReadView view = index.lease(principal)) {
      return candidates(view, text, SearchMode.LEXICAL, 1000, null).stream()
          .map(Candidate::chunkId)
          .toList();
    }
  }

  protected final Counts counts(Principal principal) {
    try (ReadView view = index.lease(principal)) {
      return view.counts();
    }
  }
}
