// Beside an article that was just imported (`?nhap=…`): what was found and how surely, what was left
// out, what is left to fill in.

import { path } from "/static/article/article.js";
import { api, fill, make, Refused, words } from "/static/shell/desk.js";

const say = words.importing;
const LONGEST = 300;
const name = new URLSearchParams(location.search).get("nhap");
const place = document.getElementById("importing-report");
if (name && place) show();

async function show() {
  let told;
  try {
    told = await api("GET", `/api/import/${encodeURIComponent(name)}`);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    place.append(make("p", { className: "said" }, refused.message));
    return;
  }
  const own = told.lines.find(({ file }) => file.endsWith(`/${path}`));
  const others = told.lines.filter((line) => line.file && line !== own);
  const box = make("details", { className: "import-report", open: true });
  box.append(make("summary", {}, fill(say.report, { name: told.name })), ...(own ? parts(own) : []));
  if (others.length) box.append(...list(say.others, others.map(linkTo)));
  place.append(box);
}

function parts(line) {
  if (line.state !== "new") return [make("p", {}, say.known)];
  const counts = { in: line.letters_in, out: line.letters_out, named: line.letters_named, lost: Math.abs(line.letters_lost) };
  const told = [
    ...list(say.look, line.look.map(sentence)),
    ...list(say.ready, line.ready.map((each) => toFillIn(each, line.file))),
    ...found(line.found),
    ...list(say.missing, line.missing),
    ...list(say.notes, line.notes.map(sentence)),
    ...list(say.removed, line.removed.map(([what, text]) => `${what}: ${short(text)}`)),
    ...list(say.dropped, Object.entries(line.dropped).map(([what, count]) => fill(say.times, { what, count }))),
  ];
  if (line.letters_in) told.push(make("p", { className: "hint" }, fill(line.letters_lost ? say.differ : say.agree, counts)));
  return told;
}

function found(rows) {
  if (!rows.length) return [];
  const head = [say.what, say.value, say.where, say.sure].map((text) => make("th", { scope: "col" }, text));
  const body = rows.map(([key, value, where, sure]) => {
    const cells = [key === "date" ? withDates(value) : value, where, say.how_sure[sure]].map((text) => make("td", {}, text));
    return make("tr", { className: sure === "guess" ? "is-guess" : "" }, make("th", { scope: "row" }, say.fields[key]), ...cells);
  });
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
  const wide = make("div", { className: "import-wide", tabIndex: 0 }, table);
  wide.setAttribute("role", "region");
  wide.setAttribute("aria-label", say.found);
  return [make("h2", {}, say.found), wide];
}

function list(title, items) {
  if (!items.length) return [];
  return [make("h2", {}, title), make("ul", {}, ...items.map((item) => make("li", {}, item)))];
}

function linkTo({ file }) {
  const inside = file.slice(file.indexOf("/") + 1);
  return make("a", { href: `/bai/${inside.split("/").map(encodeURIComponent).join("/")}?nhap=${name}` }, inside);
}

/** Of `content/a.md:8: câu. → cách sửa trong tệp chữ`: here it is filled in elsewhere than in a line. */
function toFillIn(text, file) {
  return sentence(text.replace(`${file}:`, "").replace(/^\d+:/, "").split(" → ")[0].trim());
}

const withDates = (text) => text.replace(/\b(\d{4})-(\d\d)-(\d\d)\b/g, "$3/$2/$1");
const sentence = (text) => withDates(text.charAt(0).toUpperCase() + text.slice(1));
const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
