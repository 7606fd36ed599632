// Which articles answer a query, and how well.

const EXACT = 4; // the same marks outweigh title, lead and body
const ALONE = 0.1; // a syllable without its neighbour, to a pair
const MENDED = 0.5; // a pair with a slip of the finger in it
const LONGEST = 24; // syllables
const RAREST = 3; // pairs of a long query: enough to find what it means
const FEW = 10; // results of a short query

// What the reader typed: syllables, and phrases that are in quotes or to be left out.
const parse = (text) => {
  const query = { syllables: [], phrases: [] };
  for (const [, minus, quote, word] of text.slice(0, 300).matchAll(/(?<![^\s"“”])([-−–]?)(?:["“”]([^"“”]*)["“”]?|([^\s"“”]+))/g)) {
    const found = syllables(quote ?? word);
    query.half = !minus && word;
    if ((minus || quote) && found[0]) query.phrases.push({ syllables: found, leftOut: !!minus });
    if (!minus) query.syllables.push(...found);
  }
  query.syllables.splice(LONGEST);
  // The last syllable may be half typed.
  query.half &&= /[\p{L}\p{N}\p{M}]$/u.test(text);
  query.exact = query.syllables.some(hasSigns) ? EXACT : 0.25;
  return query;
};

const hasSigns = (syllable) => syllable.signs;

const lookUp = async (key, signs, exact, half) => {
  const tally = makeTally();
  for (const line of await linesFrom(half ? key : `${key}\t`)) {
    readLine(tally, line, signs, line[key.length] === "\t" ? exact : exact / 2);
  }
  return tally;
};

// The articles where `second` follows `first`; kept until the next query, which asks for most again.
let asked = {};
let askedBefore;
const lookUpPair = (first, second, exact, half) => {
  const key = `${first ? first.bare : ""} ${second.bare}`;
  const signs = first ? `${first.signs} ${second.signs}` : second.signs;
  const name = [key, signs, exact, half];
  return (asked[name] ??= askedBefore[name] ?? lookUp(key, signs, exact, half));
};

// Whether one letter more, less or other, or two that changed places, make `a` of `b`.
const near = (a, b) => {
  let at = 0;
  while (a[at] && a[at] === b[at]) at++;
  const rest = (word, skipped) => word.slice(at + skipped);
  return (
    rest(a, 1) === rest(b, 1) ||
    rest(a, 1) === rest(b, 0) ||
    rest(a, 0) === rest(b, 1) ||
    rest(a, 0) === `${b[at + 1]}${b[at]}${rest(b, 2)}`
  );
};

// Lines of pairs that would be those of syllable `n` and its neighbour, but for a slip.
const similarLines = async (query, n) => {
  const wanted = query[n].bare;
  if (n) {
    const start = `${query[n - 1].bare} `;
    return (await linesFrom(start)).filter((line) => near(line.slice(start.length).split("\t")[0], wanted));
  }
  const close = [...(await commonSyllables())].filter(([word]) => near(word, wanted)).sort((a, b) => b[1] - a[1]);
  const keys = close.slice(0, 6).map(([word]) => (query[1] ? `${word} ${query[1].bare}\t` : ` ${word}\t`));
  return (await Promise.all(keys.map(linesFrom))).flat();
};

const mend = async (query, n) => {
  const tally = makeTally();
  if (query[n].bare[1]) for (const line of await similarLines(query, n)) readLine(tally, line);
  return tally;
};

const sizeOf = (bits) => (bits ? 1 + sizeOf(bits & (bits - 1)) : 0);

// The pairs to look up, each by the place of its second syllable: of many, those that tell most.
const choosePairs = async (query) => {
  const typed = query.syllables;
  const pairs = typed.map((_, n) => n).slice(typed.length > 1);
  if (pairs.length <= RAREST + 1) return pairs;
  const common = await commonSyllables();
  // An unknown syllable may be a slip, half a word stands for many, and what is rare tells most.
  const often = (n) => +(common.get(typed[n].bare) ?? 1000);
  const cost = (n) => often(n - 1) + often(n) + (query.half && n === pairs.length && 100);
  return pairs.sort((a, b) => cost(a) - cost(b)).slice(0, RAREST);
};

// The articles that answer: `kept` are their numbers; `whole`: they hold all that was asked.
const match = async (query) => {
  askedBefore = asked;
  asked = {};
  const typed = query.syllables;
  const count = typed.length;
  const total = makeTally();
  const pairs = await choosePairs(query);
  const bitsOfPair = (n) => 3 << Math.max(n - 1, 0);
  const must = pairs.reduce((bits, n) => bits | bitsOfPair(n), 0);
  const heldOf = (number) => total.held[number] & must;
  const answering = () => total.numbers.filter((number) => heldOf(number) === must);
  // The places of the syllables that the article with most of them lacks, or else all.
  const missing = () => {
    const best = total.numbers.reduce((most, number) => (sizeOf(heldOf(number)) > sizeOf(most) ? heldOf(number) : most), 0);
    return typed.map((_, n) => n).filter((n) => best === must || (must & ~best) >> n & 1);
  };
  const lookUpAt = (first, n) => lookUpPair(first, typed[n], query.exact, query.half && n === count - 1);
  const add = async (places, find, bitsOf, share) => {
    const found = await Promise.all(places.map(find));
    found.forEach((tally, at) => join(total, tally, bitsOf(places[at]), share));
  };

  await add(pairs, (n) => lookUpAt(typed[n - 1], n), bitsOfPair, 1);
  const together = answering().length;
  // Syllables that do not stand together.
  if (count > 1 && together < (count < 4 ? FEW : 1)) {
    await add(missing(), (n) => lookUpAt(null, n), (n) => 1 << n, ALONE);
  }
  // One slip of a finger.
  if (!together && answering().length < (count < 3 ? 1 : 3)) {
    await add(missing().slice(0, 4), (n) => mend(typed, n), bitsOfPair, MENDED);
  }
  total.kept = answering();
  total.whole = total.kept[0] >= 0;
  if (!total.whole && count > 2) {
    // What holds more comes first, whatever it is worth.
    total.kept = total.numbers.filter((number) => sizeOf(heldOf(number)) >= pairs.length);
    for (const number of total.kept) total.worth[number] += 999 * sizeOf(heldOf(number));
  }
  return total;
};
