// Lists that stand still. While the pointer moves over a list or the keyboard goes through it, its order waits. When
// both rest the new order comes, and the row in question stays where it is on the screen: the list scrolls by as much,
// or leaves room above. Whoever has left the list is struck through there until pointer and focus are gone.

const MOVING_MS = 3_000;
const SHIELD_MS = 600;

let pointerMoved = 0;
let pointerAt = "";
let keyPressed = 0;

document.addEventListener("pointermove", (event) => {
  const at = `${event.clientX} ${event.clientY}`; // also sent when the page moves below a resting pointer
  if (at !== pointerAt) pointerMoved = Date.now();
  pointerAt = at;
}, { passive: true });
document.addEventListener("keydown", () => { keyPressed = Date.now(); }, { capture: true, passive: true });

function rowOf(list) {
  const focused = document.activeElement.closest("[data-key]");
  return list.querySelector("[data-key]:hover") || (list.contains(focused) ? focused : null);
}

/** The list of a region that somebody points at or has the focus in. */
export function listInUse(region) {
  const lists = [...region.querySelectorAll("[data-steady]")];
  return lists.find((one) => one.matches(":hover")) || lists.find((one) => one.contains(document.activeElement));
}

/** Whether pointer or keyboard moved in that list just now. */
export function isBusy(list) {
  const since = list.matches(":hover") ? pointerMoved : keyPressed;
  return Date.now() - since < MOVING_MS;
}

export function orderOf(element) {
  return [...element.querySelectorAll("[data-steady] [data-key]")].map((row) => row.dataset.key).join(" ");
}

function strike(row) {
  row.classList.add("gone");
  for (const button of row.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  return row;
}

/** Rows keep their places; what changed inside them shows, and who left the list can not be pressed any more. */
export function updateInPlace(list, fresh, morph) {
  for (const row of list.querySelectorAll("[data-key]")) {
    const now = fresh.querySelector(`[data-key="${CSS.escape(row.dataset.key)}"]`);
    if (now) morph(row, now.cloneNode(true));
    else strike(row);
  }
}

function keepRow(row, list, fresh) {
  if (fresh.querySelector(`[data-key="${CSS.escape(row.dataset.key)}"]`)) return;
  const ghost = strike(row.cloneNode(true));
  for (let before = row.previousElementSibling; before; before = before.previousElementSibling) {
    const there = before.dataset.key && fresh.querySelector(`[data-key="${CSS.escape(before.dataset.key)}"]`);
    if (there) { there.after(ghost); return; }
  }
  fresh.querySelector(`#${CSS.escape(list.id)}`)?.prepend(ghost);
}

function scrollerOf(element) {
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement;
}

/** Does `change` to the region while the row in use stays where it is on the screen. */
export function keepingInPlace(region, list, fresh, change) {
  const row = rowOf(list);
  if (!row) { change(); return; }
  keepRow(row, list, fresh);
  const before = row.getBoundingClientRect().top;
  change();
  if (!row.isConnected) return;
  scrollerOf(row).scrollTop += row.getBoundingClientRect().top - before;
  const short = before - row.getBoundingClientRect().top;
  if (short > 0) region.style.setProperty("--room", `${short + roomOf(region)}px`);
}

function roomOf(region) {
  return parseFloat(region.style.getPropertyValue("--room")) || 0;
}

/** Nobody is in the list any more: no room above it. */
export function release(region) {
  region.style.removeProperty("--room");
}

/** A button must not change its meaning between the two clicks of a double click, nor the two presses of a key. */
export function shield(element) {
  shieldFor(element, "shielded");
}

/** What moved to another place takes no click for a moment; a key goes to what it means wherever that stands. */
export function shieldFromPointer(element) {
  shieldFor(element, "moved");
}

function shieldFor(element, mark) {
  element.dataset[mark] = "";
  element.shieldTimers ??= {};
  clearTimeout(element.shieldTimers[mark]);
  element.shieldTimers[mark] = setTimeout(() => delete element.dataset[mark], SHIELD_MS);
}

document.addEventListener("click", (event) => {
  const byPointer = event.detail > 0; // a key's click counts no presses
  const shielded = event.target.closest(byPointer ? "[data-shielded], [data-moved]" : "[data-shielded]");
  if (shielded && event.target.closest("form, button[form]")) {
    event.preventDefault();
    event.stopPropagation();
  }
}, { capture: true });
