// Warn five minutes before a sign-on ends, and extend it in place; every page works without this file.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("staying"), dialog = document.getElementById("staying-dialog");
  if (!place || !dialog.showModal) return;
  const WARN = 5 * 60, shared = `ecf-staying ${place.dataset.stay}`;
  let ends, told = "";

  // Other windows of this site extend the same sign-on: the latest word of any of them counts.
  const keep = (idle, total) => {
    ends = { idle: Date.now() + idle * 1000, total: Date.now() + total * 1000 };
    try { localStorage.setItem(shared, JSON.stringify(ends)); } catch { /* no room or not allowed: this window alone */ }
  };
  const stage = () => {
    const left = (until) => (until - Date.now()) / 1000;
    if (Math.min(left(ends.idle), left(ends.total)) <= 0) return "over";
    if (left(ends.total) <= WARN) return "total";
    return left(ends.idle) <= WARN ? "idle" : "";
  };
  const show = (now) => {
    told = now;
    if (!now) { if (dialog.open) dialog.close(); return; }
    dialog.querySelectorAll("[data-stage]").forEach((part) => { part.hidden = part.dataset.stage !== now; });
    dialog.setAttribute("aria-labelledby", `staying-${now}`);
    if (!dialog.open) dialog.showModal();
    dialog.querySelector(`[data-stage=${now}] .usa-button`).focus();
  };
  const look = () => { const now = stage(); if (now !== told) show(now); };
  const goOn = async () => {
    let answer;
    try { answer = await fetch(place.dataset.stay, { cache: "no-store" }); } catch { return; }
    if (answer.status === 401) { ends = { idle: 0, total: 0 }; look(); return; }
    if (!answer.ok) return;
    const { idle, total, until } = await answer.json();
    keep(idle, total);
    document.querySelectorAll("[data-until]").forEach((each) => { each.textContent = until; });
    look();
  };

  keep(Number(place.dataset.idle), Number(place.dataset.total));
  dialog.querySelector("[data-go-on]").addEventListener("click", goOn);
  dialog.querySelectorAll("[data-close]").forEach((each) => each.addEventListener("click", () => dialog.close()));
  window.addEventListener("storage", (event) => {
    if (event.key === shared && event.newValue) { ends = JSON.parse(event.newValue); look(); }
  });
  // Signed in again in another window: ask the server when this one comes to the front.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    if (["total", "over"].includes(told)) goOn(); else look();
  });
  setInterval(look, 5000);
  look();
});
