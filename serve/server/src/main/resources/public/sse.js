/**
 * Server-sent events out of the body of a fetch, which EventSource cannot do for a POST.
 * Follows https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream.
 */
export class EventParser {
  #line = "";
  #afterReturn = false;
  #started = false;
  #type = "";
  #data = [];

  /**
   * Takes the next piece of the stream, cut anywhere, and returns the events it completes:
   * {type, data}, the type being "message" where the stream names none.
   */
  push(text) {
    const events = [];
    if (!this.#started && text.length > 0) {
      this.#started = true;
      text = text.replace(/^\uFEFF/, "");
    }
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const c = text[at];
      if (c === "\n" && this.#afterReturn) {
        // The second half of a CRLF whose first half already ended the line.
        this.#afterReturn = false;
        from = at + 1;
        continue;
      }
      this.#afterReturn = c === "\r";
      if (c === "\n" || c === "\r") {
        const line = this.#line + text.slice(from, at);
        this.#line = "";
        from = at + 1;
        const event = this.#take(line);
        if (event) events.push(event);
      }
    }
    this.#line += text.slice(from);
    return events;
  }

  #take(line) {
    if (line === "") {
      const event = this.#data.length > 0 ? { type: this.#type || "message", data: this.#data.join("\n") } : null;
      this.#type = "";
      this.#data = [];
      return event;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return null; // a comment: a heartbeat
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#type = value;
    if (field === "data") this.#data.push(value);
    return null;
  }
}

/**
 * Yields the events of a response's body as they arrive. An event that the end of the stream cuts
 * off is dropped. `onBytes` is called for everything that arrives, heartbeats included.
 */
export async function* events(response, onBytes = () => {}) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const parser = new EventParser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      yield* parser.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    reader.cancel().catch(() => {}); // already ended or aborted: nothing is left to cancel
  }
}
