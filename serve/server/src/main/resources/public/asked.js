import { tabStorage } from "./api.js";
import { make } from "./text.js";

const KEY = "footnote.history";
const MAX = 30;

function asked() {
  return JSON.parse(tabStorage.getItem(KEY) ?? "[]");
}

/** Remembers a question for as long as the tab is open. */
export function remember(question) {
  const questions = [question, ...asked().filter((each) => each !== question)].slice(0, MAX);
  tabStorage.setItem(KEY, JSON.stringify(questions));
}

/** Lists the questions asked in this tab, latest first, without the one on show. */
export function showAsked(section, shown, ask) {
  const others = asked().filter((each) => each !== shown);
  section.hidden = others.length === 0;
  section.querySelector("ul").replaceChildren(
    ...others.map((question) => {
      const again = make("button", { type: "button", className: "link" }, question);
      again.addEventListener("click", () => ask(question));
      return make("li", {}, again);
    }),
  );
}

/** The question in the page's address, "" if there is none. */
export function linkedQuestion() {
  try {
    return location.hash.startsWith("#q=") ? decodeURIComponent(location.hash.slice(3)).trim() : "";
  } catch {
    return ""; // not percent-encoded as a link of this page would be
  }
}

/** Puts a question into the page's address, so that it can be linked and gone back to. */
export function link(question) {
  if (linkedQuestion() !== question) history.pushState(null, "", `#q=${encodeURIComponent(question)}`);
}
