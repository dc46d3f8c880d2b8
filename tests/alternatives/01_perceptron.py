"""Correct answers to notebook 01, written differently."""
# ruff: noqa


# %% A013 01.1 | heaviside and a boolean product
def hard_threshold(z):
    return np.heaviside(z, 0.0)


def unit(x, w, b, phi):
    return phi(np.tensordot(x, w, axes=1) + b)


# %% Y0101a 01.1 | a boolean array, and an einsum
def hard_threshold(z):
    return np.asarray(z) > 0


def unit(x, w, b, phi):
    return phi(np.einsum("...d,d->...", x, w) + b)


# %% Y0101b 01.1 | row by row, a list
def hard_threshold(z):
    h = np.zeros_like(z)
    h[z > 0] = 1
    return h


def unit(x, w, b, phi):
    if np.ndim(x) == 1:
        return phi(sum(x_d * w_d for x_d, w_d in zip(x, w)) + b)
    return [unit(row, w, b, phi) for row in x]


# %% Y0101c 01.1 | prints, warns, and takes sign apart
import warnings


def hard_threshold(z):
    print("z is", z)
    warnings.warn("only a warning")
    return (np.sign(z) + np.abs(np.sign(z))) / 2


# %% Y0102a 01.2 | lists and integers, ties used where φ(0) = 0 helps
def or_gate():
    return [1, 1], 0


def and_gate():
    return [1, 1], -1


def not_gate():
    return [-1], 1


def nand_gate():
    return [-1, -1], 2


# %% Y0102b 01.2 | large and uneven weights, a list as pair
def or_gate():
    return [np.array([30.0, 7.0]), np.float64(-5.0)]


def and_gate():
    return [np.array([2.0, 5.0]), -6.0]


def not_gate():
    return [np.array([-100.0]), 0.001]


def nand_gate():
    w, b = and_gate()
    return [-w, -b]


# %% Y0102c 01.2 | weights computed from the truth table, single precision
def or_gate():
    print("De Morgan")
    w, b = nand_gate()
    return -np.array(w), b + sum(w)


def and_gate():
    return np.ones(2, dtype=np.float32), np.float32(-1.25)


def not_gate():
    return (-2,), np.array(1.0)


def nand_gate():
    inputs = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    solution = np.linalg.lstsq(inputs, np.array([1.0, 1.0, 1.0, -1.0]), rcond=None)[0]
    return solution[:2], solution[2]


# %% A015 01.3 | arithmetic instead of if
def perceptron_step(w, b, x, t):
    wrong = int(t * (w @ x + b) <= 0)
    return w + wrong * t * x, b + wrong * t


# %% A016 01.3 | in place on its own copy, list with numbers returned
def perceptron_step(w, b, x, t):
    v = np.append(np.array(w, dtype=float), b)  # own copy, bias absorbed
    u = np.append(x, 1.0)
    if t * v.dot(u) <= 0:
        v += t * u
    return [v[:-1], v[-1]]


# %% Y0103a 01.3 | np.where and a 0-d array
def perceptron_step(w, b, x, t):
    wrong = t * (np.dot(w, x) + b) <= 0
    return np.where(wrong, w + t * x, w), np.where(wrong, b + t, b)


# %% Y0103b 01.3 | lists
def perceptron_step(w, b, x, t):
    z = b
    for w_d, x_d in zip(w, x):
        z += w_d * x_d
    if t * z > 0:
        return list(w), b
    return [w_d + t * x_d for w_d, x_d in zip(w, x)], b + t


# %% A017 01.4 | while loop over a flattened stream
import itertools


def perceptron_fit(X, t, max_epochs=100):
    w, b, n = np.zeros(X.shape[1]), 0.0, 0
    clean = 0
    for k in itertools.islice(itertools.cycle(range(len(X))), max_epochs * len(X)):
        if k == 0:
            clean = 0
        if t[k] * (X[k].dot(w) + b) > 0:
            clean += 1
        else:
            w = w + t[k] * X[k]
            b = b + t[k]
            n += 1
        if k == len(X) - 1 and clean == len(X):
            return w, b, n, True
    return w, b, n, False


