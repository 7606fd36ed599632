// A choice among a few; what a file says that is none of them stays one of them.

import { fill, words } from "/static/shell/desk.js";

const say = words.article;

export function choices(element) {
  const select = element.querySelector("select");
  const isFolders = element.dataset.key === "section";
  let typed = "";

  /** Marks and case are no differences: `Hỏi đáp`, `hoi-dap`. */
  function find(value) {
    const wanted = fold(value);
    const namesOf = ({ value, text, dataset }) => [value, text, ...(dataset.also ?? "").split("|")];
    return [...select.options].find((option) => namesOf(option).some((each) => fold(each) === wanted));
  }

  function show(value) {
    typed = value;
    let option = value ? find(value) : select.options[0];
    if (!option) {
      option = new Option(fill(say.not_listed, { value }), value);
      select.add(option);
    }
    option.selected = true;
  }

  /** What was typed stays as it was typed while it is chosen. */
  function read() {
    const option = select.selectedOptions[0];
    return typed && option === find(typed) ? typed : (option?.value ?? "");
  }

  function offer(given, own) {
    const options = isFolders ? ofSections(given, own) : [new Option(say.none, ""), ...given.map((each) => new Option(each, each))];
    const now = options.map(({ value, text }) => `${value}\n${text}`).join("\n\n");
    if (select.dataset.offered === now) return;
    const chosen = read();
    select.replaceChildren(...options);
    select.dataset.offered = now;
    const before = typed;
    show(chosen);
    typed = before;
    element.hidden = !isFolders && options.length === 1 && !chosen;
  }

  /** Of kinds: those of the section, and the chosen one. */
  function limit(kinds) {
    for (const option of select.options) option.hidden = option.disabled = !kinds.includes(option.dataset.also) && !option.selected;
  }

  return { read, show, offer, limit, also: () => select.selectedOptions[0]?.dataset.also ?? "" };
}

function ofSections(sections, own) {
  const folder = new Option(own ? fill(say.section_of_folder, own) : say.none, "");
  if (own) folder.dataset.also = `${own.slug}|${own.title}`;
  return [folder, ...sections.filter((each) => each !== own).map(({ slug, title }) => new Option(title, slug))];
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/[\s_-]+/g, " ").trim();
}
