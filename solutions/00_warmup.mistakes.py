"""Wrong answers to notebook 00: how each changes the reference, and the words that name it."""
# ruff: noqa


# %% M002 00.2 | transposed: examples lie in columns instead of rows
def affine(X, W, b):
    Z = W @ X.T + b[:, None]
    return Z


# %% M004 00.2 | values truncated to integers: the result array is not float
def affine(X, W, b):
    B, D = X.shape
    M = W.shape[0]
    Z = np.zeros((B, M), dtype=X.dtype)
    for i in range(B):
        for j in range(M):
            s = 0.0
            for k in range(D):
                s += X[i, k] * W[j, k]
            Z[i, j] = s + b[j]
    return Z


# %% M005 00.2 | off by one: the last feature does not enter the sum
def affine(X, W, b):
    B, D = X.shape
    M = W.shape[0]
    Z = np.zeros((B, M))
    for i in range(B):
        for j in range(M):
            s = 0.0
            for k in range(D - 1):
                s += X[i, k] * W[j, k]
            Z[i, j] = s + b[j]
    return Z


# %% S001 00.2 | the bias is left out
edit("affine", "X @ W.T + b", "X @ W.T")


# %% S002 00.2 | the bias is subtracted
edit("affine", "X @ W.T + b", "X @ W.T - b")


# %% S003 00.2 | W is not transposed: its rows are the outputs
edit("affine", "X @ W.T + b", "X @ W + b")


# %% M007 00.3 | 2 times too large: the two points are 2h apart
def numerical_gradient(f, x, h=1e-5):
    xp = np.array(x, dtype=float)
    grad = np.zeros(xp.shape)
    for idx in np.ndindex(*xp.shape):
        old = xp[idx]
        xp[idx] = old + h
        fp = f(xp)
        xp[idx] = old - h
        fm = f(xp)
        xp[idx] = old
        grad[idx] = (fp - fm) / h
    return grad


# %% M010 00.3 | x holds integers, so x + h is truncated back to x: convert to float first
def numerical_gradient(f, x, h=1e-5):
    xp = np.array(x)
    grad = np.zeros(xp.shape, dtype=float)
    for idx in np.ndindex(*xp.shape):
        old = xp[idx]
        xp[idx] = old + h
        fp = f(xp)
        xp[idx] = old - h
        fm = f(xp)
        xp[idx] = old
        grad[idx] = (fp - fm) / (2 * h)
    return grad


# %% M011 00.3 | a whole row is moved at once: right for vectors only, every single entry needs its own step
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    grad = np.zeros(x.shape)
    for i in range(len(x)):
        old = x[i].copy()
        x[i] = old + h
        fp = f(x)
        x[i] = old - h
        fm = f(x)
        x[i] = old
        grad[i] = (fp - fm) / (2 * h)
    return grad


# %% M012 00.3 | the argument h is not used
def numerical_gradient(f, x, h=1e-5):
    h = 1e-5
    xp = np.array(x, dtype=float)
    grad = np.zeros(xp.shape)
    for idx in np.ndindex(*xp.shape):
        old = xp[idx]
        xp[idx] = old + h
        fp = f(xp)
        xp[idx] = old - h
        fm = f(xp)
        xp[idx] = old
        grad[idx] = (fp - fm) / (2 * h)
    return grad


# %% M013 00.3 | all entries are the same: this is one directional derivative, not the partial derivatives
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    d = (f(x + h) - f(x - h)) / (2 * h)
    return d * np.ones(x.shape)


# %% M014 00.4 | not symmetric: exchanging a and b changes the result
def relative_error(a, b):
    num = np.linalg.norm(a - b)
    den = 2 * np.linalg.norm(a)
    if den == 0:
        return 0.0
    return num / den


# %% M015 00.4 | nan for two zero arrays: two equal arrays have error 0
def relative_error(a, b):
    num = np.linalg.norm(a - b)
    den = np.linalg.norm(a) + np.linalg.norm(b)
    return num / den


