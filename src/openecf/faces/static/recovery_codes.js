// Buttons that only a script can press: print the codes, copy them.
document.addEventListener("DOMContentLoaded", () => {
  const print = document.querySelector("[data-print]");
  if (print) { print.hidden = false; print.addEventListener("click", () => window.print()); }
  const copy = document.querySelector("[data-copy]");
  if (!copy || !navigator.clipboard) return;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const codes = [...document.querySelectorAll(`#${copy.dataset.copy} code`)].map((each) => each.textContent);
    await navigator.clipboard.writeText(codes.join("\n"));
    document.querySelector("[data-copied]").textContent = "Copied.";
  });
});
