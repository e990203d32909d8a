package io.footnote.eval.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.DocumentDetail;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.app.ConfigLoader;
import io.footnote.serve.server.app.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A data folder opened in this process as the program opens it. */
final class OpenFolder {
  static final Principal OPERATOR = Principal.operator("end-to-end");

  private OpenFolder() {}

  static App open(Path data, Map<String, String> flags) {
    Map<String, String> all = new TreeMap<>(flags);
    all.put("data", data.toString());
    return new App(ConfigLoader.load(environment(data.getParent()), null, all));
  }

  static Environment environment(Path folder) {
    return new Environment(Map.of("HOME", System.getProperty("user.home")), folder);
  }

  /** The texts of all chunks by their ids, each document whole. */
  static Map<String, String> chunks(Path data) {
    Map<String, String> chunks = new TreeMap<>();
    try (App app = open(data, Map.of())) {
      String cursor = null;
      long documents = 0;
      do {
        DocumentPage page =
            app.service().documents(OPERATOR, "default", new DocumentQuery(null, cursor, 1000));
        for (DocumentRecord document : page.documents()) {
          DocumentDetail detail = app.service().document(OPERATOR, document.documentId());
          assertThat(detail.chunks())
              .as("chunks of %s", document.source())
              .hasSize(document.chunks())
              .isNotEmpty();
          for (ChunkRecord chunk : detail.chunks()) {
            chunks.put(chunk.chunkId(), chunk.text());
          }
        }
        documents += page.documents().size();
        cursor = page.nextCursor();
      } while (cursor != null);
      var whole = app.service().collection(OPERATOR, "default");
      assertThat(List.of(whole.documents(), whole.chunks()))
          .isEqualTo(List.of(documents, (long) chunks.size()));
    }
    return chunks;
  }
}
