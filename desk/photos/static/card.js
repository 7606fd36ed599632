// A card for a photo, or for several that stand together: what is seen, caption, whose photo it is.
//
// photoCard(piece, onChange) → element; piece: {kind, photos: [{path, alt, caption}], caption}, of
// which `caption` is a gallery's own. onChange({kind, photos, caption}) after each change, typing too.
// addPictures(element, files): puts files on a card from outside, as if they were dropped on it.

import { path as articlePath } from "/static/article/article.js";
import { announce, button, fill, make, words } from "/static/shell/desk.js";
import { joinCredit, splitCredit } from "./credit.js";
import { focusPoint } from "./focus.js";
import { chooseRecent, pictureAddress } from "./recent.js";
import { choose, filesOf, sendAll } from "./upload.js";

const say = words.photos;
const PICTURES = "image/*,.heic,.heif,.svg";
const EMPTY = { path: "", alt: "", caption: "" };
const SHORTEST_ALT = 10;
const LONGEST_ALT = 150;
const LONGEST_CAPTION = 300;
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

/** One picture of a card: {element, read, isPhoto, set, place, focus, focusAlt, name}. */
function photoRow(photo, { changed, move, remove }) {
  let { path } = photo;
  const credit = splitCredit(photo.caption);
  const id = ++number;
  const picture = make("img", { alt: "", draggable: false });
  const lost = make("p", { className: "said error", hidden: true });
  const point = focusPoint(picture);
  const named = make("p", { className: "hint photo-path" });
  const view = make("div", { className: "photo-view" }, point.element, lost, named);
  const [alt, said, whose] = [
    field("textarea", { rows: 2, value: photo.alt }, say.alt, say.alt_hint, `photo-alt-${id}`),
    field("textarea", { rows: 2, value: credit.said }, say.caption, say.caption_hint, `photo-caption-${id}`),
    field("input", { type: "text", value: credit.name }, say.credit, say.credit_hint, `photo-credit-${id}`),
  ];
  const up = button(say.up, () => move(row, -1));
  const down = button(say.down, () => move(row, 1));
  const away = button(say.remove, () => remove(row));
  const other = button(say.change, () => choose(PICTURES, false, replace));
  const ways = make("div", { className: "row" }, other, up, down, away);
  const fields = make("div", { className: "photo-fields" }, alt.element, said.element, whose.element, ways);
  const drop = make("p", { className: "photo-empty" }, say.drop_here);
  const told = make("div", { className: "photos-said" });
  told.setAttribute("role", "status");
  const element = make("div", { className: "photo" }, view, fields, drop, told);
  let isTouched = false;

  async function replace(files) {
    const tell = (kind, sentence) => told.replaceChildren(make("p", { className: `said ${kind}` }, sentence));
    await sendAll("photo", files, {
      progress: (sentence) => sentence && tell("", sentence),
      added: (answer) => {
        row.set(answer.path);
        tell("good", [...answer.notes, say.changed].join(" "));
      },
      failed: (refused) => tell("error", `${refused.message} ${refused.remedy}`),
    });
    changed();
  }

  function advise() {
    alt.advise(altAdvice(alt.input.value, said.input.value));
    const length = [...said.input.value.trim()].length;
    said.advise(length > LONGEST_CAPTION ? fill(say.caption_long, { length, most: LONGEST_CAPTION }) : "");
  }

  function showPicture() {
    element.classList.toggle("is-empty", !path);
    view.hidden = fields.hidden = !path;
    drop.hidden = Boolean(path);
    lost.hidden = true;
    named.textContent = path;
    if (path) picture.src = pictureAddress(path, articlePath ?? "");
    else picture.removeAttribute("src");
  }

  picture.addEventListener("load", () => {
    lost.hidden = true;
    showFirst();
  });
  picture.addEventListener("error", () => {
    lost.textContent = fill(say.lost, { path });
    lost.hidden = false;
  });
  for (const { input } of [alt, said, whose]) {
    input.addEventListener("input", () => {
      isTouched ||= input !== alt.input;
      advise();
      changed();
    });
  }

  const row = {
    element,
    isPhoto: () => path !== "",
    name: () => alt.input.value.trim() || path,
    read: () => ({
      path,
      alt: alt.input.value,
      caption: isTouched ? joinCredit(said.input.value, whose.input.value, credit.typed) : photo.caption,
    }),
    set(next) {
      path = next;
      showPicture();
    },
    place(n, count) {
      up.hidden = down.hidden = away.hidden = count < 2;
      up.disabled = n === 0;
      down.disabled = n === count - 1;
      for (const [name, value] of Object.entries({ role: "group", "aria-label": fill(say.photo_n, { n: n + 1, count }) })) {
        if (count > 1) element.setAttribute(name, value);
        else element.removeAttribute(name);
      }
    },
    focus(way) {
      const [first, second] = way < 0 ? [up, down] : [down, up];
      (way === 0 ? alt.input : first.disabled ? second : first).focus();
    },
    focusAlt: () => alt.input.focus(),
    point,
  };
  points.set(view, point);
  showPicture();
  advise();
  return row;
}

const points = new WeakMap();

/** The head's point belongs to the article's first picture, wherever it was moved to. */
function showFirst() {
  const views = [...document.querySelectorAll(".photo-card .photo-view")];
  const first = views.find((view) => !view.hidden && !view.closest("[hidden]"));
  for (const view of views) points.get(view)?.show(view === first);
}

document.addEventListener("desk:opened", showFirst);
document.addEventListener("desk:changed", showFirst);

/** A sentence of advice, "" where there is none; the checks say what stops publication. */
export function altAdvice(alt, caption) {
  const length = [...alt.trim()].length;
  if (!length) return say.alt_missing;
  if (length < SHORTEST_ALT) return fill(say.alt_short, { length });
  if (length > LONGEST_ALT) return fill(say.alt_long, { length, most: LONGEST_ALT });
  const [one, two] = [alt, caption].map((text) => text.trim().toLowerCase().replace(/[.\s]+$/, ""));
  return one === two ? say.alt_same : fill(say.alt_good, { length });
}

function field(tag, attributes, label, hint, id) {
  const input = make(tag, { lang: "vi", spellcheck: true, id, ...attributes });
  const advice = make("p", { className: "hint photo-advice", id: `${id}-advice` });
  const help = make("p", { className: "hint", id: `${id}-hint` }, hint);
  input.setAttribute("aria-describedby", `${help.id} ${advice.id}`);
  const element = make("div", { className: "field" }, make("label", { htmlFor: id }, label), input, help, advice);
  const advise = (sentence) => {
    advice.textContent = sentence;
    advice.hidden = !sentence;
  };
  advise("");
  return { element, input, advise };
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
