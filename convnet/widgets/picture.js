// A picture that Python draws and the sentence below it; and, for the whole figure around it
// (sliders, menus, buttons), what JupyterLab and ipywidgets leave out: keys that delete no cell,
// names for the sliders, and a line that says so when Python does not answer.
const PATIENCE = 4000; // milliseconds that Python gets for an answer
const BETWEEN = 1000; // and that lie between two questions at least
const SILENT =
  "Python does not answer, so the picture stands still. If a cell is running, wait until it has " +
  "ended; otherwise run this cell again.";

function render({ model, el }) {
  el.classList.add("convnet-picture");
  const image = document.createElement("img");
  image.draggable = false;
  const paper = document.createElement("div");
  paper.className = "convnet-paper";
  paper.append(image);
  const sentence = document.createElement("p");
  sentence.setAttribute("aria-live", "polite");
  const silence = document.createElement("p");
  silence.className = "convnet-silence";
  silence.setAttribute("role", "status");
  el.append(paper, sentence, silence);

  const ends = [show(model, image, sentence)];
  whenAttached(el, () => {
    const figure = el.closest(".convnet-figure") ?? el;
    ends.push(keepKeys(figure), nameControls(figure), noticeSilence(model, figure, silence));
  });
  return () => ends.forEach((end) => end());
}

// Once the element is laid out in the page, where it finds the figure that it is part of.
function whenAttached(el, action) {
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    action();
  });
  observer.observe(el);
}

function show(model, image, sentence) {
  let url = null;
  function draw() {
    if (url) URL.revokeObjectURL(url);
    url = URL.createObjectURL(new Blob([model.get("png")], { type: "image/png" }));
    image.src = url;
  }
  // The paragraph stays and only its text changes: otherwise a screen reader is silent.
  function say() {
    image.alt = sentence.textContent = model.get("sentence");
  }
  model.on("change:png", draw);
  model.on("change:sentence", say);
  draw();
  say();
  return () => {
    model.off("change:png", draw);
    model.off("change:sentence", say);
    URL.revokeObjectURL(url);
  };
}

// JupyterLab looks for shortcuts before anything in the page hears of a key, unless the focused
// element itself has an attribute. Keys with Ctrl and the like (save, undo) remain JupyterLab's.
function keepKeys(figure) {
  function claim(event) {
    if (!figure.contains(event.target)) return;
    const runs = event.shiftKey && event.key === "Enter";
    const theirs = event.ctrlKey || event.metaKey || event.altKey || runs;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !theirs);
  }
  window.addEventListener("keydown", claim, true); // JupyterLab listens at the document
  return () => window.removeEventListener("keydown", claim, true);
}

// What ipywidgets tells the eye alone, for screen readers: whose handle, field or group of buttons
// it is, the value that is shown, which button is pressed.
function nameControls(figure) {
  function put(element, attribute, value) {
    if (element && value && element.getAttribute(attribute) !== value)
      element.setAttribute(attribute, value);
  }
  function name() {
    for (const control of figure.querySelectorAll(".widget-slider, .widget-toggle-buttons")) {
      const label = control.querySelector(".widget-label")?.textContent;
      const readout = control.querySelector(".widget-readout");
      for (const handle of control.querySelectorAll(".noUi-handle")) {
        put(handle, "aria-label", label);
        put(handle, "aria-valuetext", readout?.textContent);
      }
      if (readout?.isContentEditable) put(readout, "role", "textbox");
      put(readout, "aria-label", label);
      for (const button of control.querySelectorAll(".widget-toggle-button")) {
        put(button, "aria-pressed", String(button.classList.contains("mod-active")));
        put(button.parentElement, "role", "group");
        put(button.parentElement, "aria-label", label);
      }
    }
  }
  const observer = new MutationObserver(name);
  const attributeFilter = ["aria-valuetext", "class"];
  observer.observe(figure, { subtree: true, childList: true, characterData: true, attributeFilter });
  name();
  return () => observer.disconnect();
}

// Whoever moves something in the figure expects a new picture: Python is asked whether it is there.
// So it is when ipywidgets finds that the kernel of this figure has gone.
function noticeSilence(model, figure, line) {
  let timer = null;
  let last = -BETWEEN;
  function say() {
    timer = null;
    line.textContent = SILENT;
  }
  function ask() {
    const now = performance.now();
    if (timer !== null || now - last < BETWEEN) return;
    last = now;
    timer = setTimeout(say, PATIENCE);
    try {
      model.send({ question: "Are you there?" });
    } catch {
      clearTimeout(timer);
      say();
    }
  }
  function answered() {
    clearTimeout(timer);
    timer = null;
    line.textContent = "";
  }
  const events = ["pointerdown", "keydown", "change"];
  for (const name of events) figure.addEventListener(name, ask, true);
  model.on("comm_live_update", ask);
  model.on("msg:custom", answered);
  return () => {
    clearTimeout(timer);
    for (const name of events) figure.removeEventListener(name, ask, true);
    model.off("comm_live_update", ask);
    model.off("msg:custom", answered);
  };
}

export default { render };
