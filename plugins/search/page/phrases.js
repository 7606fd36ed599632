// Phrases in quotes and words to leave out. The index knows pairs of neighbours: what is longer is
// looked for in the articles' texts.

const MOST_READ = 20; // articles
const SAME = 100; // more than any worth without the same marks

const holdsAll = async (number, phrase) => {
  const wanted = ` ${phrase.map((one) => one.bare).join(" ")} `;
  return (await articleOf(number)).bare.some((bare) => bare.includes(wanted));
};

// Tells of an article whether it holds every pair of `phrase`. Marks rank what is sought, but
// nothing is left out that has other marks.
const pairsHeld = async ({ syllables: phrase, leftOut }) => {
  const pairs = phrase[1] ? phrase.slice(1).map((one, n) => [phrase[n], one]) : [phrase];
  const tallies = await Promise.all(pairs.map((pair) => lookUpPair(pair, SAME)));
  const least = leftOut && phrase.some(hasSigns) ? SAME : 0;
  const holders = tallies.map(({ numbers, worth }) => new Set(numbers.filter((_, at) => worth[at] > least)));
  return (number) => holders.every((numbers) => numbers.has(number));
};

// `numbers`, the best first, without those that lack a phrase or hold one to be left out.
// `unread`: of some only the pairs are known, because they are many.
const checkPhrases = async (numbers, phrases) => {
  let unread = false;
  for (const phrase of phrases) {
    const mayHold = await pairsHeld(phrase);
    const long = phrase.syllables[2] ? numbers.filter(mayHold) : [];
    const read = await Promise.all(long.slice(0, MOST_READ).map((number) => holdsAll(number, phrase.syllables)));
    const lacking = new Set(long.filter((_, at) => read[at] === false));
    unread ||= long.length > MOST_READ;
    numbers = numbers.filter((number) => (mayHold(number) && !lacking.has(number)) !== phrase.leftOut);
  }
  return { numbers, unread };
};
