"""Correct answers to notebook 07, written differently."""
# ruff: noqa

# %% A0701 07.1 | loops over the pixels, lists
def gabor(size, sigma, u0, theta=0.0):
    import math

    even, odd = [], []
    for row in range(size):
        even.append([])
        odd.append([])
        for column in range(size):
            x, y = column - size // 2, row - size // 2
            fade = math.exp(-(x * x + y * y) / sigma / sigma / 2)
            a = 2 * math.pi * u0 * (x * math.cos(theta) + y * math.sin(theta))
            even[-1].append(fade * math.cos(a))
            odd[-1].append(fade * math.sin(a))
    return even, odd


# %% A0702 07.1 | one complex function; a list, views
def gabor(size, sigma, u0, theta=0.0):
    y, x = np.meshgrid(*2 * [np.arange(size) - size // 2], indexing="ij")
    z = np.exp(-0.5 * np.hypot(x, y) ** 2 / sigma**2 + 2j * np.pi * u0 * (np.exp(-1j * theta) * (x + 1j * y)).real)
    return [z.real, z.imag]


# %% A0703 07.1 | coordinates turned, the Gaussian made of both turned ones; prints
def gabor(size, sigma, u0, theta=0.0):
    c, s = np.cos(theta), np.sin(theta)
    y, x = np.indices((size, size)) - (size - 1) // 2
    xt, yt = c * x + s * y, -s * x + c * y
    print("a Gabor function of", size, "pixels")
    fade = np.exp(-(xt**2) / 2 / sigma**2) * np.exp(-(yt**2) / 2 / sigma**2)
    return fade * np.cos(2 * np.pi * u0 * xt), fade * np.cos(2 * np.pi * u0 * xt - np.pi / 2)


# %% A0704 07.2 | the half transform, which has no negative u; padding with zeros and the slice along the direction
def spectrum_peak(g):
    n = len(g)
    power = np.abs(np.fft.rfft2(g)) ** 2
    row, u = divmod(int(power.argmax()), power.shape[1])
    v = row if row < n / 2 else row - n
    return np.array([u / n, v / n])


def half_width(g):
    g = np.asarray(g, dtype=float)
    u, v = spectrum_peak(g)
    angle = np.arctan2(v, u)
    y, x = np.indices(g.shape)
    along = x * np.cos(angle) + y * np.sin(angle)

    def amplitude(rho):
        return abs(np.sum(g * np.exp(-2j * np.pi * rho * along)))

    rhos = np.hypot(u, v) + np.linspace(-1, 1, 801) / len(g)
    top = max(rhos, key=amplitude)
    half = amplitude(top) / 2

    def edge(step):  # bisection
        near, far = top, top
        while amplitude(far) >= half:
            far += step
        for _ in range(30):
            middle = (near + far) / 2
            near, far = (middle, far) if amplitude(middle) >= half else (near, middle)
        return near

    return (edge(0.01) - edge(-0.01)) / 2


# %% A0705 07.2 | the shifted transform; a padded transform, read between its points
def spectrum_peak(g):
    n = len(g)
    F = np.fft.fftshift(np.abs(np.fft.fft2(g)))
    f = np.fft.fftshift(np.fft.fftfreq(n))
    V, U = np.meshgrid(f, f, indexing="ij")
    F = np.where(U >= 0, F, -1)
    at = np.argmax(F)
    return [U.ravel()[at], V.ravel()[at]]


def half_width(g):
    S = 1024
    F = np.fft.fftshift(np.abs(np.fft.fft2(g, s=(S, S))))
    u, v = spectrum_peak(g)
    length = (u * u + v * v) ** 0.5
    rho = np.arange(0, 0.49, 2e-4)
    c, r = rho * u / length * S + S // 2, rho * v / length * S + S // 2
    i, j = r.astype(int), c.astype(int)
    a, b = r - i, c - j
    F = (1 - a) * (1 - b) * F[i, j] + a * (1 - b) * F[i + 1, j] + (1 - a) * b * F[i, j + 1] + a * b * F[i + 1, j + 1]
    top = F.argmax()
    below = np.flatnonzero(F < F[top] / 2)
    return float(rho[below[below > top].min()] - rho[below[below < top].max()]) / 2


# %% A0706 07.2 | the sum of the text, entry by entry
def spectrum_peak(g):
    g = np.asarray(g, dtype=float)
    n = len(g)
    W = np.exp(-2j * np.pi * np.outer(np.arange(n), np.arange(n)) / n)
    F = abs(W @ g @ W)
    best = None
    for row in range(n):
        for column in range(n // 2 + 1):
            if best is None or F[row, column] > F[best]:
                best = row, column
    return best[1] / n, ((best[0] + n // 2) % n - n // 2) / n


def half_width(g):
    u, v = spectrum_peak(g)
    unit = np.array([u, v]) / np.linalg.norm([u, v])
    r = np.arange(len(g))
    rho = np.linspace(-0.2, 0.9, 2201)
    values = []
    for each in rho:
        a, b = each * unit
        values.append(abs(np.exp(-2j * np.pi * b * r) @ np.asarray(g) @ np.exp(-2j * np.pi * a * r)))
    values = np.array(values)
    near = abs(rho - np.hypot(u, v)) < 1 / len(g)
    top = values[near].max()
    start = int(np.flatnonzero(near & (values == top))[0])
    right = start + int(np.argmin(values[start:] >= top / 2))
    left = start - int(np.argmin(values[start::-1] >= top / 2))
    return (rho[right] - rho[left]) / 2


# %% A0707 07.3 | dot products of rows; a norm
def simple_cell(image, g):
    return np.maximum(0, np.ravel(image) @ np.ravel(g))


def complex_cell(image, g_even, g_odd):
    return np.linalg.norm([np.vdot(image, g_even), np.vdot(image, g_odd)])


# %% A0708 07.3 | loops and Python numbers
def simple_cell(image, g):
    total = 0.0
    for row, weights in zip(image, g):
        for pixel, weight in zip(row, weights):
            total += float(pixel) * float(weight)
    return total if total > 0 else 0


def complex_cell(image, g_even, g_odd):
    even = simple_cell(image, g_even) - simple_cell(image, -g_even)
    odd = simple_cell(image, g_odd) - simple_cell(image, -g_odd)
    return (even * even + odd * odd) ** 0.5


# %% A0709 07.3 | four simple cells make a complex one; a 0-d array
def simple_cell(image, g):
    r = np.einsum("ij,ij->", image, g)
    return np.array(r * (r > 0))


def complex_cell(image, g_even, g_odd):
    four = [simple_cell(image, s * g) for g in (g_even, g_odd) for s in (1, -1)]
    return np.sqrt(sum(r**2 for r in four))


# %% A0710 07.4 | a finer grid, the half transform
def dominant_orientation(K):
    K = np.array(K, dtype=float)
    K -= np.average(K)
    power = np.abs(np.fft.rfft2(K, s=(128, 128))) ** 2
    row, u = np.unravel_index(power.argmax(), power.shape)
    v = row - 128 * (row >= 64)
    theta = np.arctan2(v, u)
    return theta + np.pi if theta < 0 else theta % np.pi


# %% A0711 07.4 | the sum for each direction and frequency
def dominant_orientation(K):
    K = np.asarray(K, dtype=float) - np.mean(K)
    y, x = np.indices(K.shape)
    best, found = -1.0, 0.0
    for degrees in range(0, 180, 2):
        t = np.deg2rad(degrees)
        along = (x * np.cos(t) + y * np.sin(t)).ravel()
        rho = np.linspace(0.01, 0.5, 50)
        largest = np.abs(np.exp(-2j * np.pi * np.outer(rho, along)) @ K.ravel()).max()
        if largest > best:
            best, found = largest, t
    return float(found)


# %% A0712 07.4 | padded by hand, a complex number's angle
def dominant_orientation(K):
    large = np.zeros((64, 64))
    kh, kw = np.shape(K)
    large[:kh, :kw] = K - np.mean(K)
    P = np.abs(np.fft.fftshift(np.fft.fft2(large)))
    v, u = np.argwhere(P == P.max())[-1] - 32
    return np.angle(complex(u, v)) % np.pi


# %% A0713 07.5 | lists, sums instead of means, one look at each patch
from convnet.stripes import orientations


def raise_cells(patches, n_cells, threshold, rng):
    rows = []
    for patch in patches:
        p = np.array(patch, dtype=float).ravel()
        p -= p.mean()
        if np.sqrt(p @ p) > 1e-8:
            rows.append(p / np.sqrt(p @ p))
    cells, largest = [], [-2.0] * len(rows)
    while len(cells) < n_cells:
        open_ = [k for k, value in enumerate(largest) if value < threshold] or list(range(len(rows)))
        cells.append(rows[open_[int(rng.integers(len(open_)))]])
        largest = [max(value, row @ cells[-1]) for value, row in zip(largest, rows)]
    sums = [np.zeros_like(rows[0]) for _ in cells]
    for row in rows:
        sums[int(np.argmax([row @ cell for cell in cells]))] += row
    final = [s / np.linalg.norm(s) if s.any() else cell for s, cell in zip(sums, cells)]
    n = len(patches[0])
    return [cell.reshape(n, n) for cell in final]


def orientation_histogram(cells, bins=8):
    counts = [0] * bins
    for angle in orientations(cells):
        counts[int(angle / np.pi * bins + 0.5) % bins] += 1
    return counts


# %% A0714 07.5 | the patches in a random order, the first unanswered one is taken; distances for answers
def raise_cells(patches, n_cells, threshold, rng):
    P = np.asarray(patches, dtype=float)
    P = P - P.mean(axis=(1, 2), keepdims=True)
    length = np.sqrt((P**2).sum(axis=(1, 2)))
    P = P[length > 1e-8] / length[length > 1e-8][:, None, None]
    P = P[rng.permutation(len(P))]
    cells = np.empty((n_cells, *P.shape[1:]))
    answer = np.full((len(P), n_cells), -np.inf)
    for k in range(n_cells):
        unanswered = answer.max(axis=1) < threshold
        cells[k] = P[np.argmax(unanswered)] if unanswered.any() else P[rng.integers(len(P))]
        answer[:, k] = 1 - ((P - cells[k]) ** 2).sum(axis=(1, 2)) / 2
    mine = np.eye(n_cells)[answer.argmax(axis=1)]
    total = np.tensordot(mine.T, P, axes=1)
    size = np.sqrt((total**2).sum(axis=(1, 2), keepdims=True))
    return np.where(size > 0, total / np.where(size > 0, size, 1), cells)


def orientation_histogram(cells, bins=8):
    from convnet.stripes import orientations

    width = 180 / bins
    angles = (np.degrees(orientations(cells)) + width / 2) % 180
    return np.histogram(angles, bins=bins, range=(0, 180))[0]


# %% A0715 07.5 | orientations by an own spectrum, counted by distance to the centres
def raise_cells(patches, n_cells, threshold, rng):
    N, n, _ = np.shape(patches)
    X = np.array(patches, dtype=float).reshape(N, n * n)
    X -= X.mean(axis=1)[:, None]
    X = X[(X**2).sum(axis=1) > 1e-16]
    X /= np.sqrt((X**2).sum(axis=1))[:, None]
    A = X @ X.T  # all answers that there can be
    chosen = []
    for _ in range(n_cells):
        p = (A[:, chosen] < threshold).all(axis=1).astype(float)
        p = p if p.sum() else np.ones(len(X))
        chosen.append(rng.choice(len(X), p=p / p.sum()))
    winner = A[:, chosen].argmax(axis=1)
    cells = []
    for k, at in enumerate(chosen):
        w = X[winner == k].sum(axis=0) if (winner == k).any() else X[at]
        cells.append(w / np.sqrt(w @ w))
    print("raised", len(cells))
    return np.reshape(cells, (n_cells, n, n))


def orientation_histogram(cells, bins=8):
    counts = np.zeros(bins)
    f = np.fft.fftfreq(64)
    for K in cells:
        F = np.abs(np.fft.fft2(K - np.mean(K), s=(64, 64)))
        i, j = np.unravel_index(F.argmax(), F.shape)
        off = np.arctan2(f[i], f[j]) - np.arange(bins) * np.pi / bins
        counts[np.argmin(np.abs(np.sin(off)))] += 1
    return counts


# %% A0716 07.6 | sorted tuples
def top_patches(activations, images, size, stride, k=9):
    best = []
    for n, each in enumerate(np.asarray(activations).tolist()):
        best.append(max((value, n, i, j) for i, row in enumerate(each) for j, value in enumerate(row)))
    best = sorted(best, reverse=True)[:k]
    index = [[n, i, j] for _, n, i, j in best]
    patches = [
        [list(row[j * stride : j * stride + size]) for row in images[n][i * stride : i * stride + size]]
        for n, i, j in index
    ]
    return patches, index


# %% A0717 07.6 | windows made all at once, views
def top_patches(activations, images, size, stride, k=9):
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))[:, ::stride, ::stride]
    N = len(activations)
    top = activations.max(axis=(1, 2))
    order = sorted(range(N), key=lambda n: top[n])[::-1][:k]
    index = np.array([(n, *np.unravel_index(activations[n].argmax(), activations[n].shape)) for n in order])
    return windows[tuple(index.T)], index


# %% A0718 07.6 | one after the other, each image is crossed out
def top_patches(activations, images, size, stride, k=9):
    left = np.array(activations, dtype=float)
    patches, index = np.empty((k, size, size)), np.zeros((k, 3))
    for at in range(k):
        n, i, j = np.unravel_index(np.argmax(left), left.shape)
        left[n] = -np.inf
        index[at] = n, i, j
        rows, columns = np.arange(size) + i * stride, np.arange(size) + j * stride
        patches[at] = images[n][np.ix_(rows, columns)]
    return patches, index
