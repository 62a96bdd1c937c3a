/* The pile: how many are ticked, a whole story ticked at once, and drag as a comfort. Each act is a plain button. */
const pile = () => document.getElementById("pile");
const boxes = (scope = pile()) => [...scope.querySelectorAll("input[name=contribution]")];

function sayTicked() {
  const form = pile()?.querySelector(".pile-form");
  if (!form) return;
  const stories = [...pile().querySelectorAll("[data-story-all]:checked")];
  const told = new Set(stories.map((story) => story.value));
  const alone = boxes().filter((box) => box.checked && !told.has(box.closest("[data-story]").dataset.story));
  const count = stories.reduce((sum, story) => sum + Number(story.dataset.count), alone.length);
  const words = count === 1 ? form.dataset.tickedOne : form.dataset.tickedMany.replace("%n", count);
  form.querySelectorAll("[data-ticked]").forEach((place) => {
    place.textContent = count ? words : "";
  });
}

function tickStory(master) {
  for (const slip of pile().querySelectorAll("[data-story]")) {
    if (slip.dataset.story === master.value) slip.querySelector("input[name=contribution]").checked = master.checked;
  }
}

// A story ticked as a whole also takes what stands on the other pages: leaving one out means choosing one by one.
function untickStoryOf(box) {
  const { story } = box.closest("[data-story]").dataset;
  const master = [...pile().querySelectorAll("[data-story-all]")].find((each) => each.value === story);
  if (master) master.checked = false;
}

function onChange(event) {
  if (event.target.matches("[data-story-all]")) tickStory(event.target);
  if (event.target.matches("input[name=contribution]") && !event.target.checked) untickStoryOf(event.target);
  if (event.target.closest("#pile")) sayTicked();
}

function readyToDrag() {
  pile()?.querySelectorAll("[data-draggable]").forEach((slip) => {
    slip.draggable = true;
  });
  sayTicked();
}

function onDragStart(event) {
  const slip = event.target.closest?.("[data-draggable]");
  if (!slip) return;
  slip.querySelector("input[name=contribution]").checked = true;
  sayTicked();
  event.dataTransfer.setData("text/plain", slip.id);
  event.dataTransfer.effectAllowed = "copy";
}

function onDragOver(event) {
  const target = event.target.closest?.("[data-drop]");
  document.querySelectorAll(".is-over").forEach((place) => place.classList.toggle("is-over", place === target));
  if (!target) return;
  event.preventDefault();
  target.classList.add("is-over");
}

function onDrop(event) {
  const target = event.target.closest?.("[data-drop]");
  if (!target || !event.dataTransfer.getData("text/plain").startsWith("contribution-")) return;
  event.preventDefault();
  target.click();
}

document.addEventListener("change", onChange);
document.addEventListener("dragstart", onDragStart);
document.addEventListener("dragover", onDragOver);
document.addEventListener("drop", onDrop);
document.addEventListener("htmx:afterSettle", readyToDrag);
readyToDrag();
