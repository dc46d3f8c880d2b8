# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 08 Fooling networks
#
# A network that reads digits has ten answers and none that says "this is no digit". What does it do with a picture of nothing? And how much of a digit has to change before the network takes it for another one: a stroke, a few pixels, or so little that you would not notice? In this notebook you turn back-propagation around. The weights stand still, and the *image* learns. It takes about an hour and a half.
#
# When you are through, you can
#
# - compute the gradient of a network's cost with respect to its input, and read it as an image;
# - make images that mean nothing to you and that a network is certain about;
# - change a digit so little that it stays the same digit to you, and so that the network reads it wrongly;
# - say why a small step on every pixel does so much when noise of the same size does nothing.
#
# You need notebook 05. The network is the trained LeNet that ships with the course, so nothing has to be trained and all runs without a network connection.

# %% nbgrader={"grade_id": "08-setup"}
# Run this cell first.
try:
    from autograder import page
    from convnet import COURSE
except ImportError:  # missing, or other people's packages of these names
    lacks = "No convnet-course here: run `make lab` or `pip install convnet-course`."
    raise ImportError(lacks) from None
import numpy as np

page.layout()

# %% [markdown]
# ## 1 Ten answers
#
# Here is the LeNet that ships, trained on MNIST, and six images. One is a digit. The others are a disc, a cross, a chessboard, broad stripes, and noise in which each pixel was drawn at random.
#
# **Predict first.** For which of the six is the network most certain of its answer? Is its largest probability on noise nearer to 0.1, which is guessing, or to 1?

# %% nbgrader={"grade_id": "08-figure-strangers"}
from convnet.checkpoint import load_lenet
from convnet.data import load_digits_28
from convnet.plots.fooling import answers
from convnet.training import as_input

