// Lines along which a function of the plane has one value, by marching squares.

// `values[i][j]` is the function at `places[i][j]` = [x, y] of the drawing; the path is one of SVG.
export function isoline(values, places, level = 0) {
  const crossing = ([i, j], [k, l]) => {
    const share = (level - values[i][j]) / (values[k][l] - values[i][j]);
    const [[x, y], [u, v]] = [places[i][j], places[k][l]];
    return `${Math.round(10 * (x + share * (u - x))) / 10} ${Math.round(10 * (y + share * (v - y))) / 10}`;
  };
  const above = ([i, j]) => values[i][j] > level;
  let path = "";
  for (let i = 0; i + 1 < values.length; i += 1)
    for (let j = 0; j + 1 < values[0].length; j += 1) {
      const corners = [[i, j], [i, j + 1], [i + 1, j + 1], [i + 1, j]];
      const ends = corners.flatMap((from, k) => {
        const to = corners[(k + 1) % 4];
        return above(from) === above(to) ? [] : [crossing(from, to)];
      });
      for (let end = 0; end + 1 < ends.length; end += 2) path += `M${ends[end]}L${ends[end + 1]}`;
    }
  return path;
}
