// A filtered list comes in the place of the one shown, without a new page. Without this script, or
// where the next list cannot be fetched, the same links lead to whole pages.

const main = document.querySelector("main");
const own = document.currentScript.dataset;
const status = document.createElement("p");
status.className = "hidden";
status.setAttribute("role", "status");
document.body.append(status);

const read = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw answer.status;
  const html = await answer.text();
  const parse = (part) => new DOMParser().parseFromString(html.match(part)[0], "text/html");
  // Only these parts: a strict policy would refuse the page's own style here, and report it.
  return { title: parse(/<title>[^]*<\/title>/).title, main: parse(/<main[^]*<\/main>/).querySelector("main") };
};

// A later choice overtakes one that still waits.
let turn = 0;
let open;
let shown = location.pathname;
const show = async (address, focusOn) => {
  const mine = ++turn;
  const panel = main.querySelector("details");
  if (panel) open = panel.open;
  const next = await read(address).catch(() => {});
  if (mine !== turn) return false;
  if (!next) return location.assign(address);
  shown = new URL(address).pathname;
  main.replaceChildren(...next.main.childNodes);
  if (main.querySelector("details")) main.querySelector("details").open = open;
  document.title = next.title;
  // What a phone's browser shares.
  const canonical = document.querySelector("link[rel=canonical]");
  canonical.href = new URL(shown, canonical.href);
  document.querySelector("header [aria-current]").setAttribute("aria-current", shown === own.base ? "page" : "true");
  const count = main.querySelector(".count");
  const heading = main.querySelector("h1");
  status.textContent = `${heading.textContent}. ${count ? own.said.replace("{n}", count.textContent.match(/\d+/)) : ""}`;
  const target = focusOn?.();
  if (target) target.focus();
  else {
    heading.tabIndex = -1;
    heading.focus();
  }
  return true;
};

// Where the reader was: on the choice that was taken or lifted.
const successor = (link) => {
  const choice = link.closest("[data-choice]")?.dataset.choice;
  const lifted = link.dataset.lifts;
  return () =>
    choice ? main.querySelector(`[data-lifts="${choice}"]`) : lifted && main.querySelector(`details[open] [data-choice="${lifted}"] a`);
};

main.addEventListener("click", async (event) => {
  const link = event.target.closest(".filters a, .chosen a, .pager a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.pathname !== own.base && !link.pathname.startsWith(own.lists)) return;
  event.preventDefault();
  const focusOn = successor(link);
  if (await show(link.href, focusOn)) history.pushState(null, "", link.href);
});
// A jump inside the page is a step of the history too.
addEventListener("popstate", () => location.pathname !== shown && show(location.href));
