import { asText, showAnswer, showNotes, StreamedAnswer } from "./answer.js";
import { apiKey, ApiError, ask, collections, forgetContents } from "./api.js";
import { link, linkedQuestion, remember, showAsked } from "./asked.js";
import { showCounted } from "./counted.js";
import { ofCitation, ofDocument, ofResult, showFound } from "./found.js";
import { PassagePanel } from "./passage.js";
import { readShelf, showShelf } from "./shelf.js";
import { joined, make } from "./text.js";

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
  link(text);
  showHistory();
  if (question.value.trim() === text) question.value = "";
  question.placeholder = "Ask another question";
  document.title = `${text} · Footnote`;
  setWriting(true);
  hideProblem();
  byId("welcome").hidden = true;
  byId("result").hidden = false;
  byId("result").className = "result";
  byId("asked").textContent = text;
  answerBox.replaceChildren();
  for (const id of ["unsupported-note", "counted", "notes", "passages", "copy", "edit"]) byId(id).hidden = true;
  byId("passages").open = false;
  byId("about").textContent = "";
  setStatus("Searching…");
  // What was clicked may be gone now; and where fingers type, leaving the box puts the keyboard away.
  if (document.activeElement !== question || matchMedia("(pointer: coarse)").matches) byId("asked").focus();
}

function finishResult(shown) {
  const { answer, results } = shown;
  const focused = answerBox.contains(document.activeElement) ? document.activeElement.dataset.footnote : null;
  byId("result").classList.toggle("abstained", answer.abstained);
  byId("unsupported-note").hidden = !showAnswer(answerBox, answer);
  showCounted(byId("counted"), answer.counted);
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
  showFound(byId("passages").querySelector("ol"), results);
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
  const result = current.results.find((each) => each.chunk_id === citation.chunk_id);
  const neighbour = (other) => other && (() => openFootnote(other.n, opener));
  markCurrent(n);
  panel.show(
    { ...ofCitation(citation, result), previous: neighbour(citations[index - 1]), next: neighbour(citations[index + 1]) },
    { closed: () => markCurrent(0), returnFocus: () => focusOr(opener, () => footnoteButton(n)) },
  );
}

function openAlone(passage, opener) {
  panel.show(passage, { returnFocus: () => focusOr(opener, () => null) });
}

// Getting around

function showHistory() {
  showAsked(byId("history"), current?.question, go);
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
    collection.value = [last, "default", names[0]].find((name) => names.includes(name)) ?? "";
    byId("collection-field").hidden = names.length < 2;
    await refreshShelf();
  } catch (e) {
    showProblem(e);
  }
}

async function refreshShelf() {
  const name = collection.value;
  const shelf = await readShelf(name);
  if (name === collection.value) {
    showShelf(shelf, { ask: go, open: (record, opener) => openAlone(ofDocument(record), opener) });
  }
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
  else if (passage) openAlone(ofResult(current.results[passage.dataset.passage], Number(passage.dataset.passage)), passage);
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
  refreshShelf().catch(showProblem);
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
