package io.footnote.serve.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of settings that are wrong. */
class ConfigProblemsTest extends ConfigFixture {
  @Test
  void whatIsWrongWithTheStateIsSaidWithoutItsPassword() throws IOException {
    file("state: 'jdbc:postgresql://u:hush@db/x'\n");
    assertThat(problem())
        .startsWith(
            "state must be 'sqlite', or a PostgreSQL database: {url:"
                + " 'jdbc:postgresql://host/database', user: …, password_env: …} (")
        .doesNotContain("hush");
    file("state: {url: 'jdbc:postgresql://db/x?password=hush'}\n");
    assertThat(problem()).contains("must not hold its password").doesNotContain("hush");
    file("state: {url: 'jdbc:postgresql://db/x', password_env: NOT_THERE}\n");
    assertThat(problem())
        .contains("its password is to come from the environment variable NOT_THERE, which is not");
    file("state: {url: 'jdbc:mysql://db/x'}\n");
    assertThat(problem()).contains("starts with jdbc:postgresql://");
    file("state: {url: 'jdbc:postgresql://db/x', pasword: hush}\n");
    assertThat(problem()).contains("unknown key 'pasword'; known are password, password_env, url");
    file("state: {url: 'jdbc:postgresql://db/x', user: foot, password: hush}\n");
    ResolvedConfig resolved = load(Map.of(), Map.of());
    assertThat(resolved.settings())
        .filteredOn(setting -> setting.key().equals("state"))
        .extracting(ResolvedSetting::value)
        .containsExactly("jdbc:postgresql://db/x as foot");
    assertThat(resolved.toString()).doesNotContain("hush");
  }

