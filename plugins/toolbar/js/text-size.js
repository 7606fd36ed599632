const html = document.documentElement;
const steps = ["100", "112.5", "125", "150", "175", "200"];
const group = document.querySelector(".display .size");
const place = () => Math.max(0, steps.indexOf(html.dataset.size));

const resize = (size) => {
  const middle = innerHeight / 2;
  const block = [
    ...document.querySelectorAll(":is(p,li,h1,h2,h3,figure,table):not(.display *)"),
  ].find((item) => item.getBoundingClientRect().bottom > middle);
  const top = block?.getBoundingClientRect().top;
  html.dataset.size = size;
  if (block) {
    const now = block.getBoundingClientRect();
    // A tall block that shrinks could leave the screen upwards: then its end comes to the middle.
    const away = top + now.height < 0;
    scrollBy({ top: away ? now.bottom - middle : now.top - top, behavior: "instant" });
  }
};
const sync = () => {
  let size;
  try {
    size = localStorage.size || "100";
  } catch {}
  if (steps.includes(size) && size != steps[place()]) resize(size);
  if (group) {
    group.children[0].ariaDisabled = place() == 0;
    group.children[2].ariaDisabled = place() == 5;
  }
};

if (group)
  group.onclick = ({ target }) => {
    const move = [...group.children].indexOf(target) - 1;
    if (move < -1) return;
    const said = group.dataset;
    const step = move && Math.min(5, Math.max(0, place() + move));
    resize(steps[step]);
    try {
      localStorage.size = steps[step];
    } catch {}
    sync();
    group.parentNode.querySelector(".said").textContent =
      said.now.replace("{n}", steps[step].replace(".", said.point)) +
      (step == 5 ? ", " + said.most : step ? "" : ", " + said.least);
  };
addEventListener("storage", sync);
addEventListener("pageshow", sync);
sync();
