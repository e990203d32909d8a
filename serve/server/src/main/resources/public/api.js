import { events } from "./sse.js";

const KEY = "footnote.key";
/** Longer than several heartbeats: a stream silent for this long has lost its server. */
const SILENCE_MS = 60_000;

/** What went wrong, in words for the reader; `status` is 0 where no answer came at all. */
export class ApiError extends Error {
  constructor(message, status = 0) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

/** What is kept until the tab is closed; only until a reload where the browser lets the page store nothing. */
export const tabStorage = openTabStorage();

function openTabStorage() {
  try {
    sessionStorage.getItem(KEY);
    return sessionStorage;
  } catch {
    const memory = new Map();
    return {
      getItem: (name) => memory.get(name) ?? null,
      setItem: (name, value) => memory.set(name, value),
      removeItem: (name) => memory.delete(name),
    };
  }
}

export const apiKey = {
  get: () => tabStorage.getItem(KEY),
  set: (key) => tabStorage.setItem(KEY, key),
  forget: () => tabStorage.removeItem(KEY),
};

async function request(path, { method = "GET", body, accept = "application/json", signal } = {}) {
  const headers = { Accept: accept };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (apiKey.get()) headers.Authorization = `Bearer ${apiKey.get()}`;
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      cache: "no-store",
    });
  } catch (e) {
    throw e.name === "AbortError" ? e : unreachable();
  }
  if (!response.ok) throw await failure(response);
  return response;
}

function unreachable() {
  return new ApiError("Footnote could not be reached. Check your connection and that the server is running, then ask again.");
}

function lost() {
  return new ApiError("The connection was lost before the answer was complete. Ask again to get the whole answer.");
}

async function failure(response) {
  const text = await response.text().catch(() => "");
  let message = "";
  try {
    message = JSON.parse(text).error.message;
  } catch {
    // Not Footnote's own error, perhaps a proxy's page: the status says more than its HTML.
  }
  return new ApiError(message || `The server answered with status ${response.status}. Try again in a moment.`, response.status);
}

async function json(path, options) {
  const response = await request(path, options);
  try {
    return await response.json();
  } catch (e) {
    throw e.name === "AbortError" ? e : unreachable();
  }
}

export async function collections() {
  return (await json("v1/collections")).collections;
}

/** The first documents of a collection: {documents, next_cursor}. */
export function documents(collection) {
  return json(`v1/documents?${new URLSearchParams({ collection, limit: "50" })}`);
}

const contents = new Map();

/** A document's extracted text, {document_id, title, mime, text}; fetched once in the life of the page. */
export function content(documentId) {
  if (!contents.has(documentId)) {
    const fetched = json(`v1/documents/${encodeURIComponent(documentId)}/content`);
    contents.set(documentId, fetched);
    fetched.catch(() => contents.delete(documentId));
  }
  return contents.get(documentId);
}

/** Forgets fetched documents, as another key may not read them. */
export function forgetContents() {
  contents.clear();
}

/**
 * Asks, calling `on[type](data)` for each event. Resolves with the final answer; rejects with an
 * ApiError, or with an AbortError once `signal` is aborted.
 */
export async function ask(body, on, signal) {
  const silence = new AbortController();
  let timer;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  heard();
  try {
    const response = await request("v1/ask", {
      method: "POST",
      body: { ...body, stream: true },
      accept: "text/event-stream",
      signal: AbortSignal.any([signal, silence.signal]),
    });
    for await (const event of events(response, heard)) {
      const data = JSON.parse(event.data);
      if (event.type === "error") throw new ApiError(data.error.message, response.status);
      if (event.type === "done") return data;
      on[event.type]?.(data);
    }
    throw lost();
  } catch (e) {
    if (e instanceof ApiError || signal.aborted) throw e;
    throw lost();
  } finally {
    clearTimeout(timer);
  }
}
