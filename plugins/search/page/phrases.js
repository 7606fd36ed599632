// Phrases in quotes and words to leave out. The index knows pairs of neighbours: what is longer is
// looked for in the articles' texts.

const MOST_READ = 20; // articles
const SAME = 100; // more than any worth without the same marks

// Tells of a row whether its article holds every pair of `phrase`. Marks rank what is sought, but
// nothing is left out that has other marks.
const pairsHeld = async (phrase, leftOut) => {
  const pairs = phrase[1] ? phrase.slice(1).map((one, n) => [phrase[n], one]) : [phrase];
  const tallies = await Promise.all(pairs.map((pair) => lookUpPair(pair, SAME)));
  const least = leftOut && phrase.some(hasSigns) ? SAME : 0;
  const holders = tallies.map(({ numbers, worth }) => new Set(numbers.filter((_, at) => worth[at] > least)));
  return ({ number }) => holders.every((numbers) => numbers.has(number));
};

// `rows` without those that lack a phrase or hold one to be left out. `unread`: of some only the
// pairs are known, because they are many.
const checkPhrases = async (rows, phrases) => {
  let unread = false;
  for (const { syllables: phrase, leftOut } of phrases) {
    const mayHold = await pairsHeld(phrase, leftOut);
    const held = rows.filter(mayHold);
    const wanted = ` ${phrase.map((one) => one.bare).join(" ")} `;
    const read = await withArticles(phrase[2] ? firstRows(held, MOST_READ) : []);
    const lacking = new Set(read.filter(({ article }) => !article.bare.some((bare) => bare.includes(wanted))).map(({ number }) => number));
    unread ||= phrase[2] && held.length > MOST_READ;
    const holding = new Set(held.filter(({ number }) => !lacking.has(number)));
    rows = rows.filter((row) => holding.has(row) !== leftOut);
  }
  return { rows, unread };
};
