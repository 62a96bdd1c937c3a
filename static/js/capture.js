/* Noter ce qui se dit: Enter sends the box, the slip appears under it, the hands stay on the keyboard.
   What got no answer waits in a queue and goes again with the same key, so nothing doubles. */
const form = document.querySelector("[data-capture]");
const state = document.querySelector("[data-capture-state]");
const queue = [];
let isSending = false;

const part = (box, name) => box.querySelector(`[data-${name}]`);

// Served over plain http in a school, randomUUID does not exist.
function freshKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

let hush;

// Emptied first, so that the same words are announced again; “saved” goes away by itself.
function say(words, { isWaiting = false } = {}) {
  clearTimeout(hush);
  state.textContent = "";
  state.classList.toggle("is-waiting", isWaiting);
  requestAnimationFrame(() => { state.textContent = words; });
  if (!isWaiting) hush = setTimeout(() => { state.textContent = ""; }, 4000);
}

function sayWaiting() {
  if (queue.length) say(form.dataset.waiting.replace("{n}", queue.length), { isWaiting: true });
}

function showError(box, words) {
  const error = part(box, "error");
  error.textContent = words;
  error.hidden = !words;
}

function takeWords(box) {
  const words = new URLSearchParams({
    csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    prompt: box.dataset.box,
    text: part(box, "text").value,
    client_key: part(box, "key").value,
  });
  if (part(box, "lifting")) words.set("lifting", part(box, "lifting").value);
  if (part(box, "as-one").checked) words.set("keep_as_one", "true");
  for (const name of ["story", "table", "speaker"]) {
    if (form.elements[name]) words.set(name, form.elements[name].value);
  }
  return words;
}

function emptyBox(box) {
  part(box, "text").value = "";
  part(box, "key").value = freshKey();
  part(box, "as-one").checked = false;
  if (part(box, "lifting")) part(box, "lifting").value = "";
  if (form.elements.speaker) form.elements.speaker.value = "";
  showError(box, "");
  showChoices(box);
}

function send(box) {
  if (!part(box, "text").value.trim() && !part(box, "lifting")?.value.trim()) return;
  queue.push({ box, words: takeWords(box) });
  emptyBox(box);
  part(box, "text").focus();
  flush();
}

async function flush() {
  if (isSending) return;
  isSending = true;
  try {
    while (queue.length) {
      await deliver(queue[0]);
      queue.shift();
    }
  } catch {
    sayWaiting();
    setTimeout(flush, 5000);
  } finally {
    isSending = false;
  }
}

// Throws when nobody answered, or the server could not: the item then waits for its turn again.
async function deliver({ box, words }) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: words,
    headers: { "HX-Request": "true" },
    signal: AbortSignal.timeout(15000),
    redirect: "manual",
  });
  // Sent elsewhere: the session is over. Asking again and again would say nothing to anybody.
  if (answer.type === "opaqueredirect") return giveBackAsTyped(box, words, form.dataset.signedOut);
  if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const returned = page.querySelector("[data-returned]");
  showKept(box, page);
  if (returned) giveBack(box, returned.content.querySelector("[data-box]"));
  else if (!answer.ok) giveBackAsTyped(box, words, form.dataset.lost);
  else say(form.dataset.saved);
}

function showKept(box, page) {
  const list = document.getElementById(`slips-${box.dataset.box}`);
  const slips = [...page.querySelectorAll("li.slip")];
  for (const slip of slips) document.getElementById(slip.id)?.remove();
  list.prepend(...slips);
  htmx.process(list);
  for (const count of page.querySelectorAll("span.count-words")) {
    document.getElementById(count.id).textContent = count.textContent;
  }
}

// Whatever was typed since stays too, after the words that come back.
function putBack(box, text, lifting) {
  const since = part(box, "text").value;
  part(box, "text").value = since ? `${text}\n${since}` : text;
  if (part(box, "lifting") && !part(box, "lifting").value) part(box, "lifting").value = lifting;
}

function giveBack(box, refused) {
  putBack(box, part(refused, "text").value, part(refused, "lifting")?.value ?? "");
  part(box, "key").value = freshKey();
  const reasons = [...refused.querySelectorAll(".invalid-feedback:not([hidden])")].map((p) => p.textContent);
  const reason = reasons.join(" ") || form.dataset.lost;
  showError(box, reason);
  say(reason);
}

// Under the same key: had it been kept after all, it would not double.
function giveBackAsTyped(box, words, reason) {
  putBack(box, words.get("text"), words.get("lifting") ?? "");
  part(box, "key").value = words.get("client_key");
  showError(box, reason);
  say(reason);
}

// One line needs no question about lines.
function showChoices(box) {
  part(box, "as-one").closest("label").hidden = !part(box, "text").value.trim().includes("\n");
}

function watchBoxes() {
  document.querySelectorAll("[data-box]").forEach(showChoices);
  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-box]");
    if (box) showChoices(box);
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest("[data-box]");
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!box || !sends || !event.target.matches("[data-text], [data-lifting]")) return;
    event.preventDefault();
    send(box);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[form='capture']");
    if (!button) return;
    event.preventDefault();
    send(button.closest("[data-box]"));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    document.querySelectorAll("[data-box]").forEach(send);
  });
  window.addEventListener("online", flush);
  window.addEventListener("beforeunload", (event) => {
    const typed = [...document.querySelectorAll("[data-text]")].some((text) => text.value.trim());
    if (queue.length || typed) event.preventDefault();
  });
}

// A refusal carries words to read: it takes its place like any answer.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([403, 409, 422].includes(event.detail.xhr.status) && event.target.closest("[data-slips]")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
if (form) watchBoxes();
