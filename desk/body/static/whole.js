// The whole file as text, in a dialog over the page: what is written there is what is saved meanwhile.

import { announce, api, encodePath, fill, make, words } from "/static/shell/desk.js";

const say = words.body;
const LINE_END = /(\r\n|\r|\n)/;
const BYTE_MARK = /^\ufeff?/;

/** path: of the article; collect(): what would be sent to be saved; reopen(article): shows it in the page;
    offer(sentence, drop, undo): a way back. Gives {open, collect}: collect is null while it is closed. */
export function makeWhole({ path, collect, reopen, offer }) {
  let shown = null; // {area, whole, first, use}

  async function open() {
    const was = collect();
    try {
      const { text } = await api("POST", "/api/whole", was);
      show(was, text);
    } catch (refused) {
      announce(refused.message);
    }
  }

  /** whole: the file as it would be; text: what is made of it, if it was left before. */
  function show(was, whole, text = plain(whole)) {
    const first = plain(whole);
    const dialog = make("dialog", { className: "body-dialog body-whole" });
    const title = make("h2", { id: "body-whole-title" }, fill(say.whole_title, { path: path() }));
    const area = make("textarea", { lang: "vi", spellcheck: true, value: text });
    const status = make("p", { className: "hint" }, say.whole_about);
    const done = make("button", { type: "button", className: "primary" }, say.whole_use);
    const back = make("button", { type: "button" }, say.whole_drop);
    area.setAttribute("aria-labelledby", title.id);
    dialog.setAttribute("aria-labelledby", title.id);
    status.setAttribute("role", "status");
    area.addEventListener("input", () => document.dispatchEvent(new CustomEvent("desk:changed")));
    done.addEventListener("click", () => use());
    back.addEventListener("click", drop);
    dialog.addEventListener("cancel", (event) => {
      if (area.value === first) return;
      event.preventDefault();
      complain(say.whole_choose);
    });
    dialog.addEventListener("close", () => {
      shown = null;
      dialog.remove();
    });
    const leave = () => {
      shown = null; // the event comes later
      dialog.close();
    };
    dialog.append(title, status, area, make("div", { className: "row" }, done, back));
    document.body.append(dialog);
    shown = { area, whole, first, use };
    area.setSelectionRange(0, 0);
    dialog.showModal();
    area.focus();

    /** base: of the file, where it was saved meanwhile. */
    async function use(base = was.base) {
      if (area.value === first && base === was.base) return leave();
      try {
        const sent = area.value;
        const before = base === was.base ? was : asSent(whole, sent);
        const article = await api("POST", `/api/pieces/${encodePath(path())}`, { text: sent, was: before });
        if (area.value !== sent) return complain(say.whole_choose);
        leave();
        reopen({ ...article, base });
      } catch (refused) {
        complain([refused.message, refused.remedy].filter(Boolean).join(" "));
      }
    }

    function drop() {
      const text = area.value;
      leave();
      if (text === first) return;
      document.dispatchEvent(new CustomEvent("desk:changed"));
      offer(say.whole_dropped, () => {}, () => show(was, whole, text));
    }

    function complain(sentence) {
      status.className = "said error";
      status.textContent = sentence;
    }
  }

  document.addEventListener("desk:saved", ({ detail }) => shown?.use(detail.base));

  return {
    open,
    /** In place of form and pieces, which the dialog covers. */
    collect() {
      if (!shown || shown.area.value === shown.first) return null;
      return asSent(shown.whole, shown.area.value);
    },
  };
}

function asSent(whole, text) {
  return { head: "", fields: {}, body: [{ kind: "text", raw: withEnds(whole, text), text, changed: false }] };
}

/** As a text area shows it. */
function plain(whole) {
  return whole.replace(BYTE_MARK, "").split(LINE_END).map((part, n) => (n % 2 ? "\n" : part)).join("");
}

/** `text` with the byte mark and line ends of `whole`, which it was: lines before and behind what was
    changed keep their own. */
function withEnds(whole, text) {
  const [mark] = BYTE_MARK.exec(whole);
  const parts = whole.slice(mark.length).split(LINE_END);
  const [old, ends] = [parts.filter((_, n) => n % 2 === 0), parts.filter((_, n) => n % 2)];
  const lines = text.split("\n");
  const most = Math.min(old.length, lines.length);
  let above = 0;
  while (above < most && old[above] === lines[above]) above += 1;
  let below = 0;
  while (below < most - above && old.at(-1 - below) === lines.at(-1 - below)) below += 1;
  const ended = lines.slice(0, -1).map((line, n) => {
    const own = n < above ? ends[n] : n >= lines.length - below ? ends[n + old.length - lines.length] : ends[0];
    return line + (own ?? "\n");
  });
  return mark + ended.join("") + lines.at(-1);
}
