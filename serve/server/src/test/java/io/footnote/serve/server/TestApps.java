package io.footnote.serve.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.embed.testing.HashingEmbedder;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Principal;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.LocalComponents;
import io.footnote.serve.engine.RerankerChoice;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.app.ConfigLoader;
import io.footnote.serve.server.app.Environment;
import io.footnote.serve.server.app.ResolvedConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Apps with everything real but the embedding model. */
public final class TestApps {
  public static final Principal OPERATOR = Principal.operator("local");
  private static final int DIMENSION = 64;

  private TestApps() {}

  public static App open(ResolvedConfig config) {
    return open(config, new HashingEmbedder(DIMENSION));
  }

  private static App open(ResolvedConfig config, HashingEmbedder embedder) {
    return new App(
        config,
        new LocalComponents(() -> embedder, embedder::model, Clock.systemUTC())
            .withWeb(config.config().web()));
  }

  /** An app on {@code folder/data} with a free port. */
  public static App open(Path folder, Map<String, String> flags) {
    return open(folder, flags, new HashingEmbedder(DIMENSION));
  }

  /**
   * As {@link #open(Path, Map)}, with originals kept.
   *
   * @param reranker null for none
   */
  public static App open(Path folder, @Nullable RerankerChoice reranker) {
    HashingEmbedder embedder = new HashingEmbedder(DIMENSION);
    LocalComponents components =
        new LocalComponents(() -> embedder, embedder::model, Clock.systemUTC());
    return new App(
        config(folder, Map.of("keep_originals", "true")),
        reranker == null ? components : components.withReranker(reranker));
  }

  /** As {@link #open(Path, Map)}, with an embedder that tells the test what it embedded. */
  public static App open(Path folder, Map<String, String> flags, HashingEmbedder embedder) {
    return open(config(folder, flags), embedder);
  }

  private static ResolvedConfig config(Path folder, Map<String, String> flags) {
    Map<String, String> all = new LinkedHashMap<>(Map.of("port", "0"));
    all.putAll(flags);
    return ConfigLoader.load(new Environment(Map.of(), folder), null, all);
  }

  /** Two public texts about masts, one for the group hr. */
  public static void ingestSamples(FootnoteService service) throws InterruptedException {
    ingest(service, "mast.txt", "Mast care", "The mast is varnished every spring.", Set.of(), 2023);
    ingest(
        service, "sail.txt", "Sail care", "The sail is dried before it is stowed.", Set.of(), 2024);
    ingest(
        service,
        "pay.txt",
        "Pay at the mast works",
        "The varnisher of the mast earns forty pounds.",
        Set.of("hr"),
        2024);
  }

  public static void ingest(
      FootnoteService service, String source, String title, String text, Set<String> acl, int year)
      throws InterruptedException {
    Job job =
        service.ingest(
            OPERATOR,
            new FootnoteService.Ingest(
                "default",
                List.of(new IngestInput.Text(source, title, text)),
                acl,
                Map.of("year", List.of(new MetadataValue.Numeric(year)))));
    Job ended = service.awaitJob(OPERATOR, job.jobId(), Duration.ofMinutes(1));
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
    assertThat(ended.failures()).isEmpty();
  }
}
