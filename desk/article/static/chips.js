// Tags and authors: each a chip that can be taken away. A tag that no article has yet is said to be new.

import { write } from "/static/body/typing.js";
import { announce, fill, make, words } from "/static/shell/desk.js";

const say = words.article;
const MOST_OFFERED = 500;

export function chips(element, onChange) {
  const list = element.querySelector(".chips");
  const field = element.querySelector("input");
  const options = element.querySelector("datalist");
  const isTags = element.dataset.key === "tags";
  let items = [];
  let known = null;

  element.querySelector("button").addEventListener("click", add);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    add();
  });

  /** What is still in the field counts too: nobody has to press a button. */
  function typed() {
    return field.value.split(/[,;\n]/).map((part) => part.trim()).filter(Boolean);
  }

  function add() {
    const added = typed().filter((item) => !items.includes(item));
    if (!typed().length) return;
    items = [...items, ...added];
    write(field, (text) => ({ from: 0, to: text.length, text: "" }));
    draw();
    onChange();
    for (const tag of added) announce(fill(isNew(tag) ? say.new_tag_said : say.tag_said, { tag }));
  }

  function replace(item, ...others) {
    items = [...new Set(items.flatMap((each) => (each === item ? others : [each])))];
    draw();
    field.focus();
    onChange();
  }

  function isNew(tag) {
    return isTags && known !== null && !known.includes(tag);
  }

  function draw() {
    list.replaceChildren(...items.map(chip));
  }

  function chip(tag) {
    const drop = make("button", { type: "button", className: "quiet chip-drop" }, "×");
    drop.setAttribute("aria-label", fill(say.remove_tag, { tag }));
    drop.addEventListener("click", () => {
      replace(tag);
      announce(fill(say.removed_tag, { tag }));
    });
    const made = make("li", { className: "chip" }, make("span", {}, tag));
    if (isNew(tag)) {
      made.append(make("span", { className: "chip-new-tag" }, say.new_tag));
      const near = known.find((each) => bare(each) === bare(tag));
      if (near) {
        const instead = make("button", { type: "button", className: "quiet" }, fill(say.near_tag, { tag: near }));
        instead.addEventListener("click", () => replace(tag, near));
        made.append(instead);
      }
    }
    made.append(drop);
    return made;
  }

  function know(words_) {
    known = words_;
    options.replaceChildren(...known.slice(0, MOST_OFFERED).map((value) => make("option", { value })));
    draw();
  }

  function show(value) {
    items = [].concat(value).filter(Boolean);
    if (field.value) field.value = "";
    draw();
  }

  return { isList: true, read: () => [...items, ...typed().filter((item) => !items.includes(item))], show, know };
}

function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d");
}
