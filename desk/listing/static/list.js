// The list, the page of a new article and the bin work by links; what changes something is sent here.
//
// A button or form with data-post sends its data-path, or its fields, there; the answer's `goto` is
// the page that shows what became of it. While articles are still being read, the list comes anew.

import { api, announce } from "/static/shell/desk.js";

const ASK_AGAIN_MS = 1000;
const refused = document.getElementById("refused");

async function send(where, body, button) {
  button.disabled = true;
  refused.hidden = true;
  try {
    const said = await api("POST", where, body);
    location.assign(said.goto);
  } catch (why) {
    refused.textContent = [why.message, why.remedy].filter(Boolean).join(" ");
    refused.hidden = false;
    refused.focus();
    button.disabled = false;
  }
}

for (const button of document.querySelectorAll("button[data-post]")) {
  button.hidden = false;
  button.addEventListener("click", () => send(button.dataset.post, { ...button.dataset }, button));
}

for (const form of document.querySelectorAll("form[data-post]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form));
    send(form.dataset.post, fields, form.querySelector('[type="submit"]'));
  });
}

const reading = document.getElementById("reading");
if (reading) {
  const ask = async () => {
    const said = await api("GET", "/api/articles").catch(() => null);
    if (said?.complete) location.reload();
    else setTimeout(ask, ASK_AGAIN_MS);
  };
  announce(reading.textContent);
  setTimeout(ask, ASK_AGAIN_MS);
}