digits, trained = load_digits_28(), load_lenet()
i, j = np.indices((32, 32))
strangers = {
    "a digit": as_input(digits.train_images[10:11])[0, 0],
    "a disc": np.hypot(i - 15.5, j - 15.5) < 8,
    "a cross": (abs(i - j) < 2) | (abs(i + j - 31) < 2),
    "a chessboard": (i // 4 + j // 4) % 2,
    "stripes": i // 4 % 2,
    "noise": np.random.default_rng(0).uniform(size=(32, 32)),
}
answers(trained, [[image] for image in strangers.values()], list(strangers))

# %% [markdown]
# <details><summary>More certain of a disc than of a digit</summary>
#
# The digit, a 4 that the network reads rightly, gets 94.8 %. The disc gets 99.5 % as a 0 and the cross 99.6 % as an 8. These two answers even make some sense: a disc and a 0 have the same outline. The chessboard and the stripes, with 94 % each, make none. Only on noise does the network hesitate: 47 %, for an 8. Over many noises its largest probability is a third on average, nearer to guessing.
#
# A softmax divides one whole among ten classes. It says which of the ten is likeliest *if it is one of them*, and nothing about the "if". The network was trained on digits only, so nothing ever told it what to say elsewhere.
#
# </details>

# %% [markdown]
# These images were found by chance. Now we search. The search needs to know for each pixel whether more ink in it would make the network more or less certain: a gradient.

# %% [markdown]
# ## 2 The gradient of the input
#
# In training, the cost $J$ is a function of the parameters, and the images are constants. But $J$ depends on both. Hold the parameters still, and it is a function of the image. Its gradient
#
# $$\bar X = \frac{\partial J}{\partial X}, \qquad \bar X \text{ has the shape of } X:\ (N, 1, 32, 32),$$
#
# has an entry for each pixel: by how much does the cost rise, to first order, if this pixel gets a little more ink?
#
# Back-propagation computes it almost anyway. In notebook 05 the gradient ran from the logits back to C1 and turned aside there to $\bar W^{(1)}$ and $\bar b^{(1)}$. One more link, back to the input of C1, and it arrives at the image. Each of the modules of notebook 04 has that link: it is the box called *back to the input*.
#
# **Worked example.** A "network" with three pixels and two classes, $z = Wx$, has
#
# $$W = \begin{pmatrix} 1 & 0 & -1\\ -1 & 2 & 0 \end{pmatrix}, \qquad x = (0.5,\ 0.2,\ 0.4),$$
#
# $$z = (0.1,\ -0.1), \qquad y = (0.550,\ 0.450).$$
#
# The image belongs to class 0, so $\ell = -\ln 0.550 = 0.598$. Pixel 0 reaches both logits, the first with the factor 1, the second with $-1$, and the logits have the gradient $y - t = (-0.450,\ 0.450)$. So $\bar x_0 = -0.450 \cdot 1 + 0.450 \cdot (-1) = -0.900$: more ink there lowers the cost. Try it: with $x_0 = 0.51$ the cost is $0.589$, lower by $0.009 = 0.900 \cdot 0.01$.
#
# In this course $J$ is the *mean* over the batch, as always. So in a batch of $N$ images each image's gradient is $1/N$ of what it would be alone.
#
# ### What you may use
#
# Finished layers, as in notebook 05, and now also the whole network and its cost:
#
# | call | gives |
# |---|---|
# | `shipped = lenet_params()` | the trained parameters, a dict `W1`, `b1`, … `W5`, `b5` in double precision |
# | `net = lenet_with(shipped)` | LeNet with these parameters, or any others of that form |
# | `net.forward(X)` | the logits, $(N, 10)$ |
# | `net.backward(dlogits)` | the gradient with respect to the input of the last `forward` call |
# | `loss = SoftmaxCrossEntropy()` | the cost of notebook 02 |
# | `loss.forward(logits, T)` | the mean cross-entropy $J$, one number |
# | `loss.backward()` | the gradient of that $J$ with respect to the logits |
#
# Layers and cost remember what their last `forward` has seen, and `backward` refers to that. Here are the forward calls:

# %% nbgrader={"grade_id": "08-network"}
from convnet.checkpoint import lenet_params
from convnet.losses import SoftmaxCrossEntropy
from convnet.network import lenet_with

shipped = lenet_params()
X_six, t_six = as_input(digits.train_images[:6]).astype(float), digits.train_labels[:6]
T_six = np.eye(10)[t_six]

net, loss = lenet_with(shipped), SoftmaxCrossEntropy()
logits = net.forward(X_six)
print(f"X {X_six.shape}, logits {logits.shape}, J = {loss.forward(logits, T_six):.4f}")
print("labels ", t_six)
print("answers", logits.argmax(axis=1))

# %% [markdown]
# ### Exercise 08.1 The gradient of the input (10 points)
#
# Write `input_gradient(params, X, T)`: the gradient of the mean cross-entropy $J$ with respect to $X$, for LeNet with the given parameters.
#
# <details><summary>Hint 1: the idea</summary>
#
# Once forward, from the image to the cost, and once back, from the cost to the image. Each backward call takes what the one before has given.
#
# </details>
# <details><summary>Hint 2: the first line</summary>
#
# Make a network and a cost of your own inside the function: `net, loss = lenet_with(params), SoftmaxCrossEntropy()`. The network above has the trained parameters; the check also comes with others.
#
# </details>
# <details><summary>Hint 3: the shapes</summary>
#
# `X (N, 1, 32, 32)` → logits `(N, 10)` → `J`, a number; back: gradient of the logits `(N, 10)` → gradient of the input `(N, 1, 32, 32)`.
#
# </details>


# %% nbgrader={"grade_id": "08-01-solution"}
def input_gradient(params, X, T):
    """Gradient of LeNet's mean cross-entropy with respect to the images.

    Parameters
    ----------
    params : dict
        W1, b1, … W5, b5, as in notebook 05.
    X : array (N, 1, 32, 32)
    T : array (N, 10)
        One-hot.

    Returns
    -------
    dX : array (N, 1, 32, 32)
    """
    ### BEGIN SOLUTION
    from convnet.losses import SoftmaxCrossEntropy
    from convnet.network import lenet_with

    net, loss = lenet_with(params), SoftmaxCrossEntropy()
    loss.forward(net.forward(X), T)
    dlogits = loss.backward()
    return net.backward(dlogits)
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-01-test", "points": 10}
# 08.1, check: dX
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.checkpoint import lenet_params

with check.exercise("08.1"):
    params = {name: np.flip(value) for name, value in lenet_params().items()}
    X, T = abs(check.irregular(1, 3, 1, 32, 32)), np.eye(10)[[7, 2, 5]]
    dX = check.array(check.call(input_gradient, params, X, T), X.shape, "dX")
    check.value(dX[:, 0, 20, 13], [0.00835803754, 0.0133806807, 0.0452273179], "dX[:, 0, 20, 13]")
    check.value(np.sum(dX * X), 0.7107095024, "the sum of dX * X")
    ### BEGIN HIDDEN TESTS
    check.hidden("08.1")
    from convnet.losses import SoftmaxCrossEntropy
    from convnet.network import lenet_with

    def differences(params, X, T, dX, at):
        net = lenet_with(params)

        def cost(values):
            changed = X.copy()
            changed.reshape(-1)[at] = values
            return SoftmaxCrossEntropy().forward(net.forward(changed), T)

        check.gradient(cost, X.reshape(-1)[at], dX.reshape(-1)[at], name="twelve entries of dX")

    rng = check.rng()
    for N in (4, 1):
        for name, value in params.items():
            size = (2 / np.prod(value.shape[1:])) ** 0.5 if value.ndim > 1 else 0.3
            params[name] = size * rng.normal(size=value.shape)
        X, T = rng.uniform(size=(N, 1, 32, 32)), np.eye(10)[rng.integers(0, 10, size=N)]
        dX = check.array(check.call(input_gradient, params, X, T), X.shape, "dX")
        net, loss = lenet_with(params), SoftmaxCrossEntropy()
        loss.forward(net.forward(X), T)
        check.value(dX, net.backward(loss.backward()), name="dX", kind="gradient")
        differences(params, X, T, dX, rng.permutation(X.size)[:12])
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: four lines</summary>
#
# ```python
# net, loss = lenet_with(params), SoftmaxCrossEntropy()
# loss.forward(net.forward(X), T)
# dlogits = loss.backward()        # (Y - T) / N
# return net.backward(dlogits)
# ```
#
# Nothing is new but where we stop. In training the link from C1 back to its input is left out, because nobody asks for it. The gradients of the parameters are computed on the way and thrown away.
#
# </details>

# %% [markdown]
# Here is what it looks like: six digits and, below each, its gradient. Orange is positive: more ink there raises the cost, so the network becomes *less* certain of the label. Purple is negative.
#
# **Predict first.** Where will the gradient be large: on the strokes, beside them, or everywhere? Will you see in it which digit it belongs to?

# %% nbgrader={"grade_id": "08-figure-gradients"} tags=["skip-when-graded", "raises-exception"]
from convnet.plots.fooling import input_gradients

try:
    picture = input_gradients(X_six, input_gradient(shipped, X_six, T_six))
except (NotImplementedError, NameError):
    picture = print("This figure needs your function of exercise 08.1. Run the cells above, too.")
picture

# %% [markdown]
# <details><summary>What you saw</summary>
#
# Each gradient is drawn on a scale of its own; they differ much in size. It is largest on and around the strokes and fades towards the border, which only few windows of C1 see. But it is no drawing of a digit. It is spotted, and neighbouring pixels often pull in opposite directions. A person who wants to turn a 3 into an 8 closes two gaps. The network's gradient asks for a little here and a little less there, all over the middle of the image. Remember that for section 4.
#
# </details>
# <details><summary>Where this comes from: MIT 6.869 lecture 7</summary>
#
# The lecture shows two results. C. Szegedy and others (2013) *searched* for images that a network misclassifies, and found some next to any image; they are common to discriminative methods of all kinds, not to networks alone. A. Nguyen, J. Yosinski and J. Clune evolved images that mean nothing to people and that a network classifies with a certainty of 99.6 % or more. The lecture's figures are lost; the ones here are drawn by the network that ships.
#
# </details>

# %% [markdown]
# ## 3 Images from noise
#
# Take an image of noise and a class, say 3. Then let the image learn: descend the cost, with 3 as the target.
#
# $$X \leftarrow \operatorname{clip}(X - \eta\, \bar X,\ 0,\ 1), \qquad J = -\ln p,$$
#
# with the network's probability $p$ of the target.
#
# It is gradient descent as in notebook 01, with the image in the place of the weights. One thing is new: a pixel can't be whiter than paper or blacker than ink, so after each step whatever left the range from 0 to 1 is put back to its end. `np.clip` does that.
#
# **Worked example.** The three pixels from above, $x = (0.5, 0.2, 0.4)$, with class 1 as the target. Its probability is 0.450. The gradient is now $\bar x = (1.100, -1.100, -0.550)$. A step with $\eta = 1$ leads to $(-0.600, 1.300, 0.950)$, which is clipped to $(0, 1, 0.950)$. There $z = (-0.950, 2)$, and the probability of class 1 is 0.950. From "rather not" to "almost certainly" in a single step.
#
# **Predict first.** How many steps with $\eta = 1$ will LeNet take, from noise to a certainty of 99.6 %: about 10, 100, or 1,000? Is it equally hard for all ten digits? And what will the image look like then?

# %% [markdown]
# ### Exercise 08.2 Fool the network (10 points)
#
# Write `fool(params, x0, target, eta, max_steps)`. It starts from the image `x0` and takes steps as above until the probability of the target is at least 0.996; if it is so from the beginning, it takes none. After `max_steps` steps it stops in any case. It returns the last image and the probability that the network gives to the target *for this image*.
#
# The steps are checked one by one (4 points), and then whether your function fools the trained network from noise (6 points). It works without 08.1, with the calls in the table above.
#
# <details><summary>Hint 1: the idea</summary>
#
# A loop in which each round first measures, then decides whether to stop, then steps. In that order the probability always belongs to the image.
#
# </details>
# <details><summary>Hint 2: the probability</summary>
#
# With a single image `loss.forward(...)` is $-\ln p$ of the target. So $p$ is one `np.exp` away.
#
# </details>
# <details><summary>Hint 3: counting</summary>
#
# `for step in range(max_steps)` with a `return` inside takes at most `max_steps` steps. But the last step needs a probability, too: measure once more after the loop, or let the loop run once more without a step.
#
# </details>


# %% nbgrader={"grade_id": "08-02-solution"}
def fool(params, x0, target, eta, max_steps):
    """An image that LeNet takes for the target, by gradient descent on the image.

    Each step goes from x to clip(x - eta * gradient, 0, 1), where the gradient is that of -ln p
    with respect to x, and p is the network's probability of the target. No step is taken once p is
    at least 0.996.

    Parameters
    ----------
    params : dict
        W1, b1, … W5, b5.
    x0 : array (1, 1, 32, 32)
        The image to start from, values 0 to 1. Not to be changed.
    target : int
        The class, 0 to 9.
    eta : number
        Step size.
    max_steps : int
        So many steps at most, possibly 0.

    Returns
    -------
    x : array (1, 1, 32, 32)
        Values 0 to 1.
    p : number
        The network's probability of the target for x.
    """
    ### BEGIN SOLUTION
    from convnet.losses import SoftmaxCrossEntropy
    from convnet.network import lenet_with

    net, loss, T = lenet_with(params), SoftmaxCrossEntropy(), np.eye(10)[[target]]
    x, steps = x0, 0
    while True:
        p = np.exp(-loss.forward(net.forward(x), T))
        if p >= 0.996 or steps == max_steps:
            return x, p
        x = np.clip(x - eta * net.backward(loss.backward()), 0, 1)
        steps += 1
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-02-test-steps", "points": 4}
# 08.2, check 1 of 2: step by step
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.checkpoint import lenet_params

with check.exercise("08.2", "steps"):
    params = {name: np.flip(value) for name, value in lenet_params().items()}
    x0 = np.clip(0.5 + 0.7 * check.irregular(2, 1, 1, 32, 32), 0, 1)
    for n, *right in [(0, 0.94707, 0.0120423), (1, 1, 0.0052483), (50, 1, 0.999314)]:
        x, p = check.parts(check.call(fool, params, x0, 3, 2.0, n), x=x0.shape, p=None)
        check.value([x.flat[645], np.squeeze(p)], right, f"pixel 645, p: {n} steps", kind="float32")
    ### BEGIN HIDDEN TESTS
    check.hidden("08.2")
    from convnet.losses import SoftmaxCrossEntropy
    from convnet.network import lenet_with

    rng = check.rng()
    for max_steps, eta, sharp in [(2, 0.5, 1), (1, 3.0, 3), (3, 0.7, 2), (0, 1.0, 1), (4, 0.1, 1)]:
        for name, value in params.items():
            size = (2 / np.prod(value.shape[1:])) ** 0.5 if value.ndim > 1 else 0.3
            params[name] = size * rng.normal(size=value.shape)
        params["W5"], target = sharp * params["W5"], int(rng.integers(10))
        x0 = np.clip(rng.normal(0.5, 0.4, size=(1, 1, 32, 32)), 0, 1)
        net, loss, T = lenet_with(params), SoftmaxCrossEntropy(), np.eye(10)[[target]]
        expected, steps = x0, 0
        while (J := loss.forward(net.forward(expected), T)) > -np.log(0.996) and steps < max_steps:
            expected = np.clip(expected - eta * net.backward(loss.backward()), 0, 1)
            steps += 1
        x, p = check.parts(check.call(fool, params, x0, target, eta, max_steps), x=None, p=None)
        check.value(x, expected, name="x", kind="float32")
        check.value(np.squeeze(p), np.exp(-J), name="p", kind="float32")
    # Hardly more certain than 0.996 from the beginning: a step would change x, and none is taken.
    Z = net.forward(x0)[0]
    others = np.log(np.sum(np.exp(np.delete(Z, target))))
    params["b5"][target] += np.log(0.9962 / 0.0038) + others - Z[target]
    x, p = check.parts(check.call(fool, params, x0, target, 1.0, 7), x=None, p=None)
    check.value(x, x0, name="x")
    check.value(np.squeeze(p), 0.9962, name="p", kind="float32")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "08-02-test-fool", "points": 6}
