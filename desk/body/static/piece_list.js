// The pieces of a body, one below the other: put in, moved, deleted and taken back.

import { announce, button, fill, make, words } from "/static/shell/desk.js";
import { insertMenu } from "./insert_menu.js";
import { makePiece } from "./pieces.js";
import { grow } from "./typing.js";

const say = words.body;

/** changed(): whatever became of them; deleted(piece); insertKind(kind, at): at how many stand before
    it. → {element, all, shown, clear, place, part}; in the order of the file, and a deleted one stays
    in the page, from where it can be taken back. */
export function makePieceList({ changed, deleted, insertKind }) {
  const element = make("div", { className: "body-pieces" });
  let pieces = [];

  function clear() {
    pieces = [];
    element.replaceChildren(insertMenu((kind) => insertKind(kind, 0)));
  }

  function shown() {
    return pieces.filter((piece) => !piece.deleted);
  }

  /** Puts new pieces where `at` counts; gives them. */
  function place(given, at) {
    const made = given.map((each) => makePiece(each, changed));
    const before = at === 0 ? element.firstElementChild : pieces[at - 1].frame;
    before.after(...made.map(frameOf));
    pieces.splice(at, 0, ...made);
    for (const piece of made) for (const area of piece.frame.querySelectorAll("textarea")) grow(area);
    number();
    return made;
  }

  function frameOf(piece) {
    const name = make("h3", { className: "body-name" });
    const acts = { up: () => move(piece, -1), down: () => move(piece, 1), delete: () => remove(piece) };
    const buttons = Object.entries(acts).map(([way, act]) => button(say[way], act, `body-${way}`));
    const head = make("div", { className: "body-head" }, name, make("div", { className: "row" }, ...buttons));
    const box = make("div", { className: "body-piece" }, head, piece.element);
    box.dataset.kind = piece.kind;
    box.setAttribute("role", "group");
    piece.frame = make("div", { className: "body-frame" }, box, insertMenu((kind) => insertKind(kind, pieces.indexOf(piece) + 1)));
    return piece.frame;
  }

  /** Names that tell pieces of a kind apart; which of the buttons lead anywhere. */
  function number() {
    const count = {};
    const all = shown();
    for (const [n, piece] of all.entries()) {
      count[piece.kind] = (count[piece.kind] ?? 0) + 1;
      const isOnly = all.filter(({ kind }) => kind === piece.kind).length === 1;
      const called = say[`kind_${piece.kind}`];
      const name = isOnly ? called : `${called} ${count[piece.kind]}`;
      piece.name = name;
      piece.frame.querySelector(".body-name").textContent = name;
      piece.frame.firstElementChild.setAttribute("aria-label", name);
      if (piece.kind === "text") piece.element.setAttribute("aria-label", isOnly ? say.text : fill(say.text_part, { name }));
      piece.frame.querySelector(".body-up").disabled = n === 0;
      piece.frame.querySelector(".body-down").disabled = n === all.length - 1;
    }
    element.classList.toggle("body-one", all.length === 1 && all[0].kind === "text");
  }

  /** Past the neighbour that is shown; a text stays where it is in the page, so that it can still be
      undone what was typed. */
  function move(piece, way) {
    const all = shown();
    const other = all[all.indexOf(piece) + way];
    const [from, to] = [pieces.indexOf(piece), pieces.indexOf(other)];
    pieces.splice(from, 1);
    pieces.splice(to, 0, piece);
    if (piece.kind === "text") way < 0 ? piece.frame.after(other.frame) : piece.frame.before(other.frame);
    else way < 0 ? other.frame.before(piece.frame) : other.frame.after(piece.frame);
    number();
    changed();
    const [pressed, else_] = way < 0 ? [".body-up", ".body-down"] : [".body-down", ".body-up"];
    const [first, second] = [pressed, else_].map((name) => piece.frame.querySelector(name));
    (first.disabled ? second : first).focus();
    announce(fill(say.moved, { name: piece.name, place: all.indexOf(other) + 1, count: all.length }));
  }

  function remove(piece) {
    const back = button(say.take_back, () => {
      piece.deleted = false;
      piece.frame.firstElementChild.hidden = false;
      gone.remove();
      number();
      changed();
      focusOn(piece);
    });
    const gone = make("p", { className: "body-gone row" }, fill(say.deleted, { name: piece.name }), back);
    piece.deleted = true;
    piece.frame.firstElementChild.hidden = true;
    piece.frame.prepend(gone);
    deleted(piece);
    number();
    changed();
    back.focus();
    announce(fill(say.deleted, { name: piece.name }));
  }

  /** The text `n` in two. Both halves are new, since the browser would undo typing into the whole. That
      stays in the page, hidden, with what can be undone in it, until it is dropped or taken back.
      → {halves, drop, takeBack} */
  function part(n, before, after) {
    const whole = pieces[n];
    const texts = [before, after].map((text) => ({ kind: "text", raw: "", text }));
    const halves = place(texts, n + 1);
    halves[0].raw = whole.raw;
    whole.frame.hidden = true;
    pieces.splice(n, 1);
    number();
    const takeBack = () => {
      const between = pieces.slice(pieces.indexOf(halves[0]) + 1, pieces.indexOf(halves[1]));
      whole.frame.hidden = false;
      pieces.splice(pieces.indexOf(halves[0]), 0, whole);
      for (const piece of [...halves, ...between]) {
        piece.frame.remove();
        pieces.splice(pieces.indexOf(piece), 1);
      }
      number();
      changed();
      whole.element.focus();
    };
    return { halves, drop: () => whole.frame.remove(), takeBack };
  }

  return { element, all: () => pieces, shown, clear, place, part };
}

/** row: of its lines in the file, from 0. */
export function focusOn(piece, row = 0) {
  const fields = piece.element.matches("textarea") ? [piece.element] : piece.element.querySelectorAll("textarea, input, select, button");
  const inTable = piece.element.querySelectorAll("tr")[row - (piece.read().caption ? 3 : 1)];
  (inTable?.querySelector("textarea") ?? fields[0])?.focus();
}
