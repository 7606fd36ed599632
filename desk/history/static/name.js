// Who sits here: the form that asks for the name, on whichever page it stands.
//
// A page that goes on without being loaded again prevents the default of `desk:named` on `document`.

import { api, make } from "/static/shell/desk.js";

for (const form of document.querySelectorAll(".person-form")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    give(form);
  });
}

async function give(form) {
  form.querySelector("[role=alert]")?.remove();
  try {
    await api("POST", "/api/name", { name: new FormData(form).get("name") });
  } catch (why) {
    const said = [why.message, why.remedy].filter(Boolean).join(" ");
    form.append(make("p", { className: "said error", role: "alert" }, said));
    return;
  }
  const isNews = document.dispatchEvent(new CustomEvent("desk:named", { cancelable: true }));
  if (isNews) location.reload();
  else form.remove();
}
