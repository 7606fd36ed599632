// The panel with the body's headings, and the line that says how long it is.

import { fill, make, words } from "/static/shell/desk.js";
import { showInField } from "./caret.js";
import { countWords, headings, minutesOf } from "./reading.js";

const say = words.body;
const WAIT = 300; // ms after the last letter

/** areas(): the text areas; texts(): what else is read. Gives {element, length, toggle, refresh}. */
export function makeOutline(areas, texts) {
  const list = make("ol", { className: "body-outline" });
  const none = make("p", { className: "hint" }, say.outline_none);
  const element = make("section", { className: "body-panel", hidden: true }, make("h3", { id: "body-outline-title" }, say.outline_title), none, list);
  element.setAttribute("aria-labelledby", "body-outline-title");
  const length = make("p", { className: "hint body-length" });
  let waiting = 0;

  function refresh() {
    clearTimeout(waiting);
    waiting = setTimeout(draw, WAIT);
  }

  function draw() {
    const count = [...areas().map(({ value }) => value), ...texts()].map(countWords).reduce((sum, n) => sum + n, 0);
    length.textContent = fill(say.length, { count: count.toLocaleString(document.documentElement.lang), minutes: minutesOf(count) });
    if (element.hidden) return;
    const shown = areas();
    const found = headings(shown.map(({ value }) => value));
    none.hidden = found.length > 0;
    list.replaceChildren(
      ...found.map(({ n, from, level, text, fault }) => {
        const button = make("button", { type: "button", className: "quiet" }, text || say.outline_empty);
        button.addEventListener("click", () => showInField(shown[n], from, shown[n].value.indexOf("\n", from) < 0 ? shown[n].value.length : shown[n].value.indexOf("\n", from), true));
        const item = make("li", { className: `level-${level}` }, button);
        if (fault) item.append(make("span", { className: "said warning" }, fill(say[`outline_${fault}`], { level })));
        return item;
      }),
    );
  }

  function toggle() {
    element.hidden = !element.hidden;
    draw();
    return !element.hidden;
  }

  return { element, length, toggle, refresh };
}
