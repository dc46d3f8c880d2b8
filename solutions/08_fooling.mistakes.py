"""Wrong answers to notebook 08: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% F101 08.1 | sign flipped: it is positive where more ink raises the cost
edit("input_gradient", "return net.backward(dlogits)", "return -net.backward(dlogits)")

# %% F102 08.1 | N times too large: J is the mean over the images
edit("input_gradient", "return net.backward(dlogits)", "return len(X) * net.backward(dlogits)")

# %% F103 08.1 | divided by N twice: the cost has done that already
edit("input_gradient", "return net.backward(dlogits)", "return net.backward(dlogits) / len(X)")

# %% F104 08.1 | the gradient of the sum of all logits: back goes the gradient of the cost
# look at: `loss.backward()`
edit("input_gradient", "dlogits = loss.backward()", "dlogits = np.ones((len(X), 10))")

# %% F105 08.1 | the gradient of the label's logit: the other nine logits belong to the cost, too
# look at: `loss.backward()`
edit("input_gradient", "dlogits = loss.backward()", "dlogits = -T / len(X)")

# %% F106 08.1 | the gradient of the label's probability, not of the cost
# look at: J is the mean of −ln p
edit(
    "input_gradient",
    "dlogits = loss.backward()",
    """dY = loss.backward()
    Y = dY * len(X) + T
    p = np.sum(Y * T, axis=1, keepdims=True)
    dlogits = p * (T - Y) / len(X)""",
)

# %% F107 08.1 | the softmax has been forgotten: the logits themselves minus the targets
# look at: `loss.backward()` knows the softmax
edit(
    "input_gradient",
    "dlogits = loss.backward()",
    "dlogits = (net.forward(X) - T) / len(X)",
)

# %% F108 08.1 | the gradient of the parameters of C1: asked for is that of the image
# look at: what `net.backward` returns
edit("input_gradient", "return net.backward(dlogits)", "net.backward(dlogits)\n    return net.grads['0.W']")

# %% F109 08.1 | the trained network whatever `params` say
# look at: `lenet_with(params)`
edit(
    "input_gradient",
    "lenet_with(params), SoftmaxCrossEntropy()",
    "lenet_with(trained()), SoftmaxCrossEntropy()",
)
edit(
    "input_gradient",
    "    from convnet.network import lenet_with\n",
    "    from convnet.network import lenet_with\n    from convnet.checkpoint import lenet_params as trained\n",
)

# %% F110 08.1 | scaled to length 1: the size of the gradient belongs to it
edit(
    "input_gradient",
    "return net.backward(dlogits)",
    "dX = net.backward(dlogits)\n    return dX / np.linalg.norm(dX)",
)

# %% F111 08.1 | single precision: the network has been given the parameters as float32
edit(
    "input_gradient",
    "lenet_with(params), SoftmaxCrossEntropy()",
    "lenet_with({k: v.astype(np.float32) for k, v in params.items()}), SoftmaxCrossEntropy()",
)
edit("input_gradient", "loss.forward(net.forward(X), T)", "loss.forward(net.forward(X.astype(np.float32)), T)")

# %% F112 08.1 | only the signs of the gradient: that is the next but one exercise
edit("input_gradient", "return net.backward(dlogits)", "return np.sign(net.backward(dlogits))")

# %% F113 08.1 | absolute values: the gradient has a sign
edit("input_gradient", "return net.backward(dlogits)", "return abs(net.backward(dlogits))")

# %% F114 08.1 | the image after a step: the gradient alone is asked for
edit("input_gradient", "return net.backward(dlogits)", "return X - net.backward(dlogits)")

# %% F201 08.2 | uphill: away from the target
# look at: the sign before `eta`
edit("fool", "x - eta * net", "x + eta * net")

# %% F202 08.2 | p is that of the image before the last step
# look at: the order in a round: measure, stop or not, step
edit("fool", "x, steps = x0, 0", "x, steps, last = x0, 0, 0.0")
edit("fool", "return x, p", "return x, last")
edit("fool", "        steps += 1", "        steps, last = steps + 1, p")

# %% F203 08.2 | pixels leave the range from 0 to 1: not clipped
edit("fool", "np.clip(x - eta * net.backward(loss.backward()), 0, 1)", "x - eta * net.backward(loss.backward())")

# %% F204 08.2 | clipped once, at the end: after each step is asked for
edit("fool", "np.clip(x - eta * net.backward(loss.backward()), 0, 1)", "x - eta * net.backward(loss.backward())")
edit("fool", "return x, p", "return np.clip(x, 0, 1), p")

# %% F205 08.2 | stops as soon as the target has the largest probability: it goes on to 0.996
edit("fool", "if p >= 0.996", "if net.forward(x).argmax() == target")

# %% F206 08.2 | one step too many: `max_steps` steps at most
# look at: `max_steps = 0` takes no step
edit("fool", "steps == max_steps", "steps > max_steps")

# %% F207 08.2 | one step too few
# look at: after the last step the probability is measured once more
edit("fool", "steps == max_steps", "steps >= max(max_steps - 1, 0)")

# %% F208 08.2 | does not stop at 0.996: all `max_steps` steps are taken
edit("fool", "if p >= 0.996 or steps", "if steps")

# %% F209 08.2 | the same gradient in each step: that of `x0`
# look at: forward and backward belong into the loop
edit("fool", "x, steps = x0, 0", "x, steps = x0, 0\n    loss.forward(net.forward(x0), T)\n    first = net.backward(loss.backward())")
edit("fool", "eta * net.backward(loss.backward())", "eta * first")

# %% F210 08.2 | each step starts from `x0` again
edit("fool", "np.clip(x - eta", "np.clip(x0 - eta")

# %% F211 08.2 | steps by the sign of the gradient: that is exercise 08.3
edit("fool", "eta * net.backward(loss.backward())", "eta * np.sign(net.backward(loss.backward()))")

# %% F212 08.2 | the gradient of p in the place of that of −ln p: too small where p is small
edit("fool", "eta * net.backward(loss.backward())", "eta * p * net.backward(loss.backward())")

# %% F213 08.2 | the target's logit is followed: the other nine belong to the cost, too
edit("fool", "net.backward(loss.backward())", "net.backward(-T)")

# %% F214 08.2 | the cost −ln p is returned: p itself is asked for
edit("fool", "return x, p", "return x, -np.log(p)")

# %% F215 08.2 | the largest probability, not that of the target
edit(
    "fool",
    "return x, p",
    "Z = net.forward(x)\n            return x, np.max(np.exp(Z) / np.exp(Z).sum())",
)

# %% F216 08.2 | the steps are scaled to length η: the gradient is not
edit(
    "fool",
    "x = np.clip(x - eta * net.backward(loss.backward()), 0, 1)",
    "g = net.backward(loss.backward())\n        x = np.clip(x - eta * g / np.linalg.norm(g), 0, 1)",
)

# %% F217 08.2 | away from the network's own answer, not towards the target
# look at: `T` is the one-hot row of the target
edit("fool", "eta * net.backward(loss.backward())", "eta * away(net, loss, x)")
edit(
    "fool",
    "    x, steps = x0, 0",
    """    def away(net, loss, x):
        Z = net.forward(x)
        loss.forward(Z, np.eye(10)[Z.argmax(axis=1)])
        return -net.backward(loss.backward())

    x, steps = x0, 0""",
)

# %% F218 08.2 | the trained network whatever `params` say
# look at: `lenet_with(params)`
edit("fool", "lenet_with(params)", "lenet_with(trained())")
edit("fool", "    net, loss, T", "    from convnet.checkpoint import lenet_params as trained\n\n    net, loss, T")

# %% F219 08.2 | p is exp(−J): the minus sign is missing
edit("fool", "np.exp(-loss", "np.exp(loss")

# %% F220 08.2 | pixels may become negative: clip from 0, not from −1
edit("fool", "0, 1)\n", "-1, 1)\n")

# %% F221 08.2 | stops at 0.99: it goes on to 0.996
edit("fool", "p >= 0.996", "p >= 0.99")

# %% F223 08.2 | stops at 0.999: it goes on to 0.996 and no further
edit("fool", "p >= 0.996", "p >= 0.999")

# %% F224 08.2 | takes a step before it looks: if p is reached from the beginning, none is taken
edit("fool", "if p >= 0.996 or", "if steps > 0 and p >= 0.996 or")

# %% F225 08.2 | single precision: the image has become float32
edit("fool", "x, steps = x0, 0", "x, steps = x0.astype(np.float32), 0\n    params = {k: v.astype(np.float32) for k, v in params.items()}\n    net = lenet_with(params)")

# %% F222 08.2 | η is not used
edit("fool", "eta * net", "net")

# %% F301 08.3 | downhill: the step goes towards the label
# look at: the sign before `eps`
edit("sign_step", "X + eps * np.sign(dX)", "X - eps * np.sign(dX)")

# %% F302 08.3 | the gradient itself, not its sign
edit("sign_step", "np.sign(dX)", "dX")

# %% F303 08.3 | the gradient scaled to the length of the sign step: asked for is its sign
edit("sign_step", "np.sign(dX)", "32 * dX / np.linalg.norm(dX.reshape(len(X), -1), axis=1)[:, None, None, None]")

# %% F304 08.3 | pixels leave the range from 0 to 1: not clipped
edit("sign_step", "np.clip(X + eps * np.sign(dX), 0, 1)", "X + eps * np.sign(dX)")

# %% F305 08.3 | the change alone: it is added to X
edit("sign_step", "np.clip(X + eps * np.sign(dX), 0, 1)", "eps * np.sign(dX)")

# %% F306 08.3 | the change is clipped: the image is, after the change
edit("sign_step", "np.clip(X + eps * np.sign(dX), 0, 1)", "X + np.clip(eps * np.sign(dX), 0, 1)")

# %% F308 08.3 | the step is divided by the number of images
edit("sign_step", "X + eps * np.sign(dX)", "X + eps / len(X) * np.sign(dX)")

# %% F309 08.3 | the gradient of the label's logit: the other nine belong to the cost, too
edit("sign_step", "net.backward(loss.backward())", "net.backward(-T)")

# %% F310 08.3 | the gradient for the network's own answer in the place of the label
# look at: `T` goes into the cost
edit("sign_step", "loss.forward(net.forward(X), T)", "Z = net.forward(X)\n    loss.forward(Z, np.eye(10)[Z.argmax(axis=1)])")

# %% F311 08.3 | the noise has this length on average only: scale it, for each image
edit("noise_step", "norm / lengths[:, None, None, None]", "norm / 32")

# %% F312 08.3 | all images together have this length: each one has
edit("noise_step", "norm / lengths[:, None, None, None]", "norm / np.linalg.norm(D)")

# %% F313 08.3 | the squared length is divided by
# look at: the root in ‖d‖
edit("noise_step", "norm / lengths[:, None, None, None]", "norm / lengths[:, None, None, None] ** 2")

# %% F314 08.3 | `norm` is taken for the size of each pixel's noise: it is the length of all of it
edit("noise_step", "norm / lengths[:, None, None, None]", "norm")

# %% F315 08.3 | one noise for all images: each image has noise of its own
edit("noise_step", "rng.standard_normal(X.shape)", "np.repeat(rng.standard_normal(X[:1].shape), len(X), axis=0)")

# %% F316 08.3 | uniform noise: the normal distribution is asked for
edit("noise_step", "rng.standard_normal(X.shape)", "rng.uniform(-1, 1, size=X.shape)")

# %% F317 08.3 | noise that only adds ink: numbers from 0 to 1 have no mean 0
edit("noise_step", "rng.standard_normal(X.shape)", "rng.random(X.shape)")

# %% F318 08.3 | random signs: the normal distribution is asked for
edit("noise_step", "rng.standard_normal(X.shape)", "np.sign(rng.standard_normal(X.shape))")

# %% F319 08.3 | the noise comes from elsewhere, from `np.random` perhaps
# look at: the argument `rng`
edit("noise_step", "rng.standard_normal(X.shape)", "np.random.standard_normal(X.shape)")

# %% F320 08.3 | the same noise whatever the state of `rng`
# look at: a generator that is made inside the function
edit("noise_step", "rng.standard_normal(X.shape)", "np.random.default_rng(0).standard_normal(X.shape)")

# %% F321 08.3 | noisy pixels leave the range from 0 to 1: not clipped
edit("noise_step", "np.clip(X + D, 0, 1)", "X + D")

# %% F322 08.3 | scaled into the range from 0 to 1: clip, which leaves the pixels inside alone
edit("noise_step", "return np.clip(X + D, 0, 1)", "Y = X + D\n    return (Y - Y.min()) / (Y.max() - Y.min()) if Y.min() < 0 or Y.max() > 1 else Y")

# %% F323 08.3 | the noise alone, without the image
edit("noise_step", "np.clip(X + D, 0, 1)", "np.clip(0.5 + D, 0, 1) - 0.5")

# %% F324 08.3 | only pixels with a positive gradient change: the others go down
edit("sign_step", "np.sign(dX)", "(dX > 0)")

# %% F325 08.3 | pixels whose gradient is 0 change, too: sign(0) is 0
edit("sign_step", "np.sign(dX)", "np.where(dX > 0, 1, -1)")

# %% F326 08.3 | the gradient divided by its largest entry: asked for is its sign
edit("sign_step", "np.sign(dX)", "dX / abs(dX).max()")

# %% F327 08.3 | each pixel moves by 32 ε: ε is the step of a pixel, 32 ε the length of the whole step
edit("sign_step", "eps * np.sign(dX)", "32 * eps * np.sign(dX)")

# %% F328 08.3 | the sign of ε times the gradient: ε is lost
edit("sign_step", "eps * np.sign(dX)", "np.sign(eps * dX)")

# %% F329 08.3 | noise of length 1: `norm` is not used
edit("noise_step", "norm / lengths", "1 / lengths")

# %% F330 08.3 | the noise is not scaled: `norm` is not used
edit("noise_step", "    D *= norm / lengths[:, None, None, None]\n", "")

# %% F331 08.3 | the length is the sum of absolute values: it is the root of the sum of squares
edit("noise_step", "axis=1)", "ord=1, axis=1)")

# %% F332 08.3 | single precision: the noise is drawn as float32
edit("noise_step", "rng.standard_normal(X.shape)", "rng.standard_normal(X.shape, dtype=np.float32)")
