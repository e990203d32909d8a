/**
 * Makes an element. Strings become text nodes, so a document's text can never become markup;
 * properties are set as properties, those with a dash as attributes.
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/**
 * Cuts text at the borders of spans and wraps what lies in them.
 *
 * @param text the text
 * @param spans {start, end} in UTF-16 code units of `text`, in any order, possibly overlapping
 * @param wrap makes the element around a marked piece
 * @return nodes that spell `text`
 */
export function marked(text, spans, wrap = (piece) => make("mark", {}, piece)) {
  const nodes = [];
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const from = Math.max(at, Math.min(start, text.length));
    const to = Math.min(end, text.length);
    if (to <= from) continue;
    if (from > at) nodes.push(text.slice(at, from));
    nodes.push(wrap(text.slice(from, to)));
    at = to;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}

/** A line at least this long was probably broken because the paper ended, not the thought. */
const FULL_LINE = 50;

/**
 * Lets lines of prose that were broken for paper flow again: such a break becomes a space, so every offset stays.
 * Rows of tables, lists, headings and paragraphs keep theirs.
 */
export function flowing(text) {
  const lines = text.split("\n");
  return lines.map((line, i) => (i === 0 ? line : (goesOn(lines[i - 1], line) ? " " : "\n") + line)).join("");
}

function goesOn(line, next) {
  if (line.length < FULL_LINE || /\||\t|\S {2}/.test(line)) return false;
  return /^\p{Ll}/u.test(next) || (/^[\p{L}\d("“‘£$€]/u.test(next) && !/[.:!?;]\s*$/.test(line));
}

/** Headings above a passage, outermost first, without the document's own title. */
export function headings(path, title) {
  return (path[0] === title ? path.slice(1) : path).join(" › ");
}

/** Where to start so as to show about `room` characters before `at`, at the start of a line or word. */
export function before(text, at, room) {
  const from = Math.max(0, at - room);
  if (from === 0) return 0;
  const line = text.indexOf("\n", from);
  if (line >= 0 && line < at && line - from < room / 2) return line + 1;
  const word = text.indexOf(" ", from);
  return word >= 0 && word < at ? word + 1 : at;
}

/** Where to end so as to show about `room` characters after `at`, at the end of a line or word. */
export function after(text, at, room) {
  const to = Math.min(text.length, at + room);
  if (to === text.length) return to;
  const line = text.lastIndexOf("\n", to);
  if (line > at && to - line < room / 2) return line;
  const word = text.lastIndexOf(" ", to);
  return word > at ? word : at;
}

/** "page 3", "slides 3–4", "sheet 1", or "" where the format has none. */
export function pages(source, first, last = first) {
  if (!first) return "";
  const kind = /\.(pptx?|odp)$/i.test(source) ? "slide" : /\.(xlsx?|ods)$/i.test(source) ? "sheet" : "page";
  return last > first ? `${kind}s ${first}–${last}` : `${kind} ${first}`;
}

/** The last part of a path or address, which is what people call a file. */
export function fileName(source) {
  return source.split(/[\\/]/).filter(Boolean).pop() ?? source;
}

/** Leaves out what is empty and joins the rest. */
export function joined(parts, separator = " · ") {
  return parts.filter(Boolean).join(separator);
}
