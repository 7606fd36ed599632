// The point of an article's first picture that lists and shared links keep in sight: a click on the
// picture or arrow keys set it. It is the head's field `focus`, `40 60`: per cent from the left and
// from the top.

import { article } from "/static/article/article.js";
import { announce, fill, make, words } from "/static/shell/desk.js";

const say = words.photos;
const USUAL = [50, 40]; // as plugins/images/plan.py
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 5;
const SHAPE = 16 / 9;

/** Puts on a picture what sets its point; gives {element, show(is first)}. picture: an `img`. */
export function focusPoint(picture) {
  const point = make("span", { className: "photo-point" });
  const stage = make("div", { className: "photo-stage" }, picture, point);
  const hint = make("p", { className: "hint", id: `photo-focus-${++made}` }, say.focus_hint);
  const cut = make("img", { alt: "", width: 160, height: 90, draggable: false });
  const shown = make("div", { className: "photo-cut" }, cut, make("p", { className: "hint" }, say.focus_cut));
  const under = make("div", { className: "photo-focus" }, hint, shown);
  let at = read(current ?? article?.fields?.focus);
  let isFirst = false;

  function draw() {
    point.style.left = `${at[0]}%`;
    point.style.top = `${at[1]}%`;
    const { naturalWidth: width, naturalHeight: height } = picture;
    if (!width) return;
    cut.src = picture.src;
    const box = [Math.min(1, (height * SHAPE) / width), Math.min(1, width / SHAPE / height)];
    const place = at.map((part, n) => {
      const room = 1 - box[n];
      return room ? (Math.min(Math.max(part / 100 - box[n] / 2, 0), room) / room) * 100 : 50;
    });
    cut.style.objectPosition = `${place[0]}% ${place[1]}%`;
  }

  function set(x, y) {
    at = [x, y].map((part) => Math.round(Math.min(100, Math.max(0, part))));
    current = at.join(" ");
    draw();
    announce(fill(say.focus_at, { x: at[0], y: at[1] }));
    document.dispatchEvent(new CustomEvent("desk:field", { detail: { key: "focus", value: current } }));
  }

  stage.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    if (isFirst && box.width) set(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  });
  stage.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!isFirst || !step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    set(at[0] + step[0] * STEP, at[1] + step[1] * STEP);
  });
  picture.addEventListener("load", draw);
  document.addEventListener("desk:field", ({ detail }) => {
    if (detail.key !== "focus" || detail.value === current) return;
    current = detail.value;
    at = read(current);
    draw();
  });

  return {
    element: make("div", {}, stage, under),
    show(first) {
      isFirst = first && Boolean(picture.naturalWidth);
      stage.classList.toggle("is-first", isFirst);
      under.hidden = point.hidden = !isFirst;
      for (const [name, value] of Object.entries({ role: "application", tabindex: "0", "aria-label": say.focus, "aria-describedby": hint.id })) {
        if (isFirst) stage.setAttribute(name, value);
        else stage.removeAttribute(name);
      }
      if (isFirst) at = read(current ?? article?.fields?.focus);
      draw();
    },
  };
}

let made = 0;
let current = null; // what was set since the article was opened
document.addEventListener("desk:opened", () => {
  current = null;
});

function read(typed) {
  const found = /^\D*(\d{1,3})\D+(\d{1,3})\D*$/.exec(String(typed ?? ""));
  return found ? [Number(found[1]), Number(found[2])] : USUAL;
}
