const html = document.documentElement;
const select = document.querySelector(".display select");

const paint = (colour) => {
  if (/^(light|dark|contrast)$/.test(colour)) html.dataset.colour = colour;
  else delete html.dataset.colour;
};
const sync = () => {
  try {
    paint(localStorage.colour);
  } catch {}
  if (select) select.value = html.dataset.colour || "";
};

if (select)
  select.onchange = () => {
    paint(select.value);
    try {
      localStorage.colour = select.value;
    } catch {}
  };
addEventListener("storage", sync);
addEventListener("pageshow", sync);
sync();
