# %% F06 04.3 | not as a formula; far more work
def conv1d_backward_input(g, w, c):
    def total(x):
        return float(g @ conv1d_forward(x, w, 0.0, c))

    steps = 1e-5 * np.eye(len(g))
    return np.array([(total(1 + step) - total(1 - step)) / 2e-5 for step in steps])


# %% F07 04.8 | not as a formula
HONEST_FORWARD = maxpool1d_forward


def maxpool1d_forward(x, k, stride):
    return HONEST_FORWARD(x, k, stride)[0], (x, k, stride)


def maxpool1d_backward(dout, cache):
    x, k, stride = cache
    slopes = []
    for step in 1e-6 * np.eye(len(x)):
        up, down = (HONEST_FORWARD(x + s, k, stride)[0] for s in (step, -step))
        slopes.append(float((up - down) @ dout) / 2e-6)
    return np.array(slopes)
