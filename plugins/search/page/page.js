// The form, the list of results and the reader's history.

const form = document.querySelector("form.search[data-index]");
const fields = form.elements;
const said = form.dataset;
const room = form.closest(".site-search, main");
const find = (selector) => room.querySelector(selector);
const status = find("[role=status]");
const list = find(".list");
const pager = find(".pager");
const nothing = find(".nothing");
const template = find("template").content;
const title = document.title;

const say = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

// What to show for the address `wanted`: articles of one page, how many there are, what to say of it.
const answer = async (wanted, calmly) => {
  const q = wanted.get("q") || "";
  const parsed = parse(q);
  if (!parsed.syllables.map((one) => one.bare).join("")[1]) return { text: q.trim() && said.short };
  await openIndex();
  let query = await readKeyboard(parsed, false);
  let found = await search(query, wanted, calmly, false);
  // The words are in few articles and stand together in none that is first.
  if (calmly && found.isDoubtful) found = await search(query, wanted, calmly, true);
  const keys = calmly && !found.n ? await readKeyboard(parsed, true) : query;
  if (keys.meant !== query.meant) {
    query = keys;
    found = await search(query, wanted, calmly, false);
  }
  const n = found.n;
  const parts = [query.meant ? said.meant : "", found.rows[0] ? tellHowWell(query, found) : said.none, calmly && n > PER_PAGE ? said.page : "", found.unread ? said.unread : ""];
  const words = query.lacking?.map((at) => `“${query.words[at]}”`).join(", ");
  const to = found.from + found.rows.length;
  const text = say(parts.filter(Boolean).join(" "), { q, n, page: found.page, from: found.from + 1, to, meant: query.meant, words });
  return { ...found, text, query, elements: inGroups(found.rows, query) };
};

// Cards with a heading above those that answer as typed, and one above those that do by a slip.
const headings = [said.match, said.similar].map((word) => {
  const made = document.createElement("h2");
  made.append(word);
  return made;
});
const inGroups = (rows, query) => rows.flatMap(({ article, isNear }, at) => [...(isNear === rows[at - 1]?.isNear ? [] : [headings[+isNear]]), draw(article, query)]);

// What to say of the results by the first one: it has all words as typed, it has them by slips, or it
// lacks some.
const tellHowWell = (query, { rows: [first], isTyped }) => {
  const bare = first.article.bare.join("\n");
  const hasTyped = () => {
    const typed = patternsOf({ ...query, forms: query.syllables.map((one) => [one.bare]) });
    return query.telling.every((n) => typed[n].test(bare));
  };
  if (isTyped(first) || hasTyped()) return said.some;
  query.lacking = query.telling.filter((n) => !query.alone[n].test(bare) && !((first.bits >> n) & 1));
  return query.lacking[0] === undefined ? said.near : said.lacking;
};

const showPager = (wanted, { page, n }, calmly) => {
  pager.hidden = !calmly || !(n > PER_PAGE);
  if (pager.hidden) return;
  [...pager.children].forEach((link, at) => {
    const other = page + 2 * at - 1;
    link.hidden = !other || (other - 1) * PER_PAGE >= n;
    wanted.set("trang", other);
    link.href = `?${wanted}`;
  });
};

// A later search overtakes one that still waits for its parts.
let turn = 0;
const run = async (wanted, calmly = true) => {
  const own = ++turn;
  const q = (wanted.get("q") || "").trim();
  if (calmly) document.title = q ? say(said.title, { q }) : title;
  const found = await answer(wanted, calmly).catch((error) => {
    asked = {};
    console.warn(error);
    return { text: said.failed };
  });
  // While somebody types, what answered the last letters stays until something answers these.
  if (own !== turn || (!calmly && found.n === 0)) return;
  showCards(found.elements ?? []);
  showPager(wanted, found, calmly);
  nothing.hidden = found.n !== 0;
  status.textContent = found.text.trim();
};

const inAddress = () => new URLSearchParams(location.search);
const inForm = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));

// A step of the reader's history for each query sent and each filter chosen, none for each key: what
// is typed comes into the address when the typing pauses, as changing it takes longer than searching.
let searching;
let saving;
const calm = () => {
  clearTimeout(searching);
  saving = clearTimeout(saving);
};
const save = (change) => {
  if (`${inForm()}` !== location.search.slice(1)) history[change](null, "", `?${inForm()}`);
};
const saveTyped = () => {
  if (saving) save("replaceState");
  saving = clearTimeout(saving);
};
const go = () => {
  calm();
  save("pushState");
  run(inForm());
};
const restore = () => {
  calm();
  for (const { name } of fields) if (name) fields[name].value = inAddress().get(name) || "";
  return run(inAddress());
};

form.addEventListener("input", ({ target }) => {
  if (target !== fields.q) return go();
  calm();
  searching = setTimeout(() => run(inForm(), false), 200);
  saving = setTimeout(() => saveTyped() || run(inForm()), 1000);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go();
});
// Before anything that was clicked leads away. (Enter clicks the form's button.)
addEventListener("click", ({ target }) => form.contains(target) || saveTyped(), true);
pager.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  await run(inAddress());
  status.tabIndex = -1;
  status.focus();
});
addEventListener("popstate", restore);
restore();
