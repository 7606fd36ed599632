// Two texts side by side: what one has and the other hasn't is marked, and said to screen readers.

import { make, words } from "/static/shell/desk.js";

const say = words.history;

/** found: [["same" | "added" | "removed", text], …]; titles: of the old text and of the new. */
export function makeSides(found, titles) {
  return make(
    "div",
    { className: "history-sides" },
    makeSide(titles[0], found, "removed", "del", say.removed),
    makeSide(titles[1], found, "added", "ins", say.added),
  );
}

function makeSide(title, found, own, tag, called) {
  const parts = found
    .filter(([kind]) => kind === "same" || kind === own)
    .map(([kind, text]) => (kind === "same" ? text : make(tag, {}, hidden(`[${called}: `), text, hidden("]"))));
  const text = make("div", { className: "differences", lang: "vi", tabIndex: 0, role: "group" }, ...parts);
  text.setAttribute("aria-label", title);
  return make("section", {}, make("h3", {}, title), text);
}

function hidden(text) {
  return make("span", { className: "visually-hidden" }, text);
}
