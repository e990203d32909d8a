import { asText, showAnswer, showNotes, StreamedAnswer } from "./answer.js";
import { apiKey, ApiError, ask, collections, documents, forgetContents, tabStorage } from "./api.js";
import { PassagePanel } from "./passage.js";
import { before, fileName, joined, make, marked, pages } from "./text.js";

const HISTORY = "footnote.history";
const MAX_HISTORY = 30;

const byId = (id) => document.getElementById(id);
const question = byId("question");
const collection = byId("collection");
const answerBox = byId("answer");
const panel = new PassagePanel();

/** Answers of this tab, so that going back costs nothing; by collection and question. */
const answered = new Map();
/** What is on show: {question, results, answer}; `answer` is null until it is complete. */
let current = null;
/** Aborts the answer being written, if one is. */
let writing = null;

const plural = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
const chosen = () => collection.value || "default";
const cacheKey = (text) => JSON.stringify([chosen(), text]);

// Asking

async function askQuestion(text) {
  writing?.abort();
  const stop = new AbortController();
  writing = stop;
  const started = performance.now();
  const shown = (current = { question: text, results: [], citations: [], answer: null });
  startResult(text);
  const streamed = new StreamedAnswer(answerBox);
  const on = {
    retrieval: ({ results }) => {
      shown.results = results;
      setStatus(results.length > 0 ? `Reading ${plural(results.length, "passage")}…` : "Nothing was found…");
      showPassages(results);
    },
    citation: (citation) => {
      shown.citations.push(citation);
      streamed.cite(citation);
    },
    delta: ({ text: more }) => streamed.append(more),
  };
  // An event that was on its way when the reader went on to something else must not be shown.
  const live = (handler) => (data) => current === shown && handler(data);
  try {
    const answer = await ask(
      { question: text, collection: chosen() },
      Object.fromEntries(Object.entries(on).map(([type, handler]) => [type, live(handler)])),
      stop.signal,
    );
    shown.answer = answer;
    shown.seconds = (performance.now() - started) / 1000;
    answered.set(cacheKey(text), shown);
    if (current === shown) finishResult(shown);
  } catch (e) {
    if (current === shown) endEarly(e, stop.signal.aborted);
  } finally {
    if (writing === stop) {
      writing = null;
      setWriting(false);
    }
  }
}

function startResult(text) {
  panel.close({ returnFocus: false });
  remember(text);
  question.value = "";
  question.placeholder = "Ask another question";
  if (matchMedia("(pointer: coarse)").matches) question.blur(); // makes room: its keyboard goes away
  document.title = `${text} · Footnote`;
  setWriting(true);
  hideProblem();
  byId("welcome").hidden = true;
  byId("result").hidden = false;
  byId("result").className = "result";
  byId("asked").textContent = text;
  answerBox.replaceChildren();
  for (const id of ["unsupported-note", "notes", "passages", "copy", "edit"]) byId(id).hidden = true;
  byId("passages").open = false;
  byId("about").textContent = "";
  setStatus("Searching…");
}

function finishResult(shown) {
  const { answer, results } = shown;
  const focused = answerBox.contains(document.activeElement) ? document.activeElement.dataset.footnote : null;
  byId("result").classList.toggle("abstained", answer.abstained);
  byId("unsupported-note").hidden = !showAnswer(answerBox, answer);
  showNotes(byId("notes").querySelector("ol"), answer.citations);
  byId("notes").hidden = answer.citations.length === 0;
  showPassages(results);
  if (answer.abstained) {
    byId("passages-title").textContent = results.length > 0 ? `Nearest passages (${results.length})` : "";
    byId("passages").open = true;
  }
  setStatus(answer.abstained ? "No answer in these documents" : `Answered with ${plural(answer.citations.length, "footnote")}`);
  byId("about").textContent = joined([
    answer.model && `${answer.model} answerer`,
    shown.seconds !== undefined && `${shown.seconds.toFixed(1)} s`,
    answer.trace_id && `trace ${answer.trace_id}`,
  ]);
  byId("edit").hidden = false;
  byId("copy").hidden = answer.abstained || !navigator.clipboard;
  byId("copy").textContent = "Copy with footnotes";
  if (focused) footnoteButton(focused)?.focus();
}

function endEarly(error, stopped) {
  const partial = answerBox.hasChildNodes();
  question.value ||= current.question;
  if (stopped) {
    setStatus(partial ? "Stopped. The answer is not complete." : "Stopped.");
    return;
  }
  setStatus(partial ? "The answer is not complete." : "");
  showProblem(error);
}

// The parts of the page

