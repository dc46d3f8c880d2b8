// What stands above a drawing: native controls, which bring keyboard, touch and names with them.
import { html } from "./svg.js";
import { number } from "./words.js";

// Each gives a description of a control; `name` is the key of the state that it sets. Numbers and
// options may be functions of the state.
export const slider = (name, label, min, max, more = {}) =>
  ({ kind: "slider", name, label, min, max, step: 1, show: number, ...more });
export const menu = (name, label, options) => ({ kind: "menu", name, label, options });
export const choice = (name, label, options) => ({ kind: "choice", name, label, options });
// Numbers to type, `columns` a row: the state holds an array.
export const fields = (name, label, columns, step) => ({ kind: "fields", name, label, columns, step });
// Buttons, each with the patch of the state that it makes: { text: (state) => patch }.
export const buttons = (label, acts) => ({ kind: "buttons", label, acts });
export const tick = (name, label) => ({ kind: "tick", name, label });

// JupyterLab looks for its shortcuts unless the focused element itself says that it uses the keys.
const KEYS = { "data-lm-suppress-shortcuts": "true" };
const of = (what, state) => (typeof what === "function" ? what(state) : what);

export function Controls({ controls, state, set: put, change, play, playing, mark }) {
  return html`<div class="cn-controls">
    ${controls.map((control) => {
      const { name, label } = control;
      const set = (value) => change(name, value);
      if (control.kind === "slider")
        return html`<${Slider} ...${{ control, state, set, play, playing: playing === name }} />`;
      if (control.kind === "menu")
        return html`<label class="cn-row"><span>${label}</span>
          <select ...${KEYS} onChange=${(event) => set(event.target.value)}>
            ${of(control.options, state).map(
              (option) => html`<option value=${option} selected=${option === state[name]}
                >${option}</option>`,
            )}
          </select></label>`;
      if (control.kind === "choice")
        return html`<div class="cn-row" role="radiogroup" aria-label=${label}>
          <span aria-hidden="true">${label}</span>
          <span class="cn-wide">${of(control.options, state).map(
            (option) => html`<label class="cn-option"><input ...${KEYS} type="radio"
              name=${`${mark}-${name}`} checked=${option === state[name]}
              onChange=${() => set(option)} />${option}</label>`,
          )}</span></div>`;
      if (control.kind === "buttons")
        return html`<div class="cn-row" role="group" aria-label=${label}><span aria-hidden="true">${label}</span>
          <span class="cn-wide">${Object.entries(control.acts).map(
            ([text, act]) => html`<button ...${KEYS} type="button" onClick=${() => put(act(state))}>${text}</button>`,
          )}</span></div>`;
      if (control.kind === "fields") return html`<${Fields} ...${{ control, state, set }} />`;
      return html`<div class="cn-row"><label class="cn-wide"><input ...${KEYS} type="checkbox"
        checked=${state[name]} onChange=${(event) => set(event.target.checked)} />${label}</label>
      </div>`;
    })}
  </div>`;
}

function Fields({ control: { name, label, columns, step }, state, set }) {
  const put = (at) => (event) => {
    const value = event.target.valueAsNumber;
    if (Number.isFinite(value)) set(state[name].map((old, i) => (i === at ? value : old)));
  };
  return html`<div class="cn-row" role="group" aria-label=${label}>
    <span aria-hidden="true">${label}</span>
    <span class="cn-wide"><span class="cn-fields" style=${`grid-template-columns:repeat(${columns},auto)`}>
      ${state[name].map((value, i) => html`<input ...${KEYS} type="number" step=${step} value=${value}
        aria-label=${`${label} ${Math.floor(i / columns)}, ${i % columns}`} onInput=${put(i)} />`)}
    </span></span></div>`;
}

function Slider({ control, state, set, play, playing }) {
  const { name, label, step, show, every } = control;
  const [min, max] = [of(control.min, state), of(control.max, state)];
  const value = state[name] ?? max;
  return html`<div class="cn-row">
    <span aria-hidden="true">${label}</span>
    <input ...${KEYS} type="range" aria-label=${label} aria-valuetext=${show(value, state)}
      min=${min} max=${max} step=${step} value=${value}
      onInput=${(event) => set(Number(event.target.value))} />
    <output aria-hidden="true">${show(value, state)}</output>
    ${every && html`<button ...${KEYS} type="button" onClick=${() => play(control, min, max)}
      aria-label=${`${playing ? "pause" : "play"} ${label}`}>${playing ? "❚❚" : "▶"}</button>`}
  </div>`;
}
