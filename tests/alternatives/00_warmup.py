"""Correct answers to notebook 00, written differently."""
# ruff: noqa

# %% A001 00.2 | einsum with the output axes named
def affine(X, W, b):
    return np.einsum("bd,md->bm", X, W, optimize=False) + np.asarray(b)[None, :]


# %% A002 00.2 | bias absorbed into the weights
def affine(X, W, b):
    X1 = np.hstack([X, np.ones((X.shape[0], 1))])
    W1 = np.hstack([W, b[:, None]])
    return X1 @ W1.T


# %% A004 00.2 | result in Fortran order, a view
def affine(X, W, b):
    return (W @ X.T + b.reshape(-1, 1)).T


# %% A005 00.3 | unit vectors instead of changing x
def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    g = np.empty(x.size)
    for k in range(x.size):
        e = np.zeros(x.size)
        e[k] = h
        e = e.reshape(x.shape)
        g[k] = (f(x + e) - f(x - e)) / (2 * h)
    return g.reshape(x.shape)


# %% A007 00.3 | 0-d result as a Python number
def numerical_gradient(f, x, h=1e-5):
    a = np.array(x, dtype=float)
    if a.ndim == 0:
        return (float(f(a + h)) - float(f(a - h))) / (2 * h)
    flat = a.ravel()                      # a view of our own copy

    def partial(k):
        old = flat[k]
        flat[k] = old + h
        up = float(f(a))
        flat[k] = old - h
        down = float(f(a))
        flat[k] = old
        return (up - down) / (2 * h)
    return np.array([partial(k) for k in range(flat.size)]).reshape(a.shape)


# %% A009 00.4 | the quotient left to warn
def relative_error(a, b):
    q = np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
    return np.nan_to_num(q)


# %% A010 00.5 | vectorised over the steps
def step_size_errors(f, df, x, hs):
    hs = np.asarray(hs, dtype=float)
    fx, d = f(x), df(x)
    up, down = f(x + hs), f(x - hs)
    return np.abs((up - fx) / hs - d), np.abs((up - down) / (hs + hs) - d)


# %% A012 00.6 | prints its findings
def gradient_check(f, x, g, tol=1e-6):
    x, g = np.array(x, dtype=float), np.asarray(g)
    print("checking", x.shape, "entries")
    num = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        keep = x[i]
        vals = []
        for s in (1, -1):
            x[i] = keep + s * 1e-5
            vals.append(f(x))
        x[i] = keep
        num[i] = (vals[0] - vals[1]) / 2e-5
    if g.shape != num.shape:
        return False, dict(error=float("inf"), index=None, claimed=None, numerical=None)
    diff = np.abs(num - g)
    worst = np.unravel_index(np.argmax(np.where(np.isnan(diff), np.inf, diff)), diff.shape)
    error = np.linalg.norm(diff) / max(np.linalg.norm(num), np.linalg.norm(g))
    print("worst entry", worst, "error", error)
    return bool(error <= tol), dict(error=error, index=worst, claimed=g[worst], numerical=num[worst])



# %% Y0003 00.3 | the highest index first, one-dimensional functions of each entry
def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)

    def moved(i, step):
        copy = x.copy()
        copy[i] += step
        return f(copy)

    g = np.full(x.shape, np.nan)
    for i in list(np.ndindex(*x.shape))[::-1]:
        g[i] = 0.5 * moved(i, h) / h - 0.5 * moved(i, -h) / h
    return g


# %% Y0004 00.4 | sums by loops, prints and a warning
import math
import warnings


def relative_error(a, b):
    warnings.warn("about to divide")
    a, b = np.ravel(a).tolist(), np.ravel(b).tolist()
    print(len(a), "entries")
    size = math.hypot(*a) + math.hypot(*b)
    return math.dist(a, b) / size if size else 0


# %% Y0004b 00.4 | scaled by the largest entry first, an array of no dimension
def relative_error(a, b):
    scale = max(np.max(np.abs(a)), np.max(np.abs(b)))
    if scale == 0:
        return np.array(0.0)
    a, b = a / scale, b / scale
    norm = lambda v: np.einsum("i,i->", v.ravel(), v.ravel()) ** 0.5
    return np.array(norm(b - a) / (norm(b) + norm(a)))


# %% Y0005 00.5 | step by step, lists
def step_size_errors(f, df, x, hs):
    slope = df(x)
    forward = [abs((f(x + h) - f(x)) / h - slope) for h in hs]
    central = [abs((f(x + h) - f(x - h)) / (2 * h) - slope) for h in hs]
    return [forward, central]


# %% Y0005b 00.5 | the central difference as the mean of two one-sided ones, rows of one array
def step_size_errors(f, df, x, hs):
    errors = np.zeros((2, len(hs)))
    for k, h in enumerate(hs):
        ahead, back = (f(x + h) - f(x)) / h, (f(x) - f(x - h)) / h
        errors[:, k] = ahead - df(x), (ahead + back) / 2 - df(x)
    return np.abs(errors)


# %% Y0006 00.6 | all steps first, its own dictionary of NumPy numbers
def gradient_check(f, x, g, tol=1e-6):
    x = np.array(x, dtype=float)
    h = 1e-5 * np.eye(x.size).reshape(-1, *x.shape)
    numerical = np.array([(f(x + e) - f(x - e)) / 2e-5 for e in h]).reshape(x.shape)
    if np.shape(g) != x.shape:
        return np.False_, dict(error=np.nan, index=(), claimed=np.nan, numerical=np.nan)
    off = np.abs(np.asarray(g, dtype=float) - numerical)
    off[~np.isfinite(off)] = np.inf
    index = divmod(int(off.argmax()), x.shape[1]) if x.ndim == 2 else (int(off.argmax()),)
    total = np.linalg.norm(g) + np.linalg.norm(numerical)
    error = np.linalg.norm(off) / total if total != 0 else np.float64(0)
    report = dict(numerical=numerical[index], claimed=g[index], index=index, error=error)
    return np.isfinite(error) and error <= tol, report


# %% Y0006b 00.6 | stops at the first look at a gradient that cannot be right
def gradient_check(f, x, g, tol=1e-6):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    if x.shape != g.shape:
        return False, {"error": 1.0, "index": None, "claimed": None, "numerical": None}
    numerical = np.empty_like(x)
    for i in np.ndindex(x.shape):
        old, ends = x[i], []
        for end in (old - 1e-5, old + 1e-5):
            x[i] = end
            ends.append(float(f(x)))
        x[i] = old
        numerical[i] = (ends[1] - ends[0]) / (2 * 1e-5)
    bad = np.argwhere(~np.isfinite(g))
    index = tuple(map(int, bad[0])) if len(bad) else np.unravel_index(np.abs(g - numerical).argmax(), x.shape)
    size = np.sqrt((g**2).sum()) + np.sqrt((numerical**2).sum())
    error = np.sqrt(((g - numerical) ** 2).sum()) / size if size else 0.0
    verdict = not len(bad) and error <= tol
    return verdict, {"error": error, "index": index, "claimed": g[index], "numerical": numerical[index]}
