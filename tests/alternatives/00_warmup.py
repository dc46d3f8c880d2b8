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

