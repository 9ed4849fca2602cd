// Opens a form beside the case: a link with data-detail shows its page in the place of the lists instead of leaving this
// one. Nothing is changed by opening it. Escape or its own link closes it, and the focus goes back to where it was.

const body = document.body;
const box = document.getElementById("detail");
let opener = null;
body.classList.toggle("has-detail", !box.hidden);

async function open(address, from) {
  let response;
  try {
    response = await fetch(address, { headers: { "x-lobby-live": "1" }, redirect: "manual" });
  } catch {
    location.assign(address);
    return;
  }
  if (response.type === "opaqueredirect" || !response.ok) { location.assign(address); return; }
  box.innerHTML = await response.text();
  opener = from && !box.contains(from) ? handleOf(from) : opener;
  body.classList.add("has-detail");
  box.hidden = false;
  (box.querySelector("[autofocus]") || box.querySelector("h2")).focus({ preventScroll: true });
  box.scrollIntoView({ block: "nearest" });
}

function handleOf(link) {
  return link.getAttribute("href");
}

function close() {
  if (box.hidden) return;
  const inside = box.contains(document.activeElement) || document.activeElement === body;
  box.hidden = true;
  box.replaceChildren();
  body.classList.remove("has-detail");
  if (!inside) return;
  const link = [...document.querySelectorAll("a[data-detail]")].find((one) => handleOf(one) === opener && one.offsetParent);
  (link || document.querySelector("[data-focus-home]"))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
  const link = event.target.closest("a[data-detail], a[data-detail-close]");
  if (!link) return;
  event.preventDefault();
  if (link.hasAttribute("data-detail-close")) close();
  else open(link.href, link);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
document.addEventListener("lobby:done", (event) => {
  if (box.contains(event.target)) close();
});
document.addEventListener("lobby:ask", (event) => open(event.detail, event.target));
