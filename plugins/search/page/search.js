const form = document.querySelector("form.search");
const { elements: fields, dataset: words } = form;
const [status, list, pager, nothing, template] = ["[role=status]", "main .list", "main .pager", ".nothing", "template"].map(
  (selector) => document.querySelector(selector),
);
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const SIGNS = { "\u0302": "a", "\u0306": "b", "\u031b": "w", "\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j", đ: "d" };
const SYLLABLE = /(?:[\p{L}\p{N}][\u0300-\u036f]*)+/gu;
const END = "\uffff", PER_PAGE = 10, EXACT = 4, COVER = 0.5, FEW = 10, LONGEST = 24;

// --- Folding: plugins/search/folding.py does the same ---

const spell = (text) => text.normalize("NFD").toLowerCase().replace(/[ðɖ]/g, "đ");
const fold = (spelt) => ({
  bare: spelt.replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d"),
  signs: [...spelt].map((sign) => SIGNS[sign] || "").sort().join(""),
});
const syllables = (text) => (spell(text).match(SYLLABLE) || []).map(fold);

// --- The index ---

const loaded = {};
const load = (name) =>
  (loaded[name] ??= fetch(`${name}.txt`).then((answer) => {
    if (!answer.ok) throw answer.status;
    return answer.text();
  }).catch((error) => {
    delete loaded[name];
    throw error;
  }));

let index;
const table = (text) => text.split("\n").map((line) => [line.slice(0, -11), line.slice(-10)]);
const open = async () => {
  if (index) return;
  const found = JSON.parse(await load(words.index));
  index = { ...found, words: table(found.words), cards: table(found.cards) };
};

// The place of the shard that holds `key`.
const place = (shards, key) => {
  let low = 0, high = shards.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (shards[middle][0] <= key) low = middle;
    else high = middle;
  }
  return low;
};

// Lines whose key begins with `start`, from at most `most` shards.
const lines = async (start, most = 1) => {
  const first = place(index.words, start);
  const last = Math.min(place(index.words, start + END), first + most - 1);
  const texts = await Promise.all(index.words.slice(first, last + 1).map(([, name]) => load(name)));
  const found = [];
  for (const text of texts) {
    for (let at = text.indexOf("\n" + start); at >= 0 && text.startsWith(start, at + 1);) {
      const end = text.indexOf("\n", at + 1);
      found.push(text.slice(at + 1, end));
      at = end;
    }
  }
  return found;
};

const decode = (text, use) => {
  for (let at = 0, gap = 0, number = 0; at < text.length; at++) {
    const digit = DIGITS.indexOf(text[at]);
    gap = gap * 32 + (digit & 31);
    if (digit < 32) {
      use((number += gap));
      gap = 0;
    }
  }
};

// Raises the worth of each article of `line`: title above lead above body, exact signs above all.
const weigh = (line, signs, exact, worth) => {
  for (const variant of line.split("\t")[1].split("|")) {
    const [written, levels] = variant.split(":");
    const more = written === signs ? exact : 0;
    levels.split(",").forEach((text, level) =>
      decode(text, (number) => {
        if (!(worth.get(number) >= 3 - level + more)) worth.set(number, 3 - level + more);
      }),
    );
  }
};

const common = async () => {
  index.often ??= new Map(((await load(index.common)).match(/.+/g) || []).map((line) => line.split(" ")));
  return index.often;
};

// One letter more, less, other, or two that changed places.
const near = (a, b) => {
  let from = 0, a2 = a.length, b2 = b.length;
  while (from < a2 && from < b2 && a[from] === b[from]) from++;
  while (a2 > from && b2 > from && a[a2 - 1] === b[b2 - 1]) a2--, b2--;
  return (a2 - from < 2 && b2 - from < 2) || (a2 - from === 2 && b2 - from === 2 && a[from] === b[b2 - 1] && a[a2 - 1] === b[from]);
};

// --- A query ---

