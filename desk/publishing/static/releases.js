// The releases that the target has, and the way back to each.

import { api, button, fill, make, Refused, words } from "/static/shell/desk.js";
import { ask } from "./ask.js";
import { makeDetails, makeText } from "./parts.js";

const say = words.publishing;

/** at: where they are shown; rollBack(name): null where whoever sits here may not. */
export async function showReleases(at, target, rollBack) {
  try {
    const { releases } = await api("GET", `/api/publishing/releases?target=${encodeURIComponent(target)}`);
    if (!releases.length) return at.replaceChildren(make("p", {}, say.no_releases));
    const live = releases.findIndex((release) => release.live);
    const items = releases.map((each, n) => makeRelease(each, n === live + 1 ? say.back_one : say.back_to, rollBack));
    at.replaceChildren(make("ul", { className: "publishing-list publishing-releases" }, ...items));
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    const said = make("p", { className: "said error" }, refused.message);
    at.replaceChildren(said, ...(refused.remedy ? [makeDetails(say.details, makeText(refused.remedy))] : []));
  }
}

function makeRelease({ name, time, changed, live }, label, rollBack) {
  const item = make("li", {}, make("b", {}, time), make("span", { className: "publishing-changed" }, changed));
  item.dataset.release = name;
  if (live) item.append(make("span", { className: "publishing-live" }, say.live));
  else if (rollBack) {
    const sentence = () => make("p", {}, fill(say.back_sure, { time }));
    const start = button(label, () => ask(start, [sentence()], say.back_do, () => rollBack(name)));
    start.append(make("span", { className: "visually-hidden" }, ` ${time}`));
    item.append(start);
  }
  return item;
}
