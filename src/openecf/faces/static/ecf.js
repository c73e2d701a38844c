// Small comforts only; every page works without this file.
document.addEventListener("DOMContentLoaded", () => {
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
  // A form that was sent once does not send twice on a double click; the server would not mind either.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    // A link of the error summary left #field in the address: it would take the focus from the next summary.
    history.replaceState(null, "", location.pathname + location.search);
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form").forEach((form) => { delete form.dataset.sent; });
  });
});
