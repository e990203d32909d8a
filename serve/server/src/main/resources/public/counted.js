import { make } from "./text.js";

/** How many documents were counted: "1 document", "12,345 documents". */
function documents({ documents: count }) {
  return make(
    "p",
    {},
    make("strong", {}, count.toLocaleString("en")),
    count === 1 ? " document" : " documents",
  );
}

function which({ filter }) {
  return make("p", {}, ...(filter ? ["where ", make("code", {}, filter)] : []));
}

/** Shows what was counted for an answer; hides the section if nothing was. */
export function showCounted(section, counted) {
  section.hidden = !counted;
  if (!counted) return;
  const where = `Counted in ${counted.collections.join(", ")} among all documents you may see, not guessed from passages.`;
  section.replaceChildren(documents(counted), which(counted), make("p", { className: "muted" }, where));
}

/** The same as text, "" if nothing was counted. */
export function countedAsText(counted) {
  return counted ? `Counted: ${counted.documents}${counted.filter ? ` where ${counted.filter}` : ""}` : "";
}
