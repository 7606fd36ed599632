// A version comes back by the same save as any text: what is there now is kept before.

import { api, encodePath } from "/static/shell/desk.js";

const button = document.getElementById("restore");
const refused = document.getElementById("refused");

async function restore() {
  const { path, name } = button.dataset;
  const address = encodePath(path);
  button.disabled = true;
  refused.hidden = true;
  try {
    const version = await api("GET", `/api/version/${address}?ban=${encodeURIComponent(name)}`);
    await api("PUT", `/api/article/${address}`, version);
    location.assign(`/bai/${address}`);
  } catch (why) {
    refused.textContent = [why.message, why.remedy].filter(Boolean).join(" ");
    refused.hidden = false;
    refused.focus();
    button.disabled = false;
  }
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", restore);
}
