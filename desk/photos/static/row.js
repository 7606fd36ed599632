// One picture of a card, with what is said of it: what is seen, caption, whose photo it is.

import { path as articlePath } from "/static/article/article.js";
import { button, fill, make, words } from "/static/shell/desk.js";
import { joinCredit, splitCredit } from "./credit.js";
import { altAdvice, captionAdvice, field } from "./field.js";
import { focusPoint } from "./focus.js";
import { pictureAddress } from "./recent.js";
import { choose, PICTURES, sendAll } from "./upload.js";

const say = words.photos;
const points = new WeakMap(); // of what shows a picture
let number = 0;

/** One picture of a card: {element, read, isPhoto, set, place, focus, focusAlt, name}. */
export function photoRow(photo, { changed, move, remove }) {
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
    said.advise(captionAdvice(said.input.value));
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

/** The head's point belongs to the article's first picture, wherever it was moved to. */
export function showFirst() {
  const views = [...document.querySelectorAll(".photo-card .photo-view")];
  const first = views.find((view) => !view.hidden && !view.closest("[hidden]"));
  for (const view of views) points.get(view)?.show(view === first);
}

document.addEventListener("desk:opened", showFirst);
document.addEventListener("desk:changed", showFirst);
