// Which articles answer a query, and how well.

const EXACT = 4; // the same marks outweigh title, lead and body
const ALONE = 0.1; // a syllable without its neighbour, to a pair
const MENDED = 0.5; // a pair with a slip of the finger in it
const MOST_PAIRS = 5; // of a long query: enough to find what it means
const MOST_ALONE = 4; // syllables looked up without their neighbours
const FEW = 10; // results of a short query
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
  return makeTally(lines, (signs, line) => (line[key.length] === "\t" ? exact : exact / 2) * fitOfPair(typed, signs));
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

const bitsOf = ({ n, typed }) => (typed[1] ? 3 << (n - 1) : 1 << n);

// Articles of all `finds`, summed up, as rows: number, bits of the syllables held, worth.
let heldIn;
const sumUp = (finds) => {
  heldIn ??= new Uint32Array(index.end);
  const numbers = [];
  for (const { tally, bits, share } of finds) {
    tally.numbers.forEach((number, at) => {
      if (!heldIn[number]) numbers.push(number);
      heldIn[number] |= bits;
      worthOf[number] += tally.worth[at] * share;
    });
  }
  const rows = numbers.map((number) => ({ number, bits: heldIn[number], worth: worthOf[number] }));
  for (const number of numbers) heldIn[number] = worthOf[number] = 0;
  return rows;
};

// Pairs with a syllable that is near the one at `n`.
const mend = async (query, n, weightOf) => {
  const typed = query.syllables;
  const told = new Set(query.telling);
  const words = (await similar(typed[n].bare)).slice(0, 30);
  const as = (word) => ({ bare: word, signs: typed[n].signs });
  const look = async (pairOf, some) => (await Promise.all(some.map(async (word) => ({ word, tally: await lookUpPair(pairOf(word), query.exact) })))).filter(({ tally }) => tally.numbers.length);
  const finds = (found, bits, weight) => found.map(({ word, tally }) => ({ tally, bits, share: MENDED * weight, word }));
  const before = told.has(n - 1) ? await look((word) => [typed[n - 1], as(word)], words) : [];
  if (!told.has(n + 1)) {
    if (told.has(n - 1)) return finds(before, 3 << (n - 1), weightOf(n));
    return finds(await look((word) => [as(word)], words.slice(0, 3)), 1 << n, weightOf(n));
  }
  const likely = before.length ? before.map(({ word }) => word) : words;
  const after = await look((word) => [as(word), typed[n + 1]], likely.slice(0, before.length ? 5 : 8));
  return [...finds(before, 3 << (n - 1), weightOf(n)), ...finds(after, 3 << n, weightOf(n + 1))];
};

// The articles that answer: `rows` of sumUp; `isTyped`: whether a row holds all that was asked
// without a slip; `forms`: what may stand for each syllable.
const match = async (query) => {
  askedBefore = asked;
  asked = {};
  const typed = query.syllables;
  const units = await chooseUnits(query);
  const must = units.reduce((bits, unit) => bits | bitsOf(unit), 0);
  const places = typed.map((_, n) => n).filter((n) => (must >> n) & 1);
  await Promise.all(units.map(async (unit) => (unit.tally = await lookUpPair(unit.typed, query.exact, unit.half))));
  const weigh = (count) => Math.log2(1 + index.most / Math.max(1, count));
  for (const unit of units) unit.weight = weigh(unit.tally.numbers.length);
  const weightOf = (n) => units.find((unit) => unit.n === n)?.weight ?? 0;
  const weights = typed.map((_, n) => Math.max(0, ...units.filter((unit) => (bitsOf(unit) >> n) & 1).map((unit) => unit.weight)));
  const total = places.reduce((sum, n) => sum + weights[n], 0);
  const shares = {};
  const share = (bits) => (shares[bits & must] ??= places.reduce((sum, n) => sum + ((bits >> n) & 1) * weights[n], 0) / total);

  const finds = units.map((unit) => ({ tally: unit.tally, bits: bitsOf(unit), share: unit.weight }));
  // Syllables that nearly every article holds are not asked for.
  let everywhere = 0;
  const sum = (all) => {
    const summed = sumUp(all);
    for (const row of summed) row.bits |= everywhere;
    return summed;
  };
  let rows = sum(finds);
  const isWhole = (row) => (row.bits & must) === must;
  let isTyped = isWhole;
  const together = rows.filter(isWhole).length;
  const best = () => rows.reduce((most, row) => (share(row.bits) > share(most.bits) ? row : most), { bits: 0 });
  const missing = () => {
    const bits = best().bits;
    return places.filter((n) => !((bits & must) !== must && (bits >> n) & 1));
  };

  // Syllables that do not stand together.
  if (places.length > 1 && together < (places.length < 4 ? FEW : 1)) {
    const common = await commonSyllables();
    const often = (n) => +(common.get(typed[n].bare) ?? 0);
    const alone = missing().sort((a, b) => often(a) - often(b));
    const telling = alone.filter((n) => often(n) <= EVERYWHERE).slice(0, MOST_ALONE);
    const tallies = await Promise.all(telling.map((n) => lookUpPair([typed[n]], query.exact, query.half && n === typed.length - 1)));
    finds.push(...tallies.map((tally, at) => ({ tally, bits: 1 << telling[at], share: ALONE * weights[telling[at]] })));
    for (const n of alone) if (often(n) > EVERYWHERE) everywhere |= 1 << n;
    rows = sum(finds);
  }
  // Slips of a finger.
  const mended = [];
  if (together < (places.length < 4 ? DOUBTFUL : 1)) {
    const common = await commonSyllables();
    const canBeSlip = (n) => typed[n].bare[1] && !isNumber(typed[n].bare);
    const unknown = places.filter((n) => canBeSlip(n) && !isSyllable(typed[n].bare) && !common.has(typed[n].bare));
    // In a long query both pairs of a slip are rare; in a short one there is little else to go by.
    const rare = (n) => units.every((unit) => !((bitsOf(unit) >> n) & 1) || unit.tally.numbers.length <= RARE);
    const suspects = unknown.length ? unknown : missing().filter((n) => canBeSlip(n) && (places.length < 4 || rare(n)));
    for (const found of await Promise.all(suspects.slice(0, places.length < 5 ? 4 : 2).map((n) => mend(query, n, weightOf)))) mended.push(...found);
    if (mended.length) {
      const typedSo = new Set(rows.filter(isWhole).map((row) => row.number));
      isTyped = (row) => typedSo.has(row.number);
      rows = sum([...finds, ...mended]);
    }
  }
  for (const row of rows) row.worth /= total;
  const whole = rows.filter(isWhole);
  if (together || places.length < 3) rows = whole;
  else {
    const least = Math.max(HELD, share(best().bits) * 0.7);
    rows = rows.filter((row) => share(row.bits) >= least);
    for (const row of rows) row.worth += 6 * share(row.bits);
    const first = rows.reduce((most, row) => (row.worth > most.worth ? row : most), { worth: 0 });
    if (first.bits && isWhole(first)) rows = whole;
  }
  const forms = typed.map((one) => [one.bare, ...new Set(mended.map(({ word }) => word).filter((word) => near(word, one.bare)))]);
  return { rows, isTyped, forms };
};
