"""Correct answers to notebook 06, written differently."""
# ruff: noqa

# %% X0101 06.1 | pixel by pixel, with a condition for the border
def subtractive_norm(X, window):
    N, C, H, W = X.shape
    r = len(window) // 2
    V = np.array(X, dtype=float)
    for i in range(H):
        for j in range(W):
            for u in range(-r, r + 1):
                for v in range(-r, r + 1):
                    if 0 <= i + u < H and 0 <= j + v < W:
                        V[:, :, i, j] -= window[r + u, r + v] * X[:, :, i + u, j + v]
    return V


# %% X0102 06.1 | the window's middle takes part: one kernel, delta minus window, by einsum
def subtractive_norm(X, window):
    k, r = len(window), len(window) // 2
    kernel = -np.array(window, dtype=float)
    kernel[r, r] += 1
    P = np.pad(X, ((0, 0), (0, 0), (r, r), (r, r)))
    view = np.lib.stride_tricks.sliding_window_view(P, (k, k), axis=(2, 3))
    print("windows", view.shape)
    return np.einsum("ncijuv,uv->ncij", view, kernel)


# %% X0103 06.1 | by Fourier transforms, the kernel flipped for them
def subtractive_norm(X, window):
    (H, W), k = X.shape[2:], len(window)
    size = H + k, W + k
    full = np.fft.irfft2(np.fft.rfft2(X, size) * np.fft.rfft2(window[::-1, ::-1], size), size)
    r = k // 2
    return X - full[:, :, k - 1 - r : k - 1 - r + H, k - 1 - r : k - 1 - r + W]


# %% X0104 06.1 | divisive by a norm and hypot
def divisive_norm(X, eps=1e-8):
    size = np.hypot(np.linalg.norm(X, axis=1), eps**0.5)
    return X / size[:, None]


# %% X0105 06.1 | divisive image by image, map by map
def divisive_norm(X, eps=1e-8):
    out = []
    for maps in X:
        total = eps
        for each in maps:
            total = total + each * each
        out.append([each * total**-0.5 for each in maps])
    return out


# %% X0106 06.1 | divisive with the axes moved, a transposed view
def divisive_norm(X, eps=1e-8):
    A = np.moveaxis(X, 1, -1)
    return np.moveaxis(A / np.sqrt(np.einsum("nijc,nijc->nij", A, A) + eps)[..., None], -1, 1)


# %% X0201 06.2 | the Gaussian in two loops, as a list
def gaussian_window(size=7, sigma=1.5):
    from math import exp

    r = (size - 1) / 2
    w = [[exp(-((u - r) ** 2 + (v - r) ** 2) / 2 / sigma**2) for v in range(size)] for u in range(size)]
    total = sum(map(sum, w))
    return [[value / total for value in row] for row in w]


# %% X0202 06.2 | the Gaussian's rows normalised first
def gaussian_window(size=7, sigma=1.5):
    g = np.exp(-np.linspace(-(size - 1) / 2, (size - 1) / 2, size) ** 2 / sigma**2 / 2)
    g /= g.sum()
    return g[:, None] * g


# %% X0203 06.2 | filtered first, averaged over the maps afterwards, by the function of 06.1
def local_contrast_norm(X, window, eps=1e-8):
    mean = lambda A: (A - subtractive_norm(A, window)).mean(axis=1)[:, None]
    V = X - mean(X)
    return V * (mean(V * V) + eps) ** -0.5


# %% X0204 06.2 | one image at a time
def local_contrast_norm(X, window, eps=1e-8):
    k, r = len(window), len(window) // 2

    def mean(maps):
        total = np.pad(sum(maps) / len(maps), r)
        H, W = maps.shape[1:]
        return np.array([[(total[i : i + k, j : j + k] * window).sum() for j in range(W)] for i in range(H)])

    out = np.empty_like(X)
    for n, maps in enumerate(X):
        V = maps - mean(maps)
        out[n] = V / np.sqrt(mean(V**2) + eps)
    return out


