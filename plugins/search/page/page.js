// The form, the list of results and the reader's history.

const PER_PAGE = 10;
const SHORT = 4; // syllables
const WHILE_TYPING = 5; // cards: as many as are in sight
const NEWEST = 2 ** 30; // above the number of any article
const MATCHING = 2 ** 20; // above the worth of any article
const form = document.querySelector("form.search");
const fields = form.elements;
const said = form.dataset;
const find = (selector) => document.querySelector(`main ${selector}`);
const status = find("[role=status]");
const list = find(".list");
const pager = find(".pager");
const nothing = find(".nothing");
const template = find("template").content;
const title = document.title;

// The rows of `found` that pass the filters of `wanted`.
const filtered = async (found, wanted) => {
  const year = +wanted.get("nam");
  const state = wanted.get("tinh-trang");
  const facets = [wanted.get("muc"), state && `=${state}`].filter(Boolean);
  const held = await Promise.all(facets.map(lookUpFacet));
  return found.rows.filter(
    ({ number }) => held.every((numbers) => numbers.has(number)) && (!year || (number >= firstOf(year) && number < firstOf(year + 1))),
  );
};

// One figure for each article, to sort by: whether it answers as typed, its worth above its number, which is higher the newer it is.
const inOrder = (rows, byDate) => {
  const figures = new Float64Array(rows.length);
  rows.forEach((row, at) => (figures[at] = ((row.isNear ? 0 : MATCHING) + (byDate ? 0 : Math.round(row.worth * 40))) * -NEWEST - row.number));
  const numbers = [];
  for (const figure of figures.sort()) numbers.push(-figure % NEWEST);
  return numbers;
};

// The rows of the first two pages by how near to one another the query's words stand in the first
// ten. Of a short query, which many answer, ten more are read where none of the first has them
// together, and only where the reader waits for it (`calmly`).
const rank = async (rows, query, calmly) => {
  const first = await withArticles(rows.slice(0, calmly ? PER_PAGE : WHILE_TYPING));
  if (!calmly) return inRank(first, query);
  const more = rows.slice(PER_PAGE);
  if (query.telling.length > SHORT || !more[0] || first.some(({ article }) => isTogether(query, article))) return [...inRank(first, query), ...more];
  const others = await withArticles(more);
  const found = others.filter(({ article }) => isTogether(query, article));
  return [...inRank([...first, ...found], query), ...others.filter((one) => !found.includes(one))];
};
const inRank = (rows, query) => {
  for (const row of rows) row.total = row.worth + nearness(query, row.article);
  return rows.sort((a, b) => !!a.isNear - !!b.isNear || b.total - a.total || b.number - a.number);
};
// One that was taken away since is left out.
const withArticles = async (rows) => {
  const read = async (row) => ({ ...row, article: row.article ?? (await articleOf(row.number).catch((status) => status !== 404 && Promise.reject(status))) });
  return (await Promise.all(rows.map(read))).filter(({ article }) => article);
};

const say = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

// What to show for the address `wanted`: articles of one page, how many there are, what to say of it.
const answer = async (wanted, calmly) => {
  const q = wanted.get("q") || "";
  const parsed = parse(q);
  if (!parsed.syllables.map((one) => one.bare).join("")[1]) return { text: q.trim() && said.short };
  await openIndex();
  const query = await readKeyboard(parsed);
  let found = await search(query, wanted, calmly, false);
  // The words are in few articles and stand together in none that is first.
  if (calmly && found.isDoubtful) found = await search(query, wanted, calmly, true);
  const n = found.n;
  const parts = [query.meant ? said.meant : "", found.first ? tellHowWell(query, found) : said.none, n > PER_PAGE ? said.page : "", found.unread ? said.unread : ""];
  const words = query.lacking?.map((at) => `“${query.words[at]}”`).join(", ");
  const to = found.from + found.articles.length;
  const text = say(parts.filter(Boolean).join(" "), { q, n, page: found.page, from: found.from + 1, to, meant: query.meant, words });
  return { ...found, text, query, elements: inGroups(found.articles.map((article) => draw(article, query)), found.near) };
};

// `elements` with a heading above those that answer as typed, and one above those that do by a slip.
const headings = [said.match, said.similar].map((word) => {
  const made = document.createElement("h2");
  made.append(word);
  return made;
});
const inGroups = (elements, near) => elements.flatMap((element, at) => (near[at] === near[at - 1] ? [element] : [headings[+near[at]], element]));

const search = async (query, wanted, calmly, mayBeSlip) => {
  const matched = await match(query, mayBeSlip);
  query.forms = matched.forms;
  query.alone = patternsOf(query);
  query.runs = runsOf(query);
  const byDate = wanted.get("xep");
  const rows = await filtered(matched, wanted);
  const isMixed = matched.isMixed && rows.some((row) => !matched.isTyped(row));
  if (isMixed) for (const row of rows) row.isNear = !matched.isTyped(row);
  const checked = await checkPhrases(inOrder(rows, byDate), query.phrases);
  const n = checked.numbers.length;
  const page = Math.max(1, Math.min(Math.ceil(n / PER_PAGE), wanted.get("trang") | 0));
  const from = (page - 1) * PER_PAGE;
  const size = calmly ? PER_PAGE : WHILE_TYPING;
  const isRanked = n && page < 3 && query.runs[0] && !byDate;
  const numbers = isRanked ? checked.numbers.slice(0, 2 * PER_PAGE) : checked.numbers.slice(from, from + size);
  const rowOf = new Map(rows.filter((row) => numbers.includes(row.number)).map((row) => [row.number, row]));
  const inPlace = numbers.map((number) => rowOf.get(number));
  const ranked = isRanked ? await rank(inPlace, query, calmly) : inPlace;
  const shown = await withArticles(isRanked ? ranked.slice(from, from + size) : ranked);
  const isFew = matched.together > 0 && matched.together <= FEW;
  const isDoubtful = isRanked && isFew && !ranked.some(({ article }) => article && isTogether(query, article));
  return { n, page, from, articles: shown.map(({ article }) => article), near: shown.map((row) => row.isNear), first: shown[0], isTyped: matched.isTyped, unread: checked.unread, isDoubtful };
};

// What to say of the results by the first one: it has all words as typed, it has them by slips, or it
// lacks some.
const tellHowWell = (query, { first, isTyped }) => {
  const bare = first.article.bare.join("\n");
  const typed = patternsOf({ ...query, forms: query.syllables.map((one) => [one.bare]) });
  if (isTyped(first) || query.telling.every((n) => typed[n].test(bare))) return said.some;
  query.lacking = query.telling.filter((n) => !query.alone[n].test(bare) && !((first.bits >> n) & 1));
  return query.lacking[0] === undefined ? said.near : said.lacking;
};

const showPager = (wanted, { page, n }) => {
  pager.hidden = !(n > PER_PAGE);
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
  document.title = q ? say(said.title, { q }) : title;
  const found = await answer(wanted, calmly).catch((error) => {
    asked = {};
    console.warn(error);
    return { text: said.failed };
  });
  if (own !== turn) return;
  showCards(found.elements ?? []);
  showPager(wanted, found);
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
