// What comes from Word's clipboard is written as our Markdown; what could not come along is said.

import { announce, api, make, words } from "/static/shell/desk.js";
import { write, writeHere } from "./typing.js";

const say = words.body;
const BLOCK = /\n\n|^(?:#{1,6} |[-*+] |\d+\. |> |\||<)/;

/** insertPieces(pieces): puts them where the caret is. Gives {element, paste}; paste takes the event of a
    text area. */
export function makePasting(insertPieces) {
  const close = make("button", { type: "button" }, say.close);
  const told = make("ul", {});
  const element = make("section", { className: "body-panel", hidden: true }, make("h3", { id: "body-paste-title" }, say.pasted), told, close);
  element.setAttribute("aria-labelledby", "body-paste-title");
  let area = null;
  close.addEventListener("click", () => {
    element.hidden = true;
    area?.focus();
  });

  async function paste(event) {
    const { files, types } = event.clipboardData;
    const [html, text] = ["text/html", "text/plain"].map((type) => event.clipboardData.getData(type));
    // Pictures alone are for the whole page to take.
    if (files.length && !text.trim()) return;
    area = event.target;
    if (!types.includes("text/html") || !area.matches(".body-text")) return;
    event.preventDefault();
    let said;
    try {
      said = await api("POST", "/api/paste", { html });
    } catch {
      writeHere(area, text);
      announce(say.pasted_plain);
      return;
    }
    if (said.pieces.some(({ kind }) => kind !== "text")) insertPieces(said.pieces);
    else write(area, (whole, from, to) => fitted(whole, from, to, said.markdown || text));
    tell(said.dropped);
    if (!said.pictures.length) return;
    const { insertFiles } = await import("/static/photos/drop.js");
    insertFiles(said.pictures.map(fileOf));
  }

  function tell(sentences) {
    element.hidden = sentences.length === 0;
    told.replaceChildren(...sentences.map((sentence) => make("li", {}, sentence)));
    announce([say.pasted, ...sentences].join(" "));
  }

  return { element, paste };
}

/** An edit with the blank lines that part it from what is around; a paragraph goes on in its line. */
function fitted(whole, from, to, markdown) {
  if (!BLOCK.test(markdown)) return { from, to, text: markdown };
  const [before, after] = [whole.slice(0, from), whole.slice(to)];
  const goesOn = !BLOCK.test(markdown.split("\n\n", 1)[0]) && !/(?:^|\n)[ \t]*$/.test(before);
  const above = goesOn || !before.trim() ? "" : missing(/\n*$/.exec(before)[0]);
  const below = after.trim() ? missing(/^\n*/.exec(after)[0]) : "";
  const blanks = below ? /^[ \t]*/.exec(after)[0].length : 0;
  return { from, to: to + blanks, text: above + markdown + below };
}

const missing = (lineEnds) => "\n".repeat(Math.max(0, 2 - lineEnds.length));

function fileOf({ data, type }, n) {
  const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  return new File([bytes], `${say.pasted_picture} ${n + 1}.${type.split("/").at(-1)}`, { type });
}
