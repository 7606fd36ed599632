// A work of the publisher's command: how far it is, or what has become of it.

import { fill, make, words } from "/static/shell/desk.js";
import { linkTo, makeDetails, makeFaults, makeList, makeText } from "./parts.js";

const say = words.publishing;

/** name: "plan" for a look, "run" for a publication or a way back. */
export function titleOf(name, { command, time, target }) {
  const title = command === "rollback" ? say.rolling_back : name === "plan" ? say.looking : say.publishing;
  return fill(title, { time, target });
}

export function makeRunning(name, work) {
  const hint = make("p", { className: "hint" }, name === "run" ? say.may_close : say.nothing_yet);
  const steps = make("ol", { className: "publishing-steps" }, ...work.steps.map(makeStep));
  return [make("p", {}, titleOf(name, work)), steps, hint];
}

function makeStep({ name, state, done, total }) {
  const now = total ? say.step_counted : say.step_now;
  const text = { done: say.step_done, now, next: name }[state];
  const item = make("li", { className: `is-${state}` }, make("span", {}, fill(text, { name, done, total })));
  if (state !== "now") return item;
  item.setAttribute("aria-current", "step");
  if (total) {
    const bar = make("progress", { value: done, max: total });
    bar.setAttribute("aria-label", name);
    item.append(bar);
  }
  return item;
}

/** row: the buttons below it. */
export function makeEnd({ end, state, time }, row) {
  const kind = state === "good" ? "good" : "error";
  const parts = [make("p", { className: `said ${kind}` }, make("b", {}, `${time}: `), end.sentence)];
  if (end.faults.length) parts.push(makeFaults(end.faults));
  if (end.compared.length) {
    const title = fill(say.compared, { count: end.compared.length });
    parts.push(makeDetails(title, makeList(end.compared.map(linkTo))));
  }
  if (end.details) parts.push(makeDetails(say.details, makeText(end.details)));
  if (end.url && state === "good") {
    row.prepend(make("a", { className: "button", href: end.url, target: "_blank", rel: "noopener" }, say.open_live));
  }
  return [...parts, row];
}
