// A button that waits for its tick. Without this script the button works at once and the server asks for the tick.
for (const button of document.querySelectorAll("[data-until-ticked]")) {
  const box = document.getElementById(button.dataset.untilTicked);
  const follow = () => { button.disabled = !box.checked; };
  box.addEventListener("change", follow);
  follow();
}
