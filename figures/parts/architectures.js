// Networks as lists of layers: what the pictures of notebook 09 count and draw.

// AlexNet; `halved` layers see half of the maps where there are two pathways.
export const ALEXNET = [
  { name: "CONV1", kind: "conv", F: 96, k: 11, s: 4, p: 0 },
  { name: "POOL1", kind: "pool", k: 3, s: 2, p: 0 },
  { name: "CONV2", kind: "conv", F: 256, k: 5, s: 1, p: 2, halved: true },
  { name: "POOL2", kind: "pool", k: 3, s: 2, p: 0 },
  { name: "CONV3", kind: "conv", F: 384, k: 3, s: 1, p: 1 },
  { name: "CONV4", kind: "conv", F: 384, k: 3, s: 1, p: 1, halved: true },
  { name: "CONV5", kind: "conv", F: 256, k: 3, s: 1, p: 1, halved: true },
  { name: "POOL3", kind: "pool", k: 3, s: 2, p: 0 },
  { name: "FC6", kind: "fc", F: 4096 },
  { name: "FC7", kind: "fc", F: 4096 },
  { name: "FC8", kind: "fc", F: 1000 },
];

export const places = (n, { k, s, p }) => Math.floor((n + 2 * p - k) / s) + 1;

// AlexNet's rows for images of side × side. `without` holds numbers of layers that are removed: they
// stay in the list, with nothing counted. Connections are units times fan-in; biases are not counted.
export function rows({ side = 227, grouped = true, dense = 4096, without = [] } = {}) {
  let [C, n] = [3, side];
  return ALEXNET.map((layer) => {
    const { name, kind } = layer;
    if (kind !== "pool" && without.includes(Number(name.at(-1))))
      return { name, kind, removed: true, units: 0, weights: 0, connections: 0 };
    const pools = kind === "pool";
    let fanIn = C * n * n;
    if (kind !== "fc") {
      fanIn = layer.k ** 2 * (pools ? 1 : C / (grouped && layer.halved ? 2 : 1));
      n = places(n, layer);
    } else n = 1;
    if (!pools) C = name === "FC6" || name === "FC7" ? dense : layer.F;
    const units = C * n * n;
    return { name, kind, maps: C, side: n, units, weights: pools ? 0 : C * fanIn, connections: units * fanIn };
  });
}

// For each layer of a list of windows, from the image (0) on: how many places it has along an axis,
// where its first one lies in the image, how far apart they are, and how many pixels one sees.
export function geometry(layers, n) {
  const found = [{ name: "image", count: n, first: 0.5, apart: 1, field: 1 }];
  for (const layer of layers) {
    const { count, first, apart, field } = found.at(-1);
    found.push({
      ...layer,
      count: places(count, layer),
      first: first + ((layer.k - 1) / 2 - layer.p) * apart,
      apart: apart * layer.s,
      field: field + (layer.k - 1) * apart,
    });
  }
  return found;
}

// What a unit sees of each layer from the image (0) up to its own: [first, last], padding included.
export function seen(layers, layer, unit) {
  const windows = [[unit, unit]];
  for (let i = layer - 1; i >= 0; i -= 1) {
    const { k, s, p } = layers[i];
    const [first, last] = windows[0];
    windows.unshift([first * s - p, last * s - p + k - 1]);
  }
  return windows;
}
