// A card for a table: a field for each cell, rows and columns by buttons, the first row its head.

import { announce, fill, make, words } from "/static/shell/desk.js";
import { grow, writeHere } from "./typing.js";

const say = words.body;
const SIDES = ["", "left", "centre", "right"];
const ADDING = ["row_below", "column_right"];
const BREAK = /<br ?\/?>/g;

/** {element, read}; read gives {rows, align, caption}. */
export function tableCard(given, onChange) {
  const rows = given.rows ?? [["", ""], ["", ""]];
  let cells = rows.map((row) => row.map(cell));
  let align = [...(given.align ?? [])];
  const caption = make("input", { type: "text", lang: "vi", value: given.caption ?? "" });
  const side = make("select", {}, ...SIDES.map((name) => make("option", { value: name }, say[`side_${name || "none"}`])));
  const table = make("table", { className: "body-table" });
  let at = [0, 0];

  table.addEventListener("focusin", ({ target }) => {
    const row = cells.findIndex((each) => each.includes(target));
    if (row >= 0) at = [row, cells[row].indexOf(target)];
    side.value = align[at[1]] ?? "";
  });
  table.addEventListener("paste", (event) => pasteCells(event));
  side.addEventListener("change", () => {
    align = cells[0].map((_, column) => (column === at[1] ? side.value : (align[column] ?? "")));
    draw();
    onChange();
  });

  function draw() {
    table.replaceChildren(
      ...cells.map((row, r) =>
        make(
          "tr",
          {},
          ...row.map((area, c) => {
            area.setAttribute("aria-label", fill(r ? say.cell : say.head_cell, { row: r, column: c + 1 }));
            area.className = `side-${align[c] || "none"}`;
            return make(r ? "td" : "th", {}, area);
          }),
        ),
      ),
    );
    for (const area of cells.flat()) grow(area);
  }

  function change(act) {
    act();
    at = [Math.min(at[0], cells.length - 1), Math.min(at[1], cells[0].length - 1)];
    draw();
    announce(fill(say.table_size, { rows: cells.length - 1, columns: cells[0].length }));
    onChange();
  }

  const ways = {
    row_below: () => {
      cells = cells.toSpliced(at[0] + 1, 0, cells[0].map(() => cell("")));
      at = [at[0] + 1, 0];
    },
    column_right: () => {
      cells = cells.map((row) => row.toSpliced(at[1] + 1, 0, cell("")));
      align = cells[0].map((_, n) => align[n > at[1] ? n - 1 : n] ?? "");
      align[at[1] + 1] = "";
      at = [at[0], at[1] + 1];
    },
    row_up: () => {
      if (at[0] === 0) return;
      const [moved] = cells.splice(at[0], 1);
      at = [at[0] - 1, at[1]];
      cells.splice(at[0], 0, moved);
    },
    row_down: () => {
      if (at[0] === cells.length - 1) return;
      const [moved] = cells.splice(at[0], 1);
      at = [at[0] + 1, at[1]];
      cells.splice(at[0], 0, moved);
    },
  };
  const removals = {
    delete_row: () => cells.length > 1 && cells.splice(at[0], 1),
    delete_column: () => {
      if (cells[0].length === 1) return;
      for (const row of cells) row.splice(at[1], 1);
      align.splice(at[1], 1);
    },
  };
  const undone = make("button", { type: "button", hidden: true }, say.table_undo);
  let before = null;
  for (const [name, act] of Object.entries(removals)) {
    ways[name] = () => {
      before = { cells: cells.map((row) => [...row]), align: [...align] };
      act();
    };
  }
  undone.addEventListener("click", () => {
    change(() => ({ cells, align } = before));
    undone.hidden = true;
  });
  const buttons = Object.entries(ways).map(([name, act]) => {
    const button = make("button", { type: "button" }, say[name]);
    button.addEventListener("click", () => {
      change(act);
      undone.hidden = !(name in removals);
      if (ADDING.includes(name)) cells[at[0]][at[1]].focus();
    });
    return button;
  });

  function pasteCells(event) {
    const lines = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "").split(/\r?\n/);
    if (!lines.some((line) => line.includes("\t"))) return;
    event.preventDefault();
    event.stopPropagation();
    const [top, left] = at;
    for (const [r, line] of lines.entries()) {
      for (const [c, text] of line.split("\t").entries()) {
        while (top + r >= cells.length) cells.push(cells[0].map(() => cell("")));
        while (left + c >= cells[0].length) for (const row of cells) row.push(cell(""));
        if (r === 0 || c === 0) draw();
        cells[top + r][left + c].focus();
        cells[top + r][left + c].select();
        writeHere(cells[top + r][left + c], text);
      }
    }
    change(() => {});
  }

  draw();
  const element = make(
    "div",
    { className: "body-table-card" },
    make("label", { className: "field" }, say.caption, caption),
    make("div", { className: "body-wide", tabIndex: -1 }, table),
    make("div", { className: "row" }, ...buttons, make("label", { className: "body-side" }, say.side, side), undone),
  );
  return {
    element,
    read: () => ({
      rows: cells.map((row) => row.map(shown)),
      align: cells[0].map((_, column) => align[column] ?? ""),
      caption: caption.value,
    }),
  };
}

function cell(text) {
  const area = make("textarea", { lang: "vi", spellcheck: true, rows: 1, value: text.replace(BREAK, "\n") });
  area.addEventListener("input", () => grow(area));
  return Object.assign(area, { given: text, first: area.value });
}

/** What was not typed in stays as it is written in the file. */
function shown(area) {
  return area.value === area.first ? area.given : area.value;
}
