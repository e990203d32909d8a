package io.footnote.serve.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.state.StateDatabase;
import io.footnote.serve.engine.testing.TestState;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestState.class)
class PolicyStoreTest {
  @Parameter TestState state;

  @TempDir Path folder;
  private StateDatabase database;
  private PolicyStore policies;

  @BeforeEach
  void open() {
    database = state.open(folder);
    policies = new PolicyStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void equalGroupsShareAPolicy() {
    long first = policies.policyFor(Set.of("hr", "it"));
    assertThat(policies.policyFor(Set.of("it", "hr"))).isEqualTo(first).isPositive();
    assertThat(policies.policyFor(Set.of("hr"))).isNotEqualTo(first);
    assertThat(policies.policyFor(Set.of())).isZero();
    assertThat(policies.groups(first)).containsExactly("hr", "it");
  }

  @Test
  void aPrincipalSeesPublicAndWhatItsGroupsMay() {
    long hr = policies.policyFor(Set.of("hr"));
    long both = policies.policyFor(Set.of("hr", "it"));
    policies.policyFor(Set.of("it"));
    assertThat(policies.visibleTo(Principal.of("a", "hr"))).isEqualTo(PolicyIds.of(0, hr, both));
    assertThat(policies.visibleTo(Principal.anonymous())).isEqualTo(PolicyIds.of(0));
    assertThat(policies.visibleTo(Principal.operator("o"))).isEqualTo(PolicyIds.everything());
    // A group whose name merely contains another's is another group.
    assertThat(policies.visibleTo(Principal.of("x", "h"))).isEqualTo(PolicyIds.of(0));
  }

  @Test
  void aRedefinedPolicyCountsAtOnceForOtherProcessesToo() {
    long id = policies.policyFor(Set.of("hr"));
    policies.redefine(id, Set.of("it"));
    try (StateDatabase other = state.open(folder)) {
      PolicyStore reader = new PolicyStore(other);
      assertThat(reader.visibleTo(Principal.of("a", "hr"))).isEqualTo(PolicyIds.of(0));
      assertThat(reader.visibleTo(Principal.of("b", "it"))).isEqualTo(PolicyIds.of(0, id));
      policies.redefine(id, Set.of("hr"));
      assertThat(reader.visibleTo(Principal.of("a", "hr"))).isEqualTo(PolicyIds.of(0, id));
    }
    assertThatThrownBy(() -> policies.redefine(0, Set.of("hr")))
        .hasMessage("policy 0 cannot be redefined: it is public or does not exist");
  }

  @Test
  void readingOpensNoDatabaseThatIsNotThere() {
    assertThat(policies.visibleTo(Principal.of("a", "hr"))).isEqualTo(PolicyIds.of(0));
    assertThat(folder.resolve("state.db")).doesNotExist();
  }

  @Test
  void aGroupNeedsAName() {
    assertThatThrownBy(() -> Groups.check("a\nb"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("a group must be 1 to 200 characters without line breaks, but got: 'a\nb'");
  }
}
