"""Wrong answers to notebook 01: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% M029 01.1 | -1 where 0 is expected: sign has other values than the threshold
def hard_threshold(z):
    return np.sign(z)


edit("unit", "x @ w", "np.dot(x, w)")


# %% M030 01.1 | the bias belongs inside phi
def unit(x, w, b, phi):
    return phi(np.dot(x, w)) + b


# %% X0101a 01.1 | φ(0) is 0: the unit fires above zero only
edit("hard_threshold", "> 0, 1", ">= 0, 1")


# %% X0101b 01.1 | this is the ReLU
def hard_threshold(z):
    return np.maximum(z, 0)


# %% X0101c 01.1 | φ is not used
def unit(x, w, b, phi):
    return np.where(x @ w + b > 0, 1.0, 0.0)


# %% X0101d 01.1 | the bias is missing
edit("unit", "w + b", "w")


# %% X0101e 01.1 | `unit` stopped with ValueError
edit("unit", "x @ w", "w @ x")


# %% X0102a 01.2 | this is AND: one input alone must be enough
edit("or_gate", "0.5", "1.0")


# %% X0102b 01.2 | this is OR: one input alone is not enough
edit("and_gate", "1.5", "0.5")


# %% X0102c 01.2 | this unit repeats its input
edit("not_gate", "-1.0]), 0.5", "1.0]), -0.5")


# %% X0102d 01.2 | it always fires: the weight must outvote the bias
edit("not_gate", "0.5", "1.5")


# %% X0102e 01.2 | this is NOR: only both inputs together may silence it
edit("nand_gate", "1.5", "0.5")


# %% X0102f 01.2 | it never fires: at 00 the bias decides alone
edit("nand_gate", "1.5", "0.0")


# %% X0102g 01.2 | one weight for each input
edit("not_gate", "1.0", "1.0, 0.0")


# %% X0102h 01.2 | the pair (w, b) is asked for
edit("or_gate", "1.0]), -0.5", "1.0, -0.5])")


# %% M031 01.3 | margin 0 counts as a mistake: starting from zero nothing would ever be learned
def perceptron_step(w, b, x, t):
    margin = t * (np.dot(w, x) + b)
    if margin < 0:
        w = w + t * x
        b = b + t
    return w, b


# %% M032 01.3 | input modified in place
def perceptron_step(w, b, x, t):
    margin = t * (np.dot(w, x) + b)
    if margin <= 0:
        w += t * x
        b = b + t
    return w, b


# %% M033 01.3 | b stays as it was: the bias is a weight with input 1
def perceptron_step(w, b, x, t):
    margin = t * (np.dot(w, x) + b)
    if margin <= 0:
        w = w + t * x
    return w, b


# %% M036 01.3 | updates a point that is classified correctly
def perceptron_step(w, b, x, t):
    margin = t * (np.dot(w, x) + b)
    if True:
        w = w + t * x
        b = b + t
    return w, b


# %% X0103a 01.3 | a misclassified point is left as it is
edit("perceptron_step", "<= 0", "> 0")


# %% X0103b 01.3 | the step goes the wrong way
edit("perceptron_step", "+ t * x, b +", "- t * x, b -")


# %% X0103c 01.3 | t is missing in the step
edit("perceptron_step", "t * x, b + t", "x, b + 1")


# %% X0103d 01.3 | the margin leaves out b
edit("perceptron_step", "x + b) <", "x) <")


# %% X0103e 01.3 | the old w is lost
edit("perceptron_step", "w + t *", "t *")


# %% X0103f 01.3 | updates a point that is classified correctly
edit("perceptron_step", "t * (w @ x + b) <= 0", "w @ x + b <= 0 or t * (w @ x + b) <= 2")


# %% M037 01.4 | n_updates is the number of epochs
def perceptron_fit(X, t, max_epochs=100):
    w = np.zeros(X.shape[1])
    b = 0.0
    n_updates = 0
    converged = False
    for epoch in range(max_epochs):
        errors = 0
        for x, s in zip(X, t):
            if s * (w @ x + b) <= 0:
                w = w + s * x
                b = b + s
                errors += 1
        n_updates += 1
        if errors == 0:
            converged = True
            break
    return w, b, n_updates, converged


# %% M039 01.4 | never converges: the mistakes of earlier epochs are still counted
def perceptron_fit(X, t, max_epochs=100):
    w = np.zeros(X.shape[1])
    b = 0.0
    n_updates = 0
    converged = False
    errors = 0
    for epoch in range(max_epochs):
        for x, s in zip(X, t):
            if s * (w @ x + b) <= 0:
                w = w + s * x
                b = b + s
                errors += 1
        n_updates += errors
        if errors == 0:
            converged = True
            break
    return w, b, n_updates, converged


# %% M040 01.4 | batch updates: a later point must see the weights that an earlier one has changed
def perceptron_fit(X, t, max_epochs=100):
    w = np.zeros(X.shape[1])
    b = 0.0
    n_updates = 0
    converged = False
    for epoch in range(max_epochs):
        errors = 0
        wrong = t * (X @ w + b) <= 0
        for x, s in zip(X[wrong], t[wrong]):
            if True:
                w = w + s * x
                b = b + s
                errors += 1
        n_updates += errors
        if errors == 0:
            converged = True
            break
    return w, b, n_updates, converged


# %% M041 01.4 | converged is True after max_epochs on XOR
def perceptron_fit(X, t, max_epochs=100):
    w = np.zeros(X.shape[1])
    b = 0.0
    n_updates = 0
    converged = True
    for epoch in range(max_epochs):
        errors = 0
        for x, s in zip(X, t):
            if s * (w @ x + b) <= 0:
                w = w + s * x
                b = b + s
                errors += 1
        n_updates += errors
        if errors == 0:
            converged = True
            break
    return w, b, n_updates, converged


# %% M043 01.4 | return is indented into the loop: only one epoch is run
def perceptron_fit(X, t, max_epochs=100):
    w = np.zeros(X.shape[1])
    b = 0.0
    n_updates = 0
    converged = False
    for epoch in range(max_epochs):
        errors = 0
        for x, s in zip(X, t):
            if s * (w @ x + b) <= 0:
                w = w + s * x
                b = b + s
                errors += 1
        n_updates += errors
        if errors == 0:
            converged = True
            break
        return w, b, n_updates, converged


# %% X0104a 01.4 | no update at margin 0: from w = 0, b = 0 nothing is ever learned
def perceptron_fit(X, t, max_epochs=100):
    w, b, n = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        mistakes = 0
        for x, s in zip(X, t):
            if s * (w @ x + b) < 0:
                w, b, mistakes = w + s * x, b + s, mistakes + 1
        n += mistakes
        if mistakes == 0:
            return w, b, n, True
    return w, b, n, False


# %% X0104b 01.4 | b is never updated
def perceptron_fit(X, t, max_epochs=100):
    w, b, n = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        mistakes = 0
        for x, s in zip(X, t):
            if s * (w @ x + b) <= 0:
                w, mistakes = w + s * x, mistakes + 1
        n += mistakes
        if mistakes == 0:
            return w, b, n, True
    return w, b, n, False


# %% X0104c 01.4 | n_updates counts the last epoch only
def perceptron_fit(X, t, max_epochs=100):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max_epochs):
        n = 0
        for x, s in zip(X, t):
            if s * (w @ x + b) <= 0:
                w, b, n = w + s * x, b + s, n + 1
        if n == 0:
            return w, b, n, True
    return w, b, n, False


# %% X0104d 01.4 | converged is False although the last of the max_epochs made no update
def perceptron_fit(X, t, max_epochs=100):
    w, b, n = np.zeros(X.shape[1]), 0.0, 0
    for epoch in range(max_epochs):
        mistakes = 0
        for x, s in zip(X, t):
            if s * (w @ x + b) <= 0:
                w, b, mistakes = w + s * x, b + s, mistakes + 1
        n += mistakes
        if mistakes == 0:
            break
    return w, b, n, epoch < max_epochs - 1


# %% X0104e 01.4 | before the first epoch without a mistake
def perceptron_fit(X, t, max_epochs=100):
    w, b, n = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        mistakes = 0
        for x, s in zip(X, t):
            if s * (w @ x + b) <= 0:
                w, b, mistakes = w + s * x, b + s, mistakes + 1
        n += mistakes
        if mistakes == 0:
            break
    return w, b, n, bool(np.all(t * (X @ w + b) > 0))


# %% X0104f 01.4 | the examples are visited in another order
def perceptron_fit(X, t, max_epochs=100):
    w, b, n = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        mistakes = 0
        for i in np.random.default_rng(0).permutation(len(X)):
            if t[i] * (w @ X[i] + b) <= 0:
                w, b, mistakes = w + t[i] * X[i], b + t[i], mistakes + 1
        n += mistakes
        if mistakes == 0:
            return w, b, n, True
    return w, b, n, False


# %% M044 01.6 | not finite: exp overflows at margin -1000; take the large part out first
def logistic_loss(w, X, t):
    m = t * (X @ w)
    return np.mean(np.log(1 + np.exp(-m)))


# %% M046 01.6 | saturates near 27.6
def logistic_loss(w, X, t):
    m = t * (X @ w)
    return -np.mean(np.log(1 / (1 + np.exp(-m)) + 1e-12))


# %% M047 01.6 | correct points are punished: the sign of the margin is flipped
edit("logistic_loss", "0, -m", "m, 0")


# %% X0106a 01.6 | t is missing: the margin is t w·x
def logistic_loss(w, X, t):
    return np.mean(np.logaddexp(0, -(X @ w)))


# %% X0106b 01.6 | the losses are summed, not averaged
def logistic_loss(w, X, t):
    return np.sum(np.logaddexp(0, -t * (X @ w)))


# %% X0106c 01.6 | this is ln(1 + exp) of the mean margin
def logistic_loss(w, X, t):
    return np.logaddexp(0, -np.mean(t * (X @ w)))


# %% X0106d 01.6 | saturates: log(p + a small number), or a margin that is cut off
def logistic_loss(w, X, t):
    return np.mean(np.log(1 + np.exp(np.clip(-t * (X @ w), -500, 500))))


# %% M049 01.7 | sign flipped: the gradient must point uphill
def logistic_grad(w, X, t):
    m = t * (X @ w)
    e = np.exp(-np.abs(m))
    s = np.where(m >= 0, e / (1 + e), 1 / (1 + e))    # sigma(-m)
    return (s * t) @ X / len(t)


# %% M050 01.7 | N times too large: the mean's 1/N is missing
def logistic_grad(w, X, t):
    m = t * (X @ w)
    e = np.exp(-np.abs(m))
    s = np.where(m >= 0, e / (1 + e), 1 / (1 + e))    # sigma(-m)
    return -(s * t) @ X


# %% M051 01.7 | not finite: inf / inf at margin -1000
def logistic_grad(w, X, t):
    m = t * (X @ w)
    e = np.exp(-np.abs(m))
    s = np.exp(-m) / (1 + np.exp(-m))    # sigma(-m)
    return -(s * t) @ X / len(t)


# %% M054 01.7 | not summed over the examples: the gradient has the shape of w
def logistic_grad(w, X, t):
    m = t * (X @ w)
    e = np.exp(-np.abs(m))
    s = np.where(m >= 0, e / (1 + e), 1 / (1 + e))    # sigma(-m)
    return -(s * t)[:, None] * X / len(t)


# %% X0107a 01.7 | t is missing in the margin: right for examples with t = +1 only
def logistic_grad(w, X, t):
    p = 0.5 * (1 + np.tanh(0.5 * (X @ w)))
    return -((1 - p) * t) @ X / len(t)


# %% X0107b 01.7 | points that are right already pull most
def logistic_grad(w, X, t):
    p = 0.5 * (1 + np.tanh(0.5 * t * (X @ w)))
    return -(p * t) @ X / len(t)


# %% X0107c 01.7 | the labels t are missing in the last factor
def logistic_grad(w, X, t):
    p = 0.5 * (1 + np.tanh(0.5 * t * (X @ w)))
    return -(1 - p) @ X / len(t)


# %% X0107d 01.7 | sign flipped: the loss falls as the margin grows
edit("dl_dm", "-0.5", "0.5")


# %% X0107e 01.7 | σ(m) where σ(−m) = 1 − σ(m) belongs
edit("dl_dm", "- n", "+ n")


# %% X0107f 01.7 | t is missing: right for t = +1 only
edit("dm_dw", "t * x", "x")


# %% X0107g 01.7 | this is σ′(m)
def dl_dm(m):
    s = 1 / (1 + np.exp(-m))
    return s * (1 - s)


# %% M056 01.8 | not finite: log(0), or 0 times infinity, once the sigmoid rounds to 0 or 1
def bce_with_logits(z, t):
    J = -np.mean(t * np.log(1 / (1 + np.exp(-z))) + (1 - t) * np.log(1 - 1 / (1 + np.exp(-z))))
    e = np.exp(-np.abs(z))
    y = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    dz = (y - t) / len(z)
    return J, dz


# %% M057 01.8 | one factor sigma' too many: in dz of the cross-entropy it has cancelled
def bce_with_logits(z, t):
    J = np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))
    e = np.exp(-np.abs(z))
    y = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    dz = (y - t) * y * (1 - y) / len(z)
    return J, dz


# %% M058 01.8 | loss and gradient disagree: the two classes are exchanged
def bce_with_logits(z, t):
    J = np.mean(np.maximum(z, 0) - z * (1 - t) + np.log1p(np.exp(-np.abs(z))))
    e = np.exp(-np.abs(z))
    y = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    dz = (y - t) / len(z)
    return J, dz


# %% X0108a 01.8 | the losses are summed, not averaged
def bce_with_logits(z, t):
    y = 0.5 * (1 + np.tanh(0.5 * z))
    return np.sum(np.logaddexp(0, z) - z * t), (y - t) / len(z)


# %% X0108b 01.8 | N times too large: J is a mean over N examples
def bce_with_logits(z, t):
    y = 0.5 * (1 + np.tanh(0.5 * z))
    return np.mean(np.logaddexp(0, z) - z * t), y - t


# %% X0108c 01.8 | saturates: log(y + a small number)
def bce_with_logits(z, t):
    y = 0.5 * (1 + np.tanh(0.5 * z))
    J = -np.mean(t * np.log(y + 1e-12) + (1 - t) * np.log(1 - y + 1e-12))
    return J, (y - t) / len(z)


# %% X0108d 01.8 | examples with the label 0 count nothing
def bce_with_logits(z, t):
    y = 0.5 * (1 + np.tanh(0.5 * z))
    return np.mean(t * np.logaddexp(0, -z)), (y - t) / len(z)


# %% X0108e 01.8 | not finite: inf / inf for large logits
def bce_with_logits(z, t):
    y = np.exp(z) / (1 + np.exp(z))
    return np.mean(np.logaddexp(0, z) - z * t), (y - t) / len(z)


# %% M060 01.9 | 2 times too large: the loss has a factor 1/2
def logistic_least_squares(w, b, x, t):
    z = w * x + b
    y = 1 / (1 + np.exp(-z))
    loss = (y - t) ** 2
    dz = 2 * (y - t) * y * (1 - y)
    return loss, dz * x, dz


# %% M061 01.9 | db equals dw: dz/db is 1, not x
def logistic_least_squares(w, b, x, t):
    z = w * x + b
    y = 1 / (1 + np.exp(-z))
    loss = 0.5 * (y - t) ** 2
    dz = (y - t) * y * (1 - y)
    return loss, dz * x, dz * x


# %% M062 01.9 | sigma'(z) is y(1 - y), not z(1 - z)
def logistic_least_squares(w, b, x, t):
    z = w * x + b
    y = 1 / (1 + np.exp(-z))
    loss = 0.5 * (y - t) ** 2
    dz = (y - t) * z * (1 - z)
    return loss, dz * x, dz


# %% X0109a 01.9 | σ′ is missing
def logistic_least_squares(w, b, x, t):
    y = 1 / (1 + np.exp(-(w * x + b)))
    return 0.5 * (y - t) ** 2, (y - t) * x, y - t


# %% X0109b 01.9 | x is missing: ∂z/∂w is x
def logistic_least_squares(w, b, x, t):
    y = 1 / (1 + np.exp(-(w * x + b)))
    d = (y - t) * y * (1 - y)
    return 0.5 * (y - t) ** 2, d, d


# %% X0109c 01.9 | sign flipped: the outer derivative is y − t
def logistic_least_squares(w, b, x, t):
    y = 1 / (1 + np.exp(-(w * x + b)))
    d = (t - y) * y * (1 - y)
    return 0.5 * (y - t) ** 2, d * x, d


# %% X0109d 01.9 | sign flipped: the loss grows when y moves away from t
edit("dl_dy", "y - t", "t - y")


# %% X0109e 01.9 | don't apply σ again
def dy_dz(y):
    s = 1 / (1 + np.exp(-y))
    return s * (1 - s)


# %% X0109f 01.9 | this is ∂z/∂b
edit("dz_dw", "n x", "n 1.0")


# %% X0109g 01.9 | z does depend on b
edit("dz_db", "1.0", "0.0")


# %% M063 01.10 | all rows of the path are equal: the same array was stored each time
def gradient_descent(grad, w0, eta, steps):
    w = np.array(w0, dtype=float)
    path = [w]
    for k in range(steps):
        w -= eta * grad(w)
        path.append(w)
    return np.array(path)


# %% X0110a 01.10 | uphill: η times the gradient is subtracted
edit("gradient_descent", "- e", "+ e")


# %% X0110b 01.10 | the start w0 is missing in the path
def gradient_descent(grad, w0, eta, steps):
    path, w = [], w0
    for _ in range(steps):
        w = w - eta * grad(w)
        path.append(w)
    return np.array(path)


# %% X0110c 01.10 | every step uses the gradient at w0
edit("gradient_descent", "path = [w0]", "path, g = [w0], grad(w0)")
edit("gradient_descent", "grad(path[-1])", "g")


# %% X0110d 01.10 | the last point only
def gradient_descent(grad, w0, eta, steps):
    w = w0
    for _ in range(steps):
        w = w - eta * grad(w)
    return w


# %% X0110e 01.10 | one step too few
edit("gradient_descent", "e(steps", "e(steps - 1")


# %% M065 01.11 | some samples are never used when batch_size does not divide N
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    N = len(X)
    w = np.array(w0, dtype=float)
    for epoch in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N - batch_size + 1, batch_size):
            idx = order[s:s + batch_size]
            w = w - eta * grad(w, (X[idx], t[idx]))
    return w


# %% M066 01.11 | labels of other examples: X and t must be indexed with the same permutation
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    N = len(X)
    w = np.array(w0, dtype=float)
    for epoch in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch_size):
            idx = order[s:s + batch_size]
            w = w - eta * grad(w, (X[idx], t[s:s + batch_size]))
    return w


# %% M067 01.11 | an epoch does not use every sample exactly once
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    N = len(X)
    w = np.array(w0, dtype=float)
    for epoch in range(epochs):
        order = rng.integers(0, N, N)
        for s in range(0, N, batch_size):
            idx = order[s:s + batch_size]
            w = w - eta * grad(w, (X[idx], t[idx]))
    return w


# %% M068 01.11 | depends on a global: the argument rng is not used, so a seed does not repeat the run
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    N = len(X)
    w = np.array(w0, dtype=float)
    for epoch in range(epochs):
        order = np.random.permutation(N)
        for s in range(0, N, batch_size):
            idx = order[s:s + batch_size]
            w = w - eta * grad(w, (X[idx], t[idx]))
    return w


# %% X0111a 01.11 | the order is the same in every epoch
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    w, order = w0, rng.permutation(len(X))
    for _ in range(epochs):
        for s in range(0, len(X), batch_size):
            i = order[s : s + batch_size]
            w = w - eta * grad(w, (X[i], t[i]))
    return w


# %% X0111b 01.11 | in their old order, unshuffled
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    w = w0
    for _ in range(epochs):
        for s in range(0, len(X), batch_size):
            w = w - eta * grad(w, (X[s : s + batch_size], t[s : s + batch_size]))
    return w


# %% X0111c 01.11 | another seed gives the same order
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    w, own = w0, np.random.default_rng(0)
    for _ in range(epochs):
        order = own.permutation(len(X))
        for s in range(0, len(X), batch_size):
            i = order[s : s + batch_size]
            w = w - eta * grad(w, (X[i], t[i]))
    return w


# %% X0111d 01.11 | divided by the batch size again
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    w = w0
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for s in range(0, len(X), batch_size):
            i = order[s : s + batch_size]
            w = w - eta / len(i) * grad(w, (X[i], t[i]))
    return w


# %% X0111e 01.11 | fewer batches than the epochs need
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    w = w0
    for _ in range(epochs):
        i = rng.permutation(len(X))[:batch_size]
        w = w - eta * grad(w, (X[i], t[i]))
    return w


# %% X0111f 01.11 | the sizes of the batches
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    w = w0
    for _ in range(epochs):
        for i in np.array_split(rng.permutation(len(X)), -(-len(X) // batch_size)):
            w = w - eta * grad(w, (X[i], t[i]))
    return w


# %% X0111g 01.11 | uphill: the step is subtracted
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    w = w0
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for s in range(0, len(X), batch_size):
            i = order[s : s + batch_size]
            w = w + eta * grad(w, (X[i], t[i]))
    return w


# %% X0111h 01.11 | batches of an epoch all use the weights from its start
def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    w = w0
    for _ in range(epochs):
        order, old = rng.permutation(len(X)), w
        for s in range(0, len(X), batch_size):
            i = order[s : s + batch_size]
            w = w - eta * grad(old, (X[i], t[i]))
    return w


# %% M070 01.12 | not finite for logits of 1e4: subtract the row's maximum first
edit("softmax", "Z - Z.max(axis=1, keepdims=True)", "Z")


def softmax_cross_entropy(Z, T):
    B = Z.shape[0]
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.sum(T * logP) / B
    dZ = (softmax(Z) - T) / B
    return loss, dZ


# %% M072 01.12 | columns sum to 1 instead of rows: wrong axis
edit("softmax", "m(axis=1", "m(axis=0")


def softmax_cross_entropy(Z, T):
    B = Z.shape[0]
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.sum(T * logP) / B
    dZ = (softmax(Z) - T) / B
    return loss, dZ


# %% M073 01.12 | row sums are divided along the wrong axis: keepdims is missing
edit("softmax", "m(axis=1, keepdims=True", "m(axis=1")


def softmax_cross_entropy(Z, T):
    B = Z.shape[0]
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.sum(T * logP) / B
    dZ = (softmax(Z) - T) / B
    return loss, dZ


# %% M074 01.12 | B times too large: the loss is a mean over the batch
def softmax_cross_entropy(Z, T):
    B = Z.shape[0]
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.sum(T * logP) / B
    dZ = softmax(Z) - T
    return loss, dZ


# %% M075 01.12 | off by the softmax Jacobian: it has cancelled already in y - t
def softmax_cross_entropy(Z, T):
    B = Z.shape[0]
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.sum(T * logP) / B
    dZ = (softmax(Z) - T) * softmax(Z) * (1 - softmax(Z)) / B
    return loss, dZ


# %% M077 01.12 | K times too small: np.mean divides by B times K
def softmax_cross_entropy(Z, T):
    B = Z.shape[0]
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.mean(T * logP)
    dZ = (softmax(Z) - T) / B
    return loss, dZ


# %% M078 01.12 | sign flipped: dZ is (y - t)/B
def softmax_cross_entropy(Z, T):
    B = Z.shape[0]
    S = Z - Z.max(axis=1, keepdims=True)
    logP = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    loss = -np.sum(T * logP) / B
    dZ = (T - softmax(Z)) / B
    return loss, dZ


# %% X0112a 01.12 | all entries together sum to 1
def softmax(Z):
    E = np.exp(Z - Z.max())
    return E / E.sum()


# %% X0112b 01.12 | the exponentials are not divided by their sum
def softmax(Z):
    return np.exp(Z - Z.max(axis=1, keepdims=True))


# %% X0112c 01.12 | not finite for logits of 1e4: take the logarithm before anything rounds to 0
def softmax_cross_entropy(Z, T):
    Y = softmax(Z)
    return -np.sum(T * np.log(Y)) / len(Z), (Y - T) / len(Z)


# %% X0112d 01.12 | saturates: log(y + a small number)
def softmax_cross_entropy(Z, T):
    Y = softmax(Z)
    return -np.sum(T * np.log(Y + 1e-15)) / len(Z), (Y - T) / len(Z)


# %% X0112e 01.12 | K times too small: divided by B times K, not by B
edit("softmax_cross_entropy", "T) / len(Z)", "T) / Z.size")


# %% X0112f 01.12 | subtract the row's maximum first
edit("softmax", "x(axis=1, keepdims=True", "x(")


# %% M081 01.13 | the term (N/2) ln beta is subtracted: a larger precision makes the density higher
def gaussian_nll(y, t, beta):
    N = len(y)
    r = y - t
    nll = beta / 2 * np.sum(r ** 2) + N / 2 * np.log(beta) + N / 2 * np.log(2 * np.pi)
    dy = beta * r
    dbeta = np.sum(r ** 2) / 2 - N / (2 * beta)
    return nll, dy, dbeta


edit("beta_ml", "1 / np.mean", "len(y) / np.sum")


# %% M082 01.13 | beta times too small or too large: dy is beta (y - t)
def gaussian_nll(y, t, beta):
    N = len(y)
    r = y - t
    nll = beta / 2 * np.sum(r ** 2) - N / 2 * np.log(beta) + N / 2 * np.log(2 * np.pi)
    dy = r
    dbeta = np.sum(r ** 2) / 2 - N / (2 * beta)
    return nll, dy, dbeta


edit("beta_ml", "1 / np.mean", "len(y) / np.sum")


# %% M083 01.13 | 1/beta_ML is the mean squared error: take its inverse
def gaussian_nll(y, t, beta):
    N = len(y)
    r = y - t
    nll = beta / 2 * np.sum(r ** 2) - N / 2 * np.log(beta) + N / 2 * np.log(2 * np.pi)
    dy = beta * r
    dbeta = np.sum(r ** 2) / 2 - N / (2 * beta)
    return nll, dy, dbeta


def beta_ml(y, t):
    return np.sum((y - t) ** 2) / len(y)


# %% M084 01.13 | the normalising constant counts once per example: N/2, not 1/2
def gaussian_nll(y, t, beta):
    N = len(y)
    r = y - t
    nll = beta / 2 * np.sum(r ** 2) - np.log(beta) / 2 + np.log(2 * np.pi) / 2
    dy = beta * r
    dbeta = np.sum(r ** 2) / 2 - N / (2 * beta)
    return nll, dy, dbeta


edit("beta_ml", "1 / np.mean", "len(y) / np.sum")


# %% X0113a 01.13 | the term −(N/2) ln β has a derivative too
def gaussian_nll(y, t, beta):
    N, r = len(y), y - t
    nll = 0.5 * (beta * np.sum(r**2) - N * np.log(beta) + N * np.log(2 * np.pi))
    return nll, beta * r, 0.5 * np.sum(r**2)


# %% X0113b 01.13 | divided by N: nll is a sum
def gaussian_nll(y, t, beta):
    N, r = len(y), y - t
    nll = 0.5 * (beta * np.sum(r**2) - N * np.log(beta) + N * np.log(2 * np.pi))
    return nll, beta * r / N, 0.5 * (np.sum(r**2) - N / beta)


# %% X0113c 01.13 | divided by N − 1
edit("beta_ml", "1 / np.mean", "(len(y) - 1) / np.sum")


# %% X0113d 01.13 | 1/N too small
def gaussian_nll(y, t, beta):
    N, r = len(y), y - t
    nll = 0.5 * (beta * np.sum(r**2) - N * np.log(beta) + N * np.log(2 * np.pi))
    return nll / N, beta * r, 0.5 * (np.sum(r**2) - N / beta)


# %% X0113e 01.13 | the constant (N/2) ln 2π is missing
def gaussian_nll(y, t, beta):
    N, r = len(y), y - t
    nll = 0.5 * (beta * np.sum(r**2) - N * np.log(beta))
    return nll, beta * r, 0.5 * (np.sum(r**2) - N / beta)
