// A card for a photo, or for several that stand together: what is seen, caption, whose photo it is.
//
// photoCard(piece, onChange) → element; piece: {kind, photos: [{path, alt, caption}], caption}, of
// which `caption` is a gallery's own. onChange({kind, photos, caption}) after each change, typing too.
// addPictures(element, files): puts files on a card from outside, as if they were dropped on it.

import { announce, button, fill, make, words } from "/static/shell/desk.js";
import { field } from "./field.js";
import { chooseRecent } from "./recent.js";
import { photoRow, showFirst } from "./row.js";
import { choose, filesOf, PICTURES, sendAll } from "./upload.js";

const say = words.photos;
const EMPTY = { path: "", alt: "", caption: "" };
const adders = new WeakMap();
let number = 0;

export function addPictures(element, files) {
  return adders.get(element)(files);
}

export function photoCard(piece, onChange) {
  const list = make("div", { className: "photos-list" });
  const together = field("textarea", { rows: 2, value: piece.caption ?? "" }, say.caption_all, say.caption_all_hint, `photos-caption-${++number}`);
  const said = make("div", { className: "photos-said" });
  said.setAttribute("role", "status");
  const more = make("div", { className: "row" });
  const card = make("div", { className: "photo-card" }, list, together.element, more, said);
  let rows = [];

  function changed() {
    const photos = rows.filter(({ isPhoto }) => isPhoto()).map((row) => row.read());
    const isOne = photos.length < 2;
    onChange({ kind: isOne ? "photo" : "gallery", photos: photos.length ? photos : [{ ...EMPTY }], caption: isOne ? "" : together.input.value });
    show();
  }

  /** Which buttons lead anywhere, and which picture is the article's first. */
  function show() {
    const several = rows.length > 1;
    together.element.hidden = !several;
    for (const [n, row] of rows.entries()) row.place(n, rows.length);
    chooseMore.textContent = rows.some(({ isPhoto }) => isPhoto()) ? say.add_here : say.choose_here;
    chooseOld.textContent = rows.some(({ isPhoto }) => isPhoto()) ? say.add_recent : say.recent;
    showFirst();
  }

  function add(photo) {
    const free = rows.find((row) => !row.isPhoto());
    if (free) {
      free.set(photo.path);
      return free;
    }
    return append(photo);
  }

  function append(photo) {
    const row = photoRow(photo, { changed, move, remove });
    rows.push(row);
    list.append(row.element);
    return row;
  }

  function move(row, way) {
    const from = rows.indexOf(row);
    const other = rows[from + way];
    rows.splice(from, 1);
    rows.splice(from + way, 0, row);
    if (way < 0) row.element.after(other.element);
    else row.element.before(other.element);
    changed();
    row.focus(way);
    announce(fill(say.moved, { place: rows.indexOf(row) + 1, count: rows.length }));
  }

  function remove(row) {
    const at = rows.indexOf(row);
    rows.splice(at, 1);
    const back = make("button", { type: "button" }, say.take_back);
    const gone = make("p", { className: "photo-gone row" }, fill(say.removed, { name: row.name() }), back);
    back.addEventListener("click", () => {
      gone.replaceWith(row.element);
      rows.splice(Math.min(at, rows.length), 0, row);
      changed();
      row.focus(0);
    });
    row.element.replaceWith(gone);
    if (!rows.length) add({ ...EMPTY });
    changed();
    back.focus();
    announce(fill(say.removed, { name: row.name() }));
  }

  async function addFiles(files) {
    said.replaceChildren();
    const progress = make("p", { className: "said" });
    const before = document.activeElement;
    let first = null;
    const count = await sendAll("photo", files, {
      progress: (sentence) => {
        progress.textContent = sentence;
        if (sentence) said.append(progress);
        else progress.remove();
      },
      added: (answer, file) => {
        const row = add({ ...EMPTY, path: answer.path });
        if (answer.notes.length) tell("good", file.name, answer.notes.join(" "));
        changed();
        if (first) return;
        first = row;
        const now = document.activeElement;
        if (now === document.body || (now === before && !now.matches("textarea, input"))) row.focusAlt();
      },
      failed: (refused, file) => tell("error", file.name, `${refused.message} ${refused.remedy}`),
    });
    if (count) announce(fill(say.added, { count }));
  }

  function tell(kind, name, sentence) {
    said.append(make("p", { className: `said ${kind}` }, make("b", {}, name), ": ", sentence));
  }

  const chooseMore = button("", () => choose(PICTURES, true, addFiles));
  const chooseOld = button("", () =>
    chooseRecent((path) => {
      const row = add({ ...EMPTY, path });
      changed();
      row.focusAlt();
    }),
  );
  more.append(chooseMore, chooseOld);
  together.input.addEventListener("input", changed);
  takeFiles(card, addFiles);
  for (const photo of piece.photos.length ? piece.photos : [EMPTY]) append(photo);
  adders.set(card, addFiles);
  show();
  return card;
}

/** What is dropped on a card, or pasted into it, comes onto it. */
function takeFiles(card, add) {
  card.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = "copy";
    card.classList.add("is-target");
  });
  card.addEventListener("dragleave", (event) => {
    if (!card.contains(event.relatedTarget)) card.classList.remove("is-target");
  });
  card.addEventListener("drop", (event) => {
    card.classList.remove("is-target");
    const files = filesOf(event.dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    add(files);
  });
  card.addEventListener("paste", (event) => {
    const files = filesOf(event.clipboardData);
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    add(files);
  });
}
