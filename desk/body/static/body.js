// The body of an article: its pieces, one below the other, with what is done to them as a whole.

import * as page from "/static/article/article.js";
import { announce, api, fill, make, words } from "/static/shell/desk.js";
import { showInField } from "./caret.js";
import { cut } from "./cut.js";
import { makeFinder } from "./find.js";
import { makeNote } from "./note.js";
import { makeOutline } from "./outline.js";
import { makePasting } from "./paste.js";
import { focusOn, makePieceList } from "./piece_list.js";
import { sent } from "./pieces.js";
import { makeToolbar } from "./toolbar.js";
import { watchCompositions, writeHere } from "./typing.js";
import { makeWhole } from "./whole.js";

const say = words.body;
const room = document.getElementById("body");
const list = makePieceList({ changed, deleted: forgetField, insertKind });
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
let current = null; // the field that was written in last
const sentPieces = new WeakMap(); // what `collect` gave → its pieces and what they said

const top = make("div", { className: "body-top" }, toolbar.element, finder.element, outline.element, pasting.element, note.element);
room.append(top, list.element, outline.length);
watchCompositions(room);
room.addEventListener("input", changed);
room.addEventListener("input", note.hide);
list.element.addEventListener("focusin", ({ target }) => {
  if (target.matches("textarea")) current = target;
});
list.element.addEventListener("keydown", toolbar.press);
list.element.addEventListener("paste", pasting.paste);
document.addEventListener("desk:opened", show);
document.addEventListener("desk:saved", ({ detail }) => keep(detail));
document.addEventListener("desk:goto", ({ detail }) => goTo(detail));
page.register("body", collect);
if (page.article) show();

function show() {
  current = null;
  list.clear();
  outline.refresh();
  const { body } = page.article;
  list.place(body.length ? body : [{ kind: "text", raw: "", text: "" }], 0);
}

function changed() {
  outline.refresh();
  document.dispatchEvent(new CustomEvent("desk:changed"));
}

/** What was deleted is not written in any more. */
function forgetField(piece) {
  if (piece.frame.contains(current)) current = null;
}

/** What is shown of the pieces that are not deleted. */
function fieldsOf(selector, isWanted = () => true) {
  return list
    .shown()
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
  return list.shown().filter((piece) => piece.raw || !isEmpty(piece.read()));
}

/** body: what stands in the file now of the pieces that were sent; of others nothing does. */
function keep({ body, sent: whole }) {
  const kept = sentPieces.get(whole.body);
  if (!kept) return;
  for (const piece of list.all()) [piece.raw, piece.written] = ["", ""];
  for (const [n, [piece, said]] of kept.entries()) [piece.raw, piece.written] = [body[n].raw, said];
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
    const [piece] = list.place([{ kind: "text", ...EMPTY.text }], at);
    focusOn(piece);
    toolbar.link();
    return;
  }
  const [piece] = list.place([{ kind, raw: "", ...EMPTY[kind] }], at);
  changed();
  focusOn(piece);
  announce(fill(say.inserted, { name: piece.name }));
}

/** Puts an object (without `raw`) between the pieces; after: an element in the piece before it, or
    nothing for where the caret is. Gives its element. */
export function insertPiece(given, after) {
  const before = after ? list.all().findIndex(({ frame }) => frame.contains(after)) + 1 : placeAtCaret();
  const [piece] = list.place([{ ...given, raw: "" }], before);
  changed();
  announce(fill(say.inserted, { name: piece.name }));
  return piece.frame.firstElementChild;
}

/** What was pasted, where the caret is; the first and the last text go on in what stands there. */
function insertPieces(given) {
  const [first, ...rest] = given;
  if (first.kind === "text") insertText(first.text);
  const made = list.place((first.kind === "text" ? rest : given).map((each) => ({ ...each, raw: "", text: each.text ?? each.raw })), placeAtCaret());
  changed();
  announce(fill(say.inserted, { name: made.map(({ name }) => name).join(", ") }));
}

/** Writes where the caret is, or was last; the browser can undo it. */
export function insertText(text) {
  writeHere(textField(), text);
}

function textField() {
  if (current?.isConnected) return current;
  const last = list.shown().findLast(({ kind }) => kind === "text");
  const area = (last ?? list.place([{ kind: "text", raw: "", text: "" }], list.all().length)[0]).element;
  area.setSelectionRange(area.value.length, area.value.length);
  return area;
}

/** How many pieces stand before the caret. A text in which it stands between paragraphs is parted. */
function placeAtCaret() {
  const n = list.all().findIndex(({ frame }) => current && frame.contains(current));
  if (n < 0) return list.all().length;
  const piece = list.all()[n];
  if (piece.kind !== "text") return n + 1;
  const [before, after] = cut(piece.element.value, piece.element.selectionEnd);
  if (!after.trim()) return n + 1;
  if (!before) return n;
  const { halves, drop, takeBack } = list.part(n, before, after);
  current = halves[0].element;
  note.offer(say.parted, drop, takeBack);
  return n + 1;
}
