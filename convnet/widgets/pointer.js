// An image that reports where the mouse, a finger or a pen is, and whether it is pressed.
// Arrow keys move the same position one step, so that everything works without a pointer too.
function render({ model, el }) {
  const image = document.createElement("img");
  image.tabIndex = 0;
  image.style.maxWidth = "100%";
  image.style.touchAction = "none";
  image.style.cursor = "crosshair";
  image.draggable = false;
  const sentence = document.createElement("p");
  sentence.setAttribute("aria-live", "polite");
  sentence.style.margin = "0";
  el.append(image, sentence);

  let url = null;
  function show() {
    if (url) URL.revokeObjectURL(url);
    url = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
    image.src = url;
    image.width = model.get("width");
    image.alt = model.get("sentence");
    sentence.textContent = model.get("sentence");
  }
  model.on("change:png", show);
  model.on("change:sentence", show);
  show();

  // At most one message per frame: a fast mouse must not flood a slow kernel. What is between
  // two messages is lost, but for the presses: their number, where the last one was, and where
  // the one before it ended, go along.
  let waiting = false;
  let pressed = false;
  let pointer = model.get("pointer").slice(0, 2);
  let released = pointer;
  function send(place) {
    pointer = place;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      model.set("pointer", [...pointer, pressed]);
      model.save_changes();
    });
  }
  function press(place) {
    pressed = true;
    model.set("presses", model.get("presses") + 1);
    model.set("pressed_at", place);
    model.set("released_at", released);
    send(place);
  }
  function release(place) {
    pressed = false;
    released = place;
    send(place);
  }
  function place(event) {
    const box = image.getBoundingClientRect();
    return within((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }
  image.addEventListener("pointermove", (event) => send(place(event)));
  image.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    image.setPointerCapture(event.pointerId);
    press(place(event));
  });
  for (const name of ["pointerup", "pointercancel"])
    image.addEventListener(name, (event) => pressed && release(place(event)));
  image.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    // A short drag: pressed where the pointer is, released a step further.
    const start = waiting ? pointer : model.get("pointer").slice(0, 2);
    const size = model.get("step");
    press(start);
    release(within(start[0] + size * step[0], start[1] + size * step[1]));
  });
}

function within(x, y) {
  return [Math.min(Math.max(x, 0), 1), Math.min(Math.max(y, 0), 1)];
}

export default { render };