function setWriting(on) {
  answerBox.setAttribute("aria-busy", String(on));
  const stopHadFocus = document.activeElement === byId("stop");
  byId("submit").hidden = on;
  byId("stop").hidden = !on;
  if (stopHadFocus && !on) question.focus();
}

function setStatus(text) {
  byId("status").textContent = text;
}

function showPassages(results) {
  byId("passages").hidden = results.length === 0;
  byId("passages-title").textContent = `Passages found (${results.length})`;
  byId("passages")
    .querySelector("ol")
    .replaceChildren(
      ...results.map((result, index) => {
        const open = make("button", { type: "button", className: "note-title" }, result.title || fileName(result.source));
        open.dataset.passage = index;
        const where = joined([pages(result.source, result.page_start, result.page_end), result.heading_path.join(" › ")]);
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

function showProblem(error) {
  byId("problem-text").textContent = error instanceof ApiError ? error.message : `Something in this page went wrong: ${error.message}`;
  byId("problem").hidden = false;
  byId("again").hidden = current === null || error.status === 401;
  if (error.status === 401) {
    byId("key-form").hidden = false;
    byId("key").focus();
  }
}

function hideProblem() {
  byId("problem").hidden = true;
}

// Footnotes and passages

function footnoteButton(n) {
  return answerBox.querySelector(`[data-footnote="${Number(n)}"]`);
}

function focusOr(element, otherwise) {
  const target = element?.isConnected && element.checkVisibility() ? element : otherwise();
  (target ?? question).focus();
}

/** Shows which footnote is open; 0 for none. */
function markCurrent(n) {
  for (const button of document.querySelectorAll("[data-footnote]")) {
    button.classList.toggle("current", Number(button.dataset.footnote) === n);
  }
}

function openFootnote(n, opener) {
  const citations = current.answer?.citations ?? current.citations;
  const index = citations.findIndex((each) => each.n === n);
  const citation = citations[index];
  if (!citation) return;
  const passage = current.results.find((each) => each.chunk_id === citation.chunk_id);
  const mark = { start: citation.char_start, end: citation.char_end };
  const neighbour = (other) => other && (() => openFootnote(other.n, opener));
  markCurrent(n);
  panel.show(
    {
      kind: `Footnote ${n}`,
      documentId: citation.document_id,
      title: citation.title,
      source: citation.source,
      pageStart: citation.page,
      pageEnd: citation.page,
      headingPath: passage?.heading_path ?? [],
      start: passage?.char_start ?? mark.start,
      end: passage?.char_end ?? mark.end,
      text: passage?.text ?? citation.quote,
      marks: [mark],
      previous: neighbour(citations[index - 1]),
      next: neighbour(citations[index + 1]),
    },
    { closed: () => markCurrent(0), returnFocus: () => focusOr(opener, () => footnoteButton(n)) },
  );
}

function openPassage(index, opener) {
  const result = current.results[index];
  panel.show(
    {
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
    },
    { returnFocus: () => focusOr(opener, () => null) },
  );
}

function openDocument(record, opener) {
  panel.show(
    {
      kind: "Document",
      documentId: record.document_id,
      title: record.title,
      source: record.source,
      pageStart: 0,
      pageEnd: 0,
      headingPath: [],
      marks: [],
    },
    { returnFocus: () => focusOr(opener, () => null) },
  );
}

// What was asked before

function askedBefore() {
  return JSON.parse(tabStorage.getItem(HISTORY) ?? "[]");
}

function remember(text) {
  const items = [text, ...askedBefore().filter((each) => each !== text)].slice(0, MAX_HISTORY);
  tabStorage.setItem(HISTORY, JSON.stringify(items));
  if (linkedQuestion() !== text) history.pushState(null, "", `#q=${encodeURIComponent(text)}`);
  showHistory();
}

function showHistory() {
  const others = askedBefore().filter((each) => each !== current?.question);
  byId("history").hidden = others.length === 0;
  byId("history")
    .querySelector("ul")
    .replaceChildren(
      ...others.map((text) => {
        const again = make("button", { type: "button", className: "link" }, text);
        again.addEventListener("click", () => go(text));
        return make("li", {}, again);
      }),
    );
}

/** Shows a question's answer: the one of this tab if there is one, otherwise a new one. */
function go(text) {
  const known = answered.get(cacheKey(text));
  if (!known) {
    askQuestion(text);
    return;
  }
  writing?.abort();
  current = known;
  startResult(text);
  setWriting(false);
  finishResult(known);
}

function linkedQuestion() {
  try {
    return location.hash.startsWith("#q=") ? decodeURIComponent(location.hash.slice(3)).trim() : "";
  } catch {
    return ""; // not percent-encoded as a link of this page would be
  }
}

function followLink() {
  const text = linkedQuestion();
  if (text === current?.question) return;
  if (text) go(text);
  else goHome();
}

function leaveQuestion() {
  if (location.hash) history.pushState(null, "", location.pathname);
  goHome();
}

function goHome() {
  writing?.abort();
  panel.close({ returnFocus: false });
  current = null;
  document.title = "Footnote";
  hideProblem();
  byId("result").hidden = true;
  byId("welcome").hidden = false;
  question.value = "";
  question.placeholder = "Ask your documents a question";
  question.focus();
  showHistory();
}

// What there is to ask about

async function showCollections() {
  try {
    const last = collection.value;
    const names = (await collections()).map((each) => each.name);
    collection.replaceChildren(...names.map((name) => make("option", { value: name }, name)));
    if (names.includes(last)) collection.value = last;
    byId("collection-field").hidden = names.length < 2;
    await showShelf();
  } catch (e) {
    showProblem(e);
  }
}

async function showShelf() {
  const name = chosen();
  const [{ documents: records, next_cursor: more }, examples] = await Promise.all([
    collection.options.length > 0 ? documents(name) : { documents: [] },
    fetch("examples.json").then((response) => (response.ok ? response.json() : []), () => []),
  ]);
  if (name !== chosen()) return;
  const files = new Set(records.map((record) => fileName(record.source)));
  const fitting = examples.filter((each) => files.has(each.document));
  byId("no-documents").hidden = records.length > 0;
  byId("examples").hidden = fitting.length === 0;
  byId("examples")
    .querySelector("ul")
    .replaceChildren(
      ...fitting.map((each) => {
        const button = make("button", { type: "button" }, each.question);
        button.addEventListener("click", () => go(each.question));
        return make("li", {}, button);
      }),
    );
  byId("shelf").hidden = records.length === 0;
  byId("shelf")
    .querySelector("ul")
    .replaceChildren(
      ...records.map((record) => {
        const button = make("button", { type: "button", className: "link" }, record.title || fileName(record.source));
        button.addEventListener("click", () => openDocument(record, button));
        return make("li", {}, button, make("span", { className: "muted" }, fileName(record.source)));
      }),
    );
  byId("shelf-more").hidden = !more;
  byId("shelf-more").textContent = more ? "… and more." : "";
}

// Events

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = question.value.trim();
  if (text) askQuestion(text);
});

question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (question.value.trim()) byId("ask").requestSubmit();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel.open) {
    event.preventDefault();
    panel.close();
  } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    panel.close({ returnFocus: false });
    question.focus();
    question.select();
  }
});