# 08.2, check 2 of 2: the trained network is fooled from noise
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.checkpoint import lenet_params, load_lenet

with check.exercise("08.2", "fool"):
    x0 = np.random.default_rng(9).uniform(size=(1, 1, 32, 32))
    x, p = check.parts(check.call(fool, lenet_params(), x0, 0, 1.0, 100), x=x0.shape, p=None)
    Z = load_lenet().forward(x)
    check.that(np.exp(Z[0, 0]) / np.sum(np.exp(Z)) >= 0.996, "p of at least 0.996", about=Z)
    ### BEGIN HIDDEN TESTS
    check.hidden("08.2")
    from convnet.losses import SoftmaxCrossEntropy
    from convnet.network import lenet_with

    params = lenet_params()
    net, loss = lenet_with(params), SoftmaxCrossEntropy()
    # Measured on the reference with η = 1, uniform noise, 30 seeds × 10 targets: all 300 reach
    # 0.996, after 1 to 235 steps. Mean and largest number of steps by target, 0 to 9: 34 68,
    # 107 235, 3 13, 7 21, 37 97, 4 14, 13 48, 15 30, 4 21, 10 27. The logarithm of target 1's
    # number has mean 4.6 and standard deviation 0.37: six of them above are 920 steps, so 1,000
    # are enough. (To count: call `fool` with max_steps = 1 on what it returned, again and again.)
    rng = check.rng()
    for target in (1, *rng.permutation([0, 2, 3, 4, 5, 6, 7, 8, 9])[:3]):
        x0, target = rng.uniform(size=(1, 1, 32, 32)), int(target)
        x, p = check.parts(check.call(fool, params, x0, target, 1.0, 1000), x=x0.shape, p=None)
        check.that(x.min() >= 0 and x.max() <= 1, "pixels from 0 to 1", about=[x.min(), x.max()])
        found = np.exp(-loss.forward(net.forward(x), np.eye(10)[[target]]))
        name = "p, which is that of the returned image"
        check.value(np.squeeze(p), found, name=name, kind="float32")
        check.that(found >= 0.996, "a probability of at least 0.996", about=found)
    ### END HIDDEN TESTS

