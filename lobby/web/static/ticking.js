// Times that go on by themselves: minutes since, seconds left. The server's clock counts, not this machine's:
// an element with data-now says what time it was there. Instants are seconds since 1970.

let offset = 0;
let told = "";

function now() {
  return performance.now() / 1000 + offset;
}

/** Brings all times inside an element up to date. */
export function tick(root = document) {
  const clock = document.querySelector("[data-now]")?.dataset.now;
  if (clock && clock !== told) {
    told = clock;
    offset = Number(clock) - performance.now() / 1000;
  }
  for (const one of root.querySelectorAll("[data-since]")) {
    show(one, Math.max(0, Math.floor((now() - Number(one.dataset.since)) / 60)));
  }
  for (const one of root.querySelectorAll("[data-until]")) {
    show(one, Math.max(0, Math.ceil(Number(one.dataset.until) - now())));
  }
  for (const one of root.querySelectorAll("[data-until-gone]")) {
    const gone = Number(one.dataset.untilGone) <= now();
    if (one.hidden !== gone) one.hidden = gone;
  }
}

function show(element, number) {
  const text = String(number);
  if (element.textContent !== text) element.textContent = text;
}

setInterval(() => tick(), 500);
