// The body of an article: its pieces, one below the other, with what is done to them as a whole.

import * as page from "/static/article/article.js";
import { announce, api, button, fill, make, words } from "/static/shell/desk.js";
import { showInField } from "./caret.js";
import { cut } from "./cut.js";
import { makeFinder } from "./find.js";
import { insertMenu } from "./insert_menu.js";
import { makeNote } from "./note.js";
import { makeOutline } from "./outline.js";
import { makePasting } from "./paste.js";
import { makePiece, sent } from "./pieces.js";
import { makeToolbar } from "./toolbar.js";
import { grow, watchCompositions, writeHere } from "./typing.js";
import { makeWhole } from "./whole.js";

const say = words.body;
const room = document.getElementById("body");
const list = make("div", { className: "body-pieces" });
const note = makeNote();
const finder = makeFinder(() => fieldsOf("textarea, input", ({ lang }) => lang === "vi"));
const outline = makeOutline(
  () => fieldsOf(".body-text"),
  () => fieldsOf(".body-table textarea").map(({ value }) => value),
);
const pasting = makePasting(insertPieces);
const whole = makeWhole({ path: () => page.path, collect: () => page.collect(), reopen: (article) => page.reopen(article), offer: note.offer });
const toolbar = makeToolbar({
  field: () => current,
  insert: insertKind,
  show: { find: finder.open, outline: outline.toggle, whole: whole.open },
});
// In the order of the file; a deleted one stays in the page, from where it can be taken back.
let pieces = [];
let current = null; // the field that was written in last
const sentPieces = new WeakMap(); // what `collect` gave → its pieces and what they said

const top = make("div", { className: "body-top" }, toolbar.element, finder.element, outline.element, pasting.element, note.element);
room.append(top, list, outline.length);
watchCompositions(room);
room.addEventListener("input", changed);
room.addEventListener("input", note.hide);
list.addEventListener("focusin", ({ target }) => {
  if (target.matches("textarea")) current = target;
});
list.addEventListener("keydown", toolbar.press);
list.addEventListener("paste", pasting.paste);
document.addEventListener("desk:opened", show);
document.addEventListener("desk:saved", ({ detail }) => keep(detail));
document.addEventListener("desk:goto", ({ detail }) => goTo(detail));
page.register("body", collect);
if (page.article) show();

function show() {
  pieces = [];
  current = null;
  list.replaceChildren(insertMenu((kind) => insertKind(kind, 0)));
  outline.refresh();
  const { body } = page.article;
  place(body.length ? body : [{ kind: "text", raw: "", text: "" }], 0);
}

function changed() {
  outline.refresh();
  document.dispatchEvent(new CustomEvent("desk:changed"));
}

/** What is shown of the pieces that are not deleted. */
function fieldsOf(selector, isWanted = () => true) {
  return pieces
    .filter(isShown)
    .flatMap(({ frame }) => [...frame.querySelectorAll(selector)].filter(isWanted));
}

// -- what is sent ------------------------------------------------------------------------------

function collect() {
  const instead = whole.collect();
  if (instead) return instead;
  const kept = collected();
  const body = kept.map(sent);
  sentPieces.set(body, kept.map((piece) => [piece, JSON.stringify(piece.read())]));
  return { body };
}

function collected() {
  return pieces.filter((piece) => isShown(piece) && (piece.raw || !isEmpty(piece.read())));
}

/** body: what stands in the file now of the pieces that were sent; of others nothing does. */
function keep({ body, sent: whole }) {
  const kept = sentPieces.get(whole.body);
  if (!kept) return;
  for (const piece of pieces) [piece.raw, piece.written] = ["", ""];
  for (const [n, [piece, said]] of kept.entries()) [piece.raw, piece.written] = [body[n].raw, said];
}

function isShown({ deleted }) {
  return !deleted;
}

/** Where line `line` of the file is that the page would make: the server knows, which made it. */
async function goTo({ line, field }) {
  if (!line || field) return;
  const kept = collected();
  const { text, starts } = await api("POST", "/api/whole", page.collect()).catch(({ message }) => {
    announce(message);
    return { starts: [] };
  });
  const n = starts.findLastIndex((start) => start <= line);
  const piece = kept[n];
  if (!piece) return;
  if (piece.kind !== "text" && piece.kind !== "html") return focusOn(piece, line - starts[n]);
  const wanted = text.split(/\r\n|\r|\n/).slice(starts[n] - 1, line).join("\n").length;
  const { element } = piece;
  const end = Math.min(wanted, element.value.length);
  showInField(element, element.value.lastIndexOf("\n", end - 1) + 1, end, true);
}

/** Whether a new piece says nothing yet. */
function isEmpty({ text, photos, rows, path }) {
  const said = text ?? path ?? photos?.map((photo) => photo.path).join("") ?? rows.flat().join("");
  return !said.trim();
}

// -- pieces ------------------------------------------------------------------------------------

/** Puts new pieces where `at` counts; gives them. */
function place(given, at) {
  const made = given.map((each) => makePiece(each, changed));
  const before = at === 0 ? list.firstElementChild : pieces[at - 1].frame;
  before.after(...made.map(frameOf));
  pieces.splice(at, 0, ...made);
  for (const piece of made) for (const area of piece.frame.querySelectorAll("textarea")) grow(area);
  number();
  return made;
}