# %% [markdown]
# One image for each class, all from the same noise. The cell takes one step at a time, so that it can count them.

# %% nbgrader={"grade_id": "08-figure-fooled"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
start = np.random.default_rng(1).uniform(size=(1, 1, 32, 32))


def climb(target, x, eta=1.0, most=400):
    """An image that fools the network, and how many steps it took."""
    steps, p = 0, 0.0
    while p < 0.996 and steps < most:
        x, p = fool(shipped, x, target, eta, 1)
        steps += 1
    return x, steps


try:
    found = [climb(target, start) for target in range(10)]
    fooling = np.concatenate([x for x, _ in found])
    print("steps:", ", ".join(f"{steps} to a {target}" for target, (_, steps) in enumerate(found)))
    print(f"mean change of a pixel: {np.mean(abs(fooling - start)):.3f}")
    picture = answers(trained, fooling, [f"target {k}" for k in range(10)], columns=5)
except (NotImplementedError, NameError):
    picture = print("This figure needs your function of exercise 08.2. Run the cells above, too.")
picture

# %% [markdown]
# <details><summary>What you saw</summary>
#
# All ten probabilities have reached 99.6 %, and none of the ten images is a digit to you. Most look like the noise they began as; the two hardest, the 1 and the 4, show dark patches. Over the ten images a pixel has changed by 0.086 on average. From this noise it took one step to a 2 or a 3 and 71 to a 1. Measured over 30 different noises the mean is 3 to 107 steps, depending on the class, and every attempt arrived. The 1 is the hardest: perhaps because a 1 is mostly empty paper, and noise is not.
#
# So the certainty of an answer says nothing about whether there is anything to see. Keep the images in mind when somebody reports that a network was 99.6 % certain.
#
# </details>
#
# ### Without a gradient
#
# You had every weight of the network at hand. Does whoever wants to fool it need them? Nguyen, Yosinski and Clune mostly did without: their images *evolved*. Change a few pixels at random, show the image to the network, keep the change if the probability of the target has not fallen, and forget it otherwise. All that this needs is the probability that the network reports.
#
# **Predict first.** How many images does evolution show to the network before it reaches 99.6 % for a 3, if the gradient needs a few steps? A hundred times as many? Millions?


# %% nbgrader={"grade_id": "08-evolution"} tags=["nbval-ignore-output"]
def evolve(target, rng, share=0.02, most=5000):
    """An image that fools the network, by random changes of a share of its pixels."""
    x, best, shown = rng.uniform(size=(1, 1, 32, 32)), 0.0, 0
    while best < 0.996 and shown < most:
        changed = rng.random(x.shape) < share
        child = np.where(changed, rng.uniform(size=x.shape), x)
        Z = trained.forward(child.astype(np.float32))[0]
        p = np.exp(Z[target] - Z.max()) / np.sum(np.exp(Z - Z.max()))
        if p >= best:
            x, best = child, p
        shown += 1
    return x, best, shown


for target in (3, 8):
    _, best, shown = evolve(target, np.random.default_rng(0))
    print(f"target {target}: {best:.1%} after {shown} images")

