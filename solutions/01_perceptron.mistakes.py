"""Wrong answers to notebook 01: how each changes the reference, and the words that name it."""
# ruff: noqa


# %% M029 01.1 | np.sign gives −1 below zero, where the threshold gives 0
def hard_threshold(z):
    return np.sign(z)


# %% X0101a 01.1 | the unit fires at z = 0, too
# look at: > and >=
edit("hard_threshold", "> 0, 1", ">= 0, 1")


# %% X0101b 01.1 | this is the ReLU, max(0, z)
def hard_threshold(z):
    return np.maximum(z, 0)


# %% S001 01.1 | inverted: it fires where z ≤ 0
edit("hard_threshold", "1.0, 0.0", "0.0, 1.0")


# %% S002 01.1 | the threshold lies above 0
edit("hard_threshold", "> 0, 1", ">= 1, 1")


# %% S104 01.1 | φ(0) is ½, halfway between silent and firing
edit("hard_threshold", "np.where(np.asarray(z) > 0, 1.0, 0.0)", "(1 + np.sign(z)) / 2")


# %% S003 01.1 | -
def hard_threshold(z):
    if z > 0:
        return 1.0
    return 0.0


# %% M030 01.1 | the bias is added to φ(w·x), not inside φ
edit("unit", "phi(x @ w + b)", "phi(x @ w) + b")


# %% X0101c 01.1 | the argument phi is not used: this is the threshold
edit("unit", "phi(x @ w + b)", "hard_threshold(x @ w + b)")


# %% X0101d 01.1 | the bias is missing
edit("unit", "x @ w + b", "x @ w")


# %% X0101e 01.1 | w @ x is right for one example only; in a batch the examples are rows
edit("unit", "x @ w + b", "w @ x + b")


# %% S004 01.1 | the bias is subtracted
edit("unit", "x @ w + b", "x @ w - b")


# %% S005 01.1 | φ is not applied: this is z
edit("unit", "phi(x @ w + b)", "x @ w + b")


# %% S006 01.1 | the products w x are not summed over the inputs
edit("unit", "x @ w + b", "x * w + b")


# %% S007 01.1 | summed over the whole batch: each example has a sum of its own
edit("unit", "x @ w + b", "np.sum(x * w) + b")


# %% X0102a 01.2 | this is AND: one input alone does not make it fire
edit("or_gate", "-0.5", "-1.0")


# %% S008 01.2 | it fires for 00, too: the bias alone is above zero
edit("or_gate", "-0.5", "0.5")


# %% S009 01.2 | inverted: it fires exactly where it should be silent
edit("or_gate", "1.0, 1.0]), -0.5", "-1.0, -1.0]), 0.5")


# %% S010 01.2 | it never fires: both inputs together don't outvote the bias
edit("or_gate", "-0.5", "-2.0")


# %% S011 01.2 | this is NAND
edit("or_gate", "1.0, 1.0]), -0.5", "-1.0, -1.0]), 1.5")


# %% S012 01.2 | one input decides alone, the other has no effect
edit("or_gate", "1.0, 1.0", "1.0, 0.0")


# %% S087 01.2 | one input decides alone, the other has no effect
edit("or_gate", "1.0, 1.0", "0.0, 1.0")


# %% X0102h 01.2 | these are three numbers, where w with its two weights and b belong
edit("or_gate", "1.0]), -0.5", "1.0, -0.5])")


# %% X0102b 01.2 | this is OR: one input alone makes it fire
edit("and_gate", "-1.5", "-0.5")


# %% S013 01.2 | inverted: it fires exactly where it should be silent
edit("and_gate", "1.0, 1.0]), -1.5", "-1.0, -1.0]), 1.5")


# %% S014 01.2 | every input fires, 00 too: the bias alone is above zero
edit("and_gate", "-1.5", "1.5")


# %% S015 01.2 | it never fires: both inputs together don't outvote the bias
edit("and_gate", "-1.5", "-2.0")


# %% S016 01.2 | one input decides alone, the other has no effect
edit("and_gate", "1.0, 1.0]), -1.5", "1.0, 0.0]), -0.5")


# %% S088 01.2 | one input decides alone, the other has no effect
edit("and_gate", "1.0, 1.0]), -1.5", "0.0, 1.0]), -0.5")


# %% S089 01.2 | these are three numbers, where w with its two weights and b belong
edit("and_gate", "1.0]), -1.5", "1.0, -1.5])")


# %% X0102c 01.2 | this unit repeats its input
edit("not_gate", "-1.0]), 0.5", "1.0]), -0.5")


# %% X0102d 01.2 | it always fires: the weight does not outvote the bias
edit("not_gate", "0.5", "1.5")


# %% S017 01.2 | it never fires: the bias is not above zero
edit("not_gate", "0.5", "-0.5")


# %% X0102g 01.2 | w has a weight for a second input, which NOT doesn't have
edit("not_gate", "-1.0", "-1.0, 0.0")


# %% S018 01.2 | w is a single number, not an array with one entry
edit("not_gate", "np.array([-1.0])", "-1.0")


