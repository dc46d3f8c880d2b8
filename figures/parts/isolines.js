// Lines along which a function of the plane has one value, by marching squares.

// `values[i][j]` is the function at `places[i][j]` = [x, y] of the drawing; the path is one of SVG.
export function isoline(values, places, level = 0) {
  const crossing = (i, j, k, l) => {
    const share = (level - values[i][j]) / (values[k][l] - values[i][j]);
    const [[x, y], [u, v]] = [places[i][j], places[k][l]];
    return `${Math.round(10 * (x + share * (u - x))) / 10} ${Math.round(10 * (y + share * (v - y))) / 10}`;
  };
  const parts = [];
  for (let i = 0; i + 1 < values.length; i += 1) {
    const [upper, lower] = [values[i], values[i + 1]];
    for (let j = 0; j + 1 < upper.length; j += 1) {
      const [a, b, c, d] = [upper[j] > level, upper[j + 1] > level, lower[j + 1] > level, lower[j] > level];
      if (a === b && b === c && c === d) continue; // most squares: no line goes through them
      const ends = [];
      if (a !== b) ends.push(crossing(i, j, i, j + 1));
      if (b !== c) ends.push(crossing(i, j + 1, i + 1, j + 1));
      if (c !== d) ends.push(crossing(i + 1, j + 1, i + 1, j));
      if (d !== a) ends.push(crossing(i + 1, j, i, j));
      for (let end = 0; end + 1 < ends.length; end += 2) parts.push(`M${ends[end]}L${ends[end + 1]}`);
    }
  }
  return parts.join("");
}