# %% Y0104a 01.4 | bias absorbed, own step function
def perceptron_fit(X, t, max_epochs=100):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    v, n, converged = np.zeros(X1.shape[1]), 0, np.bool_(False)
    epoch = 0
    while epoch < max_epochs and not converged:
        before = n
        for i in range(len(X1)):
            if t[i] * np.dot(v, X1[i]) <= 0:
                v += t[i] * X1[i]
                n += 1
        converged = np.bool_(n == before)
        epoch += 1
    return [v[:-1], v[-1], np.int64(n), converged]


# %% Y0104b 01.4 | for with else, a flag, and perceptron_step
def perceptron_fit(X, t, max_epochs=100):
    w, b, n = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        clean = True
        for x_n, t_n in zip(X, t):
            v, c = perceptron_step(w, b, x_n, t_n)
            if c != b:
                n, clean = n + 1, False
            w, b = v, c
        if clean:
            break
    else:
        return w, b, n, False
    return w, b, n, True


# %% A020 01.6 | two branches by boolean masks, a 0-d array returned
def logistic_loss(w, X, t):
    m = t * X.dot(w)
    out = np.empty_like(m)
    neg = m < 0
    out[neg] = -m[neg] + np.log1p(np.exp(m[neg]))
    out[~neg] = np.log1p(np.exp(-m[~neg]))
    return np.array(out.sum() / out.size)


# %% A021 01.6 | overflow computed and thrown away
def logistic_loss(w, X, t):
    m = t * (X @ w)
    return np.mean(np.where(m > -30, np.log1p(np.exp(-m)), -m + np.log1p(np.exp(m))))


# %% Y0106a 01.6 | a loop over the examples with math
import math


def logistic_loss(w, X, t):
    total = 0.0
    for x_n, t_n in zip(X, t):
        m = t_n * sum(a * c for a, c in zip(w, x_n))
        total += math.log1p(math.exp(-m)) if m > 0 else -m + math.log1p(math.exp(m))
    return total / len(t)


# %% Y0106b 01.6 | logaddexp reduced over the axis
def logistic_loss(w, X, t):
    m = np.einsum("n,nd,d->n", t, X, w)
    return np.logaddexp(np.zeros_like(m), -m).mean()


# %% A022 01.7 | tanh form of the sigmoid
def logistic_grad(w, X, t):
    m = t * (X @ w)
    s = 0.5 * (1 - np.tanh(0.5 * m))  # sigma(-m)
    return np.mean(-(t * s)[:, None] * X, axis=0)


# %% Y0107a 01.7 | a loop over the examples
def dl_dm(m):
    return -1 / (1 + np.exp(m))


def dm_dw(x, t):
    return [t * x_d for x_d in x]


def logistic_grad(w, X, t):
    g = np.zeros_like(w)
    for x_n, t_n in zip(X, t):
        g += -t_n * x_n / (1 + np.exp(t_n * np.dot(w, x_n))) / len(X)
    return g


# %% Y0107b 01.7 | labels turned into 0 and 1
def dl_dm(m):
    e = np.exp(-np.abs(m))
    return np.where(np.asarray(m) >= 0, -e / (1 + e), -1 / (1 + e))


def logistic_grad(w, X, t):
    z = X @ w
    e = np.exp(-np.abs(z))
    y = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return X.T @ (y - (t + 1) / 2) / X.shape[0]


# %% A024 01.8 | labels turned into signs
def bce_with_logits(z, t):
    s = 2 * t - 1
    m = s * z
    J = np.mean(np.logaddexp(0.0, -m))
    dz = -s * np.exp(-np.logaddexp(0.0, m)) / z.size
    return J, dz


# %% Y0108a 01.8 | the stable forms by masks, a list for dz
def bce_with_logits(z, t):
    e = np.exp(-np.abs(z))
    y = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    losses = [np.logaddexp(0, -a) if b == 1 else np.logaddexp(0, a) for a, b in zip(z, t)]
    return sum(losses) / len(z), list((y - t) / len(z))