# %% X0102e 01.2 | this is NOR: one input alone silences it
edit("nand_gate", "1.5", "0.5")


# %% X0102f 01.2 | it never fires: at 00 the bias decides alone
edit("nand_gate", "1.5", "0.0")


# %% S019 01.2 | inverted: it fires exactly where it should be silent
edit("nand_gate", "-1.0, -1.0]), 1.5", "1.0, 1.0]), -1.5")


# %% S020 01.2 | it always fires: the two weights don't outvote the bias
edit("nand_gate", "1.5", "2.5")


# %% S021 01.2 | this is OR
edit("nand_gate", "-1.0, -1.0]), 1.5", "1.0, 1.0]), -0.5")


# %% S090 01.2 | one input decides alone, the other has no effect
edit("nand_gate", "-1.0, -1.0]), 1.5", "-1.0, 0.0]), 0.5")


# %% S091 01.2 | one input decides alone, the other has no effect
edit("nand_gate", "-1.0, -1.0]), 1.5", "0.0, -1.0]), 0.5")


# %% S092 01.2 | these are three numbers, where w with its two weights and b belong
edit("nand_gate", "-1.0]), 1.5", "-1.0, 1.5])")


# %% M031 01.3 | no step at margin 0, which counts as a mistake, too
# look at: < and <=
edit("perceptron_step", "<= 0:", "< 0:")


# %% M032 01.3 | input modified in place: w of the caller has changed
def perceptron_step(w, b, x, t):
    if t * (w @ x + b) <= 0:
        w += t * x
        b += t
    return w, b


# %% M033 01.3 | b stays as it was: it learns too, as a weight with the input 1
edit("perceptron_step", "w + t * x, b + t", "w + t * x, b")


# %% M036 01.3 | a point that is classified correctly is moved, too
edit("perceptron_step", "if t * (w @ x + b) <= 0:", "if True:")


# %% X0103a 01.3 | the condition is inverted: a misclassified point is left as it is
edit("perceptron_step", "<= 0:", "> 0:")


# %% X0103b 01.3 | the step goes the wrong way: t x is subtracted
edit("perceptron_step", "w + t * x, b + t", "w - t * x, b - t")


# %% X0103c 01.3 | t is missing in the step: a point of class −1 pushes w and b the wrong way
edit("perceptron_step", "w + t * x, b + t", "w + x, b + 1")


# %% X0103d 01.3 | the margin leaves out b
edit("perceptron_step", "(w @ x + b) <= 0:", "(w @ x) <= 0:")


# %% S101 01.3 | b is not multiplied by t in the margin
edit("perceptron_step", "t * (w @ x + b) <= 0:", "t * (w @ x) + b <= 0:")


# %% S109 01.3 | points of class −1 are never moved
edit("perceptron_step", "if t * (w @ x + b) <= 0:", "if t > 0 and w @ x + b <= 0:")


# %% X0103e 01.3 | the old w is lost: t x takes its place
edit("perceptron_step", "w + t * x, b", "t * x, b")


# %% X0103f 01.3 | a point that is classified correctly is moved, too
edit("perceptron_step", "<= 0:", "<= 2:")


# %% S022 01.3 | t is missing in the condition: it asks whether the unit is silent, not whether it is wrong
edit("perceptron_step", "if t * (w @ x + b)", "if w @ x + b")


# %% S023 01.3 | b takes the step t x of the weights: its input is 1
edit("perceptron_step", "w + t * x, b + t", "w + t * x, b + np.sum(t * x)")


# %% S024 01.3 | b is replaced by t: the step is b + t
edit("perceptron_step", "w + t * x, b + t", "w + t * x, t")


# %% M037 01.4 | n_updates counts the epochs
edit("perceptron_fit", "n_updates += mistakes", "n_updates += 1")


# %% M039 01.4 | the mistakes of earlier epochs are counted again in every epoch
# look at: where the counter is set to 0
edit(
    "perceptron_fit",
    "b, n_updates = np.zeros(X.shape[1]), 0.0, 0",
    "b, n_updates, mistakes = np.zeros(X.shape[1]), 0.0, 0, 0",
)
edit("perceptron_fit", "        mistakes = 0\n", "")


# %% M040 01.4 | batch updates: every point of an epoch is judged with the weights from its start
def perceptron_fit(X, t, max_epochs=100):
    w, b, n_updates = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        wrong = t * (X @ w + b) <= 0
        if not wrong.any():
            return w, b, n_updates, True
        w = w + t[wrong] @ X[wrong]
        b = b + t[wrong].sum()
        n_updates += wrong.sum()
    return w, b, n_updates, False


# %% M041 01.4 | converged is True whatever happens
edit("perceptron_fit", "n_updates, False", "n_updates, True")


# %% M043 01.4 | w and b are those of a single epoch: a return inside the loop, or a start from 0 in every epoch
edit("perceptron_fit", "    return w, b, n_updates, False", "        return w, b, n_updates, False")


# %% X0104a 01.4 | w and b stay at 0: there is no update at margin 0, or its result is not kept
# look at: the condition of the update, and what it is assigned to
edit("perceptron_fit", "+ b) <= 0:", "+ b) < 0:")


