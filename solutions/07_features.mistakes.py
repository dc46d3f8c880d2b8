"""Wrong answers to notebook 07: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% F0101 07.1 | the Gaussian is too narrow: the square of the distance is divided by 2σ²
# look at: the exponent
edit("gabor", "(2 * sigma**2)", "sigma**2")


# %% F0102 07.1 | the width is not squared in the exponent
# look at: the exponent, −(x² + y²)/2σ²
edit("gabor", "sigma**2", "sigma")


# %% F0103 07.1 | the Gaussian is missing: a wave that does not fade
edit("gabor", "envelope * np.cos(phase), envelope * np.sin(phase)", "np.cos(phase), np.sin(phase)")


# %% F0104 07.1 | the factor 2π is missing: u₀ counts cycles, not radians
# look at: the argument of cosine and sine
edit("gabor", "2 * np.pi * u0", "u0")


# %% F0105 07.1 | only π instead of 2π in the wave
# look at: the argument of cosine and sine
edit("gabor", "2 * np.pi * u0", "np.pi * u0")


# %% F0106 07.1 | rows and columns exchanged: x runs along the columns, to the right
edit("gabor", "x, y = r, r[:, None]", "x, y = r[:, None], r")


# %% F0107 07.1 | the even and the odd function exchanged: the one with the cosine comes first
edit("gabor", "return envelope * np.cos(phase), envelope * np.sin(phase)", "return envelope * np.sin(phase), envelope * np.cos(phase)")


# %% F0108 07.1 | the wave is turned the other way: y runs downwards, and so does the angle
# look at: the sign of y sin θ
edit("gabor", "x * np.cos(theta) + y", "x * np.cos(theta) - y")


# %% F0110 07.1 | the angle is taken in degrees: it comes in radians
edit("gabor", "phase = ", "theta = np.radians(theta)\n    phase = ")


# %% F0111 07.1 | the centre is not in the middle pixel
# look at: x and y are 0 at the pixel (size // 2, size // 2)
edit("gabor", "np.arange(size) - size // 2", "np.arange(size) - size / 2")


# %% F0112 07.1 | u₀ is taken for a wavelength: it is a frequency, in cycles per pixel
edit("gabor", "2 * np.pi * u0 *", "2 * np.pi / u0 *")


# %% F0113 07.1 | normalised: the sum of the squares is 1, but the plain function is asked for
edit("gabor", "phase = ", "envelope = envelope / np.linalg.norm(envelope)\n    phase = ")


# %% F0114 07.1 | the mean of the even function was taken out
edit("gabor", "return envelope * np.cos(phase),", "even = envelope * np.cos(phase)\n    return even - even.mean(),")


# %% F0115 07.1 | the odd function has the wrong sign: it is positive to the right of the centre
edit("gabor", "envelope * np.sin(phase)", "-envelope * np.sin(phase)")


# %% F0116 07.1 | the angle is not used: the wave always runs along x
edit("gabor", "x * np.cos(theta) + y * np.sin(theta)", "x")


# %% F0117 07.1 | the Gaussian fades in one direction only: it is round
# look at: the exponent, which holds x² + y²
edit("gabor", "-(x**2 + y**2)", "-(x**2 + 0 * y)")


# %% F0118 07.1 | x and y run from -1 to 1: they count pixels
edit("gabor", "np.arange(size) - size // 2", "np.linspace(-1, 1, size)")


# %% F0119 07.1 | the distance is not squared in the exponent
edit("gabor", "-(x**2 + y**2)", "-np.sqrt(x**2 + y**2)")


# %% F0120 07.1 | the Gaussian fades in one direction only: it is round
# look at: the exponent, which holds x² + y²
edit("gabor", "-(x**2 + y**2)", "-((x * np.cos(theta) + y * np.sin(theta)) ** 2)")


# %% F0201 07.2 | u and v exchanged: columns belong to u, rows to v
edit("spectrum_peak", "f[column], f[row]", "f[row], f[column]")


# %% F0202 07.2 | an index instead of a frequency: cycles in the whole image, not per pixel
edit("spectrum_peak", "np.fft.fftfreq(len(amplitude))", "np.fft.fftfreq(len(amplitude)) * len(amplitude)")


# %% F0203 07.2 | negative frequencies came out as large positive ones
# look at: the second half of the transform's entries stands for negative frequencies, as np.fft.fftfreq lists them
edit("spectrum_peak", "np.fft.fftfreq(len(amplitude))", "np.arange(len(amplitude)) / len(amplitude)")


# %% F0204 07.2 | the real part in the place of the amplitude
edit("spectrum_peak", "np.abs(np.fft.fft2(g))", "np.fft.fft2(g).real")


# %% F0205 07.2 | of the two opposite peaks the one with u < 0
edit("spectrum_peak", "return (-u, -v) if u < 0 else (u, v)", "return u, v if u > 0 else v")


# %% F0207 07.2 | v came out positive: where u changes its sign, v does, too
edit("spectrum_peak", "return (-u, -v) if u < 0 else (u, v)", "return abs(u), abs(v)")


# %% F0208 07.2 | in radians per pixel, not cycles
edit("spectrum_peak", "np.fft.fftfreq(len(amplitude))", "2 * np.pi * np.fft.fftfreq(len(amplitude))")


# %% F0209 07.2 | the spectrum was shifted, the frequencies were not
# look at: np.fft.fftshift on both, or on none
edit("spectrum_peak", "np.abs(np.fft.fft2(g))", "np.fft.fftshift(np.abs(np.fft.fft2(g)))")


# %% F0210 07.2 | the whole width: half of it is asked for
edit("half_width", "(rho[high] - rho[low]) / 2", "rho[high] - rho[low]")


# %% F0211 07.2 | measured where the power is a half: the amplitude is 0.71 there
# look at: a half of the largest amplitude, not of its square
edit("half_width", "amplitude[low] / 2", "amplitude[low] / np.sqrt(2)")


# %% F0212 07.2 | measured where the amplitude is a quarter of the largest
edit("half_width", "amplitude[low] / 2", "amplitude[low] / 4")


# %% F0213 07.2 | in radians per pixel, not cycles
edit("half_width", "(rho[high] - rho[low]) / 2", "np.pi * (rho[high] - rho[low])")


# %% F0214 07.2 | measured on the grid of the transform, which is too coarse
# look at: more frequencies between, by the sum of the text or by padding with zeros
edit("half_width", "rho = np.linspace(0, 2 * radius, 2001)", "rho = np.arange(0, 2 * radius, 1 / len(g))")


# %% F0215 07.2 | the place of the peak, not its width
edit("half_width", "(rho[high] - rho[low]) / 2", "rho[np.argmax(amplitude)]")


# %% F0216 07.2 | measured where the amplitude is 1/e of the largest: a half is asked for
edit("half_width", "amplitude[low] / 2", "amplitude[low] / np.e")


# %% F0217 07.2 | measured along u alone: the line goes through 0 and the peak
edit("half_width", "    radius = ", "    v = 0\n    radius = ")


# %% F0218 07.2 | measured along a row of the transform, through its middle: the line goes through 0 and the peak
def half_width(g):
    amplitude = np.abs(np.fft.fft2(g, s=(2000, 2000)))
    row = amplitude[0, :1000]
    low = high = np.argmax(row)
    half = row[low] / 2
    while low > 0 and row[low - 1] >= half:
        low -= 1
    while high < 999 and row[high + 1] >= half:
        high += 1
    return (high - low) / 2 / 2000


# %% F0219 07.2 | the number of steps, not a frequency: cycles per pixel are asked for
edit("half_width", "(rho[high] - rho[low]) / 2", "(high - low) / 2")


# %% F0220 07.2 | along the row of the transform that the peak is in: the line goes through 0 and the peak
def half_width(g):
    amplitude = np.abs(np.fft.fft2(g, s=(2000, 2000)))
    row = amplitude[np.unravel_index(np.argmax(amplitude), amplitude.shape)[0], :1000]
    low = high = np.argmax(row)
    half = row[low] / 2
    while low > 0 and row[low - 1] >= half:
        low -= 1
    while high < 999 and row[high + 1] >= half:
        high += 1
    return (high - low) / 2 / 2000


# %% F0301 07.3 | the ReLU is missing: a simple cell does not answer with a negative number
edit("simple_cell", "max(0.0, np.sum(np.asarray(image) * g))", "np.sum(np.asarray(image) * g)")


# %% F0302 07.3 | the magnitude in the place of the ReLU
edit("simple_cell", "max(0.0, np.sum(np.asarray(image) * g))", "abs(np.sum(np.asarray(image) * g))")


# %% F0303 07.3 | the filter was flipped: nothing is flipped here
edit("simple_cell", "np.asarray(image) * g", "np.asarray(image) * g[::-1, ::-1]")


# %% F0304 07.3 | the mean in the place of the sum
edit("simple_cell", "np.sum", "np.mean")


# %% F0305 07.3 | the matrix product in the place of entry by entry
# look at: `*`, not `@`
edit("simple_cell", "np.asarray(image) * g", "np.asarray(image) @ g")


# %% F0306 07.3 | ReLU before the sum: it comes after it
edit("simple_cell", "max(0.0, np.sum(np.asarray(image) * g))", "np.sum(np.maximum(0, np.asarray(image) * g))")


# %% F0307 07.3 | the brightness was taken out first: the sum is of the image as it is
edit("simple_cell", "np.asarray(image) * g", "(image - np.mean(image)) * g")


# %% F0311 07.3 | the sums went through a ReLU before they were squared
edit("complex_cell", "return np.sqrt", "even, odd = max(even, 0), max(odd, 0)\n    return np.sqrt")


# %% F0312 07.3 | the root is missing
edit("complex_cell", "np.sqrt(even**2 + odd**2)", "even**2 + odd**2")


# %% F0313 07.3 | magnitudes added: the two sums are the legs of a right triangle
edit("complex_cell", "np.sqrt(even**2 + odd**2)", "abs(even) + abs(odd)")


# %% F0314 07.3 | the larger of the two magnitudes
edit("complex_cell", "np.sqrt(even**2 + odd**2)", "max(abs(even), abs(odd))")


# %% F0315 07.3 | squared before the sum: first add up, then square
edit("complex_cell", "np.sqrt(even**2 + odd**2)", "np.sqrt(np.sum((np.asarray(image) * g_even) ** 2 + (np.asarray(image) * g_odd) ** 2))")


# %% F0316 07.3 | the mean of the two squares in the place of their sum
edit("complex_cell", "even**2 + odd**2", "(even**2 + odd**2) / 2")


# %% F0317 07.3 | the sums are added: they are the legs of a right triangle
edit("complex_cell", "np.sqrt(even**2 + odd**2)", "abs(even + odd)")


# %% F0308 07.3 | the filter is transposed: entry by entry, as it is
edit("simple_cell", "np.asarray(image) * g", "np.asarray(image) * np.transpose(g)")


# %% F0221 07.2 | from the spread of the filter in the image, as if it were a Gaussian: the spectrum says how wide it is
def half_width(g):
    r = np.arange(len(g)) - len(g) // 2
    u, v = spectrum_peak(g)
    along = (u * r + v * r[:, None]) / np.hypot(u, v)
    spread = np.sqrt(2 * np.sum(g**2 * along**2) / np.sum(g**2))
    return 0.1874 / spread


# %% F0401 07.4 | the mean was not taken out: then frequency 0 is the largest, and its angle is 0
edit("dominant_orientation", "K - K.mean()", "K")


# %% F0402 07.4 | u and v exchanged: columns belong to u, rows to v
# look at: np.arctan2(v, u)
edit("dominant_orientation", "np.arctan2(f[row], f[column])", "np.arctan2(f[column], f[row])")


# %% F0403 07.4 | not in [0, π): a direction and its opposite are one orientation
edit("dominant_orientation", " % np.pi", "")


# %% F0404 07.4 | in degrees: the angle is asked for in radians
edit("dominant_orientation", "np.arctan2(f[row], f[column]) % np.pi", "np.degrees(np.arctan2(f[row], f[column]) % np.pi)")


# %% F0405 07.4 | the direction of the edge: the wave runs across it
edit("dominant_orientation", "np.arctan2(f[row], f[column])", "(np.arctan2(f[row], f[column]) + np.pi / 2)")


# %% F0406 07.4 | not padded: the grid is too coarse for an angle
# look at: `s=(64, 64)`, and as many frequencies
def dominant_orientation(K):
    amplitude = np.abs(np.fft.fft2(K - np.mean(K)))
    row, column = np.unravel_index(np.argmax(amplitude), amplitude.shape)
    f, h = np.fft.fftfreq(K.shape[1]), np.fft.fftfreq(K.shape[0])
    return np.arctan2(h[row], f[column]) % np.pi


# %% F0407 07.4 | the mean of the padded kernel was taken out, or frequency 0 was cleared: take out that of K, then pad
edit("dominant_orientation", "K = np.asarray(K, dtype=float)", "K = np.pad(np.asarray(K, dtype=float), ((0, 64 - len(K)), (0, 64 - len(K[0]))))")


# %% F0408 07.4 | negative frequencies came out as large positive ones
# look at: np.fft.fftfreq(64), which knows which entries stand for negative frequencies
edit("dominant_orientation", "np.fft.fftfreq(64)", "np.arange(64) / 64")


# %% F0409 07.4 | the angle is mirrored: y runs downwards, and so does the angle
edit("dominant_orientation", "np.arctan2(f[row], f[column])", "np.arctan2(-f[row], f[column])")


# %% F0410 07.4 | the real part in the place of the amplitude
edit("dominant_orientation", "np.abs(np.fft.fft2(K - K.mean(), s=(64, 64)))", "np.fft.fft2(K - K.mean(), s=(64, 64)).real")


# %% F0411 07.4 | the magnitude of the angle: −26.6° is the orientation 153.4°
edit("dominant_orientation", "np.arctan2(f[row], f[column]) % np.pi", "abs(np.arctan2(f[row], f[column]))")


# %% F0412 07.4 | not in [0, π): a direction and its opposite are one orientation
edit("dominant_orientation", "% np.pi", "% (2 * np.pi)")


# %% F0413 07.4 | the spectrum was shifted, the frequencies were not
# look at: np.fft.fftshift on both, or on none
edit("dominant_orientation", "np.argmax(amplitude)", "np.argmax(np.fft.fftshift(amplitude))")


# %% F0414 07.4 | each column lost its own mean: one mean, of all weights
edit("dominant_orientation", "K - K.mean()", "K - K.mean(axis=0)")


# %% F0415 07.4 | the sum of the weights was taken off: subtract their mean
edit("dominant_orientation", "K - K.mean()", "K - K.sum()")


# %% F0501 07.5 | brightness was not taken out of the patches
edit("raise_cells", "X - X.mean(axis=1, keepdims=True)", "X")


# %% F0502 07.5 | contrast was not taken out: each patch has length 1 before it teaches
edit("raise_cells", "X = X[length > 1e-8] / length[length > 1e-8, None]", "X = X[length > 1e-8]")


# %% F0503 07.5 | patches without contrast were not left out: their length is 0
edit("raise_cells", "X = X[length > 1e-8] / length[length > 1e-8, None]", "X = X / length[:, None]")


# %% F0504 07.5 | the threshold is not used: every cell is drawn from all patches
edit("raise_cells", "np.flatnonzero(largest < threshold)", "np.arange(len(X))")


# %% F0505 07.5 | recruited from the patches that are answered already
# look at: the direction of the inequality
edit("raise_cells", "np.flatnonzero(largest < threshold)", "np.flatnonzero(largest >= threshold)")


# %% F0506 07.5 | a patch with dark and light exchanged counts as answered: an answer has a sign
edit("raise_cells", "largest = np.max(X @ cells.T, axis=1, initial=-np.inf)", "largest = np.max(np.abs(X @ cells.T), axis=1, initial=0)")


# %% F0507 07.5 | nothing is learned: the templates are still the patches that they were drawn from
# look at: the second step, the mean of what a cell has won
edit("raise_cells", "for k in range(n_cells):", "for k in range(0):")


# %% F0508 07.5 | the templates are not brought back to length 1
edit("raise_cells", "cells[k] = mean / np.linalg.norm(mean)", "cells[k] = mean")


# %% F0509 07.5 | all cells learn from all patches: a patch goes to its winner only
edit("raise_cells", "X[winner == k].mean(axis=0)", "X.mean(axis=0)")


# %% F0510 07.5 | the winner is the cell that answers least
edit("raise_cells", "np.argmax(X @ cells.T, axis=1)", "np.argmin(X @ cells.T, axis=1)")


# %% F0511 07.5 | the answers of the last cell only: the largest among all cells counts
edit("raise_cells", "largest = np.max(X @ cells.T, axis=1, initial=-np.inf)", "largest = (X @ cells.T)[:, -1] if len(cells) else np.full(len(X), -np.inf)")


# %% F0512 07.5 | the rows of all patches: a template has the shape of a patch, n × n
edit("raise_cells", "cells.reshape(n_cells, *np.shape(patches)[1:])", "cells")


# %% F0513 07.5 | the mean of all patches was taken out, not each patch's own
# look at: `axis=1`
edit("raise_cells", "X.mean(axis=1, keepdims=True)", "X.mean(axis=0)")


# %% F0514 07.5 | fewer cells than asked for: when all patches are answered, the rest are drawn from all
edit("raise_cells", "drawn_from = np.arange(len(X))", "return cells.reshape(-1, *np.shape(patches)[1:])")


# %% F0515 07.5 | a patch goes to the answer of the largest magnitude: an answer has a sign
edit("raise_cells", "winner = np.argmax(X @ cells.T", "winner = np.argmax(np.abs(X @ cells.T)")


# %% F0516 07.5 | nan: a cell that has won nothing keeps its template
# look at: the mean of no patches at all
edit("raise_cells", "        if np.any(winner == k):", "        if True:")


# %% F0517 07.5 | a template of zeros: a cell takes a patch for its template, and keeps it if it wins nothing
edit("raise_cells", "        if np.any(winner == k):", "        cells[k] = 0\n        if np.any(winner == k):")


# %% F0518 07.5 | nothing is left to draw from: when all patches are answered, the rest are drawn from all
edit("raise_cells", "drawn_from = np.arange(len(X))", "drawn_from = np.arange(0)")


# %% F0519 07.5 | a template of zeros: a cell takes a patch for its template, and keeps it if it wins nothing
edit("raise_cells", "drawn_from = np.arange(len(X))", "cells = np.vstack([cells, np.zeros(X.shape[1])])\n            continue")


# %% F0520 07.5 | the given threshold is not used
edit("raise_cells", "largest < threshold", "largest < 0.5")


# %% F0528 07.5 | divided by the standard deviation: a patch has length 1, the root of the sum of its squares
edit("raise_cells", "np.linalg.norm(X, axis=1)", "X.std(axis=1)")


# %% F0529 07.5 | patches without contrast take part, as zeros: they are left out
edit("raise_cells", "X = X[length > 1e-8] / length[length > 1e-8, None]", "X = X / np.maximum(length, 1e-8)[:, None]")


# %% F0530 07.5 | equal generators give different cells: the draws come from elsewhere, from `np.random` perhaps
# look at: the argument `rng`
edit("raise_cells", "rng.choice", "np.random.choice")


# %% F0562 07.5 | the patch that is answered least, not one drawn from all that are unanswered
edit("raise_cells", "X[rng.choice(drawn_from)]", "X[np.argmin(largest) if len(cells) else rng.choice(drawn_from)]")


# %% F0563 07.5 | the first cell is always the first patch: draw it, too
edit("raise_cells", "X[rng.choice(drawn_from)]", "X[rng.choice(drawn_from) if len(cells) else 0]")


# %% F0564 07.5 | the winner takes all twice: once is asked for
edit("raise_cells", "    winner = np.argmax(X @ cells.T, axis=1)\n    for k in range(n_cells):", "    for k in list(range(n_cells)) * 2:\n        if k == 0:\n            winner = np.argmax(X @ cells.T, axis=1)")


# %% F0565 07.5 | only patches above the threshold teach: each patch goes to the cell that answers most
edit("raise_cells", "winner = np.argmax(X @ cells.T, axis=1)", "winner = np.where((X @ cells.T).max(axis=1) >= threshold, np.argmax(X @ cells.T, axis=1), -1)")


# %% F0566 07.5 | a template has changed before all winners were found
edit("raise_cells", "        if np.any(winner == k):", "        winner = np.argmax(X @ cells.T, axis=1)\n        if np.any(winner == k):")


# %% F0531 07.5 | the first of the unanswered patches, whatever the generator: draw one of them
# look at: `rng.choice`
edit("raise_cells", "rng.choice(drawn_from)", "drawn_from[0]")


# %% F0521 07.5 | bins that begin at 0: they are centred there
edit("orientation_histogram", "np.round(orientations(cells) * bins / np.pi)", "np.floor(orientations(cells) * bins / np.pi)")


# %% F0522 07.5 | cells near 180° are lost: they belong to bin 0
def orientation_histogram(cells, bins=8):
    half = np.pi / bins / 2
    return np.histogram(orientations(cells), bins=bins, range=(-half, np.pi - half))[0]


# %% F0523 07.5 | the bins share 360°: orientations end at 180°
edit("orientation_histogram", "bins / np.pi", "bins / (2 * np.pi)")


# %% F0524 07.5 | cells near 180° have a bin of their own: they belong to bin 0
edit("orientation_histogram", ".astype(int) % bins", ".astype(int)")


# %% F0525 07.5 | shares, not counts
edit("orientation_histogram", "return np.bincount(nearest, minlength=bins)", "return np.bincount(nearest, minlength=bins) / len(nearest)")


# %% F0526 07.5 | empty bins at the end are missing
# look at: `minlength` of np.bincount
edit("orientation_histogram", "np.bincount(nearest, minlength=bins)", "np.bincount(nearest)")


# %% F0527 07.5 | always 8 bins
edit("orientation_histogram", "np.round(", "bins = 8\n    nearest = np.round(")


# %% F0532 07.5 | the angles are taken for degrees: `orientations` gives radians
edit("orientation_histogram", "bins / np.pi", "bins / 180")


# %% F0533 07.5 | cells near 180° are put into the last bin: they belong to bin 0
edit("orientation_histogram", "nearest = np.round(orientations(cells) * bins / np.pi).astype(int) % bins", "nearest = np.minimum(np.round(orientations(cells) * bins / np.pi).astype(int), bins - 1)")


# %% F0601 07.6 | several places of one image: each image counts once
def top_patches(activations, images, size, stride, k=9):
    activations = np.asarray(activations)
    best = np.argsort(-activations.ravel())[:k]
    index = np.stack(np.unravel_index(best, activations.shape), axis=1)
    patches = [
        images[n][i * stride : i * stride + size, j * stride : j * stride + size]
        for n, i, j in index
    ]
    return np.array(patches), index


# %% F0602 07.6 | the weakest first
edit("top_patches", "np.argsort(-rows.max(axis=1))[:k]", "np.argsort(rows.max(axis=1))[:k]")


# %% F0603 07.6 | the right patches in reverse order: the strongest comes first
edit("top_patches", "np.argsort(-rows.max(axis=1))[:k]", "np.argsort(-rows.max(axis=1))[:k][::-1]")


# %% F0604 07.6 | row and column exchanged
edit("top_patches", "i, j = np.divmod", "j, i = np.divmod")


# %% F0605 07.6 | the stride is left out: the unit (i, j) sees from pixel (i · stride, j · stride) on
edit("top_patches", "i * stride : i * stride + size, j * stride : j * stride + size", "i : i + size, j : j + size")


# %% F0606 07.6 | the place in pixels: the index says the place in the map
edit("top_patches", "return np.array(patches), index", "return np.array(patches), index * [1, stride, stride]")


# %% F0607 07.6 | divided by the number of rows: a row of the map has OW entries
# look at: divmod(place, OW)
edit("top_patches", "rows[best].argmax(axis=1), OW)", "rows[best].argmax(axis=1), activations.shape[1])")


# %% F0608 07.6 | the magnitude of the activations: a strongly negative one is no response
edit("top_patches", "activations = np.asarray(activations)", "activations = np.abs(activations)")


# %% F0609 07.6 | the mean of an image's map decides: its largest entry does
edit("top_patches", "-rows.max(axis=1)", "-rows.mean(axis=1)")


# %% F0610 07.6 | k is not used
edit("top_patches", "[:k]", "[:9]")


# %% F0611 07.6 | the first k images, not the best
edit("top_patches", "np.argsort(-rows.max(axis=1))[:k]", "np.arange(N)[:k]")


# %% F0612 07.6 | patches around the place: the unit's square begins there
edit("top_patches", "i * stride : i * stride + size, j * stride : j * stride + size", "max(0, i * stride - size // 2) : max(0, i * stride - size // 2) + size, max(0, j * stride - size // 2) : max(0, j * stride - size // 2) + size")


# %% F0613 07.6 | places of other images: the row belongs to the image that was chosen
# look at: the order of the images, in the places, too
edit("top_patches", "rows[best].argmax(axis=1)", "rows[: len(best)].argmax(axis=1)")


# %% F0614 07.6 | the patches alone: the pair (patches, index) is asked for
edit("top_patches", "return np.array(patches), index", "return np.array(patches)")


# %% F0615 07.6 | rows without the stride: the unit (i, j) sees from pixel (i · stride, j · stride) on
edit("top_patches", "i * stride : i * stride + size,", "i : i + size,")


# %% F0616 07.6 | the best images in the order of the images: the strongest comes first
edit("top_patches", "np.argsort(-rows.max(axis=1))[:k]", "np.sort(np.argsort(-rows.max(axis=1))[:k])")


# %% F0617 07.6 | patches of the first images: each belongs to the image that was chosen
edit("top_patches", "        images[n][i * stride", "        images[list(best).index(n)][i * stride")


# %% F0618 07.6 | row and column exchanged
edit("top_patches", "i * stride : i * stride + size, j * stride : j * stride + size", "j * stride : j * stride + size, i * stride : i * stride + size")


# %% F0619 07.6 | multiplied by the size: the next unit sees from `stride` pixels further on
edit("top_patches", "i * stride : i * stride + size, j * stride : j * stride + size", "i * size : i * size + size, j * size : j * size + size")


# %% F0620 07.6 | the order in a row of index is image, row, column
edit("top_patches", "index = np.stack([best, i, j], axis=1)", "index = np.stack([best, i, j], axis=1)\n    turned = index[:, [1, 2, 0]]")
edit("top_patches", "return np.array(patches), index", "return np.array(patches), turned")
