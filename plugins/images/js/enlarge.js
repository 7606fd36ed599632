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
    photo.onclick = () => {
      photo.classList.toggle("near");
      photo.scrollIntoView({ block: "center", inline: "center" });
    };
    frame.append(photo);
    const bar = document.createElement("nav");
    const button = (word, by) => {
      const made = document.createElement("button");
      made.textContent = word;
      made.ariaDisabled = !links[at + by];
      made.onclick = () => (by ? move(by) : dialog.close());
      bar.append(made);
    };
    const move = (by) => {
      if (!links[at + by]) return;
      show(at + by);
      dialog.querySelectorAll("button")[by < 0 ? 1 : 2].focus();
    };
    button(words[0], 0);
    if (links[1]) {
      button(words[1], -1);
      button(words[2], 1);
    }
    const caption = own.parentNode.querySelector("figcaption");
    dialog.replaceChildren(bar, frame, caption ? caption.cloneNode(true) : "");
    dialog.onkeydown = ({ key }) => {
      if (key == "ArrowLeft") move(-1);
      if (key == "ArrowRight") move(1);
    };
  };
  dialog.onclose = () => {
    dialog.remove();
    link.focus();
  };
  document.body.append(dialog);
  show(links.indexOf(link));
  dialog.showModal();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest(PHOTOS);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(link);
});