const parse = (text) => {
  const query = [], without = [], groups = [];
  let rest = "";
  for (const [, minus, quoted, plain] of text.matchAll(/(?<![^\s"“”])([-−–]?)(?:["“”]([^"“”]*)["“”]?|([^\s"“”]+))/g)) {
    const found = syllables(quoted ?? plain);
    if (!found.length) continue;
    if (minus) without.push(found);
    else {
      if (quoted != null) groups.push([query.length, query.length + found.length - 1]);
      query.push(...found);
    }
    rest = minus || quoted != null ? "" : plain;
  }
  query.splice(LONGEST);
  // The last syllable may be half typed.
  return { query, without, groups, open: /[\p{L}\p{N}\u0300-\u036f]$/u.test(text) && rest !== "" };
};

const pairKey = (first, second) => `${first ? first.bare : ""} ${second.bare}`;
const pairSigns = (first, second) => (first ? `${first.signs} ${second.signs}` : second.signs);

const unit = async (first, second, half, exact) => {
  const worth = new Map(), key = pairKey(first, second), signs = pairSigns(first, second);
  for (const line of await lines(key + (half ? "" : "\t"), 2)) {
    weigh(line, signs, line[key.length] === "\t" ? exact : exact / 2, worth);
  }
  return worth;
};

// Articles that hold all of `found`, with its signs where it has any.
const holding = async (found) => {
  const pairs = found.length > 1 ? found.slice(1).map((second, n) => [found[n], second]) : [[null, found[0]]];
  let kept;
  for (const [first, second] of pairs) {
    const marked = found.some((one) => one.signs);
    const worth = await unit(first, second, false, EXACT);
    const these = [...worth].filter(([, value]) => !marked || value > EXACT).map(([number]) => number);
    kept = new Set(kept ? these.filter((number) => kept.has(number)) : these);
  }
  return kept;
};

const search = async ({ query, without, groups, open: half }) => {
  const count = query.length, last = count - 1;
  const exact = query.some((one) => one.signs) ? EXACT : 0.25;
  const all = 2 ** count - 1;
  let must = (1 << Math.min(count, 30)) - 1;
  let pairs = count > 1 ? query.slice(1).map((_, n) => n + 1) : [0];
  const quoted = new Set(groups.flatMap(([from, to]) => Array.from({ length: Math.max(to - from, 0) }, (_, n) => from + n + 1)));
  if (pairs.length > 4) {
    const often = await common();
    const rarity = (n) => +(often.get(query[n - 1].bare) || 0) + +(often.get(query[n].bare) || 0);
    const known = (n) => often.has(query[n - 1].bare) && often.has(query[n].bare);
    pairs = [...pairs].sort((a, b) => quoted.has(b) - quoted.has(a) || known(b) - known(a) || (half && a === last) - (half && b === last) || rarity(a) - rarity(b));
    pairs = pairs.slice(0, Math.max(3, quoted.size));
    must = 0;
    for (const n of pairs) must |= (1 << n) | (1 << (n - 1));
  }
  // number → [worth, bits of the syllables that it holds]
  const found = new Map();
  const add = (worth, bits, share) => {
    for (const [number, value] of worth) {
      const entry = found.get(number);
      if (entry) {
        entry[0] += value * share;
        entry[1] |= bits;
      } else found.set(number, [value * share, bits]);
    }
  };
  const units = await Promise.all(pairs.map((n) => unit(query[n - 1], query[n], half && n === last, exact)));
  units.forEach((worth, at) => add(worth, (1 << pairs[at]) | (pairs[at] ? 1 << (pairs[at] - 1) : 0), 1));

  const full = () => [...found.values()].filter(([, bits]) => (bits & must) === must).length;
  const best = () => {
    let bits = 0, size = -1;
    for (const [, held] of found.values()) {
      const own = [...held.toString(2)].filter((bit) => bit > 0).length;
      if (own > size) [bits, size] = [held, own];
    }
    return bits;
  };
  const missing = () => pairs.flatMap((n) => (n ? [n - 1, n] : [])).filter((n, at, all) => all.indexOf(n) === at && !(best() & (1 << n)));

  const together = full();
  // Words that do not stand together: their single syllables.
  if (count > 1 && full() < (count < 4 ? FEW : 1)) {
    let alone = missing();
    if (!alone.length && count < 4 && full() < FEW) alone = query.map((_, n) => n);
    const singles = await Promise.all(alone.map((n) => unit(null, query[n], half && n === last, exact)));
    singles.forEach((worth, at) => add(worth, 1 << alone[at], 0.1));
  }
  // One slip of a finger.
  if (!together && full() < (count < 3 ? 1 : 3)) {
    const wrong = missing();
    const tries = await Promise.all((wrong.length ? wrong : query.map((_, n) => n)).slice(0, 4).map((n) => mend(query, n, exact)));
    for (const { n, worth } of tries) add(worth, (1 << n) | (n ? 1 << (n - 1) : count > 1 ? 2 : 0), COVER);
  }
  const whole = full();
  const least = count > 2 ? pairs.length : 99;
  let kept = [...found].filter(([, [, bits]]) => whole ? (bits & must) === must : [...(bits & must).toString(2)].filter((bit) => bit > 0).length >= Math.max(2, least));
  for (const [from, to] of groups) {
    const held = await holding(query.slice(from, to + 1).map((one) => ({ ...one, signs: "" })));
    kept = kept.filter(([number]) => held.has(number));
  }
  for (const one of without) {
    const held = await holding(one);
    kept = kept.filter(([number]) => !held.has(number));
  }
  return { kept, whole };
};

// Articles where a syllable like query[n] stands beside its neighbour.
const mend = async (query, n, exact) => {
  const worth = new Map(), { bare } = query[n];
  if (bare.length < 2) return { n, worth };
  const likes = [];
  if (n) {
    const start = `${query[n - 1].bare} `;
    for (const line of await lines(start, 2)) {
      const second = line.slice(start.length, line.indexOf("\t"));
      if (second !== bare && near(second, bare)) likes.push(line);
    }
  } else {
    const often = await common();
    const close = [...often].filter(([word]) => word !== bare && near(word, bare)).sort((a, b) => b[1] - a[1]).slice(0, 5);
    const found = await Promise.all(close.map(([word]) => lines(query[1] ? `${word} ${query[1].bare}\t` : ` ${word}\t`)));
    likes.push(...found.flat());
  }
  for (const line of likes) weigh(line, "", 0, worth);
  return { n, worth };
};

// --- The page ---

const state = () => new URLSearchParams(location.search);
const read = () => {
  const wanted = new URLSearchParams();
  for (const { name, value } of fields) if (name && value.trim()) wanted.set(name, value);
  return wanted;
};
const fill = () => {
  for (const field of fields) if (field.name) field.value = state().get(field.name) || "";
};
const say = (text, values) => {
  status.textContent = text.replace(/{(\w+)}/g, (_, name) => values[name]);
};

const filtered = async (kept, wanted) => {
  if (wanted.get("muc")) {
    const held = new Set();
    for (const line of await lines(`#${wanted.get("muc")}\t`)) decode(line.split("\t:")[1], (number) => held.add(number));
    kept = kept.filter(([number]) => held.has(number));
  }
  if (wanted.get("nam")) {
    const [from, to] = [0, 1].map((n) => (Date.UTC(+wanted.get("nam") + n, 0) / 864e5 - index.start) * index.slots);
    kept = kept.filter(([number]) => number >= from && number < to);
  }
  return kept;
};

const cardsOf = async (numbers) => {
  const keys = numbers.map((number) => `${number}`.padStart(9, 0));
  const texts = await Promise.all(keys.map((key) => load(index.cards[place(index.cards, key)][1])));
  return keys.map((key, n) => JSON.parse(texts[n]).find(([own]) => own === key));
};

const bare = {};

// `text` with the words of the query in <mark>; alone only where none stands beside its neighbour.
const marked = (text, { query, open: half }) => {
  const parts = text.normalize().split(/([^\p{L}\p{N}\u0300-\u036f]+)/u);
  const own = parts.map((part) => (bare[part] ??= syllables(part)[0]?.bare || ""));
  const hit = (at, n) => n in query && own[at] && (own[at] === query[n].bare || (half && n === query.length - 1 && own[at].startsWith(query[n].bare)));
  const pick = (test) => own.map((_, at) => query.some((_, n) => hit(at, n) && test(at, n)));
  let hits = pick((at, n) => hit(at + 2, n + 1) || hit(at - 2, n - 1));
  if (!hits.includes(true)) hits = pick(() => true);
  return parts.map((part, at) => {
    if (!hits[at]) return part;
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
};

// How much of the query stands in `title`: pairs as typed, or with a slip or half a word in them.
const pairsIn = (title, { query, open: half }) => {
  const own = syllables(title);
  const like = (one, n) => (!one ? 0 : one.bare === query[n].bare ? 2
    : (half && n === query.length - 1 && one.bare.startsWith(query[n].bare)) || near(one.bare, query[n].bare) ? 1 : 0);
  let sum = 0;
  for (let n = 1; n < query.length; n++) sum += Math.max(0, ...own.map((one, at) => like(one, n - 1) * like(own[at + 1], n)));
  return sum;
};

const show = ([key, address, title, lead, section, picture, draft], query) => {
  const card = template.content.cloneNode(true);
  const find = (selector) => card.querySelector(selector);
  const day = new Date((index.start + Math.floor(key / index.slots)) * 864e5).toISOString().slice(0, 10);
  const image = find("img");
  if (picture) [image.src, image.width, image.height] = picture;
  else image.remove();
  find("a").href = `../${address}`;
  find("a").append(...marked(title, query));
  find("time").dateTime = day;
  find("time").textContent = day.split("-").reverse().join("/");
  find("span").textContent = ` · ${section}`;
  if (draft) find(".meta mark").textContent = draft;
  else find(".meta mark").remove();
  find("p:last-child").append(...marked(lead, query));
  return card;
};

let turn = 0;
const run = async () => {
  const own = ++turn, wanted = state(), q = wanted.get("q") || "";
  const query = parse(q);
  const shown = (cards, total = 0) => {
    list.replaceChildren(...cards);
    nothing.hidden = total !== 0 || cards === none;
    const page = +wanted.get("trang") || 1;
    pager.hidden = total <= PER_PAGE;
    [...pager.children].forEach((link, n) => {
      const to = page + 2 * n - 1;
      link.hidden = to < 1 || (to - 1) * PER_PAGE >= total;
      const next = new URLSearchParams(wanted);
      next.set("trang", to);
      link.href = `?${next}`;
    });
  };
  const none = [];
  if (query.query.reduce((size, one) => size + one.bare.length, 0) < 2) {
    shown(none);
    status.textContent = q.trim() ? words.short : "";
    return;
  }
  try {
    await open();
    const { kept: all, whole } = await search(query);
    const kept = await filtered(all, wanted);
    const bits = ([, [, held]]) => [...held.toString(2)].filter((bit) => bit > 0).length;
    kept.sort((a, b) => wanted.get("xep") ? b[0] - a[0] : (whole ? 0 : bits(b) - bits(a)) || b[1][0] - a[1][0] || b[0] - a[0]);
    const page = +wanted.get("trang") || 1, from = (page - 1) * PER_PAGE;
    const cards = await cardsOf(kept.slice(from, from + PER_PAGE).map(([number]) => number));
    if (own !== turn) return;
    // Long queries ask for their rarest pairs only: the title says how many of the others it has.
    const held = new Map(cards.map((card) => [card, pairsIn(card[2], query)]));
    if (query.query.length > 5 && !wanted.get("xep")) cards.sort((a, b) => held.get(b) - held.get(a));
    shown(cards.map((card) => show(card, query)), kept.length);
    const values = { q, n: kept.length, page, from: from + 1, to: from + cards.length };
    say((kept.length ? (whole ? words.some : words.near) + (kept.length > PER_PAGE ? ` ${words.page}` : "") : words.none), values);
  } catch (error) {
    if (own !== turn) return;
    shown(none);
    status.textContent = words.failed;
    console.warn(error);
  }
};

// A step of the reader's history for each query sent and filter chosen, none for each key.
let waiting;
const go = (change) => {
  clearTimeout(waiting);
  const address = `?${read()}`;
  if (address !== location.search) history[change](null, "", address);
  run();
};
form.addEventListener("input", ({ target }) => {
  clearTimeout(waiting);
  waiting = target === fields.q ? setTimeout(go, 200, "replaceState") : go("pushState");
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go("pushState");
});
pager.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  run().then(() => {
    status.tabIndex = -1;
    status.focus();
  });
});
addEventListener("popstate", () => {
  fill();
  run();
});
fill();
run();