# %% S093 01.4 | w and b stay at 0: there is no update at margin 0, or its result is not kept
# look at: the condition of the update, and what it is assigned to
edit("perceptron_fit", "w, b = w + t_n * x_n, b + t_n", "perceptron_step(w, b, x_n, t_n)")


# %% X0104b 01.4 | b takes no part: it is not updated, or the margin leaves it out
edit("perceptron_fit", "w, b = w + t_n * x_n, b + t_n", "w = w + t_n * x_n")


# %% X0104c 01.4 | n_updates counts the last epoch only
edit("perceptron_fit", "n_updates += mistakes", "n_updates = mistakes")


# %% X0104d 01.4 | the last of the max_epochs does not count
edit("perceptron_fit", "for _ in", "for epoch in")
edit("perceptron_fit", "n_updates, True", "n_updates, epoch < max_epochs - 1")


# %% S102 01.4 | the last of the max_epochs does not count
edit("perceptron_fit", "range(max_epochs)", "range(max_epochs - 1)")


# %% X0104e 01.4 | converged is True although no epoch was without an update
edit("perceptron_fit", "n_updates, False", "n_updates, bool(np.all(t * (X @ w + b) > 0))")


# %% S103 01.4 | converged is True although no epoch was without an update
edit("perceptron_fit", "if mistakes == 0:", "if mistakes <= 1:")


# %% X0104f 01.4 | the examples are not visited in the order of their rows
edit("perceptron_fit", "zip(X, t)", "zip(X[::-1], t[::-1])")


# %% S025 01.4 | w and b are those of a single epoch: a return inside the loop, or a start from 0 in every epoch
edit("perceptron_fit", "mistakes = 0\n", "mistakes, w, b = 0, np.zeros(X.shape[1]), 0.0\n")


# %% S026 01.4 | it stops when a point is right, not when a whole epoch is
edit(
    "perceptron_fit",
    "                mistakes += 1\n",
    "                mistakes += 1\n            else:\n                return w, b, n_updates + mistakes, True\n",
)


# %% S027 01.4 | b does not start at 0
edit("perceptron_fit", "0.0, 0", "1.0, 0")


# %% S028 01.4 | b takes no part: it is not updated, or the margin leaves it out
edit("perceptron_fit", "(w @ x_n + b)", "(w @ x_n)")


# %% S107 01.4 | t is missing in the condition: it asks whether the unit is silent, not whether it is wrong
edit("perceptron_fit", "if t_n * (w @ x_n + b)", "if (w @ x_n + b)")


# %% S108 01.4 | t is missing in the step: points of class −1 push w and b the wrong way
edit("perceptron_fit", "w + t_n * x_n, b + t_n", "w + x_n, b + 1")


# %% S110 01.4 | the step goes the wrong way: t x is subtracted
edit("perceptron_fit", "w + t_n * x_n, b + t_n", "w - t_n * x_n, b - t_n")


# %% M044 01.6 | not finite: exp overflows, or the logarithm meets 0, at a large negative margin
# look at: the safe form, which takes the large part out of the exponential first
edit("logistic_loss", "np.maximum(0, -m) + np.log1p(np.exp(-np.abs(m)))", "np.log(1 + np.exp(-m))")


# %% M046 01.6 | saturates near 27.6: log(p + 1e-12) hides the overflow, and is wrong for confident mistakes
edit(
    "logistic_loss",
    "np.maximum(0, -m) + np.log1p(np.exp(-np.abs(m)))",
    "-np.log(1 / (1 + np.exp(-m)) + 1e-12)",
)


# %% S029 01.6 | saturates near 34.5: log(p + 1e-15) hides the overflow, and is wrong for confident mistakes
edit(
    "logistic_loss",
    "np.maximum(0, -m) + np.log1p(np.exp(-np.abs(m)))",
    "-np.log(1 / (1 + np.exp(-m)) + 1e-15)",
)


# %% S030 01.6 | saturates near 23.0: log(p + 1e-10) hides the overflow, and is wrong for confident mistakes
edit(
    "logistic_loss",
    "np.maximum(0, -m) + np.log1p(np.exp(-np.abs(m)))",
    "-np.log(1 / (1 + np.exp(-m)) + 1e-10)",
)


# %% S094 01.6 | saturates near 18.4: log(p + 1e-8) hides the overflow, and is wrong for confident mistakes
edit(
    "logistic_loss",
    "np.maximum(0, -m) + np.log1p(np.exp(-np.abs(m)))",
    "-np.log(1 / (1 + np.exp(-m)) + 1e-8)",
)


# %% S095 01.6 | not finite: exp overflows, or the logarithm meets 0, at a large negative margin
# look at: the safe form, which takes the large part out of the exponential first
edit(
    "logistic_loss",
    "np.maximum(0, -m) + np.log1p(np.exp(-np.abs(m)))",
    "-np.log(0.5 * (1 + np.tanh(0.5 * m)))",
)


# %% M047 01.6 | the sign of the margin is flipped: correct points are punished
edit("logistic_loss", "m = t", "m = -t")


