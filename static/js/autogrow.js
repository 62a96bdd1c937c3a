/* A box that grows with what is typed, where the browser does not do it by itself. */
const fitsAlone = CSS.supports("field-sizing", "content");

function grow(box) {
  box.rows = Math.max(Number(box.dataset.autogrow) || 2, box.value.split("\n").length);
  while (box.scrollHeight > box.clientHeight + 2 && box.rows < 40) box.rows += 1;
}

export function growBoxes() {
  if (fitsAlone) return;
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-autogrow]")) grow(event.target);
  });
  const growAll = () => document.querySelectorAll("textarea[data-autogrow]").forEach(grow);
  growAll();
  document.addEventListener("htmx:afterSettle", growAll);
}
