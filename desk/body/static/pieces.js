// The body's pieces as the page holds them: what was read, what is shown now, and their place.
//
// A piece is {kind, raw, written, element, areas(), read()}: `read` gives what is shown now without
// `kind` and `raw`; `written` is that at the last save, as JSON, "" for a piece that is new.

import { photoCard } from "/static/photos/card.js";
import { make, words } from "/static/shell/desk.js";
import { fileCard } from "./file.js";
import { tableCard } from "./table.js";
import { grow } from "./typing.js";

const say = words.body;
const PHOTOS = ["photo", "gallery"];

/** given: as the article's page is sent it, or without `raw` for a new one. onChange: told of what is
    no typing into a field. */
export function makePiece(given, onChange) {
  const { kind, raw = "" } = given;
  const { element, read } = PHOTOS.includes(kind) ? photos(given, onChange) : (CARDS[kind] ?? html)(given, onChange);
  return { kind, raw, element, read, written: raw === "" ? "" : JSON.stringify(read()) };
}

/** As it is sent. */
export function sent(piece) {
  const shown = piece.read();
  const { kind, raw } = piece;
  return { kind: shown.kind ?? kind, raw, ...shown, changed: JSON.stringify(shown) !== piece.written };
}

export function textOf(piece) {
  return piece.kind === "text" ? piece.element.value : "";
}

const CARDS = { text: textArea, table: tableCard, file: fileCard, html };

function textArea({ text }) {
  const element = make("textarea", { lang: "vi", spellcheck: true, rows: 2, className: "body-text", value: text });
  element.addEventListener("input", () => grow(element));
  return { element, read: () => ({ text: element.value }) };
}

function html({ raw = "", text = raw.replace(/^\n+|\s+$/g, "") }) {
  const element = make("textarea", { spellcheck: false, rows: 2, className: "body-html", value: text });
  element.setAttribute("aria-label", say.html_text);
  element.addEventListener("input", () => grow(element));
  return { element, read: () => (element.value === text ? {} : { kind: "text", text: element.value }) };
}

function photos(given, onChange) {
  let shown = given;
  const element = photoCard(given, (next) => {
    shown = next ?? given;
    onChange();
  });
  return { element, read: () => structuredClone({ photos: shown.photos, ...("caption" in shown && { caption: shown.caption }) }) };
}