# %% X0106a 01.6 | t is missing in the margin
edit("logistic_loss", "t * (X @ w)", "X @ w")


# %% X0106b 01.6 | the losses are summed, not averaged
edit("logistic_loss", "np.mean", "np.sum")


# %% X0106c 01.6 | this is ln(1 + exp) of the mean margin: the mean comes last
edit("logistic_loss", "t * (X @ w)", "np.mean(t * (X @ w))")


# %% X0106d 01.6 | the margin is cut off at ±500, so the loss saturates
edit("logistic_loss", "t * (X @ w)", "np.clip(t * (X @ w), -500, 500)")


# %% S031 01.6 | the last example is left out
edit("logistic_loss", "t * (X @ w)", "(t * (X @ w))[:-1]")


# %% S032 01.6 | the part ln(1 + exp(−|m|)) is missing: max(0, −m) alone is the perceptron's loss
edit("logistic_loss", " + np.log1p(np.exp(-np.abs(m)))", "")


# %% S033 01.6 | this is the hinge loss, max(0, 1 − m)
edit("logistic_loss", "np.maximum(0, -m) + np.log1p(np.exp(-np.abs(m)))", "np.maximum(0, 1 - m)")


# %% S034 01.6 | the part max(0, −m) is missing: right for positive margins only
edit("logistic_loss", "np.maximum(0, -m) + ", "")


# %% S035 01.6 | not finite: exp overflows at a large positive margin
# look at: the safe form, which takes the large part out of the exponential first
edit(
    "logistic_loss",
    "np.maximum(0, -m) + np.log1p(np.exp(-np.abs(m)))",
    "-m + np.log(1 + np.exp(m))",
)


# %% M049 01.7 | sign flipped: the minus of −σ(−m) is lost
edit("logistic_grad", "(dl_dm(m)", "(-dl_dm(m)")


# %% X0107d 01.7 | sign flipped: the minus of −σ(−m) is lost
edit("dl_dm", "-np.exp(", "np.exp(")


# %% M050 01.7 | N times too large: the mean's 1/N is missing
edit("logistic_grad", " / len(t)", "")


# %% M051 01.7 | not finite: inf / inf, or 0 / 0, at a large margin
edit("dl_dm", "-np.exp(-np.logaddexp(0, m))", "-np.exp(-m) / (1 + np.exp(-m))")


# %% S036 01.7 | not finite: inf / inf, or 0 / 0, at a large margin
edit("dl_dm", "-np.exp(-np.logaddexp(0, m))", "np.exp(m) / (1 + np.exp(m)) - 1")


# %% M054 01.7 | not summed over the examples: the gradient has the shape of w
edit("logistic_grad", "(dl_dm(m) * t) @ X", "(dl_dm(m) * t)[:, None] * X")


# %% X0107a 01.7 | t is missing in the margin: right for examples with t = +1 only
edit("logistic_grad", "m = t * (X @ w)", "m = X @ w")


# %% X0107b 01.7 | σ(m) where σ(−m) belongs: points that are right already pull most
edit("logistic_grad", "dl_dm(m)", "(-1 - dl_dm(m))")


# %% X0107e 01.7 | σ(m) where σ(−m) belongs: points that are right already pull most
edit("dl_dm", "logaddexp(0, m)", "logaddexp(0, -m)")


# %% X0107c 01.7 | t is missing in the last factor, ∂m/∂w = t x
edit("logistic_grad", "(dl_dm(m) * t)", "dl_dm(m)")


# %% S037 01.7 | summed over the inputs and not over the examples
edit("logistic_grad", "(dl_dm(m) * t) @ X", "np.sum((dl_dm(m) * t)[:, None] * X, axis=1)")


# %% S038 01.7 | the link dℓ/dm is missing: every example pulls with the same weight
edit("logistic_grad", "(dl_dm(m) * t)", "-t")


# %% X0107f 01.7 | t is missing: right for t = +1 only
edit("dm_dw", "t * x", "x")


# %% S039 01.7 | sign flipped: the margin is t w·x
edit("dm_dw", "t * x", "-t * x")


# %% S040 01.7 | x is missing: this is t
edit("dm_dw", "t * x", "t * np.ones(len(x))")


# %% X0107g 01.7 | this is σ′(m), the derivative of σ and not of the loss
edit("dl_dm", "-np.exp(-np.logaddexp(0, m))", "0.25 * (1 - np.tanh(0.5 * m) ** 2)")


# %% S041 01.7 | the outer derivative only: the inner function 1 + exp(−m) has one too
edit("dl_dm", "-np.exp(-np.logaddexp(0, m))", "0.5 * (1 + np.tanh(0.5 * m))")


# %% M056 01.8 | not finite: log(0), or 0 times it, once σ(z) rounds to 0 or 1
edit(
    "bce_with_logits",
    "np.mean(np.maximum(0, z) - z * t + np.log1p(np.exp(-np.abs(z))))",
    "-np.mean(t * np.log(1 / (1 + np.exp(-z))) + (1 - t) * np.log(1 - 1 / (1 + np.exp(-z))))",
)