# %% [markdown]
# <details><summary>What evolution costs</summary>
#
# About 130 images for an 8 and 310 for a 3; for a 1 it took from 2,000 to more than 5,000, where this cell gives up. That is twenty to three hundred times as many as the gradient needs steps, and still a matter of a second or a few. (This is evolution in its smallest form, one parent and one child. The paper kept a whole population of images, and did it to networks that read photographs, too.)
#
# So it does not help to keep the weights secret. Whoever may ask the network often enough, and is told its probabilities, finds images that fool it.
#
# </details>
#
# <details><summary>Why noise works at all</summary>
#
# The training images fill only a tiny part of the space of all images: ink in the middle, strokes of one width, white around them. In that part the network was told what to say. But its ten regions cover *all* of the space, because every image gets some answer, and between them there are only borders. Far away from the digits nothing was ever asked, and large regions of certainty lie there by accident. A network learns what tells the classes *apart*, not what each of them *is*. Methods that model the label given the image, and not the image itself, are called discriminative, and most of them have this gap.
#
# </details>

# %% [markdown]
# ## 4 A small step from a digit
#
# Those images were noise to you. Now the other half: an image that you read at once, and that the network reads wrongly.
#
# Start from a digit with its right label, and climb the cost instead of descending it. But stay near the digit: no pixel may change by more than a small $\varepsilon$. To first order a change $d$ of the image raises the cost by
#
# $$J(x + d) - J(x) \approx \sum_i \bar x_i\, d_i, \qquad |d_i| \le \varepsilon \text{ for each pixel } i.$$
#
# Each pixel has its own term, and each term is as large as it can be if its pixel goes to the end of its range, up where $\bar x_i > 0$ and down where $\bar x_i < 0$. That is the **sign step**, and a single backward pass is all it takes:
#
# $$X \leftarrow \operatorname{clip}\big(X + \varepsilon\, \operatorname{sign}(\bar X),\ 0,\ 1\big).$$
#
# Where the gradient is exactly 0 its sign is 0, and the pixel stays as it is.
#
# **Worked example.** The three pixels once more, $x = (0.5, 0.2, 0.4)$ of class 0, with $\bar x = (-0.900, 0.900, 0.450)$. With $\varepsilon = 0.1$ the step leads to $(0.4, 0.3, 0.5)$. To first order the cost rises by $0.1 \cdot (0.900 + 0.900 + 0.450) = 0.225$. In fact it rises from 0.598 to 0.854, and the answer changes from class 0 to class 1.
#
# For comparison we need a change of the same size that knows nothing about the network: **noise**. Size is the length of the change as a vector, $\lVert d \rVert = \sqrt{\sum_i d_i^2}$. If each of the 1,024 pixels moves by $\varepsilon$, that is $\varepsilon\sqrt{1024} = 32\,\varepsilon$. So draw a number from the normal distribution for each pixel, scale the numbers of each image so that their length is what is asked for, add them to the image, and clip. (Clipping shortens both changes, by about the same: on digits the sign step with $\varepsilon = 0.1$ is 2.4 long in the end, and such noise 2.5.)
#
# **Predict first.** With $\varepsilon = 0.1$ each pixel changes by a tenth of the way from white to black. Which share of the digits will LeNet still read rightly after the sign step? And after noise of the length 3.2?

# %% [markdown]
# ### Exercise 08.3 A step with a plan, and one without (10 points)
#
# Write `sign_step(params, X, T, eps)`, where the gradient is that of 08.1 (4 points). And write `noise_step(X, norm, rng)`, which adds to *each* image noise of its own that is `norm` long before anything is clipped (3 points). The last check compares the two on digits (3 points). You may call your `input_gradient`, or go through the calls in the table once more, so that this exercise stands on its own.
#
# <details><summary>Hint 1: the idea</summary>
#
# The sign step is one line once you have the gradient: `np.sign` and `np.clip`. It goes *up*, away from the label.
#
# </details>
# <details><summary>Hint 2: a length for each image</summary>
#
# `np.linalg.norm(D.reshape(len(D), -1), axis=1)` has one length for each image, shape $(N,)$. To divide an array of shape $(N, 1, 32, 32)$ by it, give it the shape $(N, 1, 1, 1)$.
#
# </details>


# %% nbgrader={"grade_id": "08-03-solution"}
def sign_step(params, X, T, eps):
    """Images after one step of eps on each pixel, in the direction in which the cost rises.

    Parameters
    ----------
    params : dict
        W1, b1, … W5, b5.
    X : array (N, 1, 32, 32)
        Values 0 to 1.
    T : array (N, 10)
        One-hot labels.
    eps : number
        Size of the step in each pixel.

    Returns
    -------
    array (N, 1, 32, 32)
        X + eps * sign(dX), clipped to [0, 1], with dX as in 08.1; sign(0) is 0.
    """
    ### BEGIN SOLUTION
    from convnet.losses import SoftmaxCrossEntropy
    from convnet.network import lenet_with

    net, loss = lenet_with(params), SoftmaxCrossEntropy()
    loss.forward(net.forward(X), T)
    dX = net.backward(loss.backward())
    return np.clip(X + eps * np.sign(dX), 0, 1)
    ### END SOLUTION


