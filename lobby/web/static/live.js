// Keeps a page true: puts regions from the event stream in place, sends forms once, warns when the line is cut.
// Regions keep their elements (matched by data-key or id), so focus and what was typed stay.

const SILENCE_MS = 10_000;
const STEADY_MS = 3_000;
const SHIELD_MS = 600;

const body = document.body;
let heard = Date.now();
let pointerMoved = 0;
let pointerAt = "";
const held = new Map();

// --- placing regions -----------------------------------------------------------------------------

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id || null : null;
}

function sameKind(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
}

function morphAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    const own = name === "open" || (name === "aria-disabled" && old.dataset.pending);
    if (!own && !fresh.hasAttribute(name) && name !== "data-pending") old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old instanceof HTMLInputElement && old.type === "hidden") old.value = fresh.value;
}

function morph(old, fresh, isRegion = false) {
  if (old.isEqualNode(fresh)) return;
  if (!isRegion) morphAttributes(old, fresh);
  if (!isRegion && old.hasAttribute("data-keep")) return;
  const wanted = new Set([...fresh.childNodes].map(keyOf));
  for (const node of [...old.childNodes]) if (keyOf(node) && !wanted.has(keyOf(node))) node.remove();
  const keyed = new Map([...old.childNodes].filter(keyOf).map((node) => [keyOf(node), node]));
  let place = old.firstChild;
  for (const want of [...fresh.childNodes]) {
    const key = keyOf(want);
    let have = key ? keyed.get(key) : null;
    if (have && !sameKind(have, want)) have = null;
    if (!have && !key && place && sameKind(place, want)) have = place;
    if (!have) {
      old.insertBefore(want, place);
      continue;
    }
    if (have === place) place = place.nextSibling;
    else old.insertBefore(have, place);
    if (have.nodeType === Node.ELEMENT_NODE) morph(have, want);
    else if (have.data !== want.data) have.data = want.data;
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function order(element) {
  return [...element.querySelectorAll("[data-key]")].map((row) => row.dataset.key).join(" ");
}

// Rows keep their places; what changed inside them shows, and who left the list can not be pressed any more.
function updateInPlace(steady, fresh) {
  for (const row of steady.querySelectorAll("[data-key]")) {
    const now = fresh.querySelector(`[data-key="${CSS.escape(row.dataset.key)}"]`);
    if (now) {
      morph(row, now.cloneNode(true));
    } else {
      row.classList.add("gone");
      for (const button of row.querySelectorAll("button")) button.disabled = true;
    }
  }
}

function place(id, html, own = false) {
  const region = document.getElementById(id);
  if (!region) return;
  const fresh = region.cloneNode(false);
  fresh.innerHTML = html;
  const steady = [...region.querySelectorAll("[data-steady]")].find((one) => one.matches(":hover"));
  if (steady && order(region) !== order(fresh)) {
    if (!own && Date.now() - pointerMoved < STEADY_MS) {
      held.set(id, html);
      region.dataset.held = "";
      updateInPlace(steady, fresh);
      return;
    }
    shield(steady);
  }
  held.delete(id);
  delete region.dataset.held;
  const before = statusOf(region);
  const focused = document.activeElement;
  morph(region, fresh, true);
  if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
  if (before !== statusOf(region)) shield(region);
}

// A button must not change its meaning between the two clicks of a double click.
function statusOf(region) {
  return region.querySelector("[data-status]")?.dataset.status;
}

function shield(region) {
  region.dataset.shielded = "";
  clearTimeout(region.shieldTimer);
  region.shieldTimer = setTimeout(() => delete region.dataset.shielded, SHIELD_MS);
}

function placeHeld() {
  for (const [id, html] of [...held]) place(id, html);
}

document.addEventListener("pointermove", (event) => {
  const at = `${event.clientX} ${event.clientY}`; // also sent when the page moves below a resting pointer
  if (at !== pointerAt) pointerMoved = Date.now();
  pointerAt = at;
}, { passive: true });
document.addEventListener("pointerout", () => setTimeout(placeHeld, 0), { passive: true });
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-shielded]") && event.target.closest("form")) {
    event.preventDefault();
    event.stopPropagation();
  }
}, { capture: true });

// --- the event stream ----------------------------------------------------------------------------

function listen(address) {
  const source = new EventSource(address);
  const alive = () => { heard = Date.now(); body.classList.remove("cut-off"); };
  source.addEventListener("regions", (event) => {
    alive();
    for (const [id, html] of Object.entries(JSON.parse(event.data))) place(id, html);
  });
  source.addEventListener("pulse", alive);
  source.addEventListener("signed-out", () => { source.close(); location.reload(); });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(address), 2_000);
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}

setInterval(() => {
  body.classList.toggle("cut-off", Date.now() - heard > SILENCE_MS);
  placeHeld();
}, 500);

// --- sending forms -------------------------------------------------------------------------------

function setPending(form, submitter, pending) {
  for (const button of [submitter, ...form.querySelectorAll("button")]) {
    if (!button) continue;
    button.setAttribute("aria-disabled", String(pending));
    if (pending) button.dataset.pending = "";
    else { delete button.dataset.pending; button.removeAttribute("aria-disabled"); }
  }
  if (pending) form.dataset.pending = "";
  else delete form.dataset.pending;
}

async function send(form, submitter) {
  const region = form.closest("[data-focus-home]");
  const data = new URLSearchParams(new FormData(form, submitter));
  const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const response = await fetch(address, {
    method: "POST", body: data, headers: { "x-lobby-live": "1" }, redirect: "manual",
  });
  if (response.type === "opaqueredirect") { location.reload(); return; }
  const answer = await response.json();
  if (answer.go) { location.assign(answer.go); return; }
  if (answer.signed_out) { location.reload(); return; }
  for (const [id, html] of Object.entries(answer.regions || {})) place(id, html, true);
  if (answer.message) tell(answer.message);
  if (region && document.activeElement === body) region.focus({ preventScroll: true });
}

function tell(message) {
  const box = document.getElementById("answer");
  if (!box) return;
  const note = document.createElement("p");
  note.className = "note note--danger";
  note.textContent = message;
  box.replaceChildren(note);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-live]")) return;
  event.preventDefault();
  if ("pending" in form.dataset) return;
  setPending(form, event.submitter, true);
  try {
    await send(form, event.submitter);
  } catch {
    tell(body.dataset.unsent || "");
  } finally {
    setPending(form, event.submitter, false);
  }
});

// --- function keys -------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const button = document.querySelector(`button[data-hotkey="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  if (!event.repeat && button.getAttribute("aria-disabled") !== "true") button.click();
});

if (body.dataset.live) listen(body.dataset.live);
