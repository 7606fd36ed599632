// Small parts of the page: lists, what is opened to be read, an article with what is said of it.

import { encodePath, make } from "/static/shell/desk.js";

export function makeList(items) {
  return make("ul", {}, ...items.map((item) => make("li", {}, item)));
}

export function makeDetails(summary, ...children) {
  return make("details", {}, make("summary", {}, summary), ...children);
}

/** notes: sentences about it; more: elements below them; without a file it is no article that opens. */
export function makeItem({ file, title, notes }, ...more) {
  const named = file ? make("a", { href: `/bai/${encodePath(file)}` }, title) : title;
  const said = notes.map((note) => make("span", { className: "publishing-note" }, note));
  return make("li", {}, named, ...said, ...more);
}

/** found: [{file, title, said}], sentences with the article that they are about. */
export function makeFaults(found) {
  const items = found.map(({ file, title, said }) => (file ? makeItem({ file, title, notes: [said] }) : make("li", {}, said)));
  return make("ul", { className: "publishing-list" }, ...items);
}

export function makeText(text) {
  return make("pre", { tabIndex: 0 }, text);
}

export function linkTo(address) {
  return make("a", { href: address, target: "_blank", rel: "noopener" }, address);
}
