// Writing into a field so that the browser can undo it, and never while an input method composes.

const composing = new WeakSet();

/** Once for the part of the page whose fields are written into. */
export function watchCompositions(root) {
  root.addEventListener("compositionstart", ({ target }) => composing.add(target));
  root.addEventListener("compositionend", ({ target }) => composing.delete(target));
}

/** edit: {from, to, text, start, end}; as the functions of marks.js give it. */
export function write(area, { from, to, text, start, end }) {
  whenCalm(area, () => {
    area.focus();
    area.setSelectionRange(from, to);
    if (text) document.execCommand("insertText", false, text);
    else if (from < to) document.execCommand("delete");
    area.setSelectionRange(start ?? from + text.length, end ?? start ?? from + text.length);
  });
}

/** At the caret, or in place of what is selected. */
export function writeHere(area, text) {
  write(area, { from: area.selectionStart, to: area.selectionEnd, text });
}

/** At once, or when the word that is being composed is whole. */
function whenCalm(area, act) {
  if (!composing.has(area)) act();
  else area.addEventListener("compositionend", () => setTimeout(act), { once: true });
}

/** Makes a field as high as its text where the style sheet alone can't. */
export function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
