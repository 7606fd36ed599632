// “Cần sửa”: what `check` says of the text as it is now, each with the way there, and with a button
// where the remedy is mechanical.

import { announce, button, encodePath, fill, make, words } from "/static/shell/desk.js";

const say = words.preview;
const room = document.getElementById("problems");
const list = document.getElementById("problems-list");
const jump = document.getElementById("problems-jump");
const count = document.getElementById("problems-count");
const fixed = document.getElementById("problems-fixed");
let shown = "";
let counted = 0;

export function showProblems(problems) {
  room.hidden = false;
  const now = JSON.stringify(problems);
  if (now === shown) return;
  shown = now;
  count.textContent = problems.length ? fill(say.some, { n: problems.length }) : say.none;
  jump.textContent = count.textContent;
  jump.hidden = !problems.length;
  if (problems.length !== counted) announce(count.textContent);
  counted = problems.length;
  showAtFields(problems);
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(...problems.map(itemOf));
  if (hadFocus) document.getElementById("problems-title").focus();
}

/** Also where it is, as long as it is there: the form's fields have their key in `data-key`. */
function showAtFields(problems) {
  for (const old of document.querySelectorAll(".problem-here")) {
    describe(old.parentElement, (id) => id !== old.id);
    old.remove();
  }
  for (const [n, { field, severity, called, sentence, remedy }] of problems.entries()) {
    const place = field && document.querySelector(`main .field[data-key="${CSS.escape(field)}"]`);
    if (!place) continue;
    const id = `problem-${n}`;
    const text = `${called}: ${sentence} ${remedy ?? ""}`;
    place.append(make("p", { className: `said problem-here ${severity}`, id }, text));
    describe(place, () => true, id);
  }
}

/** The ids by which the field's control is described: those that are to stay, and another. */
function describe(place, stays, added = "") {
  const control = place.querySelector("input, select, textarea");
  const ids = (control?.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && stays(id));
  control?.setAttribute("aria-describedby", [...ids, added].filter(Boolean).join(" "));
}

function itemOf(problem) {
  const { called, sentence, remedy, severity, fix, path } = problem;
  const item = make("li", { className: `said ${severity}` }, make("p", {}, `${called}: ${sentence}`));
  if (remedy) item.append(make("p", { className: "remedy" }, remedy));
  const ways = make("div", { className: "row" });
  if (path) ways.append(make("a", { className: "button", href: `/bai/${encodePath(path)}` }, fill(say.other, { path })));
  else ways.append(button(say.go, () => document.dispatchEvent(new CustomEvent("desk:goto", { detail: problem }))));
  if (fix && fieldWith(fix.before)) ways.append(button(say.fix, () => mend(fix)));
  item.append(ways);
  return item;
}

/** As if it were typed: the browser can undo it. */
function mend({ before, after }) {
  const found = fieldWith(before);
  if (!found) {
    announce(say.not_found);
    tell(say.not_found);
    return;
  }
  const [field, at] = found;
  field.focus();
  field.setSelectionRange(at, at + before.length);
  if (after) document.execCommand("insertText", false, after);
  else document.execCommand("delete");
  const back = button(say.undo, () => {
    field.focus();
    document.execCommand("undo");
    fixed.hidden = true;
  });
  announce(say.fixed);
  tell(say.fixed, back);
  // A browser may undo what was typed last, wherever that was.
  document.addEventListener("input", () => (fixed.hidden = true), { once: true });
}

function tell(...said) {
  fixed.replaceChildren(...said);
  fixed.hidden = false;
}

/** [field, offset] where `before` stands in whole lines, or null. */
function fieldWith(before) {
  for (const field of document.querySelectorAll("main :is(textarea, input)")) {
    if (typeof field.selectionStart !== "number" || !field.getClientRects().length) continue;
    const at = `\n${field.value}\n`.indexOf(`\n${before}\n`);
    if (at >= 0) return [field, at];
  }
  return null;
}
