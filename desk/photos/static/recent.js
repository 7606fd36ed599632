// "Chọn ảnh gần đây": the pictures of content/anh/, the newest first, to be chosen again.

import { announce, api, fill, make, words } from "/static/shell/desk.js";

const say = words.photos;
const PAUSE = 200;

/** Opens the dialog; chosen(path) once one was. The focus goes back to where it was. */
export function chooseRecent(chosen) {
  const query = make("input", { type: "search", lang: "vi", autocomplete: "off", spellcheck: false });
  const grid = make("ul", { className: "photos-grid" });
  const where = make("p", { className: "hint" });
  const [newer, older, close] = [say.newer, say.older, say.close].map((text) => make("button", { type: "button" }, text));
  const title = make("h2", { id: "photos-recent" }, say.recent);
  const dialog = make(
    "dialog",
    { className: "photos-dialog" },
    title,
    make("label", { className: "field" }, say.search, query),
    grid,
    where,
    make("div", { className: "row" }, newer, older, close),
  );
  dialog.setAttribute("aria-labelledby", title.id);
  let page = 1;
  let asked = 0;
  let waiting = 0;

  async function show() {
    const turn = ++asked;
    const found = await api("GET", `/api/photos?${new URLSearchParams({ q: query.value, page })}`).catch((refused) => ({ refused }));
    if (turn !== asked) return;
    const { paths = [], pages = 1, total = 0, refused } = found;
    page = found.page ?? 1;
    grid.replaceChildren(...paths.map(choice));
    where.textContent = refused ? refused.message : total ? fill(say.found, { total, page, pages }) : say.none;
    announce(where.textContent);
    newer.disabled = page <= 1;
    older.disabled = page >= pages;
  }

  function choice(path) {
    const shown = make("img", { src: pictureAddress(path), alt: "", loading: "lazy", draggable: false, width: 160, height: 120 });
    const button = make("button", { type: "button" }, shown, make("span", {}, path.replace(/^anh\//, "")));
    button.addEventListener("click", () => {
      dialog.close();
      chosen(path);
    });
    return make("li", {}, button);
  }

  function turn(way) {
    page += way;
    show();
  }

  query.addEventListener("input", () => {
    clearTimeout(waiting);
    page = 1;
    waiting = setTimeout(show, PAUSE);
  });
  newer.addEventListener("click", () => turn(-1));
  older.addEventListener("click", () => turn(1));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  query.focus();
  show();
}

/** Where the desk shows a picture small; article: whose folder the path may begin in. */
export function pictureAddress(path, article = "") {
  return `/api/photo?${new URLSearchParams({ path, article })}`;
}