# %% X0205 06.2 | by a matrix that holds the window for all places
def local_contrast_norm(X, window, eps=1e-8):
    (N, C, H, W), r = X.shape, len(window) // 2
    M = np.zeros((H, W, H, W))
    for i, j, a, b in np.ndindex(H, W, H, W):
        if abs(a - i) <= r and abs(b - j) <= r:
            M[i, j, a, b] = window[a - i + r][b - j + r] / C
    V = X - np.einsum("ijab,ncab->nij", M, X)[:, None]
    return V / (np.einsum("ijab,ncab->nij", M, V**2)[:, None] + eps) ** 0.5


# %% A093 06.3 | zscore by hand with a transposed layout
def batchnorm_forward(X, gamma, beta, eps=1e-5):
    rows = np.asarray(X, dtype=float).T.copy()
    out = []
    for x, g, b in zip(rows, gamma, beta):
        x = x - x.sum() / x.size
        out.append(g * x * (x.dot(x) / x.size + eps) ** -0.5 + b)
    return np.array(out).T, out


# %% X0301 06.3 | mean square minus squared mean, scale and shift folded, a list
def batchnorm_forward(X, gamma, beta, eps=1e-5):
    B = len(X)
    mu = sum(X) / B
    dev = X - mu
    var = np.einsum("bd,bd->d", dev, dev) / B
    a = gamma / (var + eps) ** 0.5
    return [(a * dev + beta).tolist(), None]


# %% X0302 06.3 | with a matrix that centres
def batchnorm_forward(X, gamma, beta, eps=1e-5):
    B = len(X)
    Z = (np.eye(B) - 1 / B) @ X
    return Z @ np.diag(gamma / np.sqrt(np.diag(Z.T @ Z) / B + eps)) + beta, {"Z": Z}


# %% X0401 06.4 | in closed form, and the mean's path through the variance written out
def bn_dvar(dXhat, X, mu, var, eps):
    s = np.sqrt(var + eps)
    return np.einsum("bd,bd->d", dXhat, (X - mu) / s) / (-2 * s * s)


def bn_dmu(dXhat, X, mu, var, eps):
    through = bn_dvar(dXhat, X, mu, var, eps) * (-2 * (X - mu)).mean(axis=0)
    return through - (dXhat / np.sqrt(var + eps)).sum(axis=0)


def batchnorm_backward(dout, cache):
    X, gamma, mu, var, eps = cache
    s = np.sqrt(var + eps)
    n = (X - mu) / s
    db, dg = dout.sum(0), (dout * n).sum(0)
    return [gamma / s * (dout - (db + n * dg) / len(X)), dg, db]


# %% A095 06.4 | the Jacobian of each unit
def batchnorm_backward(dout, cache):
    X, gamma, mu, var, eps = cache
    n = (X - mu) / np.sqrt(var + eps)
    B, D = n.shape
    dX = np.empty_like(n)
    for d in range(D):
        Jac = (np.eye(B) - np.ones((B, B)) / B - np.outer(n[:, d], n[:, d]) / B) / np.sqrt(var[d] + eps)
        dX[:, d] = gamma[d] * Jac.T @ dout[:, d]
    return dX, np.einsum("bd,bd->d", dout, n), np.einsum("bd->d", dout)


# %% X0402 06.4 | number by number
def bn_dvar(dXhat, X, mu, var, eps):
    B, D = X.shape
    return [sum(-dXhat[n][d] * (X[n][d] - mu[d]) for n in range(B)) / (2 * (var[d] + eps) ** 1.5) for d in range(D)]


def bn_dmu(dXhat, X, mu, var, eps):
    return [-sum(dXhat[:, d]) / (var[d] + eps) ** 0.5 for d in range(len(mu))]


def batchnorm_backward(dout, cache):
    X, gamma, mu, var, eps = cache
    B, D = X.shape
    dX, dgamma, dbeta = np.zeros((B, D)), np.zeros(D), np.zeros(D)
    dvar, dmu = bn_dvar(dout * gamma, X, mu, var, eps), bn_dmu(dout * gamma, X, mu, var, eps)
    for d in range(D):
        s = (var[d] + eps) ** 0.5
        for n in range(B):
            dgamma[d] += dout[n, d] * (X[n, d] - mu[d]) / s
            dbeta[d] += dout[n, d]
            dX[n, d] = dout[n, d] * gamma[d] / s + (dvar[d] * 2 * (X[n, d] - mu[d]) + dmu[d]) / B
    return dX, dgamma, dbeta