# %% S042 01.8 | not finite: exp overflows for a large positive logit
edit(
    "bce_with_logits",
    "np.maximum(0, z) - z * t + np.log1p(np.exp(-np.abs(z)))",
    "np.log(1 + np.exp(z)) - z * t",
)


# %% S086 01.8 | not finite: exp overflows, or the logarithm meets 0, for a large negative logit
edit(
    "bce_with_logits",
    "np.maximum(0, z) - z * t + np.log1p(np.exp(-np.abs(z)))",
    "np.log(1 + np.exp(-z)) + (1 - t) * z",
)


# %% S096 01.8 | not finite: exp overflows, or the logarithm meets 0, for a large negative logit
edit(
    "bce_with_logits",
    "np.maximum(0, z) - z * t + np.log1p(np.exp(-np.abs(z)))",
    "-np.log(np.where(t == 1, 1 / (1 + np.exp(-z)), 1 - 1 / (1 + np.exp(-z))))",
)


# %% M057 01.8 | one factor σ′ too many: in dz of the cross-entropy it has cancelled
edit("bce_with_logits", "(y - t) / len(z)", "(y - t) * y * (1 - y) / len(z)")


# %% M058 01.8 | the two classes are exchanged: t where 1 − t belongs
edit("bce_with_logits", "- z * t", "- z * (1 - t)")


# %% X0108a 01.8 | the losses are summed, not averaged
edit("bce_with_logits", "np.mean", "np.sum")


# %% X0108b 01.8 | N times too large: J is a mean over N examples
edit("bce_with_logits", "(y - t) / len(z)", "y - t")


# %% X0108c 01.8 | saturates near 27.6: log(y + 1e-12) is wrong for confident mistakes
edit(
    "bce_with_logits",
    "np.mean(np.maximum(0, z) - z * t + np.log1p(np.exp(-np.abs(z))))",
    "-np.mean(t * np.log(0.5 * (1 + np.tanh(0.5 * z)) + 1e-12) + (1 - t) * np.log(0.5 * (1 - np.tanh(0.5 * z)) + 1e-12))",
)


# %% S043 01.8 | saturates near 34.5: log(y + 1e-15) is wrong for confident mistakes
edit(
    "bce_with_logits",
    "np.mean(np.maximum(0, z) - z * t + np.log1p(np.exp(-np.abs(z))))",
    "-np.mean(t * np.log(0.5 * (1 + np.tanh(0.5 * z)) + 1e-15) + (1 - t) * np.log(0.5 * (1 - np.tanh(0.5 * z)) + 1e-15))",
)


# %% X0108d 01.8 | examples with the label 0 count nothing: the term with 1 − t is missing
edit(
    "bce_with_logits",
    "np.maximum(0, z) - z * t + np.log1p(np.exp(-np.abs(z)))",
    "t * np.logaddexp(0, -z)",
)


# %% S044 01.8 | examples with the label 1 count nothing: the term with t is missing
edit(
    "bce_with_logits",
    "np.maximum(0, z) - z * t + np.log1p(np.exp(-np.abs(z)))",
    "(1 - t) * np.logaddexp(0, z)",
)


# %% S045 01.8 | sign flipped: the logarithm of a probability is negative
edit("bce_with_logits", "J = np.mean", "J = -np.mean")


# %% X0108e 01.8 | not finite: inf / inf, or 0 / 0, for a large logit
edit("bce_with_logits", "0.5 * (1 + np.tanh(0.5 * z))", "np.exp(z) / (1 + np.exp(z))")


# %% S046 01.8 | sign flipped: t − σ(z)
edit("bce_with_logits", "(y - t) / len(z)", "(t - y) / len(z)")


# %% S047 01.8 | t is read as ±1: here the labels are 0 and 1
edit("bce_with_logits", "(y - t) / len(z)", "(y - (2 * t - 1)) / len(z)")


# %% S048 01.8 | σ is missing: this is (z − t)/N
edit("bce_with_logits", "(y - t) / len(z)", "(z - t) / len(z)")


# %% M060 01.9 | 2 times too large: the factor ½ of the loss is missing
edit(
    "logistic_least_squares",
    "0.5 * (y - t) ** 2, dz * dz_dw(x), dz * dz_db()",
    "(y - t) ** 2, 2 * dz * dz_dw(x), 2 * dz * dz_db()",
)


# %% S049 01.9 | 2 times too large: the factor ½ of the loss is missing
edit("dl_dy", "return y - t", "return 2 * (y - t)")


# %% M061 01.9 | x is a factor of db, where ∂z/∂b is 1, or dw and db are exchanged
edit("logistic_least_squares", "dz * dz_db()", "dz * dz_dw(x)")


# %% M062 01.9 | z (1 − z) where σ′ = y (1 − y) belongs
# look at: the argument of dy_dz
edit("logistic_least_squares", "dy_dz(y)", "dy_dz(w * x + b)")


# %% X0109a 01.9 | σ′ is missing: y − t alone belongs to the cross-entropy
edit("logistic_least_squares", "dl_dy(y, t) * dy_dz(y)", "dl_dy(y, t)")


