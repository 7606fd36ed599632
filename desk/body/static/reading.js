// What a text has in it, pure: its words, how long reading takes, its headings and their mistakes.

const A_MINUTE = 250; // syllables; as the site counts
const FENCE = /^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[`~]*[ \t]*$/gm;
const SIGNS = /^[ \t|:-]+$|^[ \t]*(?:> ?)*(?:[-*+]|\d+[.)]|#{1,6})?[ \t]+|^>+ ?|[*_`|]|<[^>]*>|\]\([^)]*\)/gm;
const HEADING = /^(#{1,6})(.*?)[ \t]*#*[ \t]*$/gm;
const HIGHEST = 2;

/** Syllables that a reader of the page sees, its marks not among them. */
export function countWords(text) {
  return text.replace(SIGNS, " ").replace(/[[\]!]/g, " ").split(/\s+/).filter(Boolean).length;
}

/** As the page says it: at least one, halves to the even number. */
export function minutesOf(count) {
  const minutes = count / A_MINUTE;
  const rounded = minutes % 1 === 0.5 ? 2 * Math.round(minutes / 2) : Math.round(minutes);
  return Math.max(1, rounded);
}

/** [{level, text, from, fault}] of texts in order; n: which text, from: where in it; fault: "", "empty",
    "first" (the title's level) or "skips". */
export function headings(texts) {
  let above = HIGHEST - 1;
  return texts.flatMap((text, n) => {
    const shown = text.replace(FENCE, (code) => code.replace(/[^\n]/g, " "));
    return [...shown.matchAll(HEADING)].map(({ 1: signs, 2: said, index }) => {
      const level = signs.length;
      const fault = !said.trim() ? "empty" : level < HIGHEST ? "first" : level > above + 1 ? "skips" : "";
      if (fault !== "empty") above = level < HIGHEST ? HIGHEST : Math.min(level, above + 1);
      return { n, from: index, level, text: said.trim(), fault };
    });
  });
}
