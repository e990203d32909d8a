import { documents } from "./api.js";
import { fileName, make } from "./text.js";

/** What a collection holds: {records, more, examples}; only examples whose document is there are offered. */
export async function readShelf(collection) {
  const [{ documents: records, next_cursor: more }, examples] = await Promise.all([
    collection === "" ? { documents: [] } : documents(collection),
    fetch("examples.json").then((response) => (response.ok ? response.json() : []), () => []),
  ]);
  const files = new Set(records.map((record) => fileName(record.source)));
  return { records, more: Boolean(more), examples: examples.filter((each) => files.has(each.document)) };
}

/** Shows it on the welcome; `ask(question)` and `open(record, opener)` are called on a click. */
export function showShelf({ records, more, examples }, { ask, open }) {
  const byId = (id) => document.getElementById(id);
  byId("no-documents").hidden = records.length > 0;
  byId("examples").hidden = examples.length === 0;
  byId("shelf").hidden = records.length === 0;
  byId("shelf-more").hidden = !more;
  fill(
    byId("examples"),
    examples.map(({ question }) => [button("", question, () => ask(question))]),
  );
  fill(
    byId("shelf"),
    records.map((record) => [
      button("link", record.title || fileName(record.source), (opener) => open(record, opener)),
      make("span", { className: "muted" }, fileName(record.source)),
    ]),
  );
}

function fill(section, rows) {
  section.querySelector("ul").replaceChildren(...rows.map((row) => make("li", {}, ...row)));
}

function button(className, text, onClick) {
  const element = make("button", { type: "button", className }, text);
  element.addEventListener("click", () => onClick(element));
  return element;
}
