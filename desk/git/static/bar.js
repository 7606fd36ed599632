// How this machine stands to the others that send to the same repository, with buttons to fetch and to
// send. Where content/ is exchanged with nobody, nothing is seen.

import { announce, api, fill, make, Refused, words } from "/static/shell/desk.js";

const say = words.git;
const ASK_MS = 60_000;
const PAGE = "/kho";
const box = document.getElementById("git");
const isPage = location.pathname === PAGE;
const told = make("div");
let working = false;

show();
setInterval(() => document.hidden || working || show(), ASK_MS);

/** On the page of the repository an event says when texts came or went. */
async function show(address = "/api/git", method = "GET") {
  const { standing } = await api(method, address).catch(() => ({}));
  if (standing === undefined) return;
  box.hidden = !standing;
  if (standing) draw(standing);
  if (isPage) document.dispatchEvent(new CustomEvent("desk:exchanged", { detail: standing }));
}

function draw({ trouble, here, there, checked, failed }) {
  if (trouble) return box.replaceChildren(make("p", { className: "said warning" }, trouble));
  const text = here || there ? fill(say.standing, { here, there }) : say.nothing;
  const parts = [make("p", {}, text, " ", make("span", { className: "hint" }, checked ? fill(say.checked, { time: checked }) : say.unchecked))];
  if (failed) parts.push(make("p", { className: "said warning" }, failed));
  const row = make("div", { className: "row" }, button(say.take, "take"), button(say.send, "send"));
  if (isPage) {
    const again = make("button", { type: "button", className: "quiet" }, say.look);
    again.addEventListener("click", () => show("/api/git/look", "POST"));
    row.append(again);
  } else row.append(make("a", { className: "button quiet", href: PAGE }, say.more));
  box.replaceChildren(...parts, row, told);
}

function button(text, work) {
  const made = make("button", { type: "button" }, text);
  made.addEventListener("click", () => exchange(work));
  return made;
}

/** work: `take`, `send`, or `join` what was fetched before. */
export async function exchange(work) {
  working = true;
  for (const each of box.querySelectorAll("button")) each.disabled = true;
  tell("said", work === "send" ? say.sending : say.taking);
  try {
    const { state, said, details } = await api("POST", "/api/git", { work });
    if (state === "warning" && !isPage) return location.assign(PAGE);
    tell(`said ${state}`, said, details);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    tell("said error", `${refused.message} ${refused.remedy}`.trim());
  } finally {
    working = false;
  }
  await show();
}

function tell(className, text, details) {
  const parts = [make("p", { className }, text)];
  if (details) parts.push(make("details", {}, make("summary", {}, say.details), make("pre", { tabIndex: 0 }, details)));
  told.replaceChildren(...parts);
  announce(text);
}
