/* The sheet being written: how many characters are left, said when it begins to matter. */
const SOON = 0.8;

function counterOf(box) {
  if (box.nextElementSibling?.classList.contains("count-left")) return box.nextElementSibling;
  const counter = document.createElement("p");
  counter.className = "form-text count-left";
  counter.setAttribute("aria-live", "polite");
  box.after(counter);
  return counter;
}

function sayLimit(box) {
  const form = box.closest("form");
  const limit = Number(box.dataset.limit);
  const length = box.value.trim().length;
  const counter = length > limit * SOON ? counterOf(box) : box.parentElement.querySelector(".count-left");
  if (!counter) return;
  const words = length > limit ? form.dataset.over : form.dataset.left;
  counter.classList.toggle("is-over", length > limit);
  counter.textContent = length > limit * SOON ? words.replace("%n", Math.abs(limit - length)) : "";
}

function sayAll(root) {
  root.querySelectorAll("form[data-left] [data-limit]").forEach(sayLimit);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("form[data-left] [data-limit]")) sayLimit(event.target);
});
document.addEventListener("htmx:afterSettle", (event) => sayAll(event.target));
sayAll(document);