# %% X0109b 01.9 | x is missing in ∂z/∂w, or dw and db are exchanged
edit("logistic_least_squares", "dz * dz_dw(x)", "dz")


# %% X0109f 01.9 | x is missing in ∂z/∂w, or dw and db are exchanged
edit("dz_dw", "return x", "return 1.0")


# %% X0109c 01.9 | sign flipped in one link of the chain
# look at: the signs of dℓ/dy and of dy/dz, for y above t
edit("logistic_least_squares", "dz = dl", "dz = -dl")


# %% X0109d 01.9 | sign flipped in one link of the chain
# look at: the signs of dℓ/dy and of dy/dz, for y above t
edit("dl_dy", "return y - t", "return t - y")


# %% S050 01.9 | sign flipped in one link of the chain
# look at: the signs of dℓ/dy and of dy/dz, for y above t
edit("dy_dz", "return y * (1 - y)", "return y * (y - 1)")


# %% X0109e 01.9 | σ is applied again in dy/dz: its argument is y already, not z
edit("dy_dz", "return y * (1 - y)", "s = 1 / (1 + np.exp(-y))\n    return s * (1 - s)")


# %% S051 01.9 | dy/dz is the derivative of tanh, 1 − y²
edit("dy_dz", "return y * (1 - y)", "return 1 - y**2")


# %% S052 01.9 | the factor y is missing in dy/dz: this is 1 − y
edit("dy_dz", "return y * (1 - y)", "return 1 - y")


# %% S053 01.9 | t is missing in dℓ/dy
edit("dl_dy", "return y - t", "return y")


# %% X0109g 01.9 | ∂z/∂b is 0, although z depends on b
edit("dz_db", "1.0", "0.0")


# %% S054 01.9 | the loss is not squared
edit("logistic_least_squares", "0.5 * (y - t) ** 2", "0.5 * abs(y - t)")


# %% S055 01.9 | the loss is that of z: σ is missing
edit("logistic_least_squares", "0.5 * (y - t) ** 2", "0.5 * (w * x + b - t) ** 2")


# %% M063 01.10 | all rows of the path are equal: one array is changed and stored again and again
# look at: w -= … changes the array that the path already holds
def gradient_descent(grad, w0, eta, steps):
    w = np.array(w0, dtype=float)
    path = [w]
    for _ in range(steps):
        w -= eta * grad(w)
        path.append(w)
    return np.array(path)


# %% X0110a 01.10 | uphill: η times the gradient is added
edit("gradient_descent", "path[-1] - eta", "path[-1] + eta")


# %% X0110b 01.10 | the start w0 is missing in the path
edit("gradient_descent", "np.array(path)", "np.array(path[1:])")


# %% X0110c 01.10 | every step uses the gradient at w0
edit("gradient_descent", "grad(path[-1])", "grad(path[0])")


# %% X0110d 01.10 | the last point only, not the path
edit("gradient_descent", "np.array(path)", "path[-1]")


# %% X0110e 01.10 | one step too few: the path has steps + 1 rows
edit("gradient_descent", "range(steps)", "range(steps - 1)")


# %% S056 01.10 | one step too many: the path has steps + 1 rows
edit("gradient_descent", "range(steps)", "range(steps + 1)")


# %% S057 01.10 | every step starts from w0
edit("gradient_descent", "path.append(path[-1]", "path.append(path[0]")


# %% S058 01.10 | η is missing: the whole gradient is subtracted
edit("gradient_descent", "eta * grad", "grad")


# %% S059 01.10 | input modified in place: w0 of the caller has changed
def gradient_descent(grad, w0, eta, steps):
    w, path = w0, [w0.copy()]
    for _ in range(steps):
        w -= eta * grad(w)
        path.append(w.copy())
    return np.array(path)


# %% M065 01.11 | one batch of each epoch is left out: some samples are never used
# look at: where the batches of an epoch begin and end
edit("sgd", "range(0, len(X), batch_size)", "range(0, len(X) - batch_size + 1, batch_size)")


# %% M066 01.11 | X and t are not taken in the same order: samples get the labels of others
edit("sgd", "t[batch]", "t[s : s + batch_size]")


# %% S060 01.11 | X and t are not taken in the same order: samples get the labels of others
edit("sgd", "X[batch]", "X[s : s + batch_size]")


# %% M067 01.11 | drawn with replacement: an epoch uses some samples twice and others never
edit("sgd", "rng.permutation(len(X))", "rng.integers(0, len(X), len(X))")


# %% M068 01.11 | the argument rng is not used: the same seed does not give the same run
edit("sgd", "rng.permutation", "np.random.permutation")


# %% X0111a 01.11 | every epoch has the same order
# look at: where the order is drawn, and by which generator
edit("sgd", "    w = w0\n", "    w, order = w0, rng.permutation(len(X))\n")
edit("sgd", "        order = rng.permutation(len(X))\n", "")


# %% X0111b 01.11 | not shuffled: the samples come in the order of their rows
edit("sgd", "rng.permutation(len(X))", "np.arange(len(X))")