def noise_step(X, norm, rng):
    """Images with Gaussian noise of a given length.

    Parameters
    ----------
    X : array (N, 1, 32, 32)
        Values 0 to 1.
    norm : number
        L2 norm of what is added to each image, before clipping.
    rng : np.random.Generator
        The only source of randomness.

    Returns
    -------
    array (N, 1, 32, 32)
        Clipped to [0, 1].
    """
    ### BEGIN SOLUTION
    D = rng.standard_normal(X.shape)
    lengths = np.linalg.norm(D.reshape(len(X), -1), axis=1)
    D *= norm / lengths[:, None, None, None]
    return np.clip(X + D, 0, 1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-03-test-sign", "points": 4}
# 08.3, check 1 of 3: the sign step
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.checkpoint import lenet_params

with check.exercise("08.3", "sign"):
    params = {name: np.flip(value) for name, value in lenet_params().items()}
    X, T = abs(check.irregular(1, 3, 1, 32, 32)), np.eye(10)[[7, 2, 5]]
    Y = check.array(check.call(sign_step, params, X, T, 0.01), X.shape, "the images")
    check.value(Y[1, 0, 20, 8:19:5], [0.971472755, 1, 0.5554397064], "Y[1, 0, 20, 8:19:5]")
    check.value(np.sum(Y * X), 1550.809733, "the sum of Y * X")
    ### BEGIN HIDDEN TESTS
    check.hidden("08.3")
    from convnet.losses import SoftmaxCrossEntropy
    from convnet.network import lenet_with

    rng = check.rng()
    for N, eps in [(3, 0.1), (1, 0.4), (4, 0.02)]:
        for name, value in params.items():
            size = (2 / np.prod(value.shape[1:])) ** 0.5 if value.ndim > 1 else 0.3
            params[name] = size * rng.normal(size=value.shape)
        X, T = rng.uniform(size=(N, 1, 32, 32)), np.eye(10)[rng.integers(0, 10, size=N)]
        net, loss = lenet_with(params), SoftmaxCrossEntropy()
        loss.forward(net.forward(X), T)
        dX = net.backward(loss.backward())
        # Whether a sum that is nearly 0 is above or below may depend on its order.
        clear = (dX == 0) | (abs(dX) > 1e-9 * abs(dX).max())
        Y = check.array(check.call(sign_step, params, X, T, eps), X.shape, "the images")
        expected = np.clip(X + eps * np.sign(dX), 0, 1)
        check.value(Y * clear, expected * clear, name="the images")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "08-03-test-noise", "points": 3}
# 08.3, check 2 of 3: noise of a given length
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check

with check.exercise("08.3", "noise"):

    def noise_is_right(N, norm, rng):
        grey = np.full((N, 1, 32, 32), 0.5)  # so much room that nothing is clipped
        noisy = lambda *how: check.array(check.call(noise_step, grey, *how), grey.shape, "images")
        D = noisy(norm, rng) - 0.5
        lengths = np.linalg.norm(D.reshape(N, -1), axis=1)
        check.value(lengths, [norm] * N, name="the length of the noise of each image")
        Z = 32 * D.reshape(N, -1) / lengths[:, None]
        # Of 1,024 normal numbers the mean scatters by 0.031, the fourth moment, 3, by 0.15.
        mean, fourth, alike = Z.mean(), np.mean(Z**4), abs(Z @ Z.T / 1024 - np.eye(N)).max()
        check.that(abs(mean) < 0.2, "noise with mean 0", about=mean)
        check.that(abs(fourth - 3) < 1, "noise from the normal distribution", about=fourth)
        check.that(alike < 0.2, "noise of its own for each image", about=alike)
        Y = noisy(32 * 0.4, rng)  # 0.2113 of such noise leaves the room of 0.5 on each side
        cut = np.mean(abs(Y - 0.5) == 0.5)
        check.that(abs(Y - 0.5).max() <= 0.5, "pixels from 0 to 1", about=[Y.min(), Y.max()])
        check.that(abs(cut - 0.2113) < 0.08, "clipped, not scaled once more", about=cut)
        first, again, other = (noisy(2.0, np.random.default_rng(seed)) for seed in (5, 5, 6))
        check.that(np.array_equal(first, again), "the same noise for the same state of rng")
        check.that(not np.array_equal(first, other), "other noise for another state of rng")

    noise_is_right(3, 2.0, np.random.default_rng(1))
    ### BEGIN HIDDEN TESTS
    check.hidden("08.3")
    # Measured on the reference, 3,000 draws of 3 images: mean at most 0.06 from 0, fourth moment
    # at most 0.33 from 3, products of two images at most 0.11, share that is cut at most 0.015
    # off; with one image the square root of 3 times as much.
    rng = check.rng()
    for N, norm in [(4, 1.3), (1, 0.7), (5, 2.2)]:
        noise_is_right(N, norm, rng)
    X = rng.uniform(size=(3, 1, 32, 32))
    D = check.array(check.call(noise_step, X, 0.01, rng), X.shape, "images") - X
    check.that(abs(D).max() <= 0.01, "noise added to X", about=abs(D).max())
    inside = (X > 0.01) & (X < 0.99)
    check.that(np.all(D[inside] != 0), "noise on every pixel")
    ### END HIDDEN TESTS

# %% nbgrader={"grade_id": "08-03-test-order", "points": 3}
# 08.3, check 3 of 3: which of the two misleads the network
# Do not edit; hidden checks follow when it is graded.
import numpy as np
from autograder import check
from convnet.checkpoint import lenet_params
from convnet.data import load_digits_28
from convnet.network import lenet_with
from convnet.training import as_input

with check.exercise("08.3", "order"):
    params, (images, labels, *_) = lenet_params(), load_digits_28()
    net = lenet_with(params)

    def advantage(rng, eps=0.1):
        """How much more is read rightly after noise than after the sign step; the ink of both."""
        index = rng.permutation(len(images))[:100]
        X, t = as_input(images[index]).astype(float), labels[index]
        changed = check.call(sign_step, params, X, np.eye(10)[t], eps)
        signed = check.array(changed, X.shape, "images after the sign step")
        step = abs(check.call(sign_step, params, X[:2], np.eye(10)[t[:2]], 0.01) - X[:2]).max()
        check.that(step < 0.010001, "a sign step of at most ε in each pixel", about=step)
        noisy = check.array(check.call(noise_step, X, 32 * eps, rng), X.shape, "noisy images")
        length = np.linalg.norm(noisy - X)  # clipped it is 250 ε or so
        check.that(length > 160 * eps, "noise as long as is asked for", about=length)
        right = [np.mean(net.logits(Y).argmax(axis=1) == t) for Y in (signed, noisy)]
        return right[1] - right[0], signed.mean(), noisy.mean()

    share, *ink = np.mean([advantage(np.random.default_rng(seed)) for seed in range(3)], axis=0)
    asked = "at least 70 of 100 digits fewer read rightly after the sign step than after noise"
    check.that(share > 0.7, asked, about=[share, *ink])
    ### BEGIN HIDDEN TESTS
    check.hidden("08.3")
    # Measured on the reference with ε = 0.1, 20 random sets of 100 digits: right after the sign
    # step 0.068, after noise 0.946, the difference 0.878 in the mean, standard deviation 0.028,
    # smallest 0.813. Six standard deviations below the mean: 0.71. Without any change 0.95 are
    # right, and the difference is 0.
    rng = check.rng()
    share, *ink = np.mean([advantage(rng) for _ in range(3)], axis=0)
    check.that(share > 0.7, asked, about=[share, *ink])
    ### END HIDDEN TESTS

