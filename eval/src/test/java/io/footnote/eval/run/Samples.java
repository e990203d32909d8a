package io.footnote.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.ingest.Job;
import io.footnote.serve.engine.Footnote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Some of the sample documents, with the bundled model. */
final class Samples {
  private Samples() {}

  /**
   * @param folder empty
   * @param names of documents
   */
  static Footnote open(Path folder, List<String> names) throws Exception {
    Path documents = Files.createDirectory(folder.resolve("documents"));
    Path samples = Path.of(System.getProperty("footnote.root"), "data-samples", "documents");
    for (String name : names) {
      Files.copy(samples.resolve(name), documents.resolve(name));
    }
    Footnote footnote = Footnote.open(folder.resolve("data"));
    Job job = footnote.ingestFolder(documents);
    assertThat(job.state()).isEqualTo(Job.State.DONE);
    assertThat(job.failures()).isEmpty();
    return footnote;
  }
}
