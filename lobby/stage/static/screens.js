// Live pictures by websocket: draws each frame, says that it is seen, sends touches and keys back.
// Nothing runs while the page is hidden; a program that is away is asked for again until it is back.

const AGAIN_MS = 700;
const MOVES_APART_MS = 30;

class Screen {
  constructor(canvas) {
    this.canvas = canvas;
    this.box = canvas.parentElement;
    this.context = canvas.getContext("2d", { alpha: false });
    this.socket = null;
    this.again = 0;
    this.width = 0;
    new ResizeObserver(() => this.resized()).observe(this.box);
    document.addEventListener("visibilitychange", () => this.look());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", () => this.look());
    if (canvas.dataset.screen === "kiosk") this.listen();
    this.look();
  }

  look() {
    if (document.hidden) { this.leave(); return; }
    if (this.socket) return;
    clearTimeout(this.again);
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/screens/${this.canvas.dataset.screen}`);
    socket.binaryType = "blob";
    socket.addEventListener("open", () => { this.width = 0; this.resized(); });
    socket.addEventListener("message", ({ data }) => this.hear(socket, data));
    socket.addEventListener("close", () => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.box.dataset.state = "away";
      if (!document.hidden) this.again = setTimeout(() => this.look(), AGAIN_MS);
    });
    this.socket = socket;
  }

  leave() {
    clearTimeout(this.again);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  async hear(socket, data) {
    if (typeof data === "string") { this.box.dataset.state = JSON.parse(data).state; return; }
    try {
      const picture = await createImageBitmap(data);
      if (this.canvas.width !== picture.width || this.canvas.height !== picture.height) {
        this.canvas.width = picture.width;
        this.canvas.height = picture.height;
      }
      this.context.drawImage(picture, 0, 0);
      picture.close();
      this.canvas.dataset.frames = Number(this.canvas.dataset.frames || 0) + 1;
    } finally {
      if (socket.readyState === WebSocket.OPEN) socket.send('{"seen":true}');
    }
  }

  tell(told) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(told));
  }

  resized() {
    const shape = this.canvas.width / this.canvas.height || 1;
    const shown = Math.min(this.box.clientWidth, this.canvas.dataset.frames ? this.box.clientHeight * shape : 1e4);
    const width = Math.round(shown * devicePixelRatio);
    if (width === this.width || width === 0) return;
    this.width = width;
    this.tell({ width });
  }

  listen() {
    const { canvas } = this;
    let moved = 0;
    const touch = (event, phase) => {
      const box = canvas.getBoundingClientRect();
      const share = (value, size) => Math.min(1, Math.max(0, value / size));
      this.tell({ touch: [share(event.clientX - box.left, box.width), share(event.clientY - box.top, box.height), phase] });
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      canvas.dataset.down = "";
      this.ripple(event);
      touch(event, "down");
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!("down" in canvas.dataset) || event.timeStamp - moved < MOVES_APART_MS) return;
      moved = event.timeStamp;
      touch(event, "move");
    });
    const up = (event) => {
      if (!("down" in canvas.dataset)) return;
      delete canvas.dataset.down;
      touch(event, "up");
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const keys = event.key === "Enter" ? "\n" : event.key;
      if (keys.length !== 1) return;
      event.preventDefault();
      this.tell({ keys });
    });
  }

  ripple(event) {
    const box = this.box.getBoundingClientRect();
    const spot = document.createElement("span");
    spot.className = "ripple";
    this.box.append(spot);
    spot.style.left = `${event.clientX - box.left}px`;
    spot.style.top = `${event.clientY - box.top}px`;
    setTimeout(() => spot.remove(), 500);
  }
}

for (const canvas of document.querySelectorAll("canvas[data-screen]")) new Screen(canvas);