# %% X0111c 01.11 | the order does not depend on rng
edit("sgd", "    w = w0\n", "    w, rng = w0, np.random.default_rng(0)\n")


# %% X0111d 01.11 | divided by the batch size again: grad is a mean already
edit("sgd", "w - eta *", "w - eta / len(batch) *")


# %% S061 01.11 | multiplied by the batch size: the step is η times the mean
edit("sgd", "w - eta *", "w - eta * len(batch) *")


# %% S062 01.11 | each batch is weighted by its share of the data: it makes a full step
edit("sgd", "w - eta *", "w - eta * len(batch) / len(X) *")


# %% X0111e 01.11 | one step in each epoch, not one for each batch
edit("sgd", "range(0, len(X), batch_size)", "[0]")


# %% S097 01.11 | one step in each epoch, not one for each batch
edit("sgd", "range(0, len(X), batch_size)", "[0]")
edit("sgd", "order[s : s + batch_size]", "order")


# %% S098 01.11 | only one epoch is run
edit("sgd", "    return w", "        return w")


# %% X0111f 01.11 | the batches are of about equal size: all but the last should be full
edit(
    "sgd",
    "for s in range(0, len(X), batch_size)",
    "for batch in np.array_split(order, -(-len(X) // batch_size))",
)
edit("sgd", "            batch = order[s : s + batch_size]\n", "")


# %% S105 01.11 | grad is given all the data, not the batch
edit("sgd", "grad(w, (X[batch], t[batch]))", "grad(w, (X, t))")


# %% S106 01.11 | the last batch is filled up, where it should be shorter
edit(
    "sgd", "order[s : s + batch_size]", "np.resize(order, len(X) + batch_size)[s : s + batch_size]"
)


# %% X0111g 01.11 | uphill: the step is added
edit("sgd", "w - eta", "w + eta")


# %% X0111h 01.11 | all batches of an epoch use the weights from its start
edit("sgd", "        order =", "        start = w\n        order =")
edit("sgd", "grad(w, (X[batch]", "grad(start, (X[batch]")


# %% S063 01.11 | w is never changed
edit("sgd", "w = w - eta * grad", "grad")


# %% S064 01.11 | every step starts from w0
edit("sgd", "w = w - eta", "w = w0 - eta")


# %% S065 01.11 | it starts from zero, not from w0
edit("sgd", "w = w0", "w = np.zeros_like(w0)")


# %% S066 01.11 | one batch is drawn for every step, without regard to what the epoch has used
edit("sgd", "order[s : s + batch_size]", "rng.permutation(len(X))[: min(batch_size, len(X) - s)]")


# %% M070 01.12 | not finite for large logits: each row's maximum has to be subtracted first
edit("softmax", "Z - Z.max(axis=1, keepdims=True)", "Z")


# %% M072 01.12 | divided along the wrong axis: columns sum to 1 instead of rows
edit("softmax", "E.sum(axis=1", "E.sum(axis=0")


# %% M073 01.12 | a sum or maximum of each row has lost its axis: keepdims is missing
edit("softmax", "E.sum(axis=1, keepdims=True)", "E.sum(axis=1)")


# %% M074 01.12 | B times too large: the loss is a mean over the batch
edit("softmax_cross_entropy", "(softmax(Z) - T) / len(Z)", "(softmax(Z) - T)")


# %% M075 01.12 | off by the softmax Jacobian: it has cancelled already in y − t
edit(
    "softmax_cross_entropy",
    "(softmax(Z) - T) / len(Z)",
    "(softmax(Z) - T) * softmax(Z) * (1 - softmax(Z)) / len(Z)",
)


# %% S067 01.12 | off by the softmax Jacobian, the full matrix: it has cancelled already in y − t
edit(
    "softmax_cross_entropy",
    "(softmax(Z) - T) / len(Z)",
    "np.array([(np.diag(y) - np.outer(y, y)) @ (y - t) for y, t in zip(softmax(Z), T)]) / len(Z)",
)


# %% M077 01.12 | K times too small: np.mean divides by B times K
edit("softmax_cross_entropy", "-np.sum(T * log_Y) / len(Z)", "-np.mean(T * log_Y)")


# %% M078 01.12 | sign flipped: t − y
edit("softmax_cross_entropy", "(softmax(Z) - T)", "(T - softmax(Z))")


# %% X0112a 01.12 | all entries together sum to 1, not each row
edit("softmax", "E.sum(axis=1, keepdims=True)", "E.sum()")


# %% X0112b 01.12 | the exponentials are not divided by their sum
edit("softmax", "E / E.sum(axis=1, keepdims=True)", "E")


# %% X0112c 01.12 | not finite: exp overflows, or the logarithm of a probability that has rounded to 0
edit("softmax_cross_entropy", "T * log_Y", "T * np.log(softmax(Z))")


# %% S099 01.12 | not finite: exp overflows, or the logarithm of a probability that has rounded to 0
edit(
    "softmax_cross_entropy", "-np.sum(T * log_Y)", "-np.sum(np.log(np.sum(T * softmax(Z), axis=1)))"
)