# %% M016 00.4 | errors of opposite sign cancel: take the norm or the absolute values
def relative_error(a, b):
    num = abs(np.sum(a - b))
    den = np.linalg.norm(a) + np.linalg.norm(b)
    if den == 0:
        return 0.0
    return num / den


# %% S004 00.4 | the norm of a + b is the denominator: the sum of the two norms is asked for
edit("relative_error", "np.sqrt(np.sum(np.square(a))) + np.sqrt(np.sum(np.square(b)))", "np.sqrt(np.sum(np.square(a + b)))")


# %% S005 00.4 | squared: the square roots of the sums are missing
def relative_error(a, b):
    size = np.sum(np.square(a)) + np.sum(np.square(b))
    return float(np.sum(np.square(a - b)) / size) if size else 0.0


# %% S006 00.4 | the larger norm is the denominator: the sum of the two norms is asked for
def relative_error(a, b):
    size = max(np.linalg.norm(a), np.linalg.norm(b))
    return float(np.linalg.norm(a - b) / size) if size else 0.0


# %% M019 00.5 | both curves are the forward difference: slope 1 twice
def step_size_errors(f, df, x, hs):
    forward, central = [], []
    for h in hs:
        forward.append(abs((f(x + h) - f(x)) / h - df(x)))
        central.append(abs((f(x + h) - f(x)) / h - df(x)))
    return np.array(forward), np.array(central)


# %% S007 00.5 | a 2 is missing: the two points of the central difference are 2h apart
edit("step_size_errors", "(2 * hs)", "hs")


# %% S008 00.5 | the absolute value of the forward error is missing
edit("step_size_errors", "np.abs(forward - df(x))", "forward - df(x)")


# %% S009 00.5 | the absolute value of the central error is missing
edit("step_size_errors", "np.abs(central - df(x))", "central - df(x)")


# %% S010 00.5 | the difference quotients are returned, not their errors
edit("step_size_errors", "np.abs(forward - df(x)), np.abs(central - df(x))", "forward, central")


# %% S012 00.5 | relative errors: absolute ones are asked for
edit("step_size_errors", "np.abs(forward - df(x)), np.abs(central - df(x))", "np.abs(forward / df(x) - 1), np.abs(central / df(x) - 1)")


# %% S013 00.5 | the backward difference: the forward one takes x + h and x
edit("step_size_errors", "(f(x + hs) - f(x)) / hs", "(f(x) - f(x - hs)) / hs")


# %% M020 00.6 | the error is absolute: small wrong gradients pass and large right ones fail
def gradient_check(f, x, g, tol=1e-6):
    h = 1e-5
    xp = np.array(x, dtype=float)
    num = np.zeros(xp.shape)
    for idx in np.ndindex(*xp.shape):
        old = xp[idx]
        xp[idx] = old + h
        fp = f(xp)
        xp[idx] = old - h
        fm = f(xp)
        xp[idx] = old
        num[idx] = (fp - fm) / (2 * h)
    g = np.asarray(g)
    if g.shape != num.shape:
        return False, {"error": np.inf, "index": None, "claimed": None, "numerical": None}
    diff = np.abs(g - num)
    error = diff.max()
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(diff), diff.shape))
    ok = bool(error < tol)
    return ok, {"error": error, "index": worst, "claimed": g[worst], "numerical": num[worst]}


# %% M022 00.6 | nan > tol is False, so a gradient with nan passes
def gradient_check(f, x, g, tol=1e-6):
    h = 1e-5
    xp = np.array(x, dtype=float)
    num = np.zeros(xp.shape)
    for idx in np.ndindex(*xp.shape):
        old = xp[idx]
        xp[idx] = old + h
        fp = f(xp)
        xp[idx] = old - h
        fm = f(xp)
        xp[idx] = old
        num[idx] = (fp - fm) / (2 * h)
    g = np.asarray(g)
    if g.shape != num.shape:
        return False, {"error": np.inf, "index": None, "claimed": None, "numerical": None}
    diff = np.abs(g - num)
    error = np.linalg.norm(g - num) / (np.linalg.norm(g) + np.linalg.norm(num) + 1e-300)
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(diff), diff.shape))
    ok = not (error > tol)
    return ok, {"error": error, "index": worst, "claimed": g[worst], "numerical": num[worst]}