# %% Y0108b 01.8 | softplus of both signs, derivative by logarithms, prints and warns
import warnings


def softplus(z):
    return np.logaddexp(0, z)


def bce_with_logits(z, t):
    warnings.warn("only a warning")
    print("labels", t)
    losses = t * softplus(-z) + (1 - t) * softplus(z)
    y = np.exp(-softplus(-z))
    return np.dot(losses, np.full(len(z), 1 / len(z))), np.divide(y - t, len(t))


# %% A025 01.9 | Python floats only
from math import exp


def logistic_least_squares(w, b, x, t):
    y = 1 / (1 + exp(-(w * x + b)))
    bar = {}
    bar["y"] = y - t
    bar["z"] = bar["y"] * y * (1 - y)
    return (y - t) ** 2 / 2, bar["z"] * x, bar["z"]


# %% Y0109a 01.9 | written out in full, 0-d arrays and integers
def dl_dy(y, t):
    return np.array(y - t)


def dy_dz(y):
    return y - y**2


def dz_db():
    return 1


def logistic_least_squares(w, b, x, t):
    e = np.exp(w * x + b)
    s = e / (1 + e)
    slope = e / (1 + e) ** 2
    return [(s - t) * (s - t) / 2, (s - t) * slope * x, (s - t) * slope]


# %% Y0109b 01.9 | tanh form, NumPy scalars, the bias as a second weight
def dl_dy(y, t):
    return -(t - y)


def dy_dz(y):
    return np.float64(0.25) - (y - 0.5) ** 2


def dz_dw(x):
    return np.float64(x)


def logistic_least_squares(w, b, x, t):
    weights, inputs = np.array([w, b]), np.array([x, 1.0])
    y = 0.5 * (1 + np.tanh(0.5 * (weights @ inputs)))
    gradient = dl_dy(y, t) * dy_dz(y) * inputs
    return np.array((y - t) ** 2 / 2), gradient[0], gradient[1]


# %% A026 01.10 | a generator collects the path
def gradient_descent(grad, w0, eta, steps):
    def path():
        w = np.array(w0, dtype=float)
        yield w
        for _ in range(steps):
            w = w - eta * np.asarray(grad(w))
            yield w

    return np.stack(list(path()))


# %% Y0110a 01.10 | filled row by row
def gradient_descent(grad, w0, eta, steps):
    path = np.empty((steps + 1, len(w0)))
    path[0] = w0
    for k in range(steps):
        path[k + 1] = path[k] - eta * grad(path[k])
    return path


# %% Y0110b 01.10 | a list of copies of one array
def gradient_descent(grad, w0, eta, steps):
    w = w0.copy()
    path = [w.copy()]
    for _ in range(steps):
        w -= eta * np.array(grad(w))
        path.append(w.copy())
    return path


# %% A028 01.11 | sorts random keys
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = (np.asarray(d) for d in data)
    w = np.array(w0, dtype=float)
    for _ in range(epochs):
        order = np.argsort(rng.random(X.shape[0]))
        Xs, ts = X[order], t[order]
        s = 0
        while s < len(Xs):
            w = w - eta * grad(w, (Xs[s : s + batch_size], ts[s : s + batch_size]))
            s += batch_size
    return w


# %% Y0111a 01.11 | shuffles an index list in place, again and again
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    order, w = np.arange(len(X)), w0.copy()
    for _ in range(epochs):
        rng.shuffle(order)
        for batch in range(int(np.ceil(len(X) / batch_size))):
            i = order[batch * batch_size : min((batch + 1) * batch_size, len(X))]
            w -= eta * np.asarray(grad(w, (X[i], t[i])))
    return w


# %% Y0111b 01.11 | rng.choice without replacement, a list as pair
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data[0], data[1]
    w = np.array(w0, dtype=float)
    for _ in range(epochs):
        left = rng.choice(len(t), size=len(t), replace=False)
        while len(left):
            now, left = left[:batch_size], left[batch_size:]
            w = w - eta * grad(w, [X[now], t[now]])
    return w


