// Folds text as plugins/search/folding.py does; folding.json holds both to one result.

const SIGNS = { "\u0302": "a", "\u0306": "b", "\u031b": "w", "\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j", đ: "d" };

const spell = (text) => text.normalize("NFD").toLowerCase().replace(/[ðɖ]/g, "đ");

const bareLetters = (text) => spell(text).replace(/[\u0300-\u036f]+/g, "").replace(/đ/g, "d");

const foldSyllable = (spelt) => ({
  bare: bareLetters(spelt),
  signs: [...spelt].map((letter) => SIGNS[letter]).sort().join(""),
});

const syllables = (text) => (spell(text).match(/(?:[\p{L}\p{N}][\u0300-\u036f]*)+/gu) || []).map(foldSyllable);

// Only the letters of `text`, to look for phrases in: ` du luan xa hoi `.
const bareText = (text) => ` ${bareLetters(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
