const details = document.querySelector(".toolbar details");
if (details) {
  const copy = details.querySelector(".copy");
  const send = details.querySelector(".send");
  const url = document.querySelector("[rel=canonical]").href;
  copy.hidden = false;
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(url);
      details.parentNode.querySelector(".said").textContent = copy.dataset.done;
    } catch {
      prompt(copy.textContent, url);
    }
  };
  send.hidden = !navigator.share;
  send.onclick = () => navigator.share({ title: document.title, url }).catch(() => {});
  details.onkeydown = ({ key }) => {
    if (key != "Escape") return;
    details.open = false;
    details.firstElementChild.focus();
  };
  for (const type of ["click", "focusin"])
    addEventListener(type, ({ target }) => {
      if (!details.contains(target)) details.open = false;
    });
}
