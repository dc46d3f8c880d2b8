// Colours by role, each for a light and for a dark page. Okabe and Ito's hues are told apart with
// every common form of colour blindness; inks are for text about something of that hue, pales are
// faces below text. tests/theme.test.js holds every pair to a contrast of 4.5.
export const COLORS = {
  paper: ["#ffffff", "#111111"],
  ink: ["#1f1f1f", "#ececec"],
  muted: ["#595959", "#a9a9a9"],
  rule: ["#a8a8a8", "#636363"], // the lines of a table
  faint: ["#d9d9d9", "#3a3a3a"], // what is there, but not meant
  shade: ["#eeeeee", "#262626"], // padding: a face below text
  blue: ["#0072b2", "#4aa8de"],
  blueInk: ["#00609a", "#7cc4ee"],
  bluePale: ["#cfe5f3", "#12384f"],
  red: ["#d55e00", "#f0843c"],
  redInk: ["#9e3f00", "#ffa468"],
  redPale: ["#fbd3c0", "#55270c"],
  green: ["#009e73", "#2cbf93"],
  greenInk: ["#006e50", "#5fd6b0"],
  greenPale: ["#b9ead6", "#0e4433"],
  orange: ["#e69f00", "#e6a817"],
  orangeInk: ["#845800", "#f0be4e"],
  orangePale: ["#ffeaa8", "#4a3806"],
  purple: ["#cc79a7", "#d68db6"],
  purpleInk: ["#963b70", "#e7a6c9"],
  purplePale: ["#f6d9e9", "#4d2239"],
};

// c.blue is what a drawing writes: a variable, which a page sets and a static picture replaces.
export const c = Object.fromEntries(
  Object.keys(COLORS).map((role) => [role, `var(--cn-${role})`]),
);

// The text of a static picture: literal colours and attributes, since other renderers know neither
// variables nor styles.
export function literal(text) {
  return text
    .replace(/var\(--cn-(\w+)\)/g, (_, role) => COLORS[role][0])
    .replace(/style="transform:translate\(([-\d.]+)px,([-\d.]+)px\)"/g, 'transform="translate($1 $2)"')
    .replace(/style="transform:matrix\(([-\d.,]+)\)"/g, 'transform="matrix($1)"')
    .replace(/ class="[^"]*"/g, "");
}

const variables = Object.entries(COLORS)
  .map(([role, [light, dark]]) => `--cn-${role}:light-dark(${light},${dark})`)
  .join(";");

export const SANS =
  "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif";

// What changes in a picture costs work in it alone, not in the whole page: containment halves it.
// light-dark() follows color-scheme, which a page sets when it is dark; JupyterLab says it with an
// attribute instead. A page that says nothing is light, whatever its reader's system prefers.
export const CSS = `
.cn{${variables};contain:layout style;max-width:720px;margin:0;color:var(--cn-ink);font:14px/1.45 ${SANS}}
[data-jp-theme-light=true] .cn{color-scheme:light}
[data-jp-theme-light=false] .cn{color-scheme:dark}
.cn *{box-sizing:border-box}
.cn p{margin:6px 0;font:inherit;color:inherit}
.cn p.cn-sentence{min-height:2.9em}
.cn p.cn-hint{color:var(--cn-muted)}
.cn-drawing{contain:layout style;display:block;width:100%;height:auto;border-radius:4px;user-select:none;-webkit-user-select:none;overflow:visible}
.cn-drawing[tabindex]{cursor:crosshair;touch-action:manipulation}
.cn .cn-drawing:focus-visible{outline-offset:-2px}
.cn .cn-drawing:focus:not(:focus-visible){outline:none}
.cn-drawing.cn-drags{touch-action:pan-y}
.cn-drawing .cn-handle{cursor:grab;touch-action:none}
.cn-drawing .cn-pad{cursor:crosshair;touch-action:none}
.cn :focus-visible{outline:2px solid var(--cn-blue);outline-offset:2px}
.cn-controls{display:grid;grid-template-columns:fit-content(40%) minmax(9em,22em) minmax(3.2em,max-content) 1fr;align-items:center;gap:4px 12px;margin:6px 0}
.cn-row{display:grid;grid-template-columns:subgrid;grid-column:1/-1;align-items:center;min-height:28px;border:0;padding:0;margin:0;min-width:0}
.cn-row>output{font-variant-numeric:tabular-nums}
.cn-row>input[type=range]{width:100%;margin:0;accent-color:var(--cn-blue)}
.cn-wide{grid-column:2/-1;display:flex;flex-wrap:wrap;gap:4px;align-items:center}
.cn label.cn-wide{flex-wrap:nowrap}
.cn-wide input[type=checkbox]{flex:none;accent-color:var(--cn-blue);width:16px;height:16px;margin:0 4px 0 0}
.cn select,.cn button,.cn input[type=number]{font:inherit;color:inherit;background:var(--cn-paper);border:1px solid var(--cn-rule);border-radius:4px;min-height:28px;padding:2px 8px;margin:0}
.cn .cn-fields{display:grid;gap:4px}
.cn .cn-fields input{width:5.2em}
.cn button{cursor:pointer;justify-self:start}
.cn-option{position:relative;display:inline-flex;align-items:center;border:1px solid var(--cn-rule);border-radius:4px;padding:2px 10px;min-height:28px;cursor:pointer}
.cn-option input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.cn-option:has(:checked){background:var(--cn-bluePale);border-color:var(--cn-blue)}
.cn-option:has(:focus-visible){outline:2px solid var(--cn-blue);outline-offset:2px}
.cn-moves{transition:transform .25s,x .25s,y .25s,cx .25s,cy .25s,width .25s,height .25s,opacity .25s,fill .25s}
.cn-flies{animation:cn-fly .4s ease-in-out both;pointer-events:none}
@keyframes cn-fly{from{transform:translate(var(--dx),var(--dy))}80%{opacity:1}to{transform:none;opacity:0}}
@media (prefers-reduced-motion:reduce){.cn-moves{transition:none}.cn-flies{animation:none;opacity:0}}
`;