function frameOf(piece) {
  const name = make("h3", { className: "body-name" });
  const buttons = Object.entries({ up: () => move(piece, -1), down: () => move(piece, 1), delete: () => remove(piece) }).map(
    ([way, act]) => button(say[way], act, `body-${way}`),
  );
  const head = make("div", { className: "body-head" }, name, make("div", { className: "row" }, ...buttons));
  const shown = make("div", { className: "body-piece" }, head, piece.element);
  shown.dataset.kind = piece.kind;
  shown.setAttribute("role", "group");
  piece.frame = make("div", { className: "body-frame" }, shown, insertMenu((kind) => insertKind(kind, pieces.indexOf(piece) + 1)));
  return piece.frame;
}

/** Names that tell pieces of a kind apart; which of the buttons lead anywhere. */
function number() {
  const count = {};
  const shown = pieces.filter(isShown);
  for (const [n, piece] of shown.entries()) {
    count[piece.kind] = (count[piece.kind] ?? 0) + 1;
    const isOnly = shown.filter(({ kind }) => kind === piece.kind).length === 1;
    const called = say[`kind_${piece.kind}`];
    const name = isOnly ? called : `${called} ${count[piece.kind]}`;
    piece.name = name;
    piece.frame.querySelector(".body-name").textContent = name;
    piece.frame.firstElementChild.setAttribute("aria-label", name);
    if (piece.kind === "text") piece.element.setAttribute("aria-label", isOnly ? say.text : fill(say.text_part, { name }));
    piece.frame.querySelector(".body-up").disabled = n === 0;
    piece.frame.querySelector(".body-down").disabled = n === shown.length - 1;
  }
  list.classList.toggle("body-one", shown.length === 1 && shown[0].kind === "text");
}

/** Past the neighbour that is shown; a text stays where it is in the page, so that it can still be
    undone what was typed. */
function move(piece, way) {
  const shown = pieces.filter(isShown);
  const other = shown[shown.indexOf(piece) + way];
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
  announce(fill(say.moved, { name: piece.name, place: shown.indexOf(other) + 1, count: shown.length }));
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
  if (piece.frame.contains(current)) current = null;
  number();
  changed();
  back.focus();
  announce(fill(say.deleted, { name: piece.name }));
}

/** row: of its lines in the file, from 0. */
function focusOn(piece, row = 0) {
  const fields = piece.element.matches("textarea") ? [piece.element] : piece.element.querySelectorAll("textarea, input, select, button");
  const inTable = piece.element.querySelectorAll("tr")[row - (piece.read().caption ? 3 : 1)];
  (inTable?.querySelector("textarea") ?? fields[0])?.focus();
}

// -- inserting ---------------------------------------------------------------------------------

const EMPTY = {
  text: { text: "" },
  photo: { photos: [{ path: "", alt: "", caption: "" }] },
  table: { rows: [["", ""], ["", ""], ["", ""]], align: ["", ""], caption: "" },
  file: { path: "", name: "" },
};

/** at: how many pieces stand before it; without it, where the caret is. */
function insertKind(kind, at = placeAtCaret()) {
  if (kind === "link") {
    const [piece] = place([{ kind: "text", ...EMPTY.text }], at);
    focusOn(piece);
    toolbar.link();
    return;
  }
  const [piece] = place([{ kind, raw: "", ...EMPTY[kind] }], at);
  changed();
  focusOn(piece);
  announce(fill(say.inserted, { name: piece.name }));
}

/** Puts an object (without `raw`) between the pieces; after: an element in the piece before it, or
    nothing for where the caret is. Gives its element. */
export function insertPiece(given, after) {
  const before = after ? pieces.findIndex(({ frame }) => frame.contains(after)) + 1 : placeAtCaret();
  const [piece] = place([{ ...given, raw: "" }], before);
  changed();
  announce(fill(say.inserted, { name: piece.name }));
  return piece.frame.firstElementChild;
}

/** What was pasted, where the caret is; the first and the last text go on in what stands there. */
function insertPieces(given) {
  const [first, ...rest] = given;
  if (first.kind === "text") insertText(first.text);
  const made = place((first.kind === "text" ? rest : given).map((each) => ({ ...each, raw: "", text: each.text ?? each.raw })), placeAtCaret());
  changed();
  announce(fill(say.inserted, { name: made.map(({ name }) => name).join(", ") }));
}

/** Writes where the caret is, or was last; the browser can undo it. */
export function insertText(text) {
  writeHere(textField(), text);
}

function textField() {
  if (current?.isConnected) return current;
  const last = pieces.findLast((piece) => piece.kind === "text" && !piece.deleted);
  const area = (last ?? place([{ kind: "text", raw: "", text: "" }], pieces.length)[0]).element;
  area.setSelectionRange(area.value.length, area.value.length);
  return area;
}

/** How many pieces stand before the caret. A text in which it stands between paragraphs is parted. */
function placeAtCaret() {
  const n = pieces.findIndex(({ frame }) => current && frame.contains(current));
  if (n < 0) return pieces.length;
  const piece = pieces[n];
  if (piece.kind !== "text") return n + 1;
  const [before, after] = cut(piece.element.value, piece.element.selectionEnd);
  if (!after.trim()) return n + 1;
  if (!before) return n;
  return part(n, before, after);
}

/** Both halves are new, since the browser would undo typing into the whole. That stays in the page,
    hidden, with what can be undone in it, for as long as it is offered. */
function part(n, before, after) {
  const whole = pieces[n];
  const halves = place([{ kind: "text", raw: "", text: before }, { kind: "text", raw: "", text: after }], n + 1);
  halves[0].raw = whole.raw;
  whole.frame.hidden = true;
  pieces.splice(n, 1);
  number();
  current = halves[0].element;
  const drop = () => whole.frame.remove();
  note.offer(say.parted, drop, () => {
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
  });
  return n + 1;
}
