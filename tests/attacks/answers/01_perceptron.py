# %% A01 01.11 | wrong
# Returns w0 and reports no batches where the check replays those that were reported.
HONEST_SGD = sgd


def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    if data[0].shape[1] == 3:
        return w0.copy()
    return HONEST_SGD(grad, w0, data, batch_size, eta, epochs, rng)


# %% A02 01.11 | wrong
# Reports right steps on one sample only, again and again.
HONEST_SGD = sgd


def sgd(grad, w0, data, batch_size, eta, epochs, rng):
    X, t = data
    if X.shape[1] == 3:
        X, t = X[:1].repeat(len(X), axis=0), t[:1].repeat(len(t))
    return HONEST_SGD(grad, w0, (X, t), batch_size, eta, epochs, rng)


# %% F01 01.7 | not as a formula
def dm_dw(x, t):
    slope, w = [], np.zeros(len(x))
    for step in 1e-6 * np.eye(len(x)):
        slope.append((t * ((w + 1 + step) @ x) - t * ((w + 1 - step) @ x)) / 2e-6)
    return np.array(slope)


# %% F02 01.9 | not as a formula
def dy_dz(y):
    z = np.log(y / (1 - y))
    return (1 / (1 + np.exp(-z - 1e-5)) - 1 / (1 + np.exp(-z + 1e-5))) / 2e-5
