// Which of the articles that answer come first.

const PER_PAGE = 10;
const SHORT = 4; // syllables
const WHILE_TYPING = 3; // articles: as many as are in sight
const NEWEST = 2 ** 30; // above the number of any article
const MATCHING = 2 ** 20; // above the worth of any article

// Whether a row passes the filters of `wanted`.
const filterOf = async (wanted) => {
  const year = +wanted.get("nam");
  const state = wanted.get("tinh-trang");
  const facets = [wanted.get("muc"), state && `=${state}`].filter(Boolean);
  const held = await Promise.all(facets.map(lookUpFacet));
  const from = year ? firstOf(year) : 0;
  const to = year ? firstOf(year + 1) : Infinity;
  return ({ number }) => number >= from && number < to && held.every((numbers) => numbers.has(number));
};

// To sort by: whether a row answers as typed, above its worth, above its number, which is higher the
// newer it is.
const figureOf = ({ number, worth, isNear }) => ((isNear ? 0 : MATCHING) + Math.round(worth * 40)) * NEWEST + number;

// The first `count` of `rows`, of which there may be thousands.
const firstRows = (rows, count) => {
  const first = [];
  let least = 0;
  for (const row of rows) {
    const figure = figureOf(row);
    if (first.length === count && figure < least) continue;
    let at = first.length;
    while (at && figureOf(first[at - 1]) < figure) at--;
    first.splice(at, 0, row);
    first.splice(count);
    least = figureOf(first.at(-1));
  }
  return first;
};

// `rows` of the first two pages by how near to one another the query's words stand in the first ten.
// Of a short query, which many answer, ten more are read where none of the first has them together,
// and only where the reader waits for it (`calmly`).
const rank = async (rows, query, calmly) => {
  const first = await withArticles(rows.slice(0, calmly ? PER_PAGE : WHILE_TYPING));
  const more = calmly ? rows.slice(PER_PAGE) : [];
  const isRight = ({ article }) => isTogether(query, article);
  if (query.telling.length > SHORT || !more[0] || first.some(isRight)) return [...inRank(first, query), ...more];
  const others = await withArticles(more);
  return [...inRank([...first, ...others.filter(isRight)], query), ...others.filter((one) => !isRight(one))];
};
const inRank = (rows, query) => {
  for (const row of rows) row.total = row.worth + nearness(query, row.article);
  return rows.sort((a, b) => !!a.isNear - !!b.isNear || b.total - a.total || b.number - a.number);
};

// What answers `query`: the rows of one page with their articles, how many there are, where they
// begin, and how well they answer.
const search = async (query, wanted, calmly, mayBeSlip) => {
  const matched = await match(query, calmly, mayBeSlip);
  query.forms = matched.forms;
  query.alone = patternsOf(query);
  query.runs = runsOf(query);
  const byDate = wanted.get("xep");
  const rows = matched.rows.filter(await filterOf(wanted));
  if (byDate) for (const row of rows) row.worth = 0;
  const isMixed = matched.isMixed && rows.some((row) => !matched.isTyped(row));
  if (isMixed) for (const row of rows) row.isNear = !matched.isTyped(row);
  const checked = await checkPhrases(rows, query.phrases);
  const n = checked.rows.length;
  const page = Math.max(1, Math.min(Math.ceil(n / PER_PAGE), wanted.get("trang") | 0));
  const from = (page - 1) * PER_PAGE;
  const to = from + (calmly ? PER_PAGE : WHILE_TYPING);
  const isRanked = n && page < 3 && query.runs[0] && !byDate;
  const first = firstRows(checked.rows, isRanked ? 2 * PER_PAGE : to);
  const ranked = isRanked ? await rank(first, query, calmly) : first;
  const isFew = matched.together > 0 && matched.together <= FEW;
  const isDoubtful = isRanked && isFew && !ranked.some(({ article }) => article && isTogether(query, article));
  return { n, page, from, rows: await withArticles(ranked.slice(from, to)), isTyped: matched.isTyped, unread: checked.unread, isDoubtful };
};
