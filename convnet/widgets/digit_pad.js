// A pad to draw on with mouse, finger, pen or keys. It shows the ink at once by itself and tells
// Python all strokes whenever they change, so that a message lost to a busy kernel does no harm.
// The picture below is that of `picture.js`, which also keeps JupyterLab's shortcuts away.
const SIDE = 252; // 9 pixels of the screen for each of the network's 28
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 1 / 28;
const NEAR = 0.01; // points closer than this to the one before are left out
const HELP =
  "Draw with the mouse or a finger. Or click the pad, or reach it with the tab key, and use the " +
  "keyboard: arrow keys move the pen (two at a time go diagonally), space lowers and lifts it.";

function render({ model, el }) {
  const root = document.createElement("div");
  root.style.cssText = "display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start";
  const pad = document.createElement("canvas");
  pad.width = pad.height = 2 * SIDE;
  pad.tabIndex = 0;
  pad.style.cssText =
    `width: ${SIDE}px; height: ${SIDE}px; border: 1px solid #767676; border-radius: 4px;` +
    "background: white; touch-action: none; cursor: crosshair; display: block";
  pad.setAttribute("role", "application");
  pad.setAttribute("aria-label", `Pad to draw a digit on. ${HELP}`);
  const clear = button("Clear", () => put([], -1));
  const next = button("Next test digit", () => put([], (last + 1) % model.get("count")));
  const help = document.createElement("p");
  help.style.cssText = "margin: 12px 0 0; line-height: 1.45; font-size: 14px";
  help.textContent = HELP;
  const beside = document.createElement("div");
  beside.style.cssText = "flex: 1 1 260px; min-width: 0";
  beside.append(clear, next, help);
  root.append(pad, beside);
  el.append(root);

  let strokes = copy(model.get("strokes"));
  let last = model.get("shown");
  let drawing = null; // the pointer that draws
  let pen = { x: 0.5, y: 0.3, down: false }; // the keyboard's
  let keyboard = true; // whether the keyboard's pen is shown while the pad has the focus
  const held = new Set();

  function button(text, action) {
    const made = document.createElement("button");
    made.textContent = text;
    made.className = "jupyter-button";
    made.style.cssText = "margin: 0 8px 0 0; width: auto";
    made.addEventListener("click", action);
    return made;
  }

  // Python ---------------------------------------------------------------------------------
  let waiting = false;
  function tell() {
    if (waiting) return; // at most one message a frame
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      model.set("strokes", copy(strokes));
      model.save_changes();
    });
  }
  // A stroke takes the place of a test digit: nobody wants the two on top of each other.
  function begin(x, y) {
    if (model.get("shown") >= 0) {
      strokes = [];
      model.set("shown", -1);
    }
    strokes.push([]);
    add(x, y);
    tell();
  }
  function put(lines, shown) {
    strokes = lines;
    pen.down = false;
    if (shown >= 0) last = shown;
    model.set("strokes", copy(strokes));
    model.set("shown", shown);
    model.save_changes();
    ink();
  }
  function follow() {
    // Somebody else has changed the strokes: another view, or Python.
    if (drawing === null && !waiting) strokes = copy(model.get("strokes"));
    ink();
  }
  model.on("change:strokes", follow);
  model.on("change:digit change:shown", ink);

  // Ink ------------------------------------------------------------------------------------
  const small = document.createElement("canvas");
  small.width = small.height = 28;
  function ink() {
    const c = pad.getContext("2d");
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.clearRect(0, 0, pad.width, pad.height);
    const digit = model.get("digit");
    if (model.get("shown") >= 0 && digit && digit.byteLength === 28 * 28) {
      const pixels = new ImageData(28, 28); // black; the byte is how much of it
      for (let i = 0; i < 28 * 28; i++) pixels.data[4 * i + 3] = digit.getUint8(i);
      small.getContext("2d").putImageData(pixels, 0, 0);
      c.imageSmoothingEnabled = false;
      c.drawImage(small, 0, 0, pad.width, pad.height);
    }
    c.scale(pad.width, pad.height);
    c.lineCap = c.lineJoin = "round";
    c.lineWidth = 2 * model.get("pen");
    c.strokeStyle = "black";
    for (const stroke of strokes) {
      c.beginPath();
      c.moveTo(...stroke[0]);
      for (const point of stroke) c.lineTo(...point);
      c.stroke();
    }
    if (document.activeElement === pad && keyboard) {
      c.beginPath();
      c.arc(pen.x, pen.y, model.get("pen"), 0, 2 * Math.PI);
      c.lineWidth = 0.01;
      c.strokeStyle = "#D55E00";
      c.stroke();
      if (pen.down) {
        c.fillStyle = "#D55E00";
        c.fill();
      }
    }
  }
  function add(x, y) {
    const point = [x, y].map((v) => Math.round(1000 * Math.min(Math.max(v, 0), 1)) / 1000);
    const stroke = strokes[strokes.length - 1];
    const end = stroke[stroke.length - 1];
    if (end && Math.hypot(end[0] - point[0], end[1] - point[1]) < NEAR) return;
    stroke.push(point);
  }

  // Mouse, finger, pen ---------------------------------------------------------------------
  function place(event) {
    const box = pad.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }
  pad.addEventListener("pointerdown", (event) => {
    if (drawing !== null || event.button !== 0) return;
    drawing = event.pointerId;
    pad.setPointerCapture(drawing);
    keyboard = pen.down = false;
    begin(...place(event));
    ink();
  });
  pad.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    const all = event.getCoalescedEvents?.() ?? [];
    for (const each of all.length ? all : [event]) add(...place(each));
    tell();
    ink();
  });
  function lift(event) {
    if (event.pointerId !== drawing) return;
    drawing = null;
    tell();
    ink();
  }
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"])
    pad.addEventListener(name, lift);

  // Keyboard -------------------------------------------------------------------------------
  pad.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " ") {
      if (!event.repeat) pen.down = !pen.down;
      if (pen.down && !event.repeat) begin(pen.x, pen.y);
    } else if (event.key in KEYS) {
      held.add(event.key);
      for (const key of held) {
        pen.x = Math.min(Math.max(pen.x + STEP * KEYS[key][0], 0.05), 0.95);
        pen.y = Math.min(Math.max(pen.y + STEP * KEYS[key][1], 0.05), 0.95);
      }
      if (pen.down) {
        add(pen.x, pen.y);
        tell();
      }
    } else return;
    keyboard = true;
    event.preventDefault();
    event.stopPropagation();
    ink();
  });
  pad.addEventListener("keyup", (event) => held.delete(event.key));
  pad.addEventListener("focus", ink);
  pad.addEventListener("blur", () => {
    held.clear();
    pen.down = false;
    keyboard = true;
    ink();
  });

  ink();
  return () => {
    model.off("change:strokes", follow);
    model.off("change:digit change:shown", ink);
  };
}

function copy(strokes) {
  return strokes.filter((stroke) => stroke.length).map((stroke) => stroke.map((p) => [...p]));
}

export default { render };
