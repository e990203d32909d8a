import { before, fileName, headings, joined, make, marked, pages } from "./text.js";

/** Lists the passages that were found; the button of each carries its index in `data-passage`. */
export function showFound(list, results) {
  list.replaceChildren(
    ...results.map((result, index) => {
      const open = make("button", { type: "button", className: "note-title" }, result.title || fileName(result.source));
      open.dataset.passage = index;
      const where = joined([pages(result.source, result.page_start, result.page_end), headings(result.heading_path, result.title)]);
      return make(
        "li",
        { className: "found" },
        make("p", {}, open, make("span", { className: "muted" }, where)),
        make("p", { className: "snippet" }, ...snippet(result)),
      );
    }),
  );
}

/** A passage's text from a little before the first word of the question in it. */
function snippet({ text, highlights }) {
  const first = Math.min(text.length, ...highlights.map(({ start }) => start));
  const from = first > 160 && first < text.length ? before(text, first, 60) : 0;
  const spans = highlights.map(({ start, end }) => ({ start: start - from, end: end - from }));
  return [from > 0 ? "… " : "", ...marked(text.slice(from), spans, (piece) => make("b", {}, piece))];
}

/**
 * What the panel shows for a footnote.
 *
 * @param result the passage it cites, if that was among those found
 */
export function ofCitation(citation, result) {
  const mark = { start: citation.char_start, end: citation.char_end };
  return {
    kind: `Footnote ${citation.n}`,
    documentId: citation.kind === "memory" ? null : citation.document_id,
    title: citation.title,
    source: citation.source,
    pageStart: citation.page,
    pageEnd: citation.page,
    headingPath: result?.heading_path ?? [],
    start: result?.char_start ?? mark.start,
    end: result?.char_end ?? mark.end,
    text: result?.text ?? citation.quote,
    marks: [mark],
  };
}

/** What the panel shows for a passage that was found. */
export function ofResult(result, index) {
  return {
    kind: `Passage ${index + 1}`,
    documentId: result.document_id,
    title: result.title,
    source: result.source,
    pageStart: result.page_start,
    pageEnd: result.page_end,
    headingPath: result.heading_path,
    start: result.char_start,
    end: result.char_end,
    text: result.text,
    marks: [],
  };
}

/** What the panel shows for a whole document. */
export function ofDocument(record) {
  return {
    kind: "Document",
    documentId: record.document_id,
    title: record.title,
    source: record.source,
    pageStart: 0,
    pageEnd: 0,
    headingPath: [],
    marks: [],
  };
}