  @Test
  void allProblemsAreReportedTogether() throws IOException {
    file("prot: 1\nport: many\nmasking: {A: '('}\nanonymous: some\n");
    ConfigException problems =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                load(
                    Map.of("FOOTNOTE_HOTS", "x", "FOOTNOTE_EMBEDDING_THREADS", "-1"),
                    Map.of("answerer", "nobody", "rewriter", "nobody", "router", "nobody")));
    assertThat(problems.problems())
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .startsWith("unknown key 'prot' in " + folder.resolve("footnote.yaml"))
                    .contains("known are data, state, cache, host, port"),
            p ->
                assertThat(p)
                    .startsWith("unknown environment variable FOOTNOTE_HOTS; known are")
                    .contains("FOOTNOTE_HOST"),
            p ->
                assertThat(p)
                    .startsWith("port must be a whole number from 0 to 65535, but got: 'many' ("),
            p ->
                assertThat(p)
                    .isEqualTo(
                        "embedding_threads must be a whole number from 0 to 1024, but got: '-1'"
                            + " (environment FOOTNOTE_EMBEDDING_THREADS)"),
            p -> assertThat(p).startsWith("masking must be regular expressions by name; Unclosed"),
            p -> assertThat(p).startsWith("anonymous must be one of public, none, but got: 'some'"),
            p -> assertThat(p).isEqualTo("answerer must be one of extractive, but got: 'nobody'"),
            p -> assertThat(p).isEqualTo("rewriter must be one of rules, none, but got: 'nobody'"),
            p -> assertThat(p).isEqualTo("router must be one of rules, none, but got: 'nobody'"));
    assertThat(problems.getMessage()).startsWith("the configuration has 9 problems:\n  - ");
  }

  @Test
  void aUserIsKnownInGivenWords() {
    assertThat(
            catchThrowableOfType(
                    ConfigException.class,
                    () -> load(Map.of("FOOTNOTE_USERS", "{al: {language: german}}"), Map.of()))
                .problems())
        .containsExactly(
            "users must be profiles by name, each with language, role or preferred_sources; of 'al':"
                + " user.language must be a code of ISO 639-1 such as de, but got: 'german'"
                + " (environment FOOTNOTE_USERS)");
    assertThat(
            catchThrowableOfType(
                    ConfigException.class,
                    () -> load(Map.of("FOOTNOTE_USERS", "{al: {groups: hr}}"), Map.of()))
                .problems())
        .singleElement()
        .asString()
        .contains("of 'al': unknown field 'groups'; allowed are language, preferred_sources, role");
  }

  @Test
  void wrongModelsDoNotShowTheirKey() {
    assertThatThrownBy(() ->
            load(
                Map.of("FOOTNOTE_CHAT_MODELS", "[{name: local, model: m, api_key: s3cret}]"),
                Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "the configuration is wrong: chat_models has a model without 'base_url'"
                + " (environment FOOTNOTE_CHAT_MODELS)");
  }

  @Test
  void aTokenizerThatIsNoneIsNamed() throws IOException {
    file("chat_models: [{name: a, base_url: 'http://x/v1', model: m, tokenizer: latin}]");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .hasMessageContaining(
            "chat_models has for model 'a' the tokenizer 'latin', which is neither a tokenizer.json"
                + " nor one of r50k_base, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "{input: 1}", "{input: 1, output: -1}", "{input: 1, output: much}"})
  void aPriceThatIsNoneIsNamed(String price) throws IOException {
    file("chat_models: [{name: a, base_url: 'http://x/v1', model: m, price: %s}]".formatted(price));
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .hasMessageContaining("chat_models has for model 'a' the price ")
        .hasMessageContaining(
            "it must be what a million tokens cost, such as {input: 0.15, output: 0.6}");
  }

  @Test
  void aRestrictionThatIsNoFilterIsNamed() throws IOException {
    file("restricted: secret");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .hasMessageContaining("restricted is no filter: ");
  }

  @Test
  void aMissingKeyVariableIsNamed() throws IOException {
    file("chat_models: [{name: a, base_url: 'http://x/v1', model: m, api_key_env: NO_KEY}]");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .hasMessageContaining(
            "chat_models takes the key of model 'a' from the environment variable NO_KEY, which is"
                + " not set");
  }

  @Test
  void brokenYamlAndMissingFiles() throws IOException {
    file("port: [1\n");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("footnote.yaml is not valid YAML: ");
    assertThatThrownBy(() ->
            ConfigLoader.load(new Environment(Map.of(), folder), Path.of("other.yaml"), Map.of()))
        .hasMessage("the configuration is wrong: there is no file " + folder.resolve("other.yaml"));
  }

  @Test
  void aCollectorHasAnAddress() throws IOException {
    file("otlp_endpoint: collector:4318\n");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .hasMessageContaining(
            "otlp_endpoint must be 'none' or an address that starts with http:// or https://, but"
                + " got: 'collector:4318'");
  }

  @Test
  void hostsThatAreNoneAreNamed() throws IOException {
    file("fetch_hosts: ['https://docs.example.org']\nfetch_private_hosts: {a: b}\n");
    ConfigException problems =
        catchThrowableOfType(ConfigException.class, () -> load(Map.of(), Map.of()));
    assertThat(problems.problems())
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .startsWith(
                        "fetch_hosts must be a list of hosts: a host is written docs.example.org,"
                            + " *.example.org or docs.example.org:8443, but got:"
                            + " 'https://docs.example.org'"),
            p -> assertThat(p).startsWith("fetch_private_hosts must be a list of hosts ("));
  }

  @Test
  void stagesThatCannotBeLeftOutAreNamed() throws IOException {
    file("skip_stages: [check, retrieve]\n");
    assertThat(problem())
        .startsWith(
            "skip_stages must be a list of wordings, parts, passage, assemble, screen, decide,"
                + " check; 'retrieve' is none of them");
  }

  private String problem() {
    ConfigException problems =
        catchThrowableOfType(ConfigException.class, () -> load(Map.of(), Map.of()));
    assertThat(problems.problems()).hasSize(1);
    return problems.problems().getFirst();
  }
}