# %% Y0111c 01.11 | the last batch first is a batch too: order reversed, slices by array_split points
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    w = w0
    cuts = range(batch_size, len(X), batch_size)
    for _ in range(epochs):
        for i in np.split(rng.permutation(len(X))[::-1], cuts):
            w = w - eta * grad(w, (X[i], t[i]))
    return w


# %% A029 01.12 | log-softmax first, probabilities from it
def log_softmax(Z):
    S = Z - np.max(Z, axis=1)[:, np.newaxis]
    return S - np.log(np.sum(np.exp(S), axis=1))[:, np.newaxis]


def softmax(Z):
    return np.exp(log_softmax(Z))


def softmax_cross_entropy(Z, T):
    L = log_softmax(Z)
    rows = np.arange(len(Z))
    k = np.argmax(T, axis=1)
    dZ = np.exp(L)
    dZ[rows, k] -= 1
    return -np.mean(L[rows, k]), dZ / len(Z)


# %% A030 01.12 | row by row, with lists
def softmax(Z):
    rows = []
    for z in Z:
        e = np.exp(z - max(z))
        rows.append(e / sum(e))
    return rows


def softmax_cross_entropy(Z, T):
    B = len(Z)
    P = softmax(Z)
    loss = 0.0
    for z, t in zip(Z, T):
        loss += (np.log(sum(np.exp(z - max(z)))) + max(z) - float(z @ t)) / B
    return loss, [(p - t) / B for p, t in zip(P, T)]


# %% A032 01.12 | in place on its own copy, Fortran order
def softmax(Z):
    P = np.array(Z, dtype=float, order="F")
    P -= P.max(axis=1, keepdims=True)
    np.exp(P, out=P)
    P /= P.sum(axis=1, keepdims=True)
    return P


def softmax_cross_entropy(Z, T):
    P = softmax(Z)
    S = Z - Z.max(1)[:, None]
    J = (np.log(np.exp(S).sum(1)) - (S * T).sum(1)).mean()
    P -= T
    P /= len(P)
    return J, P


# %% Y0112a 01.12 | logaddexp and a transposed view
def softmax(Z):
    E = np.exp((Z.T - Z.max(axis=1)))
    return (E / E.sum(axis=0)).T


def softmax_cross_entropy(Z, T):
    J = np.mean(np.logaddexp.reduce(Z, axis=1) - np.einsum("bk,bk->b", Z, T))
    return np.array(J), np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)) / len(
        Z
    ) - T / len(Z)


# %% A035 01.13 | by way of the standard deviation
def gaussian_nll(y, t, beta):
    sigma = beta**-0.5
    u = (y - t) / sigma
    nll = 0.5 * np.vdot(u, u) + len(u) * np.log(sigma * np.sqrt(2 * np.pi))
    return nll, u / sigma, 0.5 * sigma**2 * (np.vdot(u, u) - len(u))


def beta_ml(y, t):
    return np.sqrt(np.mean((y - t) ** 2)) ** -2


# %% Y0113a 01.13 | the density written out, math functions
import math


def gaussian_nll(y, t, beta):
    log_density = [
        0.5 * math.log(beta / (2 * math.pi)) - beta / 2 * (a - b) ** 2 for a, b in zip(y, t)
    ]
    residuals = [a - b for a, b in zip(y, t)]
    dbeta = sum(r * r / 2 - 1 / (2 * beta) for r in residuals)
    return -sum(log_density), [beta * r for r in residuals], dbeta


def beta_ml(y, t):
    return np.var(y - t) and len(y) / np.dot(y - t, y - t)


# %% Y0113b 01.13 | means and standard deviations, a tuple of arrays without axes
def gaussian_nll(y, t, beta):
    mse = np.mean(np.square(t - y))
    per_example = 0.5 * (beta * mse + np.log(2 * np.pi / beta))
    dbeta = np.array(len(t) * (mse - 1 / beta) / 2)
    return np.array(per_example * len(t)), -beta * (t - y), dbeta


def beta_ml(y, t):
    error = t - y
    return 1 / (np.var(error) + np.mean(error) ** 2)
