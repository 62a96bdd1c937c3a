/* Dragging a practice to its place: a comfort beside the arrows, which do the same without it. */
let held = null;

function over(event) {
  const item = event.target.closest?.("[data-item]");
  return held && item && item !== held ? item : null;
}

function release() {
  document.querySelectorAll(".order-item.is-over").forEach((item) => item.classList.remove("is-over"));
  held?.classList.remove("is-held");
}

document.addEventListener("pointerdown", (event) => {
  const item = event.target.closest?.("[data-order] [data-item]");
  if (item) item.draggable = !event.target.closest("button");
});

document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-item]") ?? null;
  if (!held) return;
  held.classList.add("is-held");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.dataset.item);
});

document.addEventListener("dragover", (event) => {
  const item = over(event);
  if (!item) return;
  event.preventDefault();
  if (item.classList.contains("is-over")) return;
  document.querySelectorAll(".order-item.is-over").forEach((other) => other.classList.remove("is-over"));
  item.classList.add("is-over");
});

document.addEventListener("drop", (event) => {
  const item = over(event);
  if (!item) return;
  event.preventDefault();
  htmx.ajax("POST", held.dataset.placeUrl, {
    source: held,
    target: "#order",
    swap: "outerHTML",
    values: { to: item.dataset.item },
  });
});

document.addEventListener("dragend", () => {
  release();
  held = null;
});
