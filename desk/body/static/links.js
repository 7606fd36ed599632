// A dialog for links: to our own articles by search, to a file, or to an address elsewhere.

import { api, fill, make, words } from "/static/shell/desk.js";
import { write } from "./typing.js";

const say = words.body;
const LINK = /(?<!!)\[((?:[^[\]\n\\]|\\.)*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?: "[^"\n]*")?\)/g;
const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:|\/\/|www\.)|^[^\s/]+@[^\s/]+$|^[^\s/]+\.[a-z]{2,}(?:\/|$)|^\/?tep\//i;
const WAIT = 150; // ms after the last letter

/** Asks where to, then writes the link where the selection of `area` is, or in place of the link
    in which it stands. */
export function pickLink(area) {
  const { value, selectionStart, selectionEnd } = area;
  const old = linkAt(value, selectionStart, selectionEnd);
  const [from, to] = old ? [old.from, old.to] : [selectionStart, selectionEnd];
  const selected = old ? old.text : value.slice(from, to);
  const dialog = make("dialog", { className: "body-dialog" });
  const title = make("h2", { id: "body-link-title" }, old ? say.link_change : say.link_new);
  dialog.setAttribute("aria-labelledby", title.id);
  const text = make("input", { type: "text", lang: "vi", value: selected.replace(/\s*\n\s*/g, " ") });
  const wanted = make("input", { type: "search", lang: "vi", value: old ? old.path : "", autocomplete: "off", spellcheck: false });
  const found = make("ul", { className: "body-found" });
  const status = make("p", { className: "hint" });
  status.setAttribute("role", "status");
  const go = make("button", { type: "submit", className: "primary" }, say.link_insert);
  const close = make("button", { type: "button" }, say.cancel);
  const unlink = make("button", { type: "button", hidden: !old }, say.unlink);
  const form = make(
    "form",
    { method: "dialog" },
    title,
    make("label", { className: "field" }, say.link_text, text),
    make("label", { className: "field" }, say.link_wanted, wanted),
    status,
    found,
    make("div", { className: "row" }, go, unlink, close),
  );
  dialog.append(form);
  document.body.append(dialog);
  let asked = new AbortController();
  let waiting = 0;

  wanted.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(search, event.isComposing ? 2 * WAIT : WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    insert(wanted.value.trim(), "");
  });
  close.addEventListener("click", () => dialog.close());
  unlink.addEventListener("click", () => put(selected));
  dialog.addEventListener("close", () => {
    clearTimeout(waiting);
    asked.abort();
    dialog.remove();
    area.focus();
  });
  dialog.showModal();
  wanted.focus();
  if (!old) search();

  async function search() {
    asked.abort();
    asked = new AbortController();
    const typed = wanted.value.trim();
    if (ADDRESS.test(typed)) return list([], say.link_elsewhere);
    try {
      const { items, count } = await api("GET", `/api/articles?q=${encodeURIComponent(typed)}&page=1`, undefined, asked.signal);
      list(items, fill(count ? say.link_count : say.link_none, { count }));
    } catch (cause) {
      if (cause.name !== "AbortError") list([], cause.message);
    }
  }

  function list(items, sentence) {
    status.className = "hint";
    status.textContent = sentence;
    found.replaceChildren(
      ...items.slice(0, 20).map((item) => {
        const button = make("button", { type: "button", className: "quiet" }, item.title || item.path);
        button.append(make("span", { className: "hint" }, [item.section, item.date].filter(Boolean).join(" · ")));
        button.addEventListener("click", () => insert(item.path, item.title));
        return make("li", {}, button);
      }),
    );
  }

  /** The server writes it, by the rules of the checks; what they refuse stays in the dialog. */
  async function insert(address, instead) {
    if (!address) return complain(say.link_needed, "");
    try {
      const isTyped = text.value !== selected;
      const { markdown, problems } = await api("POST", "/api/link", {
        text: text.value.trim() || instead || address,
        plain: isTyped || !text.value.trim(),
        address,
      });
      const error = problems.find(({ severity }) => severity === "error");
      if (error) complain(error.sentence, error.remedy);
      else put(markdown);
    } catch (cause) {
      complain(cause.message, cause.remedy ?? "");
    }
  }

  function complain(sentence, remedy) {
    status.className = "said error";
    status.textContent = [sentence, remedy].filter(Boolean).join(" ");
    wanted.focus();
  }

  function put(markdown) {
    dialog.addEventListener("close", () => write(area, () => ({ from, to, text: markdown })), { once: true });
    dialog.close();
  }
}

/** {from, to, text, path} of the link around the selection, or null. */
export function linkAt(text, start, end) {
  const first = text.lastIndexOf("\n", start - 1) + 1;
  const stop = text.indexOf("\n", end);
  for (const found of text.slice(first, stop < 0 ? undefined : stop).matchAll(LINK)) {
    const from = first + found.index;
    const to = from + found[0].length;
    if (from <= start && end <= to && !(start === end && (start === from || start === to))) {
      return { from, to, text: found[1], path: found[2] };
    }
  }
  return null;
}
