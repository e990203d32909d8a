package io.footnote.eval.page;

import com.microsoft.playwright.Route;

/**
 * Responses in place of the server's, for what a healthy server with the default answerer never
 * says.
 */
final class CannedAnswers {
  /** As a model may write it: one sentence backed by a passage, one by nothing. */
  static final String BEGINNING =
      """
      : a comment keeps the connection open

      event: retrieval
      data: {"results": [{"chunk_id": "d#0", "document_id": "d", "title": "Rope", "source": "rope.txt",
      data: "page_start": 0, "page_end": 0, "char_start": 0, "char_end": 26, "heading_path": ["Care"],
      data: "text": "The rope is 30 metres long", "context": "", "highlights": [{"start": 4, "end": 8}]}]}

      event: citation
      data: {"n": 1, "chunk_id": "d#0", "document_id": "d", "title": "Rope", "source": "rope.txt", "page": 0,
      data: "char_start": 0, "char_end": 26, "quote": "The rope is 30 metres long"}

      event: delta
      data: {"text": "The rope is 30 metres long.[1] It is b"}

      event: delta
      data: {"text": "lue [2]."}
      """;

  private static final String REST =
      """

      event: done
      data: {"answer": "The rope is 30 metres long.[1] It is blue [2].", "sentences":
      data: [{"text": "The rope is 30 metres long.", "citations": [1], "supported": true},
      data: {"text": "It is blue [2].", "citations": [], "supported": false}],
      data: "citations": [{"n": 1, "chunk_id": "d#0", "document_id": "d", "title": "Rope", "source": "rope.txt",
      data: "page": 0, "char_start": 0, "char_end": 26, "quote": "The rope is 30 metres long"}],
      data: "abstained": false, "confidence": 0.5, "model": "some-model", "usage": {}, "trace_id": "t"}

      """;

  static final String COMPLETE = BEGINNING + REST;

  private CannedAnswers() {}

  static void fulfil(Route route, int status, String json) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(status)
            .setContentType("application/json")
            .setBody(json));
  }

  static void events(Route route, String stream) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(200)
            .setContentType("text/event-stream")
            .setBody(stream));
  }
}
