import { content } from "./api.js";
import { after, before, fileName, flowing, headings, joined, make, marked, pages } from "./text.js";

/** Characters of context around a passage. */
const CONTEXT = 900;
/** A whole document is shown in blocks of about this many characters, laid out when they come into view. */
const BLOCK = 8_000;

const wide = matchMedia("(min-width: 64rem)");

/**
 * The panel that shows a passage in its document: beside the answer where there is room, over the
 * page on a phone. Focus moves in when it opens and back when it closes.
 */
export class PassagePanel {
  #dialog = document.getElementById("panel");
  #title = document.getElementById("panel-title");
  #kind = document.getElementById("panel-kind");
  #where = document.getElementById("panel-where");
  #source = document.getElementById("panel-source");
  #text = document.getElementById("panel-text");
  #note = document.getElementById("panel-note");
  #whole = document.getElementById("panel-whole");
  #steps = document.getElementById("panel-steps");
  #previous = document.getElementById("panel-previous");
  #next = document.getElementById("panel-next");
  #passage = null;
  #document = null;
  #shown = 0;
  #isOpen = false;
  #closed = () => {};
  #returnFocus = () => {};

  constructor() {
    document.getElementById("panel-close").addEventListener("click", () => this.close());
    this.#whole.addEventListener("click", () => this.#toggleWhole());
    this.#previous.addEventListener("click", () => this.#step(this.#passage.previous, this.#previous));
    this.#next.addEventListener("click", () => this.#step(this.#passage.next, this.#next));
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    this.#dialog.addEventListener("close", () => {
      if (!this.#dialog.open) this.close(); // a browser may close it without asking
    });
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.close(); // the backdrop
    });
    wide.addEventListener("change", () => {
      if (this.#dialog.open) this.#place();
    });
  }

  get open() {
    return this.#isOpen;
  }

  /**
   * Shows a passage.
   *
   * @param passage {documentId (null of a remembered fact, around which there is nothing), kind, title, source, pageStart, pageEnd, headingPath, start, end, text,
   *     marks, quote, previous, next}: `text` is what stands from `start` to `end` in the document, `marks` are
   *     offsets in the document, `quote` what the first mark must spell; a passage without
   *     `text` shows the whole document. `previous` and `next` open the neighbouring footnotes.
   * @param closed called when the panel closes
   * @param returnFocus called then, unless the focus is wanted elsewhere
   */
  show(passage, { closed = () => {}, returnFocus }) {
    this.#isOpen = true;
    this.#closed = closed;
    this.#returnFocus = returnFocus;
    this.#fill(passage);
    this.#place();
    this.#title.focus({ preventScroll: true });
  }

  close({ returnFocus = true } = {}) {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#shown++; // a text that is still being fetched comes too late
    if (this.#dialog.open) this.#dialog.close();
    document.body.classList.remove("panel-open");
    this.#closed();
    if (returnFocus) this.#returnFocus();
  }

  /** Opens the dialog in the way the window has room for. */
  #place() {
    if (!this.#dialog.open || this.#dialog.matches(":modal") === wide.matches) {
      if (this.#dialog.open) this.#dialog.close();
      if (wide.matches) this.#dialog.show();
      else this.#dialog.showModal();
    }
    document.body.classList.toggle("panel-open", wide.matches);
    this.#scrollToMark();
  }

  #step(open, button) {
    open();
    if (!button.disabled) button.focus();
  }

  async #fill(passage) {
    const shown = ++this.#shown;
    this.#passage = passage;
    this.#document = null;
    this.#kind.textContent = passage.kind;
    this.#title.textContent = passage.title || fileName(passage.source);
    this.#where.textContent = joined([pages(passage.source, passage.pageStart, passage.pageEnd), headings(passage.headingPath, passage.title)]);
    this.#source.textContent = fileName(passage.source);
    this.#source.title = passage.source;
    this.#steps.hidden = !passage.previous && !passage.next;
    this.#previous.disabled = !passage.previous;
    this.#next.disabled = !passage.next;
    this.#whole.disabled = true;
    this.#whole.hidden = passage.text === undefined || !passage.documentId;
    this.#setWhole(false);
    this.#say("");
    this.#renderAlone();
    if (!passage.documentId) return;
    try {
      const fetched = await content(passage.documentId);
      if (shown !== this.#shown) return;
      this.#check(fetched.text);
      this.#document = flowing(fetched.text);
      this.#whole.disabled = false;
      this.#render();
    } catch (e) {
      if (shown === this.#shown) this.#say(`The text around this passage could not be loaded. ${e.message}`);
    }
  }

  /** A document may have changed since the answer was made; then its offsets mean nothing. */
  #check(present) {
    const { text, start, end } = this.#passage;
    if (text === undefined || present.slice(start, end) === text) return;
    throw new Error("The document has changed since this answer was made. Ask again to see its present text.");
  }

  #renderAlone() {
    const { text, start, marks } = this.#passage;
    if (text === undefined) {
      this.#text.replaceChildren(make("p", { className: "muted" }, "Loading…"));
      return;
    }
    const inside = marks.map((mark) => ({ start: mark.start - start, end: mark.end - start }));
    this.#text.replaceChildren(make("span", { className: "passage" }, ...marked(flowing(text), inside)));
    this.#scrollToMark();
  }

  #render() {
    const whole = this.#passage.text === undefined || this.#whole.getAttribute("aria-pressed") === "true";
    this.#text.replaceChildren(...(whole ? this.#wholeDocument() : this.#excerpt()));
    this.#scrollToMark();
  }

  #excerpt() {
    const { start, end } = this.#passage;
    const from = before(this.#document, start, CONTEXT);
    const to = after(this.#document, end, CONTEXT);
    return [
      from > 0 ? make("p", { className: "cut", "aria-hidden": "true" }, "⋯") : "",
      ...this.#pieces(from, to),
      to < this.#document.length ? make("p", { className: "cut", "aria-hidden": "true" }, "⋯") : "",
    ];
  }

  #wholeDocument() {
    if (this.#document.trim() === "") return [make("p", { className: "muted" }, "No text was found in this document.")];
    const blocks = [];
    for (let from = 0; from < this.#document.length; ) {
      const line = this.#document.indexOf("\n", from + BLOCK);
      const to = line < 0 ? this.#document.length : line + 1;
      const holdsPassage = this.#passage.text !== undefined && this.#passage.start < to && this.#passage.end > from;
      blocks.push(make("div", { className: holdsPassage ? "block in-view" : "block" }, ...this.#pieces(from, to)));
      from = to;
    }
    return blocks;
  }

  /** The document from one offset to another: context, the passage, the marks in it. */
  #pieces(from, to) {
    const { text, start, end, marks } = this.#passage;
    const shifted = marks.map((mark) => ({ start: mark.start - from, end: mark.end - from })).filter((mark) => mark.end > 0);
    const slice = this.#document.slice(from, to);
    if (text === undefined) return [slice];
    return marked(slice, [{ start: Math.max(0, start - from), end: Math.max(0, end - from) }], (piece) => {
      const offset = Math.max(0, start - from);
      const inside = shifted.map((mark) => ({ start: Math.max(0, mark.start - offset), end: mark.end - offset }));
      return make("span", { className: "passage" }, ...marked(piece, inside));
    });
  }

  #toggleWhole() {
    this.#setWhole(this.#whole.getAttribute("aria-pressed") !== "true");
    this.#render();
  }

  #setWhole(whole) {
    this.#whole.setAttribute("aria-pressed", String(whole));
    this.#whole.textContent = whole ? "Show passage only" : "Show whole document";
  }

  #say(text) {
    this.#note.textContent = text;
    this.#note.hidden = text === "";
  }

  #scrollToMark() {
    const target = this.#text.querySelector("mark") ?? this.#text.querySelector(".passage");
    if (!target) {
      this.#text.scrollTop = 0;
      return;
    }
    const offset = target.getBoundingClientRect().top - this.#text.getBoundingClientRect().top;
    this.#text.scrollTop += offset - this.#text.clientHeight / 3;
  }
}
