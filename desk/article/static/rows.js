// A list whose items have parts (`ngày | điều sai | điều đúng`): a row for each item, a field for each
// part.

import { choose, sendAll } from "/static/photos/upload.js";
import { announce, fill, make, words } from "/static/shell/desk.js";

const say = words.article;

export function rows(element, onChange) {
  const place = element.querySelector(".rows");
  const label = element.querySelector("legend").textContent;
  const parts = element.dataset.parts.split("|");
  let drawn = [];

  element.querySelector(".row-add").addEventListener("click", () => {
    const row = add([]);
    row.fields[0].focus();
  });
  element.querySelector(".row-file")?.addEventListener("click", () => choose("", true, take));

  function take(files) {
    sendAll("file", files, {
      progress: announce,
      added: ({ path, name }) => {
        add([path, name]);
        onChange();
      },
      failed: (refused) => say_(`${refused.message} ${refused.remedy}`),
    });
  }

  function say_(sentence) {
    const said = element.querySelector(".said");
    said.textContent = sentence;
    said.className = "said error";
    said.hidden = false;
    announce(sentence);
  }

  function add(values) {
    const fields = parts.map((part, n) => make("textarea", { lang: "vi", rows: 1, value: values[n] ?? "" }));
    const drop = make("button", { type: "button", className: "quiet row-drop" }, "×");
    const shown = fields.map((field, n) => make("label", {}, make("span", { className: "hint" }, parts[n]), field));
    const row = { fields, drop, element: make("div", { className: "item-row" }, ...shown, drop) };
    drop.addEventListener("click", () => {
      const at = drawn.indexOf(row);
      row.element.remove();
      drawn = drawn.filter((each) => each !== row);
      number();
      (drawn[at] ?? drawn[at - 1])?.drop.focus() ?? element.querySelector(".row-add").focus();
      onChange();
    });
    drawn.push(row);
    place.append(row.element);
    number();
    return row;
  }

  function number() {
    for (const [n, { fields, drop }] of drawn.entries()) {
      for (const [at, field] of fields.entries()) field.setAttribute("aria-label", fill(say.row, { label, n: n + 1, part: parts[at] }));
      drop.setAttribute("aria-label", fill(say.remove_row, { n: n + 1 }));
    }
  }

  /** Where an item has fewer parts than there are fields, the last one is the last. */
  function parted(item) {
    const said = item.split("|").map((part) => part.trim());
    if (said.length > parts.length) return [...said.slice(0, parts.length - 1), said.slice(parts.length - 1).join(" | ")];
    const isNamed = element.dataset.key !== "attachments" && said.length > 1;
    return isNamed ? [...said.slice(0, -1), ...Array(parts.length - said.length).fill(""), said.at(-1)] : said;
  }

  function show(value) {
    drawn = [];
    place.replaceChildren();
    for (const item of [].concat(value).filter(Boolean)) add(parted(item));
  }

  function read() {
    const said = drawn.map(({ fields }) => fields.map(({ value }) => value.replace(/\s+/g, " ").trim()));
    return said.map((each) => each.filter(Boolean).join(" | ")).filter(Boolean);
  }

  return { isList: true, read, show };
}
