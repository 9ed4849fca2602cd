// The search: what fits stands in the place of the lists while something is typed, and follows every change of the lists.
// F6 comes here from anywhere; a scanner that types a whole code and Enter opens the one who fits at once.

import { morphInside } from "./morph.js";
import { tick } from "./ticking.js";

const PAUSE_MS = 120;

const form = document.querySelector("[data-find]");
const field = form.querySelector("input");
const found = document.getElementById("found");
let timer = 0;
let asked = 0;

async function ask() {
  const wanted = field.value.trim();
  const mine = ++asked;
  if (!wanted) { show(""); return; }
  let response;
  try {
    response = await fetch(`/find?find=${encodeURIComponent(wanted)}`, { headers: { "x-lobby-live": "1" }, redirect: "manual" });
  } catch {
    return;
  }
  if (response.type === "opaqueredirect") { location.reload(); return; }
  const html = await response.text();
  if (response.ok && mine === asked) show(html);
}

function show(html) {
  const fresh = found.cloneNode(false);
  fresh.innerHTML = html;
  morphInside(found, fresh);
  tick(found);
  found.hidden = !html;
  document.body.classList.toggle("has-found", Boolean(html));
}

field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MS); });
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(timer);
  await ask();
  const links = found.querySelectorAll(".call a");
  if (links.length) links[0].focus();
  if (links.length === 1) links[0].click();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "F6" && !event.repeat) { event.preventDefault(); field.select(); field.focus(); }
  if (event.key === "Escape" && document.activeElement === field && field.value) { field.value = ""; ask(); }
});
document.addEventListener("lobby:ask", () => { field.value = ""; ask(); });
new MutationObserver(() => { if (field.value.trim()) ask(); })
  .observe(document.getElementById("lists"), { childList: true, subtree: true, characterData: true });
if (field.value.trim()) ask();
