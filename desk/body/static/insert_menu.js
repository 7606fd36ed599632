// The menu between two pieces: what can be put there.

import { button, make, words } from "/static/shell/desk.js";

const say = words.body;
const KINDS = ["text", "photo", "table", "file", "link"];

/** insert(kind): puts it where the menu stands. */
export function insertMenu(insert) {
  const menu = make("details", { className: "body-insert" }, make("summary", {}, say.insert));
  const ways = KINDS.map((kind) =>
    button(say[`kind_${kind}`], () => {
      menu.open = false;
      insert(kind);
    }),
  );
  menu.append(make("div", { className: "row" }, ...ways));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
  return menu;
}
