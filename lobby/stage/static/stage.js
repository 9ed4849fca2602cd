// The phone, the tabs, and parts shown large.

// --- phone ---------------------------------------------------------------------------------------

const MINUTE_MS = 60_000;
const AFTER_MS = 100;
const form = document.getElementById("phone-form");
const select = document.getElementById("phone-code");
const phone = document.getElementById("phone");
const answer = document.getElementById("phone-answer");
let asked = 0;
let holding = false;

async function showCode() {
  const mine = ++asked;
  const response = await fetch(`/phone/${select.value}`);
  if (!response.ok || mine !== asked) return;
  phone.innerHTML = await response.text();
}

function pick() {
  answer.textContent = "";
  showCode().catch(() => {});
}

// The phone's clock goes on, and with it what a booking is good for.
function tick() {
  setTimeout(() => {
    if (!document.hidden && !holding) showCode().catch(() => {});
    tick();
  }, MINUTE_MS - (Date.now() % MINUTE_MS) + AFTER_MS);
}

tick();
document.addEventListener("visibilitychange", () => { if (!document.hidden) showCode().catch(() => {}); });

async function hold() {
  if (holding) return;
  holding = true;
  phone.classList.remove("is-held");
  void phone.offsetWidth; // starts the movement anew
  phone.classList.add("is-held");
  const reader = document.querySelector(".screen--kiosk");
  reader.classList.add("is-reading");
  setTimeout(() => { reader.classList.remove("is-reading"); phone.classList.remove("is-held"); }, 900);
  try {
    const response = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "x-lobby-live": "1" },
    });
    const { message } = await response.json();
    answer.textContent = message || answer.dataset.held;
  } catch {
    answer.textContent = answer.dataset.unsent;
  } finally {
    holding = false;
  }
}

select.addEventListener("change", pick);
form.addEventListener("submit", (event) => { event.preventDefault(); hold(); });
for (const button of form.querySelectorAll("[data-step]")) {
  button.addEventListener("click", () => {
    const count = select.options.length;
    select.selectedIndex = (select.selectedIndex + Number(button.dataset.step) + count) % count;
    pick();
  });
}

// --- tabs ----------------------------------------------------------------------------------------

const tabs = [...document.querySelectorAll("[role=tab]")];

function choose(tab, focus) {
  for (const one of tabs) {
    const chosen = one === tab;
    one.setAttribute("aria-selected", String(chosen));
    one.tabIndex = chosen ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = !chosen;
  }
  const frame = document.querySelector(`#${tab.getAttribute("aria-controls")} iframe[data-src]`);
  if (frame && !frame.src) frame.src = frame.dataset.src;
  sessionStorage.setItem("tab", tab.id);
  if (focus) tab.focus();
}

for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab, false));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    choose(tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length], true);
  });
}
choose(document.getElementById(sessionStorage.getItem("tab")) || tabs[0], false);

// --- large parts ---------------------------------------------------------------------------------

function enlarge(part, large) {
  part.classList.toggle("is-large", large);
  document.body.classList.toggle("has-large", large);
  const button = part.querySelector("[data-enlarge]");
  const label = large ? button.dataset.shrinkLabel : button.dataset.enlargeLabel;
  button.setAttribute("aria-expanded", String(large));
  button.setAttribute("aria-label", label);
  button.title = label;
}

for (const button of document.querySelectorAll("[data-enlarge]")) {
  button.addEventListener("click", () => {
    const part = button.closest(".part");
    enlarge(part, !part.classList.contains("is-large"));
  });
}
document.addEventListener("keydown", (event) => {
  const part = document.querySelector(".part.is-large");
  if (event.key === "Escape" && part) { enlarge(part, false); part.querySelector("[data-enlarge]").focus(); }
});
