"""Right answers to notebook 08, written differently."""
# ruff: noqa

# %% A101 08.1 | the softmax by hand, the package's network backwards
def input_gradient(params, X, T):
    from convnet.network import lenet_with

    net = lenet_with(params)
    Z = net.forward(X)
    Y = np.exp(Z - Z.max(axis=1, keepdims=True))
    Y /= Y.sum(axis=1, keepdims=True)
    return net.backward((Y - T) / len(X))


# %% A102 08.1 | layer by layer, as in notebook 05
def input_gradient(params, X, T):
    from convnet.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU

    print("gradient of", X.shape)
    layers, A = [], X
    for k in range(1, 6):
        W, b = params[f"W{k}"], params[f"b{k}"]
        layers += [Flatten()] * (k == 3) + [(Conv2d if k < 3 else Linear)(W, b)]
        layers += [ReLU()] * (k < 5) + [MaxPool2d(2)] * (k < 3)
    for layer in layers:
        A = layer.forward(A)
    P = np.exp(A) / np.exp(A).sum(axis=1)[:, None]
    d = (P - T) / X.shape[0]
    for layer in reversed(layers):
        d = layer.backward(d)
    return d


# %% A103 08.1 | no package at all: einsum and masks, one image at a time, a list
def input_gradient(params, X, T):
    windows = np.lib.stride_tricks.sliding_window_view

    def up(d, A):
        top = A.reshape(A.shape[0], A.shape[1] // 2, 2, A.shape[2] // 2, 2).max((2, 4))
        big = lambda M: M.repeat(2, 1).repeat(2, 2)
        return big(d) * (A == big(top)) * (A > 0)

    gradients = []
    for x, t in zip(X, T):
        maps, A = [], x
        for k in (1, 2):
            Z = np.einsum("cijuv,fcuv->fij", windows(A, (5, 5), (1, 2)), params[f"W{k}"], optimize=True)
            maps.append(np.maximum(Z + params[f"b{k}"][:, None, None], 0))
            F, H, _ = maps[-1].shape
            A = maps[-1].reshape(F, H // 2, 2, H // 2, 2).max(axis=(2, 4))
        h3 = np.maximum(params["W3"] @ A.ravel() + params["b3"], 0)
        h4 = np.maximum(params["W4"] @ h3 + params["b4"], 0)
        z = params["W5"] @ h4 + params["b5"]
        y = np.exp(z - z.max())
        d = (y / y.sum() - t) @ params["W5"] * (h4 > 0)
        d = (d @ params["W4"] * (h3 > 0)) @ params["W3"]
        for k, shape in ((2, (16, 5, 5)), (1, (6, 14, 14))):
            d = np.pad(up(d.reshape(shape), maps[k - 1]), ((0, 0), (4, 4), (4, 4)))
            flipped = params[f"W{k}"][:, :, ::-1, ::-1]
            d = np.einsum("fijuv,fcuv->cij", windows(d, (5, 5), (1, 2)), flipped, optimize=True)
        gradients.append((d / len(X)).tolist())
    return gradients


# %% A104 08.1 | one image after the other through the package
def input_gradient(params, X, T):
    from convnet.losses import SoftmaxCrossEntropy
    from convnet.network import lenet_with

    net, loss = lenet_with(params), SoftmaxCrossEntropy()
    dX = np.empty_like(X)
    for n in range(len(X)):
        loss.forward(net.forward(X[n : n + 1]), np.argmax(T[n : n + 1], axis=1))
        dX[n] = net.backward(loss.backward())[0] / len(X)
    return dX


# %% A201 08.2 | a for loop, measured once more after it
def fool(params, x0, target, eta, max_steps):
    from convnet.losses import SoftmaxCrossEntropy
    from convnet.network import lenet_with

    net, loss = lenet_with(params), SoftmaxCrossEntropy()
    x = np.array(x0)
    for _ in range(max_steps):
        J = loss.forward(net.forward(x), np.array([target]))
        if np.exp(-J) >= 0.996:
            return [x, float(np.exp(-J))]
        x -= eta * net.backward(loss.backward())
        x[x < 0], x[x > 1] = 0, 1
    return [x, float(np.exp(-loss.forward(net.forward(x), np.array([target]))))]


# %% A202 08.2 | with the function of 08.1, and a softmax of its own
def fool(params, x0, target, eta, max_steps):
    from convnet.network import lenet_with

    def probability(x):
        Z = lenet_with(params).forward(x)[0]
        Y = np.exp(Z - Z.max())
        return Y[target] / Y.sum()

    T = np.zeros((1, 10))
    T[0, target] = 1
    x, p, left = x0, probability(x0), max_steps
    while p < 0.996 and left:
        x = np.minimum(np.maximum(x - eta * input_gradient(params, x, T), 0), 1)
        p, left = probability(x), left - 1
    return x, np.array([p])


# %% A203 08.2 | recursive
def fool(params, x0, target, eta, max_steps):
    from convnet.network import lenet_with

    net = lenet_with(params)

    def go(x, left):
        Z = net.forward(x)
        Y = np.exp(Z - np.max(Z))
        Y = Y / np.sum(Y)
        if not left or Y[0, target] > 0.996 - 1e-15:
            return x, Y[0, target]
        Y[0, target], p = Y[0, target] - 1, Y[0, target]
        return go((x - eta * net.backward(Y)).clip(0, 1), left - 1)

    return go(x0.copy(), max_steps)


# %% A301 08.3 | where instead of sign, minimum and maximum instead of clip
def sign_step(params, X, T, eps):
    from convnet.network import lenet_with

    net = lenet_with(params)
    Z = net.forward(X)
    Y = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    g = net.backward(Y - T)
    step = np.where(g > 0, eps, np.where(g < 0, -eps, 0.0))
    return np.minimum(1, np.maximum(0, X + step))


# %% A302 08.3 | with the function of 08.1
def sign_step(params, X, T, eps):
    g = input_gradient(params, X, T)
    Y = X + eps * ((g > 0) * 1.0 - (g < 0))
    Y[Y < 0] = 0
    Y[Y > 1] = 1
    return Y


# %% A303 08.3 | noise image by image, other draws
def noise_step(X, norm, rng):
    Y = []
    for x in X:
        d = rng.normal(0, 3, size=x.size)
        d *= norm / np.sqrt(d @ d)
        Y.append(np.clip(x + d.reshape(x.shape), 0, 1).tolist())
    return Y


# %% A304 08.3 | noise in one matrix, its lengths by einsum
def noise_step(X, norm, rng):
    D = rng.normal(size=(1024, len(X))).T
    D = D / np.sqrt(np.einsum("ni,ni->n", D, D))[:, np.newaxis] * norm
    Y = X.reshape(len(X), -1) + D
    return np.where(Y < 0, 0, np.where(Y > 1, 1, Y)).reshape(X.shape)
