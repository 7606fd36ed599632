// Which articles answer a query, and how well.

const EXACT = 4; // the same marks outweigh title, lead and body
const ALONE = 0.1; // a syllable without its neighbour, to a pair
const MENDED = 0.5; // a pair with a slip of the finger in it
const MOST_PAIRS = 5; // of a long query: enough to find what it means
const MOST_ALONE = 4; // syllables looked up without their neighbours
const MOST_LIKE = 30; // syllables near one that may be a slip
const FEW = 10; // results of a short query
const MANY = 100; // results of one syllable
const RARE = 5; // articles of a pair that may be a slip
const DOUBTFUL = 3; // results of a short query that may be a slip
const EVERYWHERE = 12; // power of two of articles: a syllable in so many tells nothing alone
const HELD = 0.55; // of what a query tells, the least that an answer holds
const KEYBOARD = "qwertyuiop asdfghjkl zxcvbnm";

// How well an article's signs are those that were typed: none typed may be any.
const fit = (typed, own) => (typed === own ? 1 : [...typed].every((sign) => own.includes(sign)) / 2);
const fitOfPair = (typed, signs) => {
  const own = signs.split(" ");
  return typed.reduce((sum, syllable, n) => sum + fit(syllable.signs, own[n]), 0) / typed.length;
};

const lookUp = async (typed, exact, half) => {
  const key = typed.length > 1 ? `${typed[0].bare} ${typed[1].bare}` : ` ${typed[0].bare}`;
  const lines = await linesFrom(half ? key : `${key}\t`);
  const isOwn = (line) => line[key.length] === "\t";
  const tally = (some) => makeTally(some, (signs, line) => (isOwn(line) ? exact : exact / 2) * fitOfPair(typed, signs));
  const own = tally(lines.filter(isOwn));
  // A syllable that many articles have may be whole.
  return !half || (!typed[1] && own.numbers.length > MANY) ? own : tally(lines);
};
const lookUpFacet = async (facet) => new Set(makeTally(await linesFrom(`#${facet}\t`), () => 0).numbers);

// Kept until the next query, which asks for most again.
let asked = {};
let askedBefore = {};
const lookUpPair = (typed, exact, half) => {
  const name = [typed.map((one) => [one.bare, one.signs]), exact, half];
  return (asked[name] ??= askedBefore[name] ?? lookUp(typed, exact, half));
};

