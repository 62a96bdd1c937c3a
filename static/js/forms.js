/* Forms: a button says it is working; a page with unsent words asks before it is left.
   data-busy="Enregistrement…" on a button; data-keep on a form whose words would be lost. */
const dirty = new Set();

function isHtmx(form) {
  return ["post", "get", "put", "delete"].some(
    (verb) => form.hasAttribute(`data-hx-${verb}`) || form.hasAttribute(`hx-${verb}`),
  );
}

function markBusy(form, button) {
  form.setAttribute("aria-busy", "true");
  if (!button?.dataset.busy) return;
  button.dataset.label = button.innerHTML;
  button.textContent = button.dataset.busy;
}

function markIdle(form) {
  form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("[data-label]")) {
    button.innerHTML = button.dataset.label;
    delete button.dataset.label;
  }
}

function onSubmit(event) {
  const form = event.target;
  if (form.getAttribute("aria-busy") === "true" && !isHtmx(form)) {
    event.preventDefault();
    return;
  }
  dirty.delete(form);
  // The button's own name and value must leave first, so nothing is disabled here.
  markBusy(form, event.submitter);
}

export function watchForms() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) dirty.add(form);
  });
  document.addEventListener("submit", onSubmit);
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) markIdle(form);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(markIdle));
  window.addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });
}
