package io.footnote.eval.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page's reader of server-sent events. */
@ExtendWith(PageSite.Provider.class)
final class EventParserTest {
  private final PageSite site;

  EventParserTest(PageSite site) {
    this.site = site;
  }

  @Test
  void eventsAreReadWhereverTheStreamIsCut() throws Exception {
    String stream =
        "\uFEFF: heartbeat\r\n\r\n"
            + "event: delta\r\n"
            + "data: {\"text\":\r\n"
            + "data:\"é🚢\"}\r\n"
            + "id: 7\r\n\r\n"
            + "data\n\n"
            + "event: empty\n\n"
            + ": again\r"
            + "data: a\r"
            + "data: b\r\r"
            + "data: cut off\n";
    List<Map<String, String>> expected =
        List.of(
            Map.of("type", "delta", "data", "{\"text\":\n\"é🚢\"}"),
            Map.of("type", "message", "data", ""),
            Map.of("type", "message", "data", "a\nb"));
    try (OpenPage open = site.open(OpenPage.desktop())) {
      Object parsed =
          open.page()
              .evaluate(
                  """
                  async (stream) => {
                    const { EventParser, events } = await import("/sse.js");
                    const all = [];
                    for (let at = 0; at <= stream.length; at++) {
                      const parser = new EventParser();
                      all.push([...parser.push(stream.slice(0, at)), ...parser.push(stream.slice(at))]);
                    }
                    const bytewise = new ReadableStream({
                      start(controller) {
                        for (const byte of new TextEncoder().encode(stream)) controller.enqueue(Uint8Array.of(byte));
                        controller.close();
                      },
                    });
                    const read = [];
                    for await (const event of events(new Response(bytewise))) read.push(event);
                    all.push(read);
                    return all;
                  }
                  """,
                  stream);
      assertThat((List<?>) parsed).hasSize(stream.length() + 2).allMatch(expected::equals);
    }
  }
}
