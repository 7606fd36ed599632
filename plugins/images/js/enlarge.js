// A tap on a photo gives it the whole window, with its caption, and in a gallery the way to its
// neighbours; another tap goes closer. Without this script the link opens the same file.
const words = document.currentScript.dataset.images.split("|");
const PHOTOS = "figure > a:has(img)";

const open = (link) => {
  const gallery = link.closest(".gallery");
  const links = gallery ? [...gallery.querySelectorAll(PHOTOS)] : [link];
  const dialog = document.createElement("dialog");
  dialog.className = "enlarged";
  const show = (at) => {
    const own = links[at];
    const frame = document.createElement("div");
    const photo = new Image();
    photo.src = own.href;
    photo.alt = dialog.ariaLabel = own.querySelector("img").alt;
    photo.onclick = ({ offsetX, offsetY }) => {
      const share = [offsetX / photo.clientWidth, offsetY / photo.clientHeight];
      if (photo.classList.toggle("near"))
        frame.scrollTo(photo.clientWidth * share[0] - frame.clientWidth / 2, photo.clientHeight * share[1] - frame.clientHeight / 2);
    };
    frame.append(photo);
    const bar = document.createElement("nav");
    const button = (word, act, off) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = word;
      made.ariaDisabled = off;
      made.onclick = off ? null : act;
      bar.append(made);
      return made;
    };
    const move = (by) => {
      show(at + by);
      const buttons = dialog.querySelectorAll("button");
      buttons[by < 0 ? 0 : 1].focus();
    };
    if (links[1]) {
      button(words[1], () => move(-1), !at);
      button(words[2], () => move(1), at == links.length - 1);
    }
    const close = button(words[0], () => dialog.close());
    const caption = own.parentNode.querySelector("figcaption");
    dialog.replaceChildren(bar, frame, caption ? caption.cloneNode(true) : "");
    dialog.onkeydown = ({ key }) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (by && links[at + by] && !photo.classList.contains("near")) move(by);
    };
    close.focus();
  };
  dialog.onclose = () => {
    dialog.remove();
    link.focus();
  };
  document.body.append(dialog);
  dialog.showModal();
  show(links.indexOf(link));
};

document.addEventListener("click", (event) => {
  const link = event.target.closest(PHOTOS);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link);
});
