// Shows one of the lists at a time. Without this script all of them are on the page, one below the other.

let chosen = "";

function show() {
  if (!document.getElementById(chosen)) chosen = document.querySelector("[data-tab]")?.id || "";
  for (const tab of document.querySelectorAll("[data-tab]")) {
    const on = tab.id === chosen;
    if (tab.getAttribute("aria-selected") !== String(on)) tab.setAttribute("aria-selected", String(on));
    if (tab.tabIndex !== (on ? 0 : -1)) tab.tabIndex = on ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    if (panel && panel.hidden === on) panel.hidden = !on;
  }
}

function choose(tab, focus) {
  chosen = tab.id;
  show();
  if (focus) tab.focus();
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (tab) choose(tab, false);
});
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest("[data-tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...document.querySelectorAll("[data-tab]")];
  choose(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length], true);
  event.preventDefault();
});
new MutationObserver(show).observe(document.getElementById("lists"), { childList: true, subtree: true, attributes: true });
document.body.classList.add("has-tabs");
show();