byId("result").addEventListener("click", (event) => {
  const footnote = event.target.closest("[data-footnote]") ?? event.target.closest(".note")?.querySelector("[data-footnote]");
  const passage = event.target.closest("[data-passage]") ?? event.target.closest(".found")?.querySelector("[data-passage]");
  if (!event.target.closest("button") && !getSelection().isCollapsed) return; // somebody is copying a quote
  if (footnote) openFootnote(Number(footnote.dataset.footnote), footnote);
  else if (passage) openPassage(Number(passage.dataset.passage), passage);
});

byId("stop").addEventListener("click", () => writing?.abort());
byId("edit").addEventListener("click", () => {
  question.value = current.question;
  question.focus();
});
byId("again").addEventListener("click", () => current && askQuestion(current.question));
byId("home").addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // wanted elsewhere
  event.preventDefault();
  leaveQuestion();
});
window.addEventListener("popstate", followLink);
collection.addEventListener("change", () => {
  const draft = question.value;
  leaveQuestion();
  question.value = draft;
  showShelf().catch(showProblem);
});

byId("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(asText(current.question, current.answer));
    byId("copy").textContent = "Copied";
  } catch {
    byId("copy").textContent = "The browser does not allow copying";
  }
});

byId("show-key").addEventListener("click", () => {
  byId("key-form").hidden = !byId("key-form").hidden;
  byId("forget-key").hidden = !apiKey.get();
  if (!byId("key-form").hidden) byId("key").focus();
});

byId("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const key = byId("key").value.trim();
  if (key) changeKey(() => apiKey.set(key));
});
byId("forget-key").addEventListener("click", () => changeKey(() => apiKey.forget()));

/** Another key sees other documents: nothing that was shown for the old one is kept. */
function changeKey(change) {
  change();
  byId("key").value = "";
  byId("key-form").hidden = true;
  answered.clear();
  forgetContents();
  hideProblem();
  panel.close({ returnFocus: false });
  showCollections();
  if (current) askQuestion(current.question);
  else question.focus();
}

showHistory();
await showCollections();
if (linkedQuestion() && !current) go(linkedQuestion());
