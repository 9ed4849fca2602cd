// The emergency call. Holding the button for 0.6 s sends it; so do a press and a second one on what opens then, and the
// keys on the second button. An emergency nobody goes to yet is heard until it ends or is silenced here; a call for help
// from a terminal, more gently, until somebody goes.

const HOLD_MS = 600;
const AGAIN_MS = 4_000;
const CALL_AGAIN_MS = 8_000;
const CHIME = [[784, 0], [988, 0.18]];
const TONES = [[880, 0], [660, 0.28], [880, 0.56], [660, 0.84]];

const body = document.body;
const usual = document.title;
let silenced = "";
let sounded = 0;
let called = 0;
let rung = new Set();
let began = true;

// --- holding -------------------------------------------------------------------------------------

for (const opener of document.querySelectorAll("[data-hold]")) {
  const form = opener.parentElement.querySelector("form");
  let timer = 0;
  let sent = false;
  const stop = () => {
    clearTimeout(timer);
    opener.classList.remove("is-held");
  };
  opener.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    sent = false;
    opener.classList.add("is-held");
    timer = setTimeout(() => {
      sent = true;
      stop();
      form.requestSubmit();
    }, HOLD_MS);
  });
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) opener.addEventListener(end, stop);
  opener.addEventListener("click", (event) => { if (sent) event.preventDefault(); });
  form.addEventListener("lobby:done", () => { opener.parentElement.open = false; });
}
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector(".alarm[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// --- sound ---------------------------------------------------------------------------------------

// A browser plays nothing before somebody has used the page. Until then the page says that sound is off.
const context = new AudioContext();

function showSound() {
  body.classList.toggle("is-mute", context.state !== "running");
}

function play(tones, length) {
  if (context.state !== "running") { context.resume().catch(() => {}); return; }
  for (const [pitch, after] of tones) {
    const tone = new OscillatorNode(context, { type: "triangle", frequency: pitch });
    const loudness = new GainNode(context, { gain: 0 });
    const start = context.currentTime + after;
    loudness.gain.setTargetAtTime(0.5, start, 0.01);
    loudness.gain.setTargetAtTime(0, start + length, 0.03);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + length + 0.2);
  }
  body.dataset.sounded = String(Number(body.dataset.sounded || 0) + 1);
}

context.addEventListener("statechange", () => { showSound(); listen(); });
for (const used of ["pointerdown", "keydown", "click"]) {
  document.addEventListener(used, () => { if (context.state !== "running") context.resume().catch(() => {}); }, { capture: true });
}

// --- what is to be heard -------------------------------------------------------------------------

function callsNow() {
  return [...document.querySelectorAll("[data-alarm]")].map((one) => one.dataset.alarm).join(" ");
}

function listen() {
  const calls = callsNow();
  if (calls && calls !== silenced && context.state === "running" && Date.now() - sounded >= AGAIN_MS) {
    sounded = Date.now();
    play(TONES, 0.22);
  }
  if (!calls) { silenced = ""; sounded = 0; }
  const calling = document.querySelector("[data-calling]");
  if (calling && (!calls || calls === silenced) && context.state === "running" && Date.now() - called >= CALL_AGAIN_MS) {
    called = Date.now();
    play(CHIME, 0.14);
  }
  if (!calling) called = 0;
  const chimes = new Set([...document.querySelectorAll("[data-chime]")].map((one) => one.dataset.chime));
  if (!began && [...chimes].some((one) => !rung.has(one))) play(CHIME, 0.14);
  rung = chimes;
  began = false;
  const call = document.querySelector("[data-title]");
  const title = call ? `${call.dataset.title} – ${usual}` : usual;
  if (document.title !== title) document.title = title;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-silence]")) silenced = callsNow();
});
for (const region of document.querySelectorAll("[data-alarms]")) {
  new MutationObserver(listen).observe(region, { childList: true, subtree: true, attributes: true });
}
setInterval(listen, 1_000);
showSound();
listen();
