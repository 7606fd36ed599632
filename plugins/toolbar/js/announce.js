// What was announced is also seen, and leaves the screen after five seconds.
const status = document.querySelector(".display .said");
let timer;
if (status)
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = ""), 5000);
  }).observe(status, { childList: true });
