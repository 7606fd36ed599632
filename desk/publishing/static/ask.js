// What has to be answered before it is done: nothing is agreed to unasked.

import { button, make, words } from "/static/shell/desk.js";

const say = words.publishing;

/** In the place of `row`, which has the button that was pressed, until there is an answer. */
export function ask(row, parts, doIt, yes) {
  const pressed = document.activeElement;
  document.querySelector(".publishing-ask")?.close();
  const box = make("div", { className: "publishing-ask", role: "group", tabIndex: -1 }, ...parts);
  box.close = () => {
    box.remove();
    row.hidden = false;
  };
  const no = () => {
    box.close();
    pressed.focus();
  };
  box.setAttribute("aria-label", say.question);
  box.append(make("div", { className: "row" }, button(doIt, yes, "danger"), button(say.no, no)));
  row.hidden = true;
  row.before(box);
  box.focus();
}
