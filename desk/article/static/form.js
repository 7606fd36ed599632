// The head of an article as a form: each field is filled from what was opened, and sent once it says
// something else.

import { article, path, register } from "./article.js";
import { chips } from "./chips.js";
import { choices } from "./choices.js";
import { rows } from "./rows.js";
import { showReadings } from "./readings.js";
import { grow, watchCompositions } from "/static/body/typing.js";
import { api } from "/static/shell/desk.js";

const form = document.getElementById("head-form");
const fields = new Map(); // by key: {read(), show(value), element}
const first = new Map(); // by key: what it said when it was opened or saved, as JSON

const WIDGETS = { line: text, prose: text, date: text, items, choice: choices, yes, chips, rows };

for (const element of form.querySelectorAll("[data-key]")) {
  const { key, widget } = element.dataset;
  fields.set(key, { element, ...WIDGETS[widget](element, changed) });
}
watchCompositions(form);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", changed);
document.addEventListener("desk:opened", open);
document.addEventListener("desk:saved", ({ detail }) => saved(detail.sent.fields));
document.addEventListener("desk:field", ({ detail }) => set(detail.key, detail.value));
document.addEventListener("desk:goto", ({ detail }) => goTo(detail.field));
register("head", collect);
if (article) open();
knowWords();

/** What a field says now: a text, or a list's items. */
export function valueOf(key) {
  return fields.get(key)?.read() ?? "";
}

/** For what no person is typing in at this moment. */
export function set(key, value) {
  const field = fields.get(key);
  if (!field || JSON.stringify(field.read()) === JSON.stringify(value)) return;
  field.show(value);
  changed();
}

function open() {
  // What depends on section and kind comes after them.
  const keys = ["section", "kind", ...fields.keys()].filter((key) => fields.has(key));
  for (const key of new Set(keys)) {
    fields.get(key).show(article.fields[key] ?? (fields.get(key).isList ? [] : ""));
    arrange();
  }
  for (const [key, field] of fields) first.set(key, JSON.stringify(field.read()));
  showReadings(values(), fields);
}

function collect() {
  const now = [...fields].map(([key, field]) => [key, field.read()]);
  return { head: article?.head ?? "", fields: Object.fromEntries(now.filter(([key, value]) => JSON.stringify(value) !== first.get(key))) };
}

function saved(sent) {
  for (const [key, value] of Object.entries(sent)) first.set(key, JSON.stringify(value));
}

function changed(event) {
  arrange();
  const { key } = event?.target.closest("[data-key]")?.dataset ?? {};
  // The picture's own way to set it hears of it.
  if (key === "focus") document.dispatchEvent(new CustomEvent("desk:field", { detail: { key, value: valueOf(key) } }));
  showReadings(values(), fields);
  document.dispatchEvent(new CustomEvent("desk:changed", { detail: event?.target }));
}

function values() {
  return Object.fromEntries([...fields].map(([key, field]) => [key, field.read()]));
}

/** What the chosen section and kind offer. */
function arrange() {
  const sections = JSON.parse(form.dataset.sections);
  const folder = path.split("/")[0];
  const own = sections.find(({ slug }) => slug === folder);
  fields.get("section")?.offer(sections, own);
  const chosen = valueOf("section");
  const section = sections.find(({ slug, title }) => chosen === slug || chosen === title) ?? own;
  fields.get("category")?.offer(section?.categories ?? []);
  fields.get("topic")?.offer(section?.topics ?? []);
  fields.get("kind")?.limit(section?.kinds ?? ["tin"]);
  const kind = fields.get("kind")?.also() ?? "tin";
  for (const group of form.querySelectorAll(".article-kind")) {
    // What was written stays in sight, whatever the kind says.
    const isFilled = [...group.querySelectorAll("[data-key]")].some(({ dataset }) => valueOf(dataset.key).length);
    group.hidden = group.dataset.kind !== kind && !isFilled;
  }
}

/** Shown and focused; field: an English key. */
function goTo(key) {
  const element = fields.get(key)?.element;
  if (!element) return;
  for (let at = element; at !== form; at = at.parentElement) {
    if (at.matches("details")) at.open = true;
    at.hidden = false;
  }
  element.scrollIntoView({ block: "center" });
  (element.querySelector("textarea, input, select") ?? element.querySelector("button")).focus();
}

async function knowWords() {
  const known = await api("GET", "/api/words").catch(() => ({}));
  for (const key of ["tags", "authors"]) fields.get(key)?.know(known[key] ?? []);
}

// -- simple widgets ----------------------------------------------------------------------------

function text(element) {
  const field = element.querySelector("input, textarea");
  const isArea = field.matches("textarea");
  if (isArea) field.addEventListener("input", () => grow(field));
  const show = (value) => {
    field.value = Array.isArray(value) ? value.join("; ") : value;
    if (isArea) grow(field);
  };
  return { read: () => field.value.replace(/\s*\n\s*/g, " ").trim(), show };
}

/** A list, an item a line. */
function items(element) {
  const area = element.querySelector("textarea");
  area.addEventListener("input", () => grow(area));
  const read = () => area.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const show = (value) => {
    area.value = [].concat(value).join("\n");
    grow(area);
  };
  return { isList: true, read, show };
}

function yes(element) {
  const box = element.querySelector("input");
  let typed = "";
  const isYes = (value) => ["co", "có", "true", "yes"].includes(value.toLowerCase());
  const show = (value) => {
    typed = value;
    box.checked = isYes(value);
  };
  return { read: () => (box.checked === isYes(typed) ? typed : box.checked ? "có" : ""), show };
}
