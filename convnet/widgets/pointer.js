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

  // At most one message per frame: a fast mouse must not flood a slow kernel.
  let waiting = null;
  function send(x, y, pressed) {
    const first = waiting === null;
    waiting = [Math.min(Math.max(x, 0), 1), Math.min(Math.max(y, 0), 1), pressed];
    if (first)
      requestAnimationFrame(() => {
        model.set("pointer", waiting);
        model.save_changes();
        waiting = null;
      });
  }
  function follow(event) {
    const box = image.getBoundingClientRect();
    send((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height, event.buttons > 0);
  }
  image.addEventListener("pointermove", follow);
  image.addEventListener("pointerdown", (event) => {
    image.setPointerCapture(event.pointerId);
    follow(event);
  });
  image.addEventListener("pointerup", follow);
  image.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = model.get("pointer");
    const size = model.get("step");
    send(x + size * step[0], y + size * step[1], true);
  });
}
export default { render };
