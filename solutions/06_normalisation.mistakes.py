"""Wrong answers to notebook 06: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% S001 06.1 | the local mean itself is returned: it is to be subtracted from X
edit("subtractive_norm", "return X - mean", "return mean")


# %% S002 06.1 | the sign is wrong: X minus its local mean
edit("subtractive_norm", "return X - mean", "return mean - X")


# %% S003 06.1 | the window is flipped: ⋆ does not flip
edit("subtractive_norm", "window[u][v]", "window[k - 1 - u][k - 1 - v]")


# %% S004 06.1 | the window's axes are exchanged: the first one goes down, the second to the right
edit("subtractive_norm", "window[u][v]", "window[v][u]")


# %% S005 06.1 | the pixels at the border are repeated: outside the image there are zeros
edit("subtractive_norm", "(r, r), (r, r)))", '(r, r), (r, r)), mode="edge")')


# %% S006 06.1 | the image is mirrored at its border: outside there are zeros
edit("subtractive_norm", "(r, r), (r, r)))", '(r, r), (r, r)), mode="reflect")')


# %% S007 06.1 | the image goes on at its other side: outside there are zeros
edit("subtractive_norm", "(r, r), (r, r)))", '(r, r), (r, r)), mode="wrap")')


# %% S008 06.1 | the mean over all maps is subtracted: each map has its own
edit("subtractive_norm", "return X - mean", "return X - mean.mean(axis=1, keepdims=True)")


# %% S009 06.1 | one mean for the whole map: it is the mean of the surroundings
edit("subtractive_norm", "return X - mean", "return X - X.mean(axis=(2, 3), keepdims=True)")


# %% S010 06.1 | shifted by one: the window's middle belongs on the pixel
# look at: how many zeros are put on which side
edit("subtractive_norm", "(r, r), (r, r)))", "(r + 1, r), (r + 1, r)))")


# %% S011 06.1 | only the last weight counts (= for +=)
edit("subtractive_norm", "mean += ", "mean = ")


# %% S012 06.1 | all weights are taken for equal: the window's own are to be used
edit("subtractive_norm", "window[u][v]", "1 / k**2")


# %% S013 06.1 | the border is left as it was: there, too, the local mean is subtracted, with zeros outside
edit("subtractive_norm", "return X - mean", "out = np.array(X)\n    inside = (slice(None), slice(None), slice(r, H - r), slice(r, W - r))\n    out[inside] = (X - mean)[inside]\n    return out")


# %% S014 06.1 | too small: the pixels at the border are there, too
edit("subtractive_norm", "return X - mean", "return (X - mean)[:, :, r : H - r, r : W - r]")


# %% S015 06.1 | input modified in place: X of the caller has changed
edit("subtractive_norm", "return X - mean", "X -= mean\n    return X")


# %% S016 06.1 | at the border the weights are made to sum to 1 again: outside the image there are zeros, which count
edit("subtractive_norm", "return X - mean", "M = np.pad(np.ones(X.shape), ((0, 0), (0, 0), (r, r), (r, r)))\n    seen = sum(window[u][v] * M[:, :, u : u + H, v : v + W] for u in range(k) for v in range(k))\n    return X - mean / seen")


# %% S017 06.1 | divided by k², too: the weights sum to 1 already
edit("subtractive_norm", "return X - mean", "return X - mean / k**2")


# %% S021 06.1 | each map is divided by itself: the sum runs over the maps at one pixel
edit("divisive_norm", "(X**2).sum(axis=1, keepdims=True)", "X**2")


# %% S022 06.1 | the sum runs over the pixels of a map: it is to run over the maps at one pixel
edit("divisive_norm", "axis=1", "axis=(2, 3)")


# %% S023 06.1 | the sum runs over the images: it is to run over the maps at one pixel
edit("divisive_norm", "axis=1", "axis=0")


# %% S024 06.1 | the mean of the squares instead of their sum
edit("divisive_norm", ".sum(axis=1", ".mean(axis=1")


# %% S025 06.1 | no root: the root of the sum of squares is asked for
edit("divisive_norm", "X / np.sqrt((X**2).sum(axis=1, keepdims=True) + eps)", "X / ((X**2).sum(axis=1, keepdims=True) + eps)")


# %% S026 06.1 | eps is added to the root: it belongs below it
edit("divisive_norm", "np.sqrt((X**2).sum(axis=1, keepdims=True) + eps)", "(np.sqrt((X**2).sum(axis=1, keepdims=True)) + eps)")


# %% S027 06.1 | eps is left out: where all maps are 0 that divides 0 by 0
edit("divisive_norm", " + eps", "")


# %% S028 06.1 | the sum of the absolute values instead of the root of the sum of squares
edit("divisive_norm", "np.sqrt((X**2).sum(axis=1, keepdims=True) + eps)", "(np.abs(X).sum(axis=1, keepdims=True) + eps)")


# %% S029 06.1 | the plain sum over the maps, signs included: squares are asked for
edit("divisive_norm", "np.sqrt((X**2).sum(axis=1, keepdims=True) + eps)", "(X.sum(axis=1, keepdims=True) + eps)")


# %% S030 06.1 | divided by the deviation of the maps: no mean is subtracted here
edit("divisive_norm", "np.sqrt((X**2).sum(axis=1, keepdims=True) + eps)", "np.sqrt(X.var(axis=1, keepdims=True) + eps)")


# %% S031 06.1 | input modified in place: X of the caller has changed
edit("divisive_norm", "return X / ", "X /= ")
edit("divisive_norm", " + eps)", " + eps)\n    return X")


# %% S032 06.1 | the given eps is not used
edit("divisive_norm", " + eps", " + 1e-8")


# %% S033 06.1 | the sum runs over the maps and the pixels: it is to run over the maps at one pixel
edit("divisive_norm", "axis=1", "axis=(1, 2, 3)")


# %% S034 06.1 | divided by the largest of the maps: the root of the sum of squares is asked for
edit("divisive_norm", "np.sqrt((X**2).sum(axis=1, keepdims=True) + eps)", "(np.abs(X).max(axis=1, keepdims=True) + eps)")


# %% S041 06.2 | the weights do not sum to 1
edit("gaussian_window", "window / window.sum()", "window")


# %% S042 06.2 | the weights do not sum to 1: the factor of a Gaussian on the whole plane is too small for a window
edit("gaussian_window", "window / window.sum()", "window / (2 * np.pi * sigma**2)")


# %% S043 06.2 | the 2 in the exponent is missing: it is the squared distance over 2 sigma squared
edit("gaussian_window", "(2 * sigma**2)", "sigma**2")


# %% S044 06.2 | sigma is not squared in the exponent
edit("gaussian_window", "(2 * sigma**2)", "(2 * sigma)")


# %% S045 06.2 | the largest weight does not stand in the middle
# look at: the middle of `size` places that are counted from 0
edit("gaussian_window", "size // 2", "size / 2")


# %% S046 06.2 | the distance is not squared in the exponent
edit("gaussian_window", "-(d**2)", "-abs(d)")


# %% S047 06.2 | one row of weights: a square window is asked for
edit("gaussian_window", "window = np.outer(g, g)", "window = g")


# %% S049 06.2 | each row sums to 1, not the whole window
edit("gaussian_window", "window / window.sum()", "window / window.sum(axis=1, keepdims=True)")


# %% S050 06.2 | the given sigma is not used
edit("gaussian_window", "sigma**2", "1.5**2")


# %% S051 06.2 | divided by the sum of one row of weights: all of them sum to 1
edit("gaussian_window", "window / window.sum()", "window / g.sum()")


# %% S052 06.2 | the distances run from -1 to 1: they are counted in pixels
edit("gaussian_window", "np.arange(size) - size // 2", "np.linspace(-1, 1, size)")


# %% S061 06.2 | each map has its own mean and deviation: they are taken over all maps together
edit("local_contrast_norm", "A.mean(axis=1, keepdims=True)", "A")


# %% S062 06.2 | the sum over the maps instead of their mean
edit("local_contrast_norm", "A.mean(axis=1", "A.sum(axis=1")


# %% S063 06.2 | only the mean is subtracted: the division by the deviation is missing
edit("local_contrast_norm", "return V / np.sqrt(local_mean(V**2) + eps)", "return V")


# %% S064 06.2 | the deviation is that of X: the local mean of V squared is asked for
edit("local_contrast_norm", "local_mean(V**2)", "local_mean(X**2)")


# %% S065 06.2 | the variance as mean square minus squared mean: here V has each pixel's own local mean taken off before it is squared
edit("local_contrast_norm", "local_mean(V**2)", "local_mean(X**2) - local_mean(X) ** 2")


# %% S066 06.2 | no root: divided by the variance, not by the deviation
edit("local_contrast_norm", "V / np.sqrt(local_mean(V**2) + eps)", "V / (local_mean(V**2) + eps)")


# %% S067 06.2 | eps is added to the root: it belongs below it
edit("local_contrast_norm", "np.sqrt(local_mean(V**2) + eps)", "(np.sqrt(local_mean(V**2)) + eps)")


# %% S068 06.2 | X itself is divided: it is V that is to be divided
edit("local_contrast_norm", "return V / ", "return X / ")


# %% S069 06.2 | one deviation for the whole image: it is that of the surroundings
edit("local_contrast_norm", "local_mean(V**2)", "(V**2).mean(axis=(1, 2, 3), keepdims=True)")


# %% S070 06.2 | the pixels at the border are repeated: outside the image there are zeros
edit("local_contrast_norm", "(r, r), (r, r)))", '(r, r), (r, r)), mode="edge")')


# %% S071 06.2 | the window is flipped: ⋆ does not flip
edit("local_contrast_norm", "window[u][v]", "window[-1 - u][-1 - v]")


# %% S072 06.2 | the given eps is not used: it is added to the local mean of V², below the root
edit("local_contrast_norm", " + eps", "")


# %% S073 06.2 | the mean of V instead of that of its square
edit("local_contrast_norm", "np.sqrt(local_mean(V**2) + eps)", "(local_mean(np.abs(V)) + eps)")


# %% S074 06.2 | each map loses its own local mean: the mean is taken over all maps together
edit("local_contrast_norm", "V = X - local_mean(X)", "V = subtractive_norm(X, window)")


# %% S075 06.2 | one mean for the whole image: it is that of the surroundings
edit("local_contrast_norm", "V = X - local_mean(X)", "V = X - X.mean(axis=(1, 2, 3), keepdims=True)")


# %% S076 06.2 | each map is divided by its own deviation: it is taken over all maps together
edit("local_contrast_norm", "return V / np.sqrt(local_mean(V**2) + eps)", "S = V**2\n    return V / np.sqrt(S - subtractive_norm(S, window) + eps)")


# %% S077 06.2 | the squares are not averaged over the neighbours
# look at: the local mean occurs twice: of X, and of V²
edit("local_contrast_norm", "local_mean(V**2)", "(V**2).mean(axis=1, keepdims=True)")


# %% S078 06.2 | the squares are not averaged over the neighbours
# look at: the local mean occurs twice: of X, and of V²
edit("local_contrast_norm", "local_mean(V**2)", "(V**2).sum(axis=1, keepdims=True)")


# %% S079 06.2 | the squares are not averaged over the neighbours
# look at: the local mean occurs twice: of X, and of V²
def local_contrast_norm(X, window, eps=1e-8):
    return divisive_norm(subtractive_norm(X, window), eps)


# %% S080 06.2 | the squared local mean of V is taken off: the local mean of V squared is all
edit("local_contrast_norm", "local_mean(V**2)", "local_mean(V**2) - local_mean(V) ** 2")


# %% S201 06.2 | the mean is squared: it is the mean of the squares
edit("local_contrast_norm", "local_mean(V**2)", "local_mean(V) ** 2")


# %% S202 06.2 | the mean over the images: each has its own, over its maps
edit("local_contrast_norm", "A.mean(axis=1", "A.mean(axis=0")


# %% S203 06.2 | the image is mirrored at its border: outside there are zeros
edit("local_contrast_norm", "(r, r), (r, r)))", '(r, r), (r, r)), mode="reflect")')


# %% S204 06.2 | the window's axes are exchanged: the first one goes down, the second to the right
edit("local_contrast_norm", "window[u][v]", "window[v][u]")


# %% S205 06.2 | the given eps is not used: it is added to the local mean of V², below the root
edit("local_contrast_norm", " + eps", " + 1e-8")


# %% S206 06.2 | the deviation of the whole image, of X: it is that of V, in the surroundings
edit("local_contrast_norm", "local_mean(V**2)", "X.var(axis=(1, 2, 3), keepdims=True)")


# %% M309 06.3 | the variance divides by B - 1: the batch's divides by B
edit("batchnorm_forward", "X.var(axis=0)", "X.var(axis=0, ddof=1)")


# %% M311 06.3 | each example is normalised instead of each unit: mean and variance are those of a column
edit("batchnorm_forward", "mu = X.mean(axis=0)", "mu = X.mean(axis=1, keepdims=True)")
edit("batchnorm_forward", "var = X.var(axis=0)", "var = X.var(axis=1, keepdims=True)")


# %% S081 06.3 | one mean and variance for the whole batch: each column has its own
edit("batchnorm_forward", "X.mean(axis=0)", "X.mean()")
edit("batchnorm_forward", "X.var(axis=0)", "X.var()")


# %% M313 06.3 | divided by the variance instead of the standard deviation
edit("batchnorm_forward", "np.sqrt(var + eps)", "(var + eps)")


# %% S082 06.3 | eps is added to the root: it belongs below it
edit("batchnorm_forward", "np.sqrt(var + eps)", "(np.sqrt(var) + eps)")


# %% S083 06.3 | eps is left out: a constant column then divides 0 by 0
edit("batchnorm_forward", "var + eps", "var")


# %% S084 06.3 | gamma and beta are not used: the normalised values are returned
edit("batchnorm_forward", "gamma * Xhat + beta", "Xhat")


# %% S085 06.3 | beta is missing
edit("batchnorm_forward", "gamma * Xhat + beta", "gamma * Xhat")


# %% S086 06.3 | gamma and beta have changed places
edit("batchnorm_forward", "gamma * Xhat + beta", "beta * Xhat + gamma")


# %% S087 06.3 | the mean is not subtracted
edit("batchnorm_forward", "(X - mu)", "X")


# %% S088 06.3 | gamma multiplies beta, too
edit("batchnorm_forward", "gamma * Xhat + beta", "gamma * (Xhat + beta)")


# %% S089 06.3 | the output alone is returned: the pair (out, cache) is asked for
edit("batchnorm_forward", "return out, (X, gamma, mu, var, eps)", "return out")


# %% S090 06.3 | the variance is the mean of the squares: the squared mean is not taken off
edit("batchnorm_forward", "X.var(axis=0)", "(X**2).mean(axis=0)")


# %% S091 06.3 | input modified in place: X of the caller has changed
edit("batchnorm_forward", "mu = X.mean(axis=0)", "mu = X.mean(axis=0)\n    X -= mu\n    mu = 0")


# %% S092 06.3 | the cache holds the standard deviation: the variance belongs there
edit("batchnorm_forward", "return out, (X, gamma, mu, var, eps)", "return out, (X, gamma, mu, np.sqrt(var + eps), eps)")


# %% S093 06.3 | the cache holds the normalised X: X itself belongs there
edit("batchnorm_forward", "return out, (X,", "return out, (Xhat,")


# %% S094 06.3 | mean and variance have changed places in the cache
edit("batchnorm_forward", "return out, (X, gamma, mu, var, eps)", "return out, (X, gamma, var, mu, eps)")


# %% S095 06.3 | the cache holds the standard deviation: the variance belongs there
edit("batchnorm_forward", "return out, (X, gamma, mu, var, eps)", "return out, (X, gamma, mu, np.sqrt(var), eps)")


# %% S096 06.3 | the cache holds var + eps: var alone belongs there
edit("batchnorm_forward", "return out, (X, gamma, mu, var, eps)", "return out, (X, gamma, mu, var + eps, eps)")


# %% S097 06.3 | the variance in the cache divides by B - 1: the batch's divides by B
edit("batchnorm_forward", "return out, (X, gamma, mu, var, eps)", "return out, (X, gamma, mu, X.var(axis=0, ddof=1), eps)")


# %% S098 06.3 | the cache has another order: (X, gamma, mu, var, eps)
edit("batchnorm_forward", "return out, (X, gamma, mu, var, eps)", "return out, (X, mu, var, gamma, eps)")


# %% S099 06.3 | beta is divided, too: it is added at the end
edit("batchnorm_forward", "out = gamma * Xhat + beta", "out = (gamma * (X - mu) + beta) / np.sqrt(var + eps)")


# %% S100 06.3 | eps is added to the quotient: it belongs below the root, to the variance
edit("batchnorm_forward", "np.sqrt(var + eps)", "np.sqrt(var) + eps")


# %% S211 06.3 | the given eps is not used
edit("batchnorm_forward", "var + eps", "var + 1e-5")


# %% S101 06.4 | sign flipped: the derivative of v to the power -1/2 is negative
edit("bn_dvar", "* -0.5", "* 0.5")


# %% S102 06.4 | the factor 1/2 is missing in dvar
edit("bn_dvar", "* -0.5 * (var", "* -((var")
edit("bn_dvar", "-1.5", "-1.5)")


# %% S103 06.4 | the exponent is that of x̂: a derivative by the variance has -3/2
edit("bn_dvar", "-1.5", "-0.5")


# %% S104 06.4 | X instead of its deviation from the mean
edit("bn_dvar", "(X - mu)", "X")


# %% S105 06.4 | dvar as the mean over the batch: every x̂ contains the variance, so their shares are added
edit("bn_dvar", ".sum(axis=0)", ".mean(axis=0)")


# %% S106 06.4 | eps is forgotten in dvar
edit("bn_dvar", "var + eps", "var")


# %% S107 06.4 | dvar is not summed over the batch: one number for each unit is asked for
edit("bn_dvar", ".sum(axis=0)", "")


# %% S108 06.4 | the derivative by the standard deviation: by the variance is asked for
edit("bn_dvar", "* -0.5 * (var + eps) ** -1.5", "* -1.0 / (var + eps)")


# %% S111 06.4 | sign flipped: x̂ falls when the mean rises
edit("bn_dmu", "return -dXhat", "return dXhat")


# %% S112 06.4 | not divided by the deviation
edit("bn_dmu", " / np.sqrt(var + eps)", "")


# %% S113 06.4 | divided by the variance instead of the deviation
edit("bn_dmu", "np.sqrt(var + eps)", "(var + eps)")


# %% S114 06.4 | dmu as the mean over the batch: every x̂ contains the mean, so their shares are added
edit("bn_dmu", ".sum(axis=0)", ".mean(axis=0)")


# %% S115 06.4 | the path through the variance is wrong: its derivative by the mean is the sum of all -2 (x - mu) / B, which is 0
edit("bn_dmu", "return -dXhat", "return bn_dvar(dXhat, X, mu, var, eps) * -2 * mu - dXhat")


# %% S116 06.4 | eps is forgotten in dmu
edit("bn_dmu", "var + eps", "var")


# %% S117 06.4 | dmu is not summed over the batch: one number for each unit is asked for
edit("bn_dmu", ".sum(axis=0)", "")


# %% M314 06.4 | two paths missing: the mean and the variance depend on X, too
edit("batchnorm_backward", " + dvar * 2 * (X - mu) / B + dmu / B", "")


# %% M315 06.4 | the path through the mean is missing: the columns of dX must sum to 0
edit("batchnorm_backward", " + dmu / B", "")


# %% S121 06.4 | the path through the variance is missing
edit("batchnorm_backward", " + dvar * 2 * (X - mu) / B", "")


# %% M317 06.4 | the factor gamma is missing in dX
edit("batchnorm_backward", "dout * gamma", "dout")


# %% S122 06.4 | the mean's share is not divided by B
edit("batchnorm_backward", "dmu / B", "dmu")


# %% S123 06.4 | the variance's share is not divided by B
edit("batchnorm_backward", "(X - mu) / B", "(X - mu)")


# %% S124 06.4 | the 2 of the variance's derivative is missing
edit("batchnorm_backward", "dvar * 2 * (X", "dvar * (X")


# %% S125 06.4 | X instead of its deviation from the mean in the variance's share
edit("batchnorm_backward", "dvar * 2 * (X - mu)", "dvar * 2 * X")


# %% S126 06.4 | eps is forgotten in the straight path
edit("batchnorm_backward", "dX = dXhat / np.sqrt(var + eps)", "dX = dXhat / np.sqrt(var)")


# %% S127 06.4 | dX is divided by the batch size: the cost has done that already
edit("batchnorm_backward", "return dX, dgamma", "return dX / B, dgamma")


# %% M318 06.4 | dgamma with X: it is the normalised X that gamma multiplies
edit("batchnorm_backward", "(dout * Xhat)", "(dout * X)")


# %% M320 06.4 | not summed over the batch: gamma and beta have one entry for each unit
edit("batchnorm_backward", "(dout * Xhat).sum(axis=0)", "dout * Xhat")
edit("batchnorm_backward", "dout.sum(axis=0)", "dout")


# %% S129 06.4 | dgamma is a mean over the batch: a sum is asked for
edit("batchnorm_backward", "(dout * Xhat).sum(axis=0)", "(dout * Xhat).mean(axis=0)")


# %% S134 06.4 | dbeta is a mean over the batch: a sum is asked for
edit("batchnorm_backward", "dout.sum(axis=0)", "dout.mean(axis=0)")


# %% S135 06.4 | summed over the units: the examples are summed, axis 0
edit("batchnorm_backward", "(dout * Xhat).sum(axis=0)", "(dout * Xhat).sum(axis=1)")
edit("batchnorm_backward", "dout.sum(axis=0)", "dout.sum(axis=1)")


# %% S136 06.4 | dbeta is divided by the deviation: beta is added after that
edit("batchnorm_backward", "dout.sum(axis=0)", "dout.sum(axis=0) / np.sqrt(var + eps)")


# %% S137 06.4 | dgamma has the factor gamma: the derivative of gamma times x̂ by gamma is x̂
edit("batchnorm_backward", "(dout * Xhat)", "(dout * gamma * Xhat)")


# %% S138 06.4 | dgamma with the deviation from the mean: it is to be divided by the standard deviation, too
edit("batchnorm_backward", "(dout * Xhat)", "(dout * (X - mu))")


# %% S130 06.4 | dbeta has the factor gamma: beta is added after gamma has multiplied
edit("batchnorm_backward", "dout.sum(axis=0)", "(dout * gamma).sum(axis=0)")


# %% S131 06.4 | dgamma and dbeta have changed places: (dX, dgamma, dbeta)
edit("batchnorm_backward", "return dX, dgamma, dbeta", "return dX, dbeta, dgamma")


# %% S132 06.4 | eps is forgotten in the normalised X
edit("batchnorm_backward", "Xhat = (X - mu) / np.sqrt(var + eps)", "Xhat = (X - mu) / np.sqrt(var)")


# %% S133 06.4 | dX alone is returned: three gradients, (dX, dgamma, dbeta)
edit("batchnorm_backward", "return dX, dgamma, dbeta", "return dX")


# %% M321 06.5 | mean and variance of the test batch: use the stored ones
edit("batchnorm_inference", "(X - mean) / np.sqrt(var + eps)", "(X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps)")


# %% S141 06.5 | divided by the variance instead of the deviation
edit("batchnorm_inference", "np.sqrt(var + eps)", "(var + eps)")


# %% S142 06.5 | eps is added to the root: it belongs below it
edit("batchnorm_inference", "np.sqrt(var + eps)", "(np.sqrt(var) + eps)")


# %% S143 06.5 | gamma and beta are not used
edit("batchnorm_inference", "gamma * (X - mean) / np.sqrt(var + eps) + beta", "(X - mean) / np.sqrt(var + eps)")


# %% S144 06.5 | eps is left out
edit("batchnorm_inference", "var + eps", "var")


# %% S145 06.5 | the stored variance is taken for a standard deviation
edit("batchnorm_inference", "np.sqrt(var + eps)", "np.sqrt(var**2 + eps)")


# %% S146 06.5 | the variance of the test batch: use the stored one
edit("batchnorm_inference", "np.sqrt(var + eps)", "np.sqrt(X.var(axis=0) + eps)")


# %% S147 06.5 | beta is divided, too: it is added at the end
edit("batchnorm_inference", "gamma * (X - mean) / np.sqrt(var + eps) + beta", "(gamma * (X - mean) + beta) / np.sqrt(var + eps)")


# %% S148 06.5 | the mean of the test batch: use the stored one
edit("batchnorm_inference", "X - mean", "X - X.mean(axis=0)")


# %% S151 06.5 | old and new have changed places: momentum is the share that the old value keeps
edit("update_running", "new_mean = momentum * mean + (1 - momentum) * X", "new_mean = (1 - momentum) * mean + momentum * X")
edit("update_running", "new_var = momentum * var + (1 - momentum) * X", "new_var = (1 - momentum) * var + momentum * X")


# %% M323 06.5 | the running variance averages standard deviations
edit("update_running", "X.var(axis=0)", "X.std(axis=0)")


# %% M324 06.5 | input modified in place: mean of the caller has changed
edit("update_running", "new_mean = momentum * mean + (1 - momentum) * X.mean(axis=0)", "mean *= momentum\n    mean += (1 - momentum) * X.mean(axis=0)\n    new_mean = mean")


# %% S152 06.5 | the variance of the batch divides by B - 1
edit("update_running", "X.var(axis=0)", "X.var(axis=0, ddof=1)")


# %% S153 06.5 | a sum without weights: the batch counts with 1 - momentum
edit("update_running", "(1 - momentum) * X.mean", "X.mean")
edit("update_running", "(1 - momentum) * X.var", "X.var")


# %% S154 06.5 | mean and variance of the batch are returned: the old averages are not used
edit("update_running", "momentum * mean + (1 - momentum) * X", "X")
edit("update_running", "momentum * var + (1 - momentum) * X", "X")


# %% S155 06.5 | the given momentum is not used
edit("update_running", "new_mean = ", "momentum = 0.9\n    new_mean = ")


# %% S156 06.5 | the mean over the units: each unit has its own
edit("update_running", "X.mean(axis=0)", "X.mean()")
edit("update_running", "X.var(axis=0)", "X.var()")


# %% S157 06.5 | the deviations are taken from the running mean: the variance is that of the batch, around its own mean
edit("update_running", "X.var(axis=0)", "((X - mean) ** 2).mean(axis=0)")


# %% S158 06.5 | the deviations are taken from the new running mean: the variance is that of the batch, around its own mean
edit("update_running", "X.var(axis=0)", "((X - new_mean) ** 2).mean(axis=0)")


# %% S159 06.5 | the variance stays as it was: it is averaged, too
edit("update_running", "return new_mean, new_var", "return new_mean, var")


# %% S162 06.5 | the mean of the batches' variances: what lies between the batches is missing
edit("population_stats", "X.var(axis=0)", "np.mean([b.var(axis=0) for b in batches], axis=0)")


# %% S163 06.5 | the weighted mean of the batches' variances: what lies between the batches is missing
edit("population_stats", "X.var(axis=0)", "sum(len(b) * b.var(axis=0) for b in batches) / len(X)")


# %% S164 06.5 | the variance divides by the number of rows minus 1
edit("population_stats", "X.var(axis=0)", "X.var(axis=0, ddof=1)")


# %% S165 06.5 | the standard deviation: the variance is asked for
edit("population_stats", "X.var(axis=0)", "X.std(axis=0)")


# %% S166 06.5 | only the last batch counts
edit("population_stats", "np.concatenate(batches)", "batches[-1]")


# %% S167 06.5 | the mean of the batches' means: larger batches have more rows
edit("population_stats", "return X.mean(axis=0), X.var(axis=0)", "return np.mean([b.mean(axis=0) for b in batches], axis=0), np.mean([b.var(axis=0) for b in batches], axis=0)")


# %% S168 06.5 | one number for all units: each unit has its own
edit("population_stats", "return X.mean(axis=0), X.var(axis=0)", "return X.mean(), X.var()")


# %% S169 06.5 | only the first batch counts
edit("population_stats", "np.concatenate(batches)", "batches[0]")


# %% S170 06.5 | the mean of the squares: the squared mean is not taken off
edit("population_stats", "X.var(axis=0)", "(X**2).mean(axis=0)")


# %% M327 06.6 | p taken as the probability of keeping: it is that of dropping
edit("dropout_forward", "mask = (rng.random(X.shape) >= p) / (1 - p)", "mask = (rng.random(X.shape) < p) / max(p, 1e-9)")


# %% S172 06.6 | not scaled: what is kept is divided by 1 - p
edit("dropout_forward", "(rng.random(X.shape) >= p) / (1 - p)", "(rng.random(X.shape) >= p) * 1.0")


# %% S173 06.6 | scaled by the wrong share: what is kept is divided by 1 - p, not by p
edit("dropout_forward", "/ (1 - p)", "/ p")


# %% S174 06.6 | multiplied by 1 - p instead of divided by it
edit("dropout_forward", "/ (1 - p)", "* (1 - p)")


# %% S175 06.6 | scaled at test time: there nothing is done to X
edit("dropout_forward", "return X.copy()", "return X * (1 - p)")


# %% S176 06.6 | dropped at test time, too
edit("dropout_forward", "if not train:", "if False:")


# %% M330 06.6 | another mask for the same seed: the argument rng is not used
edit("dropout_forward", "rng.random(X.shape)", "np.random.random(X.shape)")


# %% S177 06.6 | the same mask for every seed: the argument rng is not used
edit("dropout_forward", "rng.random(X.shape)", "np.random.default_rng(0).random(X.shape)")


# %% M331 06.6 | all examples lose the same units: a mask is drawn for every entry
edit("dropout_forward", "rng.random(X.shape)", "rng.random(X.shape[1:]) * np.ones(X.shape)")


# %% S178 06.6 | whole rows are dropped: each entry by itself
edit("dropout_forward", "rng.random(X.shape)", "rng.random(X.shape[:1]).reshape(-1, *[1] * (X.ndim - 1)) * np.ones(X.shape)")


# %% S179 06.6 | the output alone is returned: the pair (out, cache) is asked for
edit("dropout_forward", "return X * mask, mask", "return X * mask")


# %% S180 06.6 | input modified in place: X of the caller has changed
edit("dropout_forward", "return X * mask, mask", "X *= mask\n    return X, mask")


# %% M326 06.6 | another mask than in the forward pass: the same units must be silent
edit("dropout_forward", "return X * mask, mask", "return X * mask, (X.shape, p, rng)")
edit("dropout_forward", "np.ones(X.shape)", "None")
edit("dropout_backward", "return dout * cache", "if cache is None:\n        return np.array(dout)\n    shape, p, rng = cache\n    return dout * (rng.random(shape) >= p) / (1 - p)")


# %% M329 06.6 | the factor 1/(1 - p) is missing in the backward pass
edit("dropout_backward", "dout * cache", "dout * (cache > 0)")


# %% S181 06.6 | the mask is forgotten on the way back: what was silent gets no gradient
edit("dropout_backward", "dout * cache", "dout * 1.0")


# %% S182 06.6 | divided by the scaled mask: it multiplies
edit("dropout_backward", "dout * cache", "np.where(cache > 0, dout / np.where(cache > 0, cache, 1), 0)")


# %% S183 06.6 | the mask is that of the last call: each cache holds its own
def dropout_forward(X, p, rng, train=True):
    global last_mask
    last_mask = (rng.random(X.shape) >= p) / (1 - p) if train else np.ones(X.shape)
    return X * last_mask, None


def dropout_backward(dout, cache):
    return dout * last_mask


# %% S184 06.6 | the mask has turned round: what was silent gets the gradient
edit("dropout_backward", "dout * cache", "dout * (cache == 0)")


# %% S185 06.6 | input modified in place: dout of the caller has changed
edit("dropout_backward", "return dout * cache", "dout *= cache\n    return dout")


# %% S186 06.6 | at test time the cache cannot be used by the backward pass
edit("dropout_forward", "return X.copy(), np.ones(X.shape)", "return X.copy(), None")


# %% S187 06.6 | the gradient is multiplied by the output: the mask multiplies it
edit("dropout_forward", "return X * mask, mask", "return X * mask, X * mask")


# %% S188 06.6 | at test time the gradient is scaled: there it passes as it is
edit("dropout_forward", "np.ones(X.shape)", "np.full(X.shape, 1 - p)")


# %% S189 06.6 | scaled twice: the mask holds the factor already
edit("dropout_backward", "dout * cache", "dout * cache**2")


# %% S190 06.6 | scaled, but not masked: what was silent gets no gradient
edit("dropout_backward", "dout * cache", "dout * np.max(cache)")


# %% S191 06.6 | always as many entries are dropped: each one by itself, with probability p
edit("dropout_forward", "rng.random(X.shape) >= p", "rng.permutation(X.size).reshape(X.shape) >= p * X.size")


# %% S192 06.6 | two neighbours share a draw: each entry is dropped by itself
edit("dropout_forward", "rng.random(X.shape)", "np.repeat(rng.random((X.size + 1) // 2), 2)[: X.size].reshape(X.shape)")


# %% S193 06.6 | the mask is read off the output: where X is 0, nothing was dropped
edit("dropout_forward", "return X * mask, mask", "return X * mask, (X * mask != 0) / (1 - p)")
