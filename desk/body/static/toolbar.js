// The buttons above the text, and the keys that do the same.

import { announce, make, words } from "/static/shell/desk.js";
import { pickLink } from "./links.js";
import { toggleBold, toggleItalic, toggleLines } from "./marks.js";
import { write } from "./typing.js";

const say = words.body;
const KEYS = { b: "bold", i: "italic", k: "link" };
const INLINE = { bold: toggleBold, italic: toggleItalic };
const LINES = ["heading", "subheading", "bullets", "numbers", "quote"];
const INSERTED = ["photo", "table", "file"];
const PANELS = ["find", "outline", "whole"];
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** field(): the one that was written in last, or null; insert(kind): puts an object at its caret;
    show: what opens each panel. Gives {element, press, link}: press takes a keydown of a field. */
export function makeToolbar({ field, insert, show }) {
  const buttons = [];
  const groups = [[...Object.keys(INLINE), "link"], LINES, INSERTED, PANELS].map((names) =>
    make("div", { className: "row" }, ...names.map((name) => add(name, () => act(name)))),
  );
  const element = make("div", { className: "body-toolbar" }, ...groups);
  element.setAttribute("role", "toolbar");
  element.setAttribute("aria-label", say.toolbar);
  element.addEventListener("keydown", step);
  element.addEventListener("focusin", ({ target }) => reach(target));
  reach(buttons[0]);

  function add(name, press) {
    const button = make("button", { type: "button", title: say[`${name}_hint`] ?? "" }, say[name]);
    button.dataset.way = name;
    button.addEventListener("click", press);
    buttons.push(button);
    return button;
  }

  function act(name) {
    if (INSERTED.includes(name)) insert(name);
    else if (PANELS.includes(name)) show[name]();
    else if (name === "link") link();
    else if (!format(name, field())) announce(say.no_field);
  }

  function link() {
    const area = field();
    if (area) pickLink(area);
    else announce(say.no_field);
  }

  /** By Tab one button is reached, the others by arrows: these are no keys of a text here. */
  function step(event) {
    const way = STEPS[event.key];
    if (!way) return;
    event.preventDefault();
    buttons.at((buttons.indexOf(event.target) + way) % buttons.length).focus();
  }

  function reach(button) {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1;
  }

  function press(event) {
    if (event.isComposing || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
    const name = KEYS[event.key.toLowerCase()];
    if (!name || !event.target.matches("textarea")) return;
    event.preventDefault();
    act(name);
  }

  return { element, press, link };
}

/** Whether there is a field in which it can be done. */
function format(name, area) {
  if (!area || (LINES.includes(name) && !area.matches(".body-text"))) return false;
  write(area, (text, start, end) => {
    const edit = (INLINE[name] ?? toggleLines)(text, start, end, name);
    if (!edit) announce(say.crossed);
    return edit;
  });
  return true;
}
