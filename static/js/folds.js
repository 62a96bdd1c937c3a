/* Folded parts and dialogs: a click outside or Escape closes a menu; a button opens its dialog.
   data-closes-outside on <details>; data-opens="dialog-id" on a button; data-closes-details inside. */
function openFolds() {
  return document.querySelectorAll("details[data-closes-outside][open]");
}

function onClick(event) {
  for (const fold of openFolds()) if (!fold.contains(event.target)) fold.open = false;
  const button = event.target.closest("[data-opens], [data-closes-details]");
  if (!button) return;
  if (button.dataset.opens) document.getElementById(button.dataset.opens)?.showModal();
  else button.closest("details").open = false;
}

function onKey(event) {
  if (event.key !== "Escape") return;
  for (const fold of openFolds()) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }
}

function showButtons() {
  document.querySelectorAll("[data-opens][hidden], [data-closes-details][hidden]").forEach((button) => {
    button.hidden = false;
  });
}

export function watchFolds() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:afterSettle", showButtons);
  showButtons();
}
