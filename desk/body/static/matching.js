// Where a text has what is looked for, pure; with or without marks, with or without case.

const LETTERS = /\P{M}\p{M}*|\p{M}+/gu;

/** [{from, to}] in order, none touching another's letters. exact: {marks, capitals}: whether these
    count. However letters are encoded, they are the same. */
export function matches(text, wanted, exact) {
  const sought = fold(wanted, exact).folded;
  if (!sought) return [];
  const { folded, starts } = fold(text, exact);
  const found = [];
  for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + sought.length)) {
    const end = at + sought.length;
    if (starts[at] >= 0 && starts[end] >= 0) found.push({ from: starts[at], to: starts[end] });
  }
  return found;
}

/** starts: for each unit of `folded` where its letter begins in the text, -1 inside of one. */
function fold(text, { marks, capitals }) {
  let folded = "";
  const starts = [];
  for (const { 0: letter, index } of text.matchAll(LETTERS)) {
    let made = letter.normalize("NFC");
    if (!capitals) made = made.toLowerCase();
    if (!marks) made = made.normalize("NFD").replace(/\p{M}/gu, "").replace("đ", "d").replace("Đ", "D");
    for (let unit = 0; unit < made.length; unit++) starts.push(unit ? -1 : index);
    folded += made;
  }
  starts.push(text.length);
  return { folded, starts };
}

/** The text with `instead` at each of `found`. */
export function replaced(text, found, instead) {
  let [made, done] = ["", 0];
  for (const { from, to } of found) {
    made += text.slice(done, from) + instead;
    done = to;
  }
  return made + text.slice(done);
}
