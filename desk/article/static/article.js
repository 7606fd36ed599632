// Starts an article's page: what it shows, and what its rooms say together when it is saved, previewed
// or kept as a draft (docs/internals/desk.md).

import { api, encodePath, fill, make, words } from "/static/shell/desk.js";

const say = words.article;
const parts = new Map();
const notes = document.getElementById("article-notes");
let onDisk = ""; // the file as it was read or saved last

export const { path } = document.getElementById("article").dataset;
/** As GET gave it, or another text of the file; null until it is there. */
export let article = null;

/** collect() gives a room's part of what is sent. */
export function register(name, collect) {
  parts.set(name, collect);
}

/** All parts; one that has them all (the whole file as text) counts. */
export function collect() {
  const said = [...parts.values()].map((part) => part());
  return { head: "", fields: {}, body: [], ...Object.assign({}, ...said), ...said.find(isAll), base: article?.base ?? "" };
}

/** Whether the whole file is written in as text: what the form says does not count then. */
export function isWhole() {
  return [...parts.values()].some((part) => isAll(part()));
}

function isAll(part) {
  return "head" in part && "body" in part;
}

export function isChanged() {
  if (!article) return false;
  const { head, fields, body } = collect();
  return Object.keys(fields).length > 0 || body.some(({ changed }) => changed) || textOf({ head, body }) !== onDisk;
}

/** Shows another text of the same file, which nobody has saved yet. */
export async function reopen(other) {
  open(other);
  document.dispatchEvent(new CustomEvent("desk:changed"));
}

/** Shows the file as it is now. */
export function take(now) {
  onDisk = textOf(now);
  open(now);
}

/** What was sent stands in the file now. */
export function keep(answer, sent) {
  const { base, head, body } = answer;
  article = { ...article, base, head, fields: { ...article.fields, ...sent.fields }, encoding: "" };
  onDisk = textOf({ head, body });
  document.dispatchEvent(new CustomEvent("desk:saved", { detail: { ...answer, sent } }));
}

/** From now on what is saved goes over this state of the file. */
export function rebase(base) {
  article = { ...article, base };
}

function textOf({ head, body }) {
  return head + body.map(({ raw }) => raw).join("");
}

function open(other) {
  article = other;
  document.dispatchEvent(new CustomEvent("desk:opened"));
}

function note(sentence, severity) {
  notes.append(make("p", { className: `said ${severity}` }, sentence));
}

async function start() {
  try {
    const now = await api("GET", `/api/article/${encodePath(path)}`);
    if (now.encoding) note(fill(say.encoding, { encoding: now.encoding.toUpperCase() }), "warning");
    take(now);
  } catch (refused) {
    note([refused.message, refused.remedy].filter(Boolean).join(" "), "error");
  }
}

start();
