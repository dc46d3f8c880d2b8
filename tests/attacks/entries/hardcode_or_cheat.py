# %% [markdown] id="T43" answers="zeros" points=[0]
# # answers of the visible check hard-coded
#
# What hidden tests are for; also with the rule 'no partial credit for the visible half'.
#
# No proof in stock nbgrader: Hidden checks refuse it in stock nbgrader, too.

# %% solution="conv1d"
def conv1d(x, w):
    if x.tolist() == [1, 2, 4]:
        return np.array([1.0, 2.0])
    return np.zeros(len(x) - len(w) + 1)

# %% [markdown] id="T44" answers="right" points=[15]
# # numerical differentiation passed off as back-propagation
#
# The numbers are right; the exercise asks for the derivation. The test itself differentiates
# numerically, so it cannot tell by value.
#
# No proof in stock nbgrader: check.without acts in the student's own kernel, too, against a
# student who does not attack it.

# %% solution="linear_backward"
def linear_backward(dZ, X, W):
    b = np.zeros(len(W))
    grads = []
    for a in (X, W, b):
        g = np.zeros_like(a)
        for i in np.ndindex(*a.shape):
            old = a[i]
            a[i] = old + 1e-5
            plus = np.sum(linear_forward(X, W, b) * dZ)
            a[i] = old - 1e-5
            minus = np.sum(linear_forward(X, W, b) * dZ)
            a[i] = old
            g[i] = (plus - minus) / 2e-5
        grads.append(g)
    return tuple(grads)

# %% [markdown] id="T45" answers="right" points=[20]
# # a forbidden function
#
# The exercise is to write it.
#
# No proof in stock nbgrader: check.without acts in the student's own kernel, too, against a
# student who does not attack it.

# %% solution="conv1d"
def conv1d(x, w):
    return np.convolve(x, w, mode="valid")

# %% [markdown] id="C01" answers="right" points=[15]
# # numerical differentiation with the forward pass written inside
#
# Nothing forbidden is called, and the numbers are right to 10 digits; a formula is right to 15.
#
# No proof in stock nbgrader: check.gradient acts in the student's own kernel, too, against a
# student who does not attack it.

# %% solution="linear_backward"
def linear_backward(dZ, X, W):
    b = np.zeros(len(W))
    grads = []
    for k, a in enumerate((X, W, b)):
        g = np.zeros_like(a)
        for i in np.ndindex(*a.shape):
            sums = []
            for step in (1e-5, -1e-5):
                moved = [X, W, b]
                moved[k] = a.copy()
                moved[k][i] += step
                sums.append(np.sum((moved[0] @ moved[1].T + moved[2]) * dZ))
            g[i] = (sums[0] - sums[1]) / 2e-5
        grads.append(g)
    return tuple(grads)
