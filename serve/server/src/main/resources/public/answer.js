import { countedAsText } from "./counted.js";
import { fileName, joined, make, pages } from "./text.js";

/** What a footnote is called, for tooltips and screen readers: "Footnote 2: Travel policy, page 3". */
export function footnoteName(citation) {
  return `Footnote ${citation.n}: ${joined([citation.title, pages(citation.source, citation.page)], ", ")}`;
}

function mark(citation) {
  const button = make("button", { type: "button", className: "mark", title: footnoteName(citation) }, String(citation.n));
  button.dataset.footnote = citation.n;
  button.setAttribute("aria-label", footnoteName(citation));
  return make("sup", {}, button);
}

/** Appends a node so that it stays on the line of the word before it. */
function glue(target, node) {
  const last = target.lastChild;
  if (last?.className === "tail") {
    last.append(node);
    return;
  }
  const word = last?.nodeType === Node.TEXT_NODE ? /(?:^|\s)(\S{1,24})$/.exec(last.data)?.[1] : undefined;
  if (word) last.data = last.data.slice(0, -word.length);
  target.append(make("span", { className: "tail" }, word ?? "", node));
}

/**
 * An answer while it is being written. Marks like [2] become footnotes once their citation is known;
 * other brackets are the documents' own and stay as they are.
 */
export class StreamedAnswer {
  #target;
  #citations = new Map();
  #held = "";

  constructor(target) {
    this.#target = target;
  }

  cite(citation) {
    this.#citations.set(citation.n, citation);
  }

  append(delta) {
    const text = this.#held + delta;
    // A mark may be cut by the border of a delta: hold back what could be the start of one.
    const open = /\[\d*$/.exec(text);
    this.#held = open ? text.slice(open.index) : "";
    let at = 0;
    const ready = open ? text.slice(0, open.index) : text;
    for (const found of ready.matchAll(/\[(\d+)\]/g)) {
      const citation = this.#citations.get(Number(found[1]));
      if (!citation) continue;
      this.#add(ready.slice(at, found.index));
      glue(this.#target, mark(citation));
      at = found.index + found[0].length;
    }
    this.#add(ready.slice(at));
  }

  #add(text) {
    if (text) this.#target.append(text);
  }
}

/** Why a reader should doubt a sentence, by what its field support says. */
const DOUBTS = {
  contradicted: "A passage says otherwise.",
  unsupported: "No passage that was found backs this sentence.",
  unchecked: "This sentence was not compared with the documents.",
};

/** What stands between two sentences: line breaks of the answer are kept, marks are not. */
function gap(answer, from, to) {
  const between = answer.slice(from, to).replace(/\[\d+\]/g, "");
  return between.includes("\n") ? between.replace(/[^\n]/g, "") : " ";
}

/** Shows a complete answer, sentence by sentence. Returns whether a sentence has no support. */
export function showAnswer(target, answer) {
  const citations = new Map(answer.citations.map((citation) => [citation.n, citation]));
  const nodes = [];
  let end = 0;
  let unsupported = false;
  let afterRow = false; // a row of a table has a line to itself
  for (const sentence of answer.sentences) {
    const start = answer.answer.indexOf(sentence.text, end);
    const row = sentence.text.includes(" | ");
    if (nodes.length > 0) nodes.push(row || afterRow ? "\n" : start < 0 ? " " : gap(answer.answer, end, start));
    afterRow = row;
    if (start >= 0) end = start + sentence.text.length;
    const shown = make("span", { className: "sentence" }, sentence.text);
    for (const n of sentence.citations) {
      if (citations.has(n)) glue(shown, mark(citations.get(n)));
    }
    if (!sentence.supported && !answer.abstained) {
      const doubt = sentence.support in DOUBTS ? sentence.support : "unsupported";
      unsupported ||= doubt !== "unchecked";
      shown.classList.add("unsupported");
      const flag = make("span", { className: "flag", title: DOUBTS[doubt] }, doubt);
      glue(shown, make("span", {}, " ", flag));
    }
    nodes.push(shown);
  }
  target.replaceChildren(...(nodes.length > 0 ? nodes : [answer.answer]));
  return unsupported;
}

/** The list under the answer: number, document, page and quote of each footnote. */
export function showNotes(list, citations) {
  list.replaceChildren(
    ...citations.map((citation) => {
      const open = make("button", { type: "button", className: "note-title" }, citation.title || fileName(citation.source));
      open.dataset.footnote = citation.n;
      open.setAttribute("aria-label", `Open ${footnoteName(citation)}`);
      return make(
        "li",
        { className: "note" },
        make("span", { className: "number", "aria-hidden": "true" }, String(citation.n)),
        make(
          "div",
          {},
          make("p", {}, open, make("span", { className: "muted" }, joined([pages(citation.source, citation.page), fileName(citation.source)]))),
          make("blockquote", {}, citation.quote),
        ),
      );
    }),
  );
}

/** The answer as plain text with its footnotes, to paste elsewhere. */
export function asText(question, answer) {
  const notes = answer.citations.map(
    (citation) => `[${citation.n}] ${joined([citation.title, pages(citation.source, citation.page), citation.source], ", ")}: “${citation.quote.trim()}”`,
  );
  return [question, "", answer.answer, countedAsText(answer.counted), "", ...notes].join("\n").trim();
}
