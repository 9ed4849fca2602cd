// Makes a call felt and, once the visitor has allowed it, heard; keeps the screen on from then on.

const region = document.getElementById("wait");
const sound = document.getElementById("sound");
const button = sound.querySelector("button");
const PATTERN_MS = [400, 200, 400, 200, 800];
const GONG_HZ = [784, 622, 523];

let audio = null;
let call = callNow();

function callNow() {
  return region.querySelector("[data-call]")?.dataset.call || "";
}

/** Three soft tones, one after the other. */
function gong() {
  GONG_HZ.forEach((pitch, index) => {
    const tone = new OscillatorNode(audio, { frequency: pitch });
    const loudness = new GainNode(audio, { gain: 0 });
    const begins = audio.currentTime + index * 0.45;
    loudness.gain.setValueAtTime(0.5, begins);
    loudness.gain.exponentialRampToValueAtTime(0.001, begins + 1.4);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + 1.5);
  });
  button.dataset.rung = String(Number(button.dataset.rung || 0) + 1);
}

function announce() {
  navigator.vibrate?.(PATTERN_MS);
  if (audio) gong();
  scrollTo({ top: 0 });
}

function look() {
  document.title = region.querySelector("[data-title]")?.dataset.title || document.title;
  const now = callNow();
  if (now && now !== call) announce();
  call = now;
}

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // a phone that saves its battery says no: the page still rings while it is looked at
  }
}

button.addEventListener("click", async () => {
  if (audio) return;
  audio = new AudioContext();
  await audio.resume();
  button.setAttribute("aria-pressed", "true");
  button.querySelector(".kern-label").textContent = button.dataset.on;
  gong();
  await stayAwake();
});

document.addEventListener("visibilitychange", () => {
  if (audio && document.visibilityState === "visible") stayAwake();
});

new MutationObserver(look).observe(region, { childList: true, subtree: true, attributes: true });
sound.hidden = !("AudioContext" in window);
