// A tap on a photo shows it as large as the screen allows, with its caption; without this script
// the link opens the same file.
const close = document.currentScript.dataset.close;

document.addEventListener("click", (event) => {
  const link = event.target.closest("figure > a:has(img)");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const dialog = document.createElement("dialog");
  const photo = new Image();
  const button = document.createElement("button");
  const caption = link.parentNode.querySelector("figcaption");
  photo.src = link.href;
  photo.alt = link.querySelector("img").alt;
  photo.style.maxHeight = "75vh";
  button.textContent = close;
  button.style.cssText = "min-height:2.75rem;padding:0 1rem;font:inherit";
  dialog.style.cssText = "margin:auto;padding:1rem;color:var(--ink);background:var(--paper)";
  dialog.append(button, photo, caption ? caption.cloneNode(true) : "");
  dialog.ariaLabel = photo.alt;
  dialog.onclick = () => dialog.close();
  dialog.onclose = () => {
    dialog.remove();
    link.focus();
  };
  document.body.append(dialog);
  dialog.showModal();
});
