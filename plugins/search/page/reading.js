// What the reader typed: syllables, phrases, words that only ask, and keys of Telex or VNI that no
// keyboard program turned into letters.

const LONGEST = 24; // syllables
const LONGEST_PHRASE = 8; // syllables
const MOST_TYPED = 300; // characters
const RIME = "a[iouy]?|e[ou]?|i[au]?|ie|ieu|o[aei]?|oa[ioy]|oeo|u[aeiouy]?|ua[iy]|uoi|uou|uye?|uy[au]|ye?|yeu";
const SYLLABLE = RegExp(`^(?:[bcdghklmnpqrstvx]|[cgknpt]h|gi|ngh?|qu|tr)?(?:${RIME})(?:ch?|m|ng?|nh|p|t)?$`);

const isSyllable = (bare) => SYLLABLE.test(bare);
const hasSigns = (syllable) => syllable.signs;
const isNumber = (bare) => /^\d/.test(bare);

const TONES = { f: "\u0300", s: "\u0301", x: "\u0303", r: "\u0309", j: "\u0323", 2: "\u0300", 1: "\u0301", 4: "\u0303", 3: "\u0309", 5: "\u0323" };
const HAT = "\u0302";
const BREVE = "\u0306";
const HORN = "\u031b";

// `letters` (each with its sign, if any) and the tone where it belongs: the last signed vowel, or
// the last one before a consonant, or else the first of two and the second of three.
const spellOut = (letters, tone) => {
  const isVowel = ([letter], at) => /[aeiouy]/.test(letter) && !(at === 1 && /^(q.*u|g.*i)$/.test(letters[0] + letter) && letters.some((other, n) => n > 1 && /[aeiouy]/.test(other[0])));
  const vowels = letters.map((_, at) => at).filter((at) => isVowel(letters[at], at));
  const signed = vowels.filter((at) => letters[at][1]);
  const closed = vowels.at(-1) < letters.length - 1;
  const at = signed.length ? signed.at(-1) : vowels[closed ? vowels.length - 1 : vowels.length > 1 ? vowels.length - 2 : 0];
  return letters.map((letter, n) => (n === at ? letter + tone : letter)).join("").normalize();
};

// The word that `keys` stand for in Telex or VNI, or nothing.
const readKeys = (keys) => {
  const telex = !/\d/.test(keys);
  const letters = [];
  let tone = "";
  const sign = (wanted, mark) => {
    const places = letters.map((_, at) => at).filter((at) => wanted.includes(letters[at]) && !(at === 1 && letters[0] === "q"));
    // Of `uo` both, of `ua` the first.
    const pair = mark === HORN && letters.findIndex((letter, at) => places.includes(at) && letter === "u" && letters[at + 1] === "o");
    const at = mark === HORN && pair < 0 ? places[0] : places.at(-1);
    if (at === undefined) return false;
    if (pair >= 0 && mark === HORN) letters[pair] += mark;
    letters[at] += mark;
    return true;
  };
  for (const key of keys) {
    const hasVowel = letters.some((letter) => /[aeiouy]/.test(letter[0]));
    let done = false;
    if (TONES[key] && hasVowel && telex === /\D/.test(key)) done = tone = TONES[key];
    else if (telex && /[aeo]/.test(key)) done = !(key === "o" && /o[ae]/.test(letters.join(""))) && sign(key, HAT);
    else if (key === "6") done = sign("aeo", HAT);
    else if (telex && key === "w") done = (!/oa/.test(letters.join("")) && sign("uo", HORN)) || sign("a", BREVE) || letters.push(`u${HORN}`);
    else if (key === "7") done = sign("uo", HORN);
    else if (key === "8") done = sign("a", BREVE);
    else if ((telex ? key === "d" : key === "9") && letters[0] === "d") done = letters[0] = "đ";
    if (!done) letters.push(key);
  }
  const word = spellOut(letters, tone);
  const bare = syllables(word)[0]?.bare;
  return word !== keys && isSyllable(bare ?? "") ? word : undefined;
};

