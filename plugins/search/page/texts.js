// What an article says: how near to one another the words of a query stand in it, and the place to
// show.

const SHOWN = 180; // characters of a passage

// Rows with their articles; one that was taken away since is left out.
const withArticles = async (rows) => {
  const read = async (row) => ({ ...row, article: row.article ?? (await articleOf(row.number).catch((status) => status !== 404 && Promise.reject(status))) });
  return (await Promise.all(rows.map(read))).filter(({ article }) => article);
};

// What may stand for `length` syllables of the query, as a pattern for bareText.
const patternOf = ({ forms, half }, from, length) => {
  const words = forms.slice(from, from + length).map((some, n) => `(?:${some.join("|")})${half && from + n === forms.length - 1 ? "[^ ]*" : ""}`);
  return RegExp(` ${words.join(" ")} `);
};

const patternsOf = (query) => query.forms.map((_, n) => patternOf(query, n, 1));

// Runs of the query's syllables, the longest first: how much of the longest each is, its first and
// its last syllable, its pattern.
const runsOf = (query) => {
  const runs = [];
  const longest = Math.min(query.forms.length, LONGEST_PHRASE);
  for (let length = longest; length > 1; length--) {
    for (let from = 0; from + length <= query.forms.length; from++) runs.push({ share: length / longest, from, to: from + length - 1, pattern: patternOf(query, from, length) });
  }
  return runs;
};

// How much of the query stands together in the text: 1 where all does.
const togetherIn = (bare, runs) => {
  const pairs = runs.filter(({ from, to }) => to - from === 1).map(({ pattern }) => pattern.test(bare));
  const held = pairs.filter(Boolean).length;
  if (!held) return 0;
  // A run is there only where its pairs are.
  const longest = runs.find(({ from, to, pattern }) => !pairs.slice(from, to).includes(false) && pattern.test(bare));
  return (longest.share + held / pairs.length) / 2;
};

// What nearness adds to an article's worth: most in the title.
const nearness = ({ runs }, { bare: [title, lead, ...body] }) =>
  Math.max(...[title, lead, body.join("\n")].map((bare, level) => togetherIn(bare, runs) ** 2 * (6 - level)));

// Whether as much of the query as a phrase may have stands in one place.
const isTogether = ({ runs }, article) => article.bare.some((bare) => runs[0].pattern.test(bare));

// The place that has most of the query, cut where words end; the lead where that has as much.
const passageOf = (query, { texts, bare: [, lead, ...body] }) => {
  const score = (bare) => query.telling.filter((n) => query.alone[n].test(bare)).length + 2 * togetherIn(bare, query.runs);
  const scores = body.map(score);
  const best = Math.max(...scores);
  if (!(best > score(lead))) return texts[1];
  const words = cutWords(texts[2 + scores.indexOf(best)]);
  const hits = hitsIn(words, query);
  const at = Math.max(0, hits.indexOf(true));
  let from = at;
  let to = at;
  for (let length = 0; length < SHOWN && (from > 0 || to < words.length); ) {
    // A third of what is shown stands before the first hit.
    if (from > 0 && length < SHOWN / 3) length += words[--from][0].length;
    else if (to < words.length) length += words[to++][0].length;
    else length += words[--from][0].length;
  }
  const text = words.slice(from, to).map(([word]) => word).join("").trim();
  return `${from ? "… " : ""}${text}${to < words.length ? " …" : ""}`;
};
