// The panel that finds and replaces in all texts of the body.

import { fill, make, words } from "/static/shell/desk.js";
import { showInField } from "./caret.js";
import { smallest } from "./marks.js";
import { matches, replaced } from "./matching.js";
import { write } from "./typing.js";

const say = words.body;
const AROUND = 30; // letters shown on both sides of a match

/** fields(): the text fields, in order. Gives {element, open, close}. */
export function makeFinder(fields) {
  const wanted = make("input", { type: "text", lang: "vi", autocomplete: "off" });
  const instead = make("input", { type: "text", lang: "vi", autocomplete: "off" });
  const marks = make("input", { type: "checkbox", checked: true });
  const capitals = make("input", { type: "checkbox" });
  const status = make("p", { className: "hint body-match" });
  status.setAttribute("role", "status");
  const buttons = Object.entries({
    find_next: null, // submits
    find_previous: () => step(-1),
    find_here: goThere,
    replace: replaceOne,
    replace_all: replaceAll,
    close: () => close(),
  }).map(([name, act]) => {
    const button = make("button", { type: name === "find_next" ? "submit" : "button" }, say[name]);
    if (name !== "find_next") button.addEventListener("click", act);
    return button;
  });
  const element = make(
    "form",
    { className: "body-panel body-find", hidden: true },
    make("h3", { id: "body-find-title" }, say.find_title),
    make("label", { className: "field" }, say.find_wanted, wanted),
    make("label", { className: "field" }, say.find_instead, instead),
    make("div", { className: "row" }, make("label", { className: "row" }, marks, say.find_marks), make("label", { className: "row" }, capitals, say.find_capitals)),
    status,
    make("div", { className: "row" }, ...buttons),
  );
  element.setAttribute("aria-labelledby", "body-find-title");
  let opener = null;
  let at = null; // {field, from}: of the match that is shown
  for (const input of [wanted, marks, capitals]) input.addEventListener("input", () => tell((at = null)));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    step(1);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) close();
  });

  function all() {
    const exact = { marks: marks.checked, capitals: capitals.checked };
    return fields().flatMap((field) => matches(field.value, wanted.value, exact).map((match) => ({ field, ...match })));
  }

  const placeOf = (found) => (at ? found.findIndex(({ field, from }) => field === at.field && from === at.from) : -1);

  function step(way) {
    const found = all();
    if (!found.length) return tell();
    const now = placeOf(found);
    at = found.at(now < 0 ? (way < 0 ? -1 : Math.max(0, nextAfter(found))) : (now + way) % found.length);
    showInField(at.field, at.from, at.to, false);
    tell();
  }

  /** The first one behind the one that was shown or replaced last. */
  function nextAfter(found) {
    if (!at) return 0;
    const order = fields();
    const place = ({ field, from }) => [order.indexOf(field), from];
    const [f, a] = place(at);
    return found.findIndex((match) => place(match)[0] > f || (place(match)[0] === f && match.from >= a));
  }

  function tell() {
    const found = all();
    const n = placeOf(found);
    if (!wanted.value) status.replaceChildren();
    else if (n < 0) status.replaceChildren(fill(found.length ? say.find_count : say.find_none, { count: found.length }));
    else {
      const { field, from, to } = found[n];
      status.replaceChildren(
        fill(say.find_at, { n: n + 1, count: found.length }),
        ` ${oneLine(field.value.slice(Math.max(0, from - AROUND), from))}`,
        make("mark", {}, field.value.slice(from, to)),
        oneLine(field.value.slice(to, to + AROUND)),
      );
    }
  }

  function goThere() {
    const found = all();
    if (placeOf(found) < 0) step(1);
    const here = found[placeOf(found)];
    if (here) showInField(here.field, here.from, here.to, true);
  }

  function replaceOne({ currentTarget }) {
    const found = all();
    const here = found[placeOf(found)];
    if (!here) return step(1);
    write(here.field, () => ({ from: here.from, to: here.to, text: instead.value }));
    currentTarget.focus();
    at = { field: here.field, from: here.from + instead.value.length };
    step(1);
  }

  function replaceAll({ currentTarget }) {
    const found = all();
    for (const field of new Set(found.map(({ field }) => field))) {
      const here = found.filter((match) => match.field === field);
      write(field, (text) => smallest(text, 0, text.length, replaced(text, here, instead.value)));
    }
    currentTarget.focus();
    at = null;
    status.replaceChildren(fill(say.replaced, { count: found.length }));
  }

  function open() {
    opener = document.activeElement;
    element.hidden = false;
    wanted.focus();
    wanted.select();
    tell();
  }

  function close() {
    element.hidden = true;
    const here = at && all()[placeOf(all())];
    if (here) showInField(here.field, here.from, here.to, true);
    else opener?.focus();
  }

  return { element, open, close };
}

const oneLine = (text) => text.replace(/\s+/g, " ");