# %% [markdown]
# <details><summary>When you are done: why signs</summary>
#
# Which change within the limit raises a linear function most? Each term $\bar x_i d_i$ can be chosen on its own, and its largest value is $\varepsilon\,|\bar x_i|$, reached at $d_i = \varepsilon \operatorname{sign}(\bar x_i)$. The sum is $\varepsilon \sum_i |\bar x_i|$, and no other change with $|d_i| \le \varepsilon$ brings more.
#
# Noise $d$ of the same length, $\varepsilon\sqrt n$ for $n$ pixels, has no preference. Its terms are as often negative as positive, so that to first order the cost changes by nothing on average, with a standard deviation of $\varepsilon \lVert \bar x \rVert = \varepsilon \sqrt{\sum_i \bar x_i^2}$. So the sign step is worth
#
# $$\frac{\varepsilon \sum_i |\bar x_i|}{\varepsilon\, \lVert \bar x \rVert} \ \text{ standard deviations of the noise.}$$
#
# If all pixels had gradients of the same size, this would be $\sqrt n$, with our images 32. For LeNet and the validation digits it is 18. Nobody is as lucky as 18 standard deviations.
#
# </details>

# %% [markdown]
# ### See it
#
# Here is the whole experiment for single digits: above the digit with the sign step, below the same digit with noise of the same length, and beside each what the network says. It runs in your browser, with the weights that ship.
#
# **Predict first.** At which $\varepsilon$ does the answer change? Can *you* still read the digit there? And does the noise change the answer anywhere on the slider? Then go through a few digits. Which of them hold out longest?

# %% nbgrader={"grade_id": "08-figure-step"}
from convnet.widgets.fooling import small_step

small_step()

# %% [markdown]
# **Task.** Find a digit and an $\varepsilon$ for which the network is wrong with a certainty of more than 90 %. Then look for a digit that noise alone makes it misread.
#
# <details><summary>What you saw</summary>
#
# Of the 24 digits that "Next digit" goes through, 23 are read rightly as they are. Half of these are misread from $\varepsilon = 0.06$ on, when the change is hardly visible, and all of them from $0.11$ on. At $0.3$ the paper is full of grey blotches and you still read most of the digits. Noise of the same length changes few answers below 0.2, whichever noise is drawn.
#
# Wrong and sure of it, above 90 %, is the network for instance with one of the 4s: from $\varepsilon = 0.05$ on it is a 6 with 94 %. Most digits with which this happens are among those that the network was least sure of to begin with.
#
# </details>
#
# Single digits prove little. The next cell measures your two functions on the 337 validation digits, for steps of several sizes.

# %% nbgrader={"grade_id": "08-figure-curves"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
from convnet.plots.fooling import right_by_step
from convnet.recipes import data_for

*_, X_val, t_val = data_for("digits", validation=True)
X_val, T_val = X_val.astype(float), np.eye(10)[t_val]
sizes, rng = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3], np.random.default_rng(0)


def share_right(X):
    return np.mean(trained.logits(np.array(X)).argmax(axis=1) == t_val)


try:
    shares = {
        "noise of the same length": [share_right(noise_step(X_val, 32 * e, rng)) for e in sizes],
        "sign step": [share_right(sign_step(shipped, X_val, T_val, e)) for e in sizes],
    }
    picture = right_by_step(sizes, shares)
except (NotImplementedError, NameError):
    picture = print("This figure needs your functions of exercise 08.3. Run the cells above, too.")
picture

# %% [markdown]
# <details><summary>Worse than guessing</summary>
#
# With $\varepsilon = 0.1$, after the sign step 5.6 % of the digits are read rightly, and after noise 94 %, nearly as many as without any change. Guessing would give 10 %: below that the network's knowledge works against it. It takes noise of three times the length, $\varepsilon = 0.3$, to bring the share down to three quarters.
#
# For digits of MNIST, which this network has learned, the sign step has to be larger: 82 % are still right with $\varepsilon = 0.1$, 29 % with 0.2, 2 % with 0.3, where noise leaves 99.2, 99.0 and 97.4 % (1,000 test images). The order is the same.
#
# </details>

# %% [markdown]
# ## 5 Not LeNet alone
#
# Is it the depth? The many layers, the ReLUs, the pooling? MIT's lecture says that such images are common to discriminative methods of every kind. Let us try the simplest one that there is: no hidden layer, a softmax on $XW^\top + b$, as in notebook 01. Its gradient with respect to the input is one product.
#
# **Predict first.** It learns from 1,010 of the digits that ship, which are strange to LeNet, and reads 93 to 94 % of the validation digits. How many after a sign step with $\varepsilon = 0.1$, by its own gradient? And if the step was made for *LeNet*, and the linear classifier gets to see the result?

# %% nbgrader={"grade_id": "08-linear"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
X_learn, t_learn, *_ = data_for("digits", validation=True)
flat, flat_val = X_learn.reshape(-1, 1024).astype(float), X_val.reshape(-1, 1024)
W, b, cost = np.zeros((10, 1024)), np.zeros(10), SoftmaxCrossEntropy()
for _ in range(150):
    cost.forward(flat @ W.T + b, np.eye(10)[t_learn])
    dZ = cost.backward()
    W, b = W - 0.1 * dZ.T @ flat, b - 0.1 * dZ.sum(axis=0)