// Puts what the keys stand for where a word is no syllable and, unless `any` will do, none that
// articles hold; `query.meant` then says it all.
const readKeyboard = async (query, any) => {
  if (!said.keys) return query;
  const read = query.words.map((word) => (/^[a-z][a-z0-9]+$/.test(word) && !isSyllable(word) ? readKeys(word) : undefined));
  if (!read.some(Boolean)) return query;
  const common = await commonSyllables();
  const words = query.words.map((word, n) => (read[n] && (any || !common.has(word)) ? read[n] : word));
  if (`${words}` === `${query.words}`) return query;
  return { ...query, ...withSyllables(words), meant: words.join(" ") };
};

// Words that ask and say nothing of what is asked for.
const ASKING = `là gì|là ai|là bao nhiêu|là khi nào|ở đâu|khi nào|khi nào thì|bao giờ|bao giờ thì|bao lâu|bao nhiêu|như thế nào|thế nào|ra sao|thì sao|làm sao|làm sao để|làm thế nào|làm thế nào để|tại sao|vì sao|có phải|có phải là|phải không|đúng không|có đúng không|được không|có được không|hay không|có không|hay chưa|những gì|cái gì|ai là|ai là người|người nào|cho hỏi|xin hỏi|tôi muốn hỏi|cho biết|xin cho biết|thông tin về|tin về|tìm hiểu về`
  .split("|")
  .map((text) => syllables(text));
const JOINING = syllables("là thì vào được");
const ALONE_ASKING = syllables("gì không nào sao ai mấy thì chưa");

const isLike = (typed, meant) => typed && typed.bare === meant.bare && (!typed.signs || typed.signs === meant.signs);

// Places of the syllables that tell what is asked for: of a short query, all.
const tellingPlaces = (typed) => {
  const all = typed.map((_, n) => n);
  if (typed.length < 5) return all;
  const asks = [];
  for (const at of all) {
    for (const phrase of ASKING) {
      if (!phrase.every((one, n) => isLike(typed[at + n], one))) continue;
      phrase.forEach((_, n) => (asks[at + n] = true));
      asks[at - 1] ||= JOINING.some((one) => isLike(typed[at - 1], one));
    }
  }
  const last = typed.length - 1;
  for (const at of [last, 0]) asks[at] ||= ALONE_ASKING.some((one) => isLike(typed[at], one)) && typed[at].signs;
  const telling = all.filter((n) => !asks[n]);
  return telling.length > 1 ? telling : all;
};

const withSyllables = (words) => {
  const typed = words.map((word) => syllables(word)[0]);
  return { words, syllables: typed, telling: tellingPlaces(typed), exact: typed.some(hasSigns) ? EXACT : 0.25 };
};

// Cut where a word ends, so that nobody is asked for half of one.
const shorten = (text) => (text.length > MOST_TYPED ? text.slice(0, MOST_TYPED).replace(/\S*$/, "") : text);

// The words of `text` one by one, as syllables() cuts them.
const wordsOf = (text) => text.normalize("NFC").toLowerCase().match(/(?:[\p{L}\p{N}][\u0300-\u036f]*)+/gu) || [];

// A quotation mark without another is none; a phrase has two syllables or more, and no more than
// are worth reading pages for.
const parse = (typedText) => {
  const text = shorten(typedText);
  const query = { phrases: [] };
  const words = [];
  for (const [, minus, quoted, word] of text.matchAll(/(?<![^\s"“”])([-−–]?)(?:["“”]([^"“”]*)["“”]|["“”]*([^\s"“”]+))/g)) {
    const found = syllables(quoted ?? word);
    query.half = !minus && quoted === undefined;
    const short = found.length <= LONGEST_PHRASE;
    if ((minus || quoted) && found[0] && short) query.phrases.push({ syllables: found, leftOut: !!minus });
    if (!minus) words.push(...wordsOf(quoted ?? word));
  }
  words.splice(LONGEST);
  // The last syllable may be half typed.
  query.half &&= /[\p{L}\p{N}\p{M}]$/u.test(text);
  return { ...query, ...withSyllables(words) };
};
