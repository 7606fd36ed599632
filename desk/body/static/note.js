// One sentence with a button that takes back what was just done.

import { button, make, words } from "/static/shell/desk.js";

/** Gives {element, offer, hide}. offer(sentence, drop, undo): until somebody types, when it is hidden and
    `drop` called. */
export function makeNote() {
  const element = make("div", { className: "body-note row", hidden: true });
  let dropped = () => {};

  function offer(sentence, drop, undo) {
    hide();
    dropped = drop;
    const back = button(words.body.undo, () => {
      dropped = () => {};
      hide();
      undo();
    });
    element.replaceChildren(make("span", {}, sentence), back);
    element.hidden = false;
  }

  function hide() {
    element.hidden = true;
    dropped();
    dropped = () => {};
  }

  return { element, offer, hide };
}
