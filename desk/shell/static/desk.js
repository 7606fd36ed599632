// What every page of the desk shares: asking the server, saying things aloud, the words.
//
// api(method, path, body): body is a plain object (sent as JSON) or a Blob (sent raw); gives the JSON
// answer. Throws Refused with {status, sentence, remedy, ...facts} for an answer that is no success,
// and with status 0 where nobody answers.

export const words = JSON.parse(document.getElementById("desk-words").textContent);
const token = document.querySelector('meta[name="desk-token"]').content;

export class Refused extends Error {
  constructor(status, said) {
    super(said.sentence);
    Object.assign(this, { remedy: "" }, said, { status });
  }
}

export async function api(method, path, body, signal) {
  const headers = { "X-Desk-Token": token, Accept: "application/json" };
  let sent;
  if (body instanceof Blob) {
    headers["Content-Type"] = "application/octet-stream";
    sent = body;
  } else if (body !== undefined || method !== "GET") {
    headers["Content-Type"] = "application/json";
    sent = JSON.stringify(body ?? {});
  }
  let answer;
  let said;
  try {
    answer = await fetch(path, { method, headers, body: sent, signal });
    said = await answer.json();
  } catch (cause) { // an answer that is cut short is none
    if (cause.name === "AbortError") throw cause;
    throw new Refused(answer && !answer.ok ? answer.status : 0, { sentence: words.page.lost });
  }
  if (!answer.ok) throw new Refused(answer.status, said);
  return said;
}

/** Said by screen readers, seen by nobody: what can be seen stands elsewhere. */
export function announce(text) {
  const place = document.getElementById("desk-announce");
  place.textContent = "";
  place.textContent = text;
}

/** `words.x` with {name}s filled in. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** A new element: make("button", {type: "button", className: "x"}, "chữ", child …). Text is text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

export function button(text, act, className = "") {
  const made = make("button", { type: "button", className }, text);
  made.addEventListener("click", act);
  return made;
}

/** An address's path of an article: its folders stay, all else is encoded. */
export function encodePath(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}