# %% M023 00.6 | one entry is compared: a bug elsewhere is not seen
def gradient_check(f, x, g, tol=1e-6):
    h = 1e-5
    xp = np.array(x, dtype=float)
    num = np.zeros(xp.shape)
    for idx in np.ndindex(*xp.shape):
        old = xp[idx]
        xp[idx] = old + h
        fp = f(xp)
        xp[idx] = old - h
        fm = f(xp)
        xp[idx] = old
        num[idx] = (fp - fm) / (2 * h)
    g = np.asarray(g)
    if g.shape != num.shape:
        return False, {"error": np.inf, "index": None, "claimed": None, "numerical": None}
    diff = np.abs(g - num)
    error = diff.flat[0] / (abs(g.flat[0]) + abs(num.flat[0]) + 1e-300)
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(diff), diff.shape))
    ok = bool(error < tol)
    return ok, {"error": error, "index": worst, "claimed": g[worst], "numerical": num[worst]}


# %% M024 00.6 | only the norms are compared: a wrong sign and a transposed gradient pass
def gradient_check(f, x, g, tol=1e-6):
    h = 1e-5
    xp = np.array(x, dtype=float)
    num = np.zeros(xp.shape)
    for idx in np.ndindex(*xp.shape):
        old = xp[idx]
        xp[idx] = old + h
        fp = f(xp)
        xp[idx] = old - h
        fm = f(xp)
        xp[idx] = old
        num[idx] = (fp - fm) / (2 * h)
    g = np.asarray(g)
    if g.shape != num.shape:
        return False, {"error": np.inf, "index": None, "claimed": None, "numerical": None}
    diff = np.abs(g - num)
    error = abs(np.linalg.norm(g) - np.linalg.norm(num)) / (
        np.linalg.norm(g) + np.linalg.norm(num) + 1e-300
    )
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(diff), diff.shape))
    ok = bool(error < tol)
    return ok, {"error": error, "index": worst, "claimed": g[worst], "numerical": num[worst]}


# %% M025 00.6 | the argument tol is not used; 1e-2 accepts one wrong entry
def gradient_check(f, x, g, tol=1e-6):
    h = 1e-5
    xp = np.array(x, dtype=float)
    num = np.zeros(xp.shape)
    for idx in np.ndindex(*xp.shape):
        old = xp[idx]
        xp[idx] = old + h
        fp = f(xp)
        xp[idx] = old - h
        fm = f(xp)
        xp[idx] = old
        num[idx] = (fp - fm) / (2 * h)
    g = np.asarray(g)
    if g.shape != num.shape:
        return False, {"error": np.inf, "index": None, "claimed": None, "numerical": None}
    diff = np.abs(g - num)
    error = np.linalg.norm(g - num) / (np.linalg.norm(g) + np.linalg.norm(num) + 1e-300)
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(diff), diff.shape))
    ok = bool(error < 1e-2)
    return ok, {"error": error, "index": worst, "claimed": g[worst], "numerical": num[worst]}


# %% M027 00.6 | the reported index is that of the largest entry of g, not of the largest error
def gradient_check(f, x, g, tol=1e-6):
    h = 1e-5
    xp = np.array(x, dtype=float)
    num = np.zeros(xp.shape)
    for idx in np.ndindex(*xp.shape):
        old = xp[idx]
        xp[idx] = old + h
        fp = f(xp)
        xp[idx] = old - h
        fm = f(xp)
        xp[idx] = old
        num[idx] = (fp - fm) / (2 * h)
    g = np.asarray(g)
    if g.shape != num.shape:
        return False, {"error": np.inf, "index": None, "claimed": None, "numerical": None}
    diff = np.abs(g - num)
    error = np.linalg.norm(g - num) / (np.linalg.norm(g) + np.linalg.norm(num) + 1e-300)
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(np.abs(g)), diff.shape))
    ok = bool(error < tol)
    return ok, {"error": error, "index": worst, "claimed": g[worst], "numerical": num[worst]}