# %% A096 06.5 | scale and shift folded together, the average as a correction, Chan's formula
def batchnorm_inference(X, gamma, beta, mean, var, eps=1e-5):
    a = gamma / np.sqrt(var + eps)
    return X * a + (beta - a * mean)


def update_running(mean, var, X, momentum=0.9):
    d = 1 - momentum
    m = np.einsum("bd->d", X) / len(X)
    return [mean + d * (m - mean), var + d * (np.mean(np.abs(X - m) ** 2, axis=0) - var)]


def population_stats(batches):
    count, mean, squares = 0, 0.0, 0.0
    for X in batches:
        n, m = len(X), X.mean(axis=0)
        step = m - mean
        squares = squares + X.var(axis=0) * n + step**2 * count * n / (count + n)
        mean = mean + step * n / (count + n)
        count += n
    return mean, squares / count


# %% X0501 06.5 | in two passes, row by row, with prints
def population_stats(batches):
    print(len(batches), "batches")
    rows = [row for batch in batches for row in batch]
    mean = sum(rows) / len(rows)
    return mean, sum((row - mean) ** 2 for row in rows) / len(rows)


# %% X0502 06.5 | within and between
def population_stats(batches):
    n = np.array([len(b) for b in batches]) / sum(map(len, batches))
    means, variances = np.array([b.mean(0) for b in batches]), np.array([b.var(0) for b in batches])
    mean = n @ means
    return mean, n @ (variances + (means - mean) ** 2)


# %% X0503 06.5 | unit by unit, lists
def batchnorm_inference(X, gamma, beta, mean, var, eps=1e-5):
    units = zip(np.transpose(X), gamma, beta, mean, var)
    return np.transpose([g * (x - m) / (v + eps) ** 0.5 + b for x, g, b, m, v in units])


def update_running(mean, var, X, momentum=0.9):
    both = np.average([[mean, var], [X.mean(0), X.var(0)]], axis=0, weights=[momentum, 1 - momentum])
    return both[0], both[1]


# %% A098 06.6 | draws transposed and in float32
def dropout_forward(X, p, rng, train=True):
    if not train:
        return np.array(X), np.ones(X.shape)
    u = rng.random(X.shape[::-1], dtype=np.float32).T
    m = np.where(u < 1 - p, 1 / (1 - p), 0.0)
    return m * X, m


def dropout_backward(dout, cache):
    return cache * dout


# %% A099 06.6 | one row at a time
def dropout_forward(X, p, rng, train=True):
    if not train:
        return np.asarray(X) * 1.0, 1.0
    scale = []
    for row in X:
        scale.append([0.0 if u < p else 1 / (1 - p) for u in rng.random(row.size)])
    scale = np.array(scale).reshape(X.shape)
    return X * scale, scale


def dropout_backward(dout, cache):
    return np.multiply(dout, cache)


# %% A100 06.6 | mask by choice
def dropout_forward(X, p, rng, train=True):
    m = rng.choice([0.0, 1.0], size=X.shape, p=[p, 1 - p]) / (1 - p) if train else np.ones_like(X)
    return m * X, {"m": m}


def dropout_backward(dout, cache):
    return cache["m"] * dout


# %% X0601 06.6 | binomial draws, and a closure for a cache
def dropout_forward(X, p, rng, train=True):
    if not train or p == 0:
        return X + 0.0, lambda dout: dout
    kept = rng.binomial(1, 1 - p, size=X.shape).astype(bool)
    out = np.zeros(X.shape)
    out[kept] = X[kept] / (1 - p)
    return out, lambda dout: np.where(kept, dout / (1 - p), 0)


def dropout_backward(dout, cache):
    return cache(dout)
