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

/** given: as the article's page is sent it, or without `raw` for a new one. onChange: told of what is
    no typing into a field. */
export function makePiece(given, onChange) {
  const { kind, raw } = given;
  const { element, read } = CARDS[kind](given, () => {
    piece.kind = read().kind ?? kind;
    onChange();
  });
  const piece = { kind, raw, element, read, written: raw ? JSON.stringify(read()) : "" };
  return piece;
}

/** As it is sent. Raw HTML that was changed is a text like others. */
export function sent(piece) {
  const shown = piece.read();
  const changed = JSON.stringify(shown) !== piece.written;
  const kind = changed && piece.kind === "html" ? "text" : piece.kind;
  return { kind, raw: piece.raw, ...shown, changed };
}

const CARDS = { text: textArea, photo: photos, gallery: photos, table: tableCard, file: fileCard, html };

function textArea({ text }) {
  const element = make("textarea", { lang: "vi", spellcheck: true, rows: 2, className: "body-text", value: text });
  element.addEventListener("input", () => grow(element));
  return { element, read: () => ({ text: element.value }) };
}

function html({ raw, text = raw }) {
  const element = make("textarea", { spellcheck: false, rows: 2, className: "body-html", value: text.trim() });
  element.setAttribute("aria-label", say.html_text);
  element.addEventListener("input", () => grow(element));
  return { element, read: () => ({ text: element.value }) };
}

function photos(given, onChange) {
  let shown = given;
  const element = photoCard(given, (next) => {
    shown = next;
    onChange();
  });
  const read = () => ({
    kind: shown.kind,
    photos: structuredClone(shown.photos),
    ...(shown.kind === "gallery" && { caption: shown.caption }),
  });
  return { element, read };
}