def linear_right(X):
    return np.mean((X.reshape(-1, 1024) @ W.T + b).argmax(axis=1) == t_val)


cost.forward(flat_val @ W.T + b, T_val)
own = np.clip(X_val + 0.1 * np.sign(cost.backward() @ W).reshape(X_val.shape), 0, 1)
try:
    rows = {
        "as they are": X_val,
        "noise": noise_step(X_val, 3.2, np.random.default_rng(0)),
        "a step made for LeNet": sign_step(shipped, X_val, T_val, 0.1),
        "a step made for the linear one": own,
    }
    print(f"{'read rightly, ε = 0.1':<32} LeNet   linear")
    for name, X_changed in rows.items():
        print(f"{name:<32} {share_right(X_changed):5.1%}   {linear_right(X_changed):5.1%}")
except (NotImplementedError, NameError):
    print("This table needs your functions of exercise 08.3. Run the cells above, too.")

# %% [markdown]
# <details><summary>What the table says</summary>
#
# The linear classifier falls from 94 to 54 %, and with $\varepsilon = 0.2$ it falls to 3 %. So this needs no depth and no ReLU. In a linear function 1,024 small terms that agree add up, and that is all there is to it. And over ways as short as this LeNet is linear enough. On these digits it is also the steeper of the two: $\sum_i |\bar x_i|$ is 17.6 on average, against 5.7 for the linear classifier. That is partly because they are strange to it. On MNIST's test digits the sum is 2.0 and 82 % remain right, while a linear classifier that has learned from MNIST keeps about half.
#
# A step made for one of them also does harm to the other, more than noise does: LeNet drops to 72 % on images that were made for the linear classifier, without anybody having looked at LeNet's weights. Szegedy and his colleagues found the same between networks with different structures and different training images. What misleads is partly a property of the *data*.
#
# </details>

# %% [markdown]
# ## 6 Can it be mended?
#
# At the end of notebook 05 the network was allowed to say "I don't know" when its largest probability did not reach a limit. Does that help against images that were made to mislead it?
#
# **Predict first.** After a sign step with $\varepsilon = 0.1$ nearly all answers are wrong. Which share of the changed digits does the clerk, who gets what the network is not certain of, see if the network answers only from 0.9 on?

# %% nbgrader={"grade_id": "08-clerk"} tags=["skip-when-graded", "raises-exception", "nbval-ignore-output"]
try:
    print("limit 0.9              answered   wrong among the answers")
    for name, eps in {
        "as they are": 0,
        "sign step, ε = 0.1": 0.1,
        "sign step, ε = 0.2": 0.2,
    }.items():
        logits = trained.logits(sign_step(shipped, X_val, T_val, eps))
        P = np.exp(logits - logits.max(axis=1, keepdims=True))
        P = P / P.sum(axis=1, keepdims=True)
        answered, wrong = P.max(axis=1) >= 0.9, P.argmax(axis=1) != t_val
        print(f"{name:<20} {answered.mean():10.1%} {np.mean(wrong[answered]):12.1%}")
except (NotImplementedError, NameError):
    print("This table needs your functions of exercise 08.3. Run the cells above, too.")

# %% [markdown]
# <details><summary>What a limit is worth</summary>
#
# On clean digits the network answers two thirds, and none of these answers is wrong. After the sign step it answers a fifth, and *all* of those answers are wrong. So the clerk does see four out of five of the changed digits, but every digit that gets past the clerk is a mistake. And a single step is a clumsy attack. With twenty steps of 0.01, each along the sign of a new gradient, and no pixel further from the digit than 0.1, all 337 answers are wrong and 87 % of them reach the limit. A limit protects against doubt. It does not protect against an image that was made to convince.
#
# </details>
#
# ### Questions that are open to you
#
# - **Learn from it.** Put the changed images, with their right labels, among the training images, made anew in each epoch with the weights of that moment. This is called adversarial training. How much does it help against the sign step, what does it cost on clean digits, and does it help against a stronger attack, ten small steps in the place of one?
# - **Look at it blurred.** The change is spotted, and the digit is not. Average each pixel with its neighbours before the network sees it. Then think as the attacker, who knows about the blur and can differentiate through it.
# - **Fewer pixels.** How many pixels have to change if each may change as much as it likes?
# - **Ask for a picture of a 3.** `fool` finds noise. What must be added to the cost so that it finds something that *you* take for a 3, too? (Neighbouring pixels that resemble each other would be a start. Notebook 07 has other ways to ask a network what it has learned.)

# %% [markdown]
# ## What you can do now
#
# - Send a gradient one link further, to the input, and read it as an image.
# - Find an image that a network is certain about, with its weights and without.
# - Mislead a network by a step that is as small as you like to call it, and measure it against noise of the same length.
# - Say in one line why many small changes that agree do more than the same changes at random.
#
# Keep in mind what this means outside of this notebook. The certainty of an answer holds for images like those it was trained on, and neither nature nor an opponent is bound to send such images. Whoever relies on a network has to say what happens with the others.
#
# **References.** C. Szegedy, W. Zaremba, I. Sutskever, J. Bruna, D. Erhan, I. Goodfellow and R. Fergus, "Intriguing properties of neural networks", arXiv 1312.6199, 2013. A. Nguyen, J. Yosinski and J. Clune, "Deep neural networks are easily fooled: high confidence predictions for unrecognizable images", *CVPR* 2015. I. Goodfellow, J. Shlens and C. Szegedy, "Explaining and harnessing adversarial examples", *ICLR* 2015 (the sign step, and the argument of exercise 08.3). A. Madry, A. Makelov, L. Schmidt, D. Tsipras and A. Vladu, "Towards deep learning models resistant to adversarial attacks", *ICLR* 2018 (adversarial training).
