// Keeps a page true: puts regions from the event stream in place, sends forms once, warns when the line is cut.

import { morph, morphInside } from "./morph.js";
import * as steady from "./steady.js";
import { tick } from "./ticking.js";

const SILENCE_MS = 10_000;

const body = document.body;
let heard = Date.now();
const held = new Map();

// --- placing regions -----------------------------------------------------------------------------

let origin = "";
const newest = new Map();

/** Whether a newer drawing of this region has come already. A stamp is the server's start and the drawing's number. */
function isOld(id, stamp) {
  const [start, number] = (stamp || "").split(" ");
  if (!number) return false;
  if (start !== origin) { origin = start; newest.clear(); }
  if ((newest.get(id) || 0) > Number(number)) return true;
  newest.set(id, Number(number));
  return false;
}

const streamed = new Map();

/** A region's whole text: sent as such, or as [same at the start, same at the end, what is between]. */
function wholeOf(id, sent) {
  const old = streamed.get(id) || "";
  const text = typeof sent === "string" ? sent : old.slice(0, sent[0]) + sent[2] + old.slice(old.length - sent[1]);
  streamed.set(id, text);
  return text;
}

function placeAll(regions, stamp, own = false) {
  for (const [id, html] of Object.entries(regions)) if (!isOld(id, stamp)) place(id, html, own);
}

function place(id, html, own = false) {
  const region = document.getElementById(id);
  if (!region) return;
  const fresh = region.cloneNode(false);
  fresh.innerHTML = html;
  const list = steady.listInUse(region);
  const moves = list && (held.has(id) || steady.orderOf(region) !== steady.orderOf(fresh));
  if (moves && !own && steady.isBusy(list)) {
    held.set(id, html);
    region.dataset.held = "";
    steady.updateInPlace(list, fresh, morph);
    return;
  }
  delete region.dataset.held;
  if (moves) {
    if (!held.has(id) || region.dataset.order !== steady.orderOf(fresh)) steady.shield(list);
    region.dataset.order = steady.orderOf(fresh);
    held.set(id, html);
    steady.keepingInPlace(region, list, fresh, () => put(region, fresh));
  } else {
    held.delete(id);
    steady.release(region);
    put(region, fresh);
  }
}

function put(region, fresh) {
  const before = statusOf(region);
  const focused = document.activeElement;
  const neighbours = region.contains(focused) ? keysAround(focused) : [];
  const height = region.dataset.pushes ? region.offsetHeight : 0;
  morphInside(region, fresh);
  tick(region);
  if (region.dataset.pushes && region.offsetHeight !== height) shieldPushed(region.dataset.pushes);
  if (!focused.isConnected) refocus(region, neighbours);
  else if (focused !== document.activeElement) focused.focus({ preventScroll: true });
  if (before !== statusOf(region)) steady.shield(region);
}

/** What a band pushed to another place takes no click for a moment: the pointer was on its way to something else. */
function shieldPushed(what) {
  for (const one of document.querySelectorAll(`[data-pushed="${what}"]`)) steady.shieldFromPointer(one);
}

function statusOf(region) {
  return region.querySelector("[data-status]")?.dataset.status;
}

// --- focus is never lost -------------------------------------------------------------------------

function keysAround(element) {
  const row = element.closest("[data-key]");
  if (!row) return [];
  const keys = [];
  for (let one = row; one; one = one.nextElementSibling) if (one.dataset.key) keys.push(one.dataset.key);
  for (let one = row.previousElementSibling; one; one = one.previousElementSibling) {
    if (one.dataset.key) keys.push(one.dataset.key);
  }
  return keys;
}

function refocus(region, keys) {
  for (const key of keys) {
    const row = region.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const control = row?.querySelector("a[href], button:not([disabled])");
    if (control) { control.focus({ preventScroll: true }); return; }
  }
  home(region)?.focus({ preventScroll: true });
}

function home(element) {
  return element?.closest("[data-focus-home]") || document.querySelector("[data-focus-home]");
}

function placeHeld() {
  for (const [id, html] of [...held]) place(id, html);
}

document.addEventListener("pointerout", () => setTimeout(placeHeld, 0), { passive: true });
document.addEventListener("focusout", () => setTimeout(placeHeld, 0), { passive: true });

// --- the event stream ----------------------------------------------------------------------------

function listen(address) {
  const source = new EventSource(address);
  const alive = () => { heard = Date.now(); body.classList.remove("cut-off"); };
  source.addEventListener("regions", (event) => {
    alive();
    const sent = Object.entries(JSON.parse(event.data)).map(([id, one]) => [id, wholeOf(id, one)]);
    placeAll(Object.fromEntries(sent), event.lastEventId);
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
  const from = (submitter || form).closest("[data-focus-home]");
  const data = new URLSearchParams(new FormData(form, submitter));
  const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const response = await fetch(address, {
    method: "POST", body: data, headers: { "x-lobby-live": "1" }, redirect: "manual",
  });
  if (response.type === "opaqueredirect") { location.reload(); return; }
  const answer = await response.json();
  if (answer.go) { location.assign(answer.go); return; }
  if (answer.signed_out) { location.reload(); return; }
  if (answer.ask) form.dispatchEvent(new CustomEvent("lobby:ask", { bubbles: true, detail: answer.ask }));
  placeAll(answer.regions || {}, answer.stamp, true);
  if (answer.message) tell(answer.message);
  if (response.ok) form.dispatchEvent(new CustomEvent("lobby:done", { bubbles: true }));
  if (document.activeElement === body) home(from)?.focus({ preventScroll: true });
}

/** What could not even be sent stands there until somebody puts it away. */
function tell(message) {
  const box = document.getElementById("answer");
  if (!box || !message) return;
  const note = document.createElement("div");
  note.className = "note note--danger notice";
  const text = document.createElement("p");
  text.textContent = `${new Date().toLocaleTimeString(document.documentElement.lang)} ${message}`;
  note.append(text);
  if (body.dataset.away) {
    const away = document.createElement("button");
    away.type = "button";
    away.className = "plain";
    away.textContent = body.dataset.away;
    away.addEventListener("click", () => { note.remove(); home(box)?.focus({ preventScroll: true }); });
    note.append(away);
  }
  box.replaceChildren(note);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-live]")) return;
  event.preventDefault();
  if ("pending" in form.dataset || event.submitter?.getAttribute("aria-disabled") === "true") return;
  setPending(form, event.submitter, true);
  try {
    await send(form, event.submitter);
  } catch {
    tell(form.dataset.unsent || body.dataset.unsent);
  } finally {
    setPending(form, event.submitter, false);
  }
});

// --- keys ----------------------------------------------------------------------------------------

function comboOf(event) {
  if (event.key === "?") return "?"; // with or without shift, as the keyboard has it
  const held = [["Control", event.ctrlKey], ["Alt", event.altKey], ["Shift", event.shiftKey], ["Meta", event.metaKey]];
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [...held.filter(([, is]) => is).map(([name]) => name), key].join("+");
}

document.addEventListener("keydown", (event) => {
  const combo = comboOf(event);
  const control = document.querySelector(`:is(button, a)[data-hotkey="${CSS.escape(combo)}"]`);
  const types = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")
    && (event.key.length === 1 && (!event.ctrlKey || combo === "Control+Z"));
  if (!control || types) return;
  event.preventDefault();
  if (!event.repeat && control.getAttribute("aria-disabled") !== "true") control.click();
});

if (body.dataset.live) listen(body.dataset.live);
