// Where in the window a letter of a text area is, and the way there.

const BELOW = 160; // pixels that lie on the lower edge, and a few lines
const COPIED = ["font", "letter-spacing", "line-height", "padding", "border", "box-sizing", "tab-size"];

/** Selects `start` to `end` of a field and brings it into sight, below the bar that stays at the upper
    edge; the focus goes there only if `isFocused`. */
export function showInField(field, start, end, isFocused) {
  if (isFocused) field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  const bar = document.querySelector(".body-top");
  const { height, bottom } = getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect() : { height: 0, bottom: 0 };
  const top = field.getBoundingClientRect().top + topOf(field, start);
  if (top > bottom && top < innerHeight - BELOW) return;
  scrollBy({ top: top - height - (innerHeight - height) / 4 });
}

/** In pixels from the field's upper edge, by a copy of the text with the same line breaks. */
function topOf(field, place) {
  if (!field.matches("textarea")) return 0;
  const copy = document.createElement("div");
  const shown = getComputedStyle(field);
  for (const name of COPIED) copy.style.setProperty(name, shown.getPropertyValue(name));
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word" });
  copy.style.width = `${field.offsetWidth}px`;
  const mark = document.createElement("span");
  copy.append(field.value.slice(0, place), mark, field.value.slice(place));
  document.body.append(copy);
  const top = mark.offsetTop;
  copy.remove();
  return top;
}
