// A field of a card: label, what to write there, and advice on what stands there now.

import { fill, make, words } from "/static/shell/desk.js";

const say = words.photos;
const SHORTEST_ALT = 10;
const LONGEST_ALT = 150;
const LONGEST_CAPTION = 300;

/** → {element, input, advise(sentence)}; tag and attributes: of the input. */
export function field(tag, attributes, label, hint, id) {
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

/** A sentence of advice, "" where there is none; the checks say what stops publication. */
export function altAdvice(alt, caption) {
  const length = [...alt.trim()].length;
  if (!length) return say.alt_missing;
  if (length < SHORTEST_ALT) return fill(say.alt_short, { length });
  if (length > LONGEST_ALT) return fill(say.alt_long, { length, most: LONGEST_ALT });
  const [one, two] = [alt, caption].map((text) => text.trim().toLowerCase().replace(/[.\s]+$/, ""));
  return one === two ? say.alt_same : fill(say.alt_good, { length });
}

export function captionAdvice(caption) {
  const length = [...caption.trim()].length;
  return length > LONGEST_CAPTION ? fill(say.caption_long, { length, most: LONGEST_CAPTION }) : "";
}
