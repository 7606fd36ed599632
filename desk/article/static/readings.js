// Below a field: what the software understands of it. Days come back with their weekday, the article's
// address from its day and section.

import { path } from "./article.js";
import { write } from "/static/body/typing.js";
import { api, encodePath, fill, make, words } from "/static/shell/desk.js";

const say = words.article;
const PAUSE_MS = 250;
const title = document.getElementById("article-title");
const address = document.getElementById("article-address");
let timer = 0;
let asked = new AbortController();
let firstAddress = null;

document.addEventListener("desk:opened", () => (firstAddress = null));

export function showReadings(values, fields) {
  title.textContent = values.title || path;
  document.title = `${values.title || path} | ${words.page.name ?? ""}`.replace(/ \| $/, "");
  count(values.summary, fields.get("summary"));
  clearTimeout(timer);
  timer = setTimeout(() => ask(values, fields), firstAddress === null ? 0 : PAUSE_MS);
}

function count(summary, field) {
  if (!field) return;
  tell(field, summary ? fill(say.letters, { n: [...summary].length }) : "");
}

async function ask(values, fields) {
  asked.abort();
  asked = new AbortController();
  const texts = Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "string"));
  const read = await api("POST", `/api/form/${encodePath(path)}`, texts, asked.signal).catch(() => null);
  if (!read) return;
  for (const [key, field] of fields) {
    if (field.element.dataset.widget !== "date") continue;
    const { sentence = "", severity = "", offer = "" } = read.said[key] ?? {};
    tell(field, sentence, severity, offer && offered(field, offer));
  }
  address.textContent = read.address || say.no_address;
  firstAddress ??= read.address;
  if (fields.has("aliases")) moved(read.address, fields);
}

function moved(now, fields) {
  const aliases = fields.get("aliases");
  const isMoved = firstAddress && now && now !== firstAddress && !aliases.read().includes(firstAddress);
  const date = fields.get("date");
  if (!isMoved) return;
  const keep = make("button", { type: "button" }, say.keep_address);
  keep.addEventListener("click", () => {
    const value = [...aliases.read(), firstAddress];
    document.dispatchEvent(new CustomEvent("desk:field", { detail: { key: "aliases", value } }));
  });
  const said = date.element.querySelector(".said, .said-plain");
  said.className = "said warning";
  said.append(" ", fill(say.address_moved, { old: firstAddress }), " ", keep);
}

function offered(field, offer) {
  const button = make("button", { type: "button" }, fill(say.offer, { offer }));
  const input = field.element.querySelector("input");
  button.addEventListener("click", () => write(input, (text) => ({ from: 0, to: text.length, text: offer })));
  return button;
}

function tell(field, sentence, severity, button) {
  const said = field.element.querySelector(".said, .said-plain");
  said.className = severity ? `said ${severity}` : "hint said-plain";
  said.hidden = !sentence;
  said.replaceChildren(sentence, ...(button ? [" ", button] : []));
}