// Whether one letter more, less or other, or two that changed places, make `a` of `b`. Of numbers
// every digit counts.
const near = (a, b) => {
  if (Math.abs(a.length - b.length) > 1 || /\d/.test(a + b)) return a === b;
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

// How easily a finger makes `typed` of `word`, which is near: the more, the easier.
const easeOf = (word, typed) => {
  let at = 0;
  while (word[at] && word[at] === typed[at]) at++;
  if (word.length < typed.length) return typed[at] === typed[at - 1] ? 3 : 1;
  if (word.length > typed.length) return 2;
  if (word[at] === typed[at + 1] && word[at + 1] === typed[at]) return 4;
  return Math.abs(KEYBOARD.indexOf(word[at]) - KEYBOARD.indexOf(typed[at])) === 1 ? 3 : 0;
};

// Syllables of articles that may be meant by `wanted`, the likeliest first.
const similar = async (wanted) => {
  const close = [...(await commonSyllables())].filter(([word]) => word !== wanted && near(word, wanted));
  const likely = ([word, often]) => +often + 2 * easeOf(word, wanted);
  return close.sort((a, b) => likely(b) - likely(a)).map(([word]) => word);
};

// What is to be looked up: pairs of neighbours, each by the place of its second syllable, and
// syllables that have none; of many, those that tell most.
const chooseUnits = async ({ syllables: typed, telling, half }) => {
  const told = new Set(telling);
  const all = telling
    .filter((n) => told.has(n - 1) || !told.has(n + 1))
    .map((n) => ({ n, typed: told.has(n - 1) ? [typed[n - 1], typed[n]] : [typed[n]], half: half && n === typed.length - 1 }));
  if (all.length <= MOST_PAIRS) return all;
  const common = await commonSyllables();
  // An unknown syllable may be a slip, half a word stands for many, and what is rare tells most.
  const cost = (unit) => unit.typed.reduce((sum, one) => sum + +(common.get(one.bare) ?? 20), unit.half ? 100 : 0) / unit.typed.length;
  return all.sort((a, b) => cost(a) - cost(b)).slice(0, MOST_PAIRS);
};

// Articles of all `finds`, summed up, as rows: number, bits of the syllables held, worth. All hold
// `everywhere`.
let heldIn;
const sumUp = (finds, everywhere) => {
  heldIn ??= new Uint32Array(index.end);
  const numbers = [];
  for (const { tally, bits, share } of finds) {
    tally.numbers.forEach((number, at) => {
      if (!heldIn[number]) numbers.push(number);
      heldIn[number] |= bits;
      worthOf[number] += tally.worth[at] * share;
    });
  }
  const rows = numbers.map((number) => ({ number, bits: heldIn[number] | everywhere, worth: worthOf[number] }));
  for (const number of numbers) heldIn[number] = worthOf[number] = 0;
  return rows;
};

// A query with what it takes to answer it. units: looked up, each with its articles and its weight,
// the more the rarer; must: bits of their syllables, at `places`; share: how much of the whole weight
// some of the syllables have.
const planOf = async (query) => {
  const units = await chooseUnits(query);
  const tallies = await Promise.all(units.map((unit) => lookUpPair(unit.typed, query.exact, unit.half)));
  for (const [at, unit] of units.entries()) {
    unit.bits = unit.typed[1] ? 3 << (unit.n - 1) : 1 << unit.n;
    unit.tally = tallies[at];
    unit.weight = Math.log2(1 + index.most / Math.max(1, unit.tally.numbers.length));
  }
  const must = units.reduce((bits, unit) => bits | unit.bits, 0);
  const places = query.syllables.map((_, n) => n).filter((n) => (must >> n) & 1);
  const weights = query.syllables.map((_, n) => Math.max(0, ...units.filter((unit) => (unit.bits >> n) & 1).map((unit) => unit.weight)));
  const total = places.reduce((sum, n) => sum + weights[n], 0);
  const shares = {};
  const share = (bits) => (shares[bits & must] ??= places.reduce((sum, n) => sum + ((bits >> n) & 1) * weights[n], 0) / total);
  return { query, units, must, places, weights, total, share };
};

const bestShare = (plan, rows) => rows.reduce((most, row) => (plan.share(row.bits) > plan.share(most) ? row.bits : most), 0);

// The places of the syllables that the article with most of them lacks, or else all.
const missing = (plan, rows) => {
  const best = bestShare(plan, rows);
  return plan.places.filter((n) => (best & plan.must) === plan.must || !((best >> n) & 1));
};

// Syllables wherever they stand; `everywhere`: bits of those that nearly every article holds, which
// are not asked for.
const findAlone = async ({ query, weights }, places) => {
  const typed = query.syllables;
  const common = await commonSyllables();
  const often = (n) => +(common.get(typed[n].bare) ?? 0);
  const telling = places.filter((n) => often(n) <= EVERYWHERE).sort((a, b) => often(a) - often(b)).slice(0, MOST_ALONE);
  const tallies = await Promise.all(telling.map((n) => lookUpPair([typed[n]], query.exact, query.half && n === typed.length - 1)));
  return {
    finds: tallies.map((tally, at) => ({ tally, bits: 1 << telling[at], share: ALONE * weights[telling[at]] })),
    everywhere: places.reduce((bits, n) => (often(n) > EVERYWHERE ? bits | (1 << n) : bits), 0),
  };
};

// Of articles that several tallies have, what they are worth at most.
const bestOf = (tallies) => {
  const numbers = [];
  for (const tally of tallies) {
    tally.numbers.forEach((number, at) => {
      if (!worthOf[number]) numbers.push(number);
      worthOf[number] = Math.max(worthOf[number], tally.worth[at]);
    });
  }
  return takeWorth(numbers);
};

// Pairs with a syllable that is near the one at `n`.
const mend = async ({ query, units }, n) => {
  const typed = query.syllables;
  const told = new Set(query.telling);
  const words = (await similar(typed[n].bare)).slice(0, MOST_LIKE);
  const as = (word) => ({ bare: word, signs: typed[n].signs });
  const look = async (pairOf, some) => {
    const found = await Promise.all(some.map(async (word) => ({ word, tally: await lookUpPair(pairOf(word), query.exact) })));
    return found.filter(({ tally }) => tally.numbers.length);
  };
  const weightOf = (place) => units.find((unit) => unit.n === place)?.weight ?? 0;
  const finds = (found, bits, weight) => ({ tally: bestOf(found.map(({ tally }) => tally)), bits, share: MENDED * weight, words: found.map(({ word }) => word) });
  const before = told.has(n - 1) ? await look((word) => [typed[n - 1], as(word)], words) : [];
  const atLast = finds(before, 3 << (n - 1), weightOf(n));
  if (told.has(n + 1)) {
    // Pairs that begin with the same syllable stand together in the index; these do not.
    const likely = before.length ? before.slice(0, 5).map(({ word }) => word) : words.slice(0, 12);
    return [atLast, finds(await look((word) => [as(word), typed[n + 1]], likely), 3 << n, weightOf(n + 1))];
  }
  return told.has(n - 1) ? [atLast] : [finds(await look((word) => [as(word)], words.slice(0, 3)), 1 << n, weightOf(n))];
};

// Slips of a finger: in words that are none or, of a long query, that make a rare pair, first those
// that make two; in a short query there is little else to go by.
const findSlips = async (plan, rows) => {
  const units = plan.units;
  const places = plan.places;
  const common = await commonSyllables();
  const typed = plan.query.syllables;
  const canBe = (n) => typed[n].bare[1] && !isNumber(typed[n].bare);
  const counts = (n) => units.filter((unit) => (unit.bits >> n) & 1).map((unit) => unit.tally.numbers.length);
  const isRare = (n) => Math.min(...counts(n)) <= RARE;
  const unknown = places.filter((n) => canBe(n) && !isSyllable(typed[n].bare) && !common.has(typed[n].bare));
  const suspects = unknown[0] >= 0 ? unknown : missing(plan, rows).filter((n) => canBe(n) && (places.length < 4 || isRare(n)));
  suspects.sort((a, b) => Math.max(...counts(a)) - Math.max(...counts(b)));
  return (await Promise.all(suspects.slice(0, places.length < 5 ? 4 : 2).map((n) => mend(plan, n)))).flat();
};

// The articles that answer; `calmly`, when no key follows, with words apart and slips mended where
// few do or `mayBeSlip`. `together`: how many have
// all pairs as typed; `rows` of sumUp; `isTyped`: whether a row holds all that was asked
// without a slip; `isMixed`: whether others answer only by one; `forms`: what may stand for each
// syllable.
const match = async (query, calmly, mayBeSlip) => {
  askedBefore = asked;
  asked = {};
  const plan = await planOf(query);
  const count = plan.places.length;
  const isWhole = (row) => (row.bits & plan.must) === plan.must;
  const finds = plan.units.map(({ tally, bits, weight }) => ({ tally, bits, share: weight }));
  let rows = sumUp(finds, 0);
  const together = rows.filter(isWhole).length;
  let everywhere = 0;
  if (count > 1 && together < (calmly && count < 4 ? FEW : 1)) {
    const alone = await findAlone(plan, missing(plan, rows));
    everywhere = alone.everywhere;
    finds.push(...alone.finds);
    rows = sumUp(finds, everywhere);
  }
  const slips = calmly && (mayBeSlip || together < (count < 4 ? DOUBTFUL : 1)) ? await findSlips(plan, rows) : [];
  const typedSo = slips[0] && new Set(rows.filter(isWhole).map((row) => row.number));
  if (slips[0]) rows = sumUp([...finds, ...slips], everywhere);
  for (const row of rows) row.worth /= plan.total;
  const words = slips.flatMap((slip) => slip.words);
  return {
    together,
    isMixed: !mayBeSlip && together > 0 && slips.length > 0,
    rows: together || count < 3 ? rows.filter(isWhole) : holdingMost(plan, rows, isWhole),
    isTyped: typedSo ? (row) => typedSo.has(row.number) : isWhole,
    forms: query.syllables.map(({ bare }) => [bare, ...new Set(words.filter((word) => near(word, bare)))]),
  };
};

// Rows that hold most of what tells something: if the best of them has it all, only such.
const holdingMost = (plan, rows, isWhole) => {
  const least = Math.max(HELD, plan.share(bestShare(plan, rows)) * 0.7);
  const kept = rows.filter((row) => plan.share(row.bits) >= least);
  for (const row of kept) row.worth += 6 * plan.share(row.bits);
  const first = kept.reduce((most, row) => (row.worth > most.worth ? row : most), { worth: 0 });
  return first.bits && isWhole(first) ? kept.filter(isWhole) : kept;
};
