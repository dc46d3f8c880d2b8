// A picture that lives: its state, what changes it, and the page around it.
import { render } from "preact";
import { Controls } from "./controls.js";
import { html, WIDTH } from "./svg.js";
import { c, CSS, SANS } from "./theme.js";

// The drawing of a state, live or as text. Attributes of a live one come in `more`.
export function Drawing({ picture, state, paper, more = {} }) {
  const font = { "font-family": SANS };
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox=${`0 0 ${WIDTH} ${picture.height}`}
    width=${WIDTH} height=${picture.height} ...${font} ...${more}>
    ${paper && html`<rect width=${WIDTH} height=${picture.height} fill=${c.paper} />`}
    <${picture.Drawing} ...${state} />
  </svg>`;
}

let count = 0;

// Puts a live picture into an element. Returns { state, set, end }.
// `outside` is told of each state that the reader has made.
function live(picture, element, first, outside = () => {}) {
  const mark = `cn${(count += 1)}-${picture.name}`; // radio buttons of two views are two groups
  let state = { ...picture.initial, ...first };
  let playing = null; // { name, timer }

  function set(patch, changed) {
    let next = { ...state, ...patch };
    next = { ...next, ...picture.settle?.(next, changed) };
    if (Object.keys(next).every((key) => Object.is(next[key], state[key]))) return;
    state = next;
    draw();
    outside(state);
  }
  function change(name, value) {
    if (playing?.name === name) stop();
    set({ [name]: value }, name);
  }
  function stop() {
    clearInterval(playing?.timer);
    playing = null;
    draw();
  }
  function play({ name, step, every }, min, max) {
    if (playing?.name === name) return stop();
    clearInterval(playing?.timer);
    const timer = setInterval(() => {
      if (!element.isConnected) return clearInterval(timer);
      const next = state[name] + step;
      if (next <= max) set({ [name]: next }, name);
      if (next >= max) stop();
    }, every);
    playing = { name, timer };
    if ((state[name] ?? max) >= max) set({ [name]: min }, name);
    draw();
  }

  // Where a pointer is, in units of the drawing; `kind` is move, down, drag or up.
  function point(event, kind) {
    const box = event.currentTarget.getBoundingClientRect();
    const scale = WIDTH / box.width;
    const at = { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale, kind };
    set(picture.point(state, at) ?? {});
  }
  let dragging = null;
  const pointer = picture.point && {
    onPointerMove: (event) => point(event, event.pointerId === dragging ? "drag" : "move"),
    onPointerDown(event) {
      if (event.button !== 0) return;
      if (picture.drags) {
        dragging = event.pointerId;
        event.currentTarget.setPointerCapture(dragging);
      }
      point(event, "down");
    },
    onLostPointerCapture(event) {
      if (event.pointerId !== dragging) return;
      dragging = null;
      point(event, "up");
    },
  };
  const keys = picture.key && {
    tabindex: 0, // in SVG names are case-sensitive
    "data-lm-suppress-shortcuts": "true",
    onKeyDown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const patch = picture.key(state, event.key, event.shiftKey);
      if (!patch) return;
      event.preventDefault(); // the page does not scroll
      set(patch);
    },
  };

  function draw() {
    const sentence = picture.sentence(state);
    const more = {
      class: picture.drags ? "cn-drawing cn-drags" : "cn-drawing",
      role: keys ? "application" : "img",
      "aria-label": keys ? `${picture.title}. ${picture.hint}` : sentence,
      ...pointer,
      ...keys,
    };
    const parts = { state, set, change, play, playing: playing?.name, mark, controls: picture.controls };
    render(
      html`<p class="cn-hint">${picture.hint}</p>
        ${picture.controls && html`<${Controls} ...${parts} />`}
        <${Drawing} picture=${picture} state=${{ ...state, set }} more=${more} />
        <p class="cn-sentence" aria-live="polite">${sentence}</p>`,
      element,
    );
  }

  dress();
  keepKeys();
  draw();
  return {
    set,
    end() {
      clearInterval(playing?.timer);
      render(null, element);
    },
  };
}

// In a page: the figure that the script stands in, with the image of the first state.
export function mount(picture, script) {
  const figure = script.parentElement;
  const element = document.createElement("div");
  live(picture, element);
  figure.replaceChildren(element);
}

// In JupyterLab with a kernel that reads or gives the state: an anywidget module.
export function widget(picture) {
  return {
    render({ model, el }) {
      el.classList.add("cn");
      const told = (state) => {
        const own = Object.keys(picture.initial).map((key) => [key, state[key]]);
        model.set("state", Object.fromEntries(own));
        model.save_changes();
      };
      const view = live(picture, el, model.get("state"), told);
      const follow = () => view.set(model.get("state"));
      model.on("change:state", follow);
      return () => {
        model.off("change:state", follow);
        view.end();
      };
    },
  };
}

// The rules, once a page: with a copy in each of fifty pictures every change looks through fifty.
function dress() {
  if (document.adoptedStyleSheets.some((sheet) => sheet.convnet === CSS)) return;
  const sheet = Object.assign(new CSSStyleSheet(), { convnet: CSS });
  sheet.replaceSync(CSS);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

// Keys with Ctrl and the like (save, undo, run) remain JupyterLab's, which listens at the document.
function keepKeys() {
  if (window.convnetKeepsKeys) return;
  window.convnetKeepsKeys = true;
  const claim = (event) => {
    if (!event.target.closest?.(".cn")) return;
    const runs = event.shiftKey && event.key === "Enter";
    const theirs = event.ctrlKey || event.metaKey || event.altKey || runs;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !theirs);
  };
  window.addEventListener("keydown", claim, true);
}
