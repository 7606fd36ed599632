// "Bài mới từ tệp Word": a button (`data-import`) opens a dialog, and the whole page takes files that
// are dropped on it. One file leads to its article, several to a list of them.

import { refuseUnsent } from "/static/photos/given.js";
import { announce, api, encodePath, fill, make, Refused, words } from "/static/shell/desk.js";

const say = words.importing;
const KINDS = ".docx,.doc,.docm,.odt,.rtf,.pdf,.html,.htm,.txt,.zip,.xml";

const section = make("select", { id: "importing-section" });
const where = make("div", { className: "field", hidden: true }, make("label", { htmlFor: section.id }, say.section), section);
const input = make("input", { type: "file", multiple: true, accept: KINDS, hidden: true });
const choose = make("button", { type: "button", className: "primary" }, say.choose);
const close = make("button", { type: "button" }, say.close);
const said = make("div", { className: "importing-said" });
const title = make("h2", { id: "importing-title" }, say.title);
const dialog = make(
  "dialog",
  { className: "importing" },
  title,
  make("p", { className: "hint" }, say.hint),
  where,
  said,
  make("div", { className: "row" }, choose, close, input),
);
said.setAttribute("role", "status");
dialog.setAttribute("aria-labelledby", title.id);
document.body.append(dialog);
let isBusy = false;
let isListed = false; // drafts that the page below does not know of

for (const button of document.querySelectorAll("[data-import]")) button.addEventListener("click", open);
choose.addEventListener("click", () => input.click());
input.addEventListener("change", () => {
  takeAll([...input.files]);
  input.value = "";
});
close.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => isListed && location.reload());
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault(); // else the browser would leave the page for the file
  open();
  takeAll([...event.dataTransfer.files]);
});

async function open() {
  if (!dialog.open) {
    said.replaceChildren();
    dialog.showModal();
  }
  if (section.options.length) return;
  const { sections } = await api("GET", "/api/import");
  section.replaceChildren(...sections.map(({ slug, title }) => new Option(title, slug)));
  where.hidden = sections.length < 2;
}

async function takeAll(files) {
  if (isBusy || !files.length) return;
  isBusy = choose.disabled = true;
  said.replaceChildren();
  const made = [];
  for (const [n, file] of files.entries()) {
    const progress = tell("said", fill(say.reading, { name: file.name, n: n + 1, count: files.length }));
    try {
      made.push(await take(file));
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      tell("said error", fill(say.failed, { name: file.name }), `${refused.message} ${refused.remedy}`);
    }
    progress.remove();
  }
  isBusy = choose.disabled = false;
  const drafts = made.flatMap(({ report, drafts }) => drafts.map((draft) => ({ ...draft, report })));
  if (files.length === 1 && drafts.length === 1) location.assign(addressOf(drafts[0]));
  else if (drafts.length) list(drafts);
}

async function take(file) {
  await refuseUnsent(file);
  const asked = new URLSearchParams({ name: file.name, section: section.value, saved: Math.floor(file.lastModified / 1000) });
  return await api("POST", `/api/import?${asked}`, file);
}

function addressOf({ path, report }) {
  return `/bai/${encodePath(path)}?nhap=${report}`;
}

function list(drafts) {
  isListed = true;
  const rows = drafts.map((draft) => {
    const link = make("a", { href: addressOf(draft) }, draft.title);
    return make("li", {}, link, ...(draft.state === "new" ? [] : [` (${say.same})`]));
  });
  said.append(make("p", {}, fill(say.made, { count: drafts.length })), make("ul", {}, ...rows));
  announce(fill(say.made, { count: drafts.length }));
}

function tell(className, strong, rest = "") {
  const line = make("p", { className }, rest ? make("b", {}, strong) : strong, rest);
  said.append(line);
  return line;
}