# %% S100 01.12 | not finite: exp overflows, or the logarithm of a probability that has rounded to 0
edit("softmax_cross_entropy", "S = Z - Z.max(axis=1, keepdims=True)", "S = Z")


# %% X0112d 01.12 | saturates near 34.5: log(y + 1e-15) is wrong for confident mistakes
edit("softmax_cross_entropy", "T * log_Y", "T * np.log(softmax(Z) + 1e-15)")


# %% S068 01.12 | saturates near 27.6: log(y + 1e-12) is wrong for confident mistakes
edit("softmax_cross_entropy", "T * log_Y", "T * np.log(softmax(Z) + 1e-12)")


# %% X0112e 01.12 | K times too small: divided by B times K, not by B
edit("softmax_cross_entropy", "T) / len(Z)", "T) / Z.size")


# %% X0112f 01.12 | not finite: the maximum of the whole array is subtracted, not that of each row
edit("softmax", "Z.max(axis=1, keepdims=True)", "Z.max()")


# %% S069 01.12 | B times too large: the loss is a mean over the batch
edit("softmax_cross_entropy", "-np.sum(T * log_Y) / len(Z)", "-np.sum(T * log_Y)")


# %% S070 01.12 | sign flipped: the logarithm of a probability is negative
edit("softmax_cross_entropy", "-np.sum", "np.sum")


# %% S071 01.12 | the logarithm of the sum is missing: this is the mean of −t·z
edit("softmax_cross_entropy", "T * log_Y", "T * Z")


# %% S072 01.12 | t is not subtracted: this is the softmax itself, divided by B
edit("softmax_cross_entropy", "(softmax(Z) - T)", "softmax(Z)")


# %% S073 01.12 | the logarithm is missing: this is the mean of −t·y
edit("softmax_cross_entropy", "T * log_Y", "T * softmax(Z)")


# %% M081 01.13 | the term (N/2) ln β is added: a larger precision makes the density higher
edit("gaussian_nll", "- N * np.log(beta)", "+ N * np.log(beta)")


# %% M082 01.13 | β is missing in dy
edit("gaussian_nll", "beta * r, 0.5", "r, 0.5")


# %% M083 01.13 | this is 1/β, the mean squared error
edit("beta_ml", "1 / np.mean", "np.mean")


# %% M084 01.13 | the normalising constant counts once in all, not once for each example
edit("gaussian_nll", "N * np.log(beta) + N * np", "np.log(beta) + np")


# %% X0113a 01.13 | the term −(N/2) ln β has a derivative too: it is missing
edit("gaussian_nll", "(squares - N / beta)", "squares")


# %% X0113b 01.13 | divided by N: nll is a sum
edit("gaussian_nll", "beta * r, 0.5", "beta * r / N, 0.5")


# %% X0113c 01.13 | divided by N − 1: maximum likelihood divides by N
edit("beta_ml", "1 / np.mean", "(len(y) - 1) / np.sum")


# %% X0113d 01.13 | divided by N: nll is a sum
edit("gaussian_nll", "nll, beta * r", "nll / N, beta * r")


# %% X0113e 01.13 | the constant (N/2) ln 2π is missing
edit("gaussian_nll", " + N * np.log(2 * np.pi)", "")


# %% S074 01.13 | the factor ½ of the squares is missing
edit("gaussian_nll", "0.5 * (beta * squares", "0.5 * (2 * beta * squares")


# %% S075 01.13 | β is missing before the squares
edit("gaussian_nll", "(beta * squares", "(squares")


# %% S076 01.13 | sign flipped: t − y
edit("gaussian_nll", "beta * r, 0.5", "-beta * r, 0.5")


# %% S077 01.13 | 2 times too large: the factor ½ is missing
edit("gaussian_nll", "beta * r, 0.5", "2 * beta * r, 0.5")


# %% S078 01.13 | the derivative of −(N/2) ln β has the wrong sign
edit("gaussian_nll", "squares - N / beta", "squares + N / beta")


# %% S079 01.13 | ln β counts once in all, not once for each example
edit("gaussian_nll", "N / beta", "1 / beta")


# %% S080 01.13 | the derivative of ln β is 1/β: β is missing
edit("gaussian_nll", "N / beta", "N")


# %% S081 01.13 | sign flipped: where errors are large, nll grows with β
edit("gaussian_nll", "0.5 * (squares - N / beta)", "0.5 * (N / beta - squares)")


# %% S082 01.13 | 1/β is the mean of the squares: here it is their sum
edit("beta_ml", "np.mean", "np.sum")


# %% S083 01.13 | ½ Σ (y − t)² stands for the mean of the squares
edit("beta_ml", "np.mean((y - t) ** 2)", "(0.5 * np.sum((y - t) ** 2))")


# %% S084 01.13 | this is 1/σ: the precision is 1 over the variance
edit("beta_ml", "1 / np.mean((y - t) ** 2)", "1 / np.sqrt(np.mean((y - t) ** 2))")


# %% S085 01.13 | np.var subtracts the mean of the errors first
edit("beta_ml", "np.mean((y - t) ** 2)", "np.var(y - t)")
