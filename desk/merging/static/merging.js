// Two versions of one article, place by place: somebody keeps one, the other, both, or writes it anew.
// Each choice is kept by the server at once, so that a closed window loses none.

import { makeSides } from "/static/history/differences.js";
import { api, fill, make, words } from "/static/shell/desk.js";

const say = words.merging;
const PAUSE_MS = 1000;
let count = 0;
let timer = 0;
let keep = Promise.resolve(); // one request after the other: the last one wins

/** question: as GET /api/copies gives it; titles: of ours and of theirs; labels: {ours, theirs}, of the
    choice; heading: `h2`, `h3`; failed(refused): what to do with an answer that is none. Its element;
    `open()` says how many places are not chosen. */
export function makeQuestion(question, titles, labels, heading, failed) {
  const parts = question.places
    ? question.places.map((place) => makePlace(place, titles, labels, failed))
    : [makeWhole(question, titles, failed)];
  const element = make("section", { className: "merging" }, make(heading, {}, question.title), ...parts.map((part) => part.element));
  return { element, open: () => parts.filter((part) => !part.isChosen()).length };
}

function makePlace(place, titles, sideLabels, failed) {
  const texts = { ours: place.ours, theirs: place.theirs };
  if (place.both) texts.both = [place.ours, place.theirs].join("\n\n");
  const labels = { ...sideLabels, both: say.both, own: say.own };
  const values = [...Object.keys(texts), "own"];
  const chosen = place.chosen === null ? "" : (Object.keys(texts).find((name) => texts[name] === place.chosen) ?? "own");
  const area = make("textarea", { rows: 6, lang: "vi", value: chosen === "own" ? place.chosen : (place.ours || place.theirs), hidden: chosen !== "own" });
  area.setAttribute("aria-label", say.own_text);
  const choose = (value) => kept(place.name, value === "own" ? area.value : texts[value], failed);
  area.addEventListener("change", () => choose("own"));
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => choose("own"), PAUSE_MS);
  });
  const group = makeGroup(values.map((value) => ({ value, label: labels[value] })), chosen, (value) => {
    area.hidden = value !== "own";
    if (value === "own") area.focus();
    choose(value);
  });
  const sides = makeSides(place.differences, titles);
  for (const [n, text] of [place.ours, place.theirs].entries()) {
    if (!text) sides.children[n].querySelector(".differences").replaceChildren(make("em", {}, say.nothing_here));
  }
  const element = make("fieldset", {}, make("legend", {}, place.title), sides, group.element, area);
  return { element, isChosen: group.isChosen };
}

function makeWhole(question, titles, failed) {
  const sides = ["ours", "theirs"].map((side, n) => {
    const { text, picture, said } = question.sides[side];
    const shown = picture
      ? make("img", { src: picture, alt: titles[n] })
      : make("div", { className: "differences", lang: "vi", tabIndex: 0 }, text ?? make("em", {}, said));
    return make("section", {}, make("h3", {}, titles[n]), shown);
  });
  const group = makeGroup(question.choices, question.chosen ?? "", (value) => kept(question.name, value, failed));
  const element = make("fieldset", {}, make("legend", {}, say.whole), make("div", { className: "history-sides" }, ...sides), group.element);
  return { element, isChosen: group.isChosen };
}

function makeGroup(choices, chosen, choose) {
  const name = `merging-${(count += 1)}`;
  const radios = choices.map(({ value, label }) => {
    const radio = make("input", { type: "radio", name, value, checked: value === chosen });
    radio.addEventListener("change", () => choose(value));
    return make("label", { className: "merging-choice" }, radio, label);
  });
  const element = make("div", { className: "row" }, ...radios);
  return { element, isChosen: () => Boolean(element.querySelector(":checked")) };
}

function kept(name, text, failed) {
  clearTimeout(timer);
  keep = keep.then(() => api("POST", "/api/choice", { name, text })).catch(failed);
}

/** When the server has all that was chosen. */
export function allKept() {
  return keep;
}

/** "Bản ở máy này (Lan, 14:05)". */
export function titleOf(text, { name, time }) {
  return fill(text, { name, time });
}
