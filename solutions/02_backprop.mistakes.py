"""Wrong answers to notebook 02: how each changes the reference, and the words that name it."""
# ruff: noqa

# %% M087 02.1 | value at the kink: this course takes ReLU′(0) = 0
# look at: drelu where z is exactly 0
edit("drelu", "z > 0", "z >= 0")

# %% M089 02.1 | not finite at z = 1000: take max(z, 0) out of the logarithm
# look at: hint 2 of the exercise
edit("softplus", "np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))", "np.log(1 + np.exp(z))")

# %% M090 02.1 | z(1 − z): the derivative is taken at z as if z were σ(z)
edit("dsigmoid", "sigmoid(z) * (1 - sigmoid(z))", "z * (1 - z)")

# %% M091 02.1 | 1 − z²: the derivative is 1 − tanh²(z)
edit("dtanh", "np.tanh(z)", "z")

# %% S001 02.1 | this is the threshold, 0 or 1: ReLU gives z itself where z > 0
edit("relu", "np.maximum(z, 0.0)", "(z > 0) * 1.0")

# %% S002 02.1 | the absolute value: negative numbers become 0, not positive
edit("relu", "np.maximum(z, 0.0)", "np.abs(z)")

# %% S003 02.1 | the wrong side is cut off: positive numbers stay
edit("relu", "np.maximum", "np.minimum")


# %% X0201e 02.1 | input modified in place: z of the caller has changed
def relu(z):
    z[z < 0] = 0
    return z


# %% X0201a 02.1 | −1 where z < 0: ReLU is flat there, with the slope 0
edit("drelu", "np.where(z > 0, 1.0, 0.0)", "np.sign(z)")

# %% S004 02.1 | this is ReLU itself, not its derivative
edit("drelu", "np.where(z > 0, 1.0, 0.0)", "np.maximum(z, 0)")

# %% S005 02.1 | exchanged: the slope is 1 on the right side, where z > 0
edit("drelu", "z > 0", "z < 0")

# %% S006 02.1 | another logarithm: the natural one is np.log
edit(
    "softplus",
    "np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))",
    "np.logaddexp(0, z) / np.log(2)",
)

# %% S007 02.1 | the logarithm to base 10: the natural one is np.log
edit(
    "softplus",
    "np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))",
    "np.logaddexp(0, z) / np.log(10)",
)

# %% S008 02.1 | this is ln(1 + e^−z): the sign of z in the exponent
edit("softplus", "np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))", "np.logaddexp(0, -z)")

# %% S009 02.1 | this is ReLU, not softplus
edit("softplus", "np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))", "np.maximum(z, 0.0)")

# %% S010 02.1 | the case z < 0 is missing: max(z, 0), not z, is taken out of the logarithm
edit("softplus", "np.maximum(z, 0.0)", "z")

# %% S192 02.1 | max(z, 0) is missing: the logarithm alone is right for z < 0 only
edit("softplus", "np.maximum(z, 0.0) + ", "")

# %% X0201c 02.1 | one derivative too many: this is the second derivative of softplus
edit("dsoftplus", "sigmoid(z)", "sigmoid(z) * (1 - sigmoid(z))")

# %% S011 02.1 | this is softplus itself, not its derivative
edit("dsoftplus", "sigmoid(z)", "np.logaddexp(0, z)")

# %% S012 02.1 | the inner derivative is missing: this is 1/(1 + e^z)
edit("dsoftplus", "sigmoid(z)", "sigmoid(-z)")

# %% S013 02.1 | not finite at z = 1000: infinity divided by infinity
edit("dsoftplus", "sigmoid(z)", "np.exp(z) / (1 + np.exp(z))")

# %% X0201d 02.1 | the sign in the exponent: σ rises from 0 to 1
edit("sigmoid", "np.where(z >= 0, 1 / (1 + e), e / (1 + e))", "1 / (1 + np.exp(z))")
edit("dsoftplus", "sigmoid(z)", "1 / (1 + np.exp(-z))")

# %% S014 02.1 | not finite at z = 1000: infinity divided by infinity
edit("sigmoid", "np.where(z >= 0, 1 / (1 + e), e / (1 + e))", "np.exp(z) / (1 + np.exp(z))")

# %% S015 02.1 | this is tanh: σ lies between 0 and 1
edit("sigmoid", "np.where(z >= 0, 1 / (1 + e), e / (1 + e))", "np.tanh(z)")

# %% S016 02.1 | this is tanh(z/2): it must be moved up by 1 and halved
edit("sigmoid", "np.where(z >= 0, 1 / (1 + e), e / (1 + e))", "np.tanh(z / 2)")

# %% S017 02.1 | |z| for both signs: where z < 0 the value is e/(1 + e), with e = e^−|z|
edit("sigmoid", "np.where(z >= 0, 1 / (1 + e), e / (1 + e))", "1 / (1 + e)")

# %% X0201f 02.1 | not finite at z = 1000: infinity divided by infinity
edit("dsigmoid", "sigmoid(z) * (1 - sigmoid(z))", "np.exp(z) / (1 + np.exp(z)) ** 2")

# %% S193 02.1 | the square in the denominator is missing: (1 + e^−z)²
edit("dsigmoid", "sigmoid(z) * (1 - sigmoid(z))", "np.exp(-z) / (1 + np.exp(-z))")

# %% S018 02.1 | this is σ itself, not its derivative
edit("dsigmoid", "sigmoid(z) * (1 - sigmoid(z))", "sigmoid(z)")

# %% S019 02.1 | this is 1 − σ²: that form belongs to tanh
edit("dsigmoid", "sigmoid(z) * (1 - sigmoid(z))", "1 - sigmoid(z) ** 2")

# %% S020 02.1 | σ is applied twice: the derivative is σ(z)(1 − σ(z)), with z inside
edit("dsigmoid", "sigmoid(z) * (1 - sigmoid(z))", "sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z)))")

# %% X0201b 02.1 | not finite at z = 1000: infinity divided by infinity
edit("tanh", "np.tanh(z)", "(np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))")

# %% S021 02.1 | this is σ: tanh lies between −1 and 1
edit("tanh", "np.tanh(z)", "1 / (1 + np.exp(-z))")

# %% S022 02.1 | this is tanh(z/2): the exponents are z and −z
edit("tanh", "np.tanh(z)", "np.tanh(z / 2)")

# %% S023 02.1 | numerator and denominator are exchanged: this is 1/tanh
edit("tanh", "np.tanh(z)", "1 / np.tanh(z)")

# %% X0201g 02.1 | the square is missing: the derivative is 1 − tanh²(z)
edit("dtanh", " ** 2", "")

# %% S194 02.1 | 1 + tanh²(z): the derivative is 1 − tanh²(z)
edit("dtanh", "1 - ", "1 + ")

# %% S024 02.1 | this is tanh itself, not its derivative
edit("dtanh", "1 - np.tanh(z) ** 2", "np.tanh(z)")

# %% S025 02.1 | h(1 − h): that form belongs to σ
edit("dtanh", "1 - np.tanh(z) ** 2", "np.tanh(z) * (1 - np.tanh(z))")

# %% S026 02.1 | not finite at z = 1000: infinity divided by infinity
edit("dtanh", "np.tanh(z) ** 2", "((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))) ** 2")

# %% X0201h 02.1 | da is summed: here it stays entry by entry
edit("dprelu", "np.where(z > 0, 0.0, z)", "np.sum(np.where(z > 0, 0.0, z))")

# %% S027 02.1 | the two sides are exchanged: a belongs to the left one
edit("prelu", "z, a * z", "a * z, z")

# %% S028 02.1 | dz is 1 at z = 0: there it is a
edit("dprelu", "np.where(z > 0, 1.0, a)", "np.where(z >= 0, 1.0, a)")

# %% S029 02.1 | da is a: the derivative of az with respect to a is z
edit("dprelu", "0.0, z)", "0.0, a)")


# %% X0202a 02.2 | exchanged: OR is the first hidden unit, AND the second
def xor_net(X):
    s = X.sum(axis=1)
    H = np.stack([s > 1.5, s > 0.5], axis=1) * 1.0
    return H, (H[:, 1] - H[:, 0] > 0.5) * 1.0


# %% X0202b 02.2 | the second unit is NAND, not AND: AND fires for 11 alone
def xor_net(X):
    s = X.sum(axis=1)
    H = np.stack([s > 0.5, s < 1.5], axis=1) * 1.0
    return H, (H.sum(axis=1) > 1.5) * 1.0


# %% S030 02.2 | both hidden units are the same: OR has a threshold between 0 and 1, AND one between 1 and 2
edit("xor_net", "s - 1.5", "s - 0.5")

# %% S031 02.2 | both hidden units are the same: OR has a threshold between 0 and 1, AND one between 1 and 2
edit("xor_net", "s - 0.5 > 0", "s - 1.5 > 0")


# %% S032 02.2 | −1 where 0 belongs: a threshold unit gives 0 or 1
def xor_net(X):
    s = X[:, 0] + X[:, 1]
    H = np.stack([np.sign(s - 0.5), np.sign(s - 1.5)], axis=1)
    return H, np.sign(H[:, 0] - H[:, 1] - 0.5)


# %% S033 02.2 | a unit fires at z = 0: φ(0) is 0
edit("xor_net", "s - 0.5 > 0, s - 1.5 > 0", "s >= 0, s - 1 >= 0")

# %% S034 02.2 | the units lie in rows: H has a row for each example
edit("xor_net", "return H, y", "return H.T, y")

# %% S035 02.2 | no threshold: h is φ of the sum, 0 or 1
edit(
    "xor_net",
    "np.stack([s - 0.5 > 0, s - 1.5 > 0], axis=1) * 1.0",
    "np.stack([s - 0.5, s - 1.5], axis=1)",
)

# %% X0202c 02.2 | this is h₁ + h₂, the number of ones: AND must count against
edit("xor_net", "(H[:, 0] - H[:, 1] - 0.5 > 0) * 1.0", "H[:, 0] + H[:, 1]")

# %% X0202d 02.2 | the output does not depend on X: this is the table for 00, 01, 10, 11
edit("xor_net", "(H[:, 0] - H[:, 1] - 0.5 > 0) * 1.0", "np.array([0, 1, 1, 0])")

# %% X0202e 02.2 | a column instead of a row: y has the shape (B,)
edit(
    "xor_net", "(H[:, 0] - H[:, 1] - 0.5 > 0) * 1.0", "(H @ np.array([[1.0], [-1.0]]) > 0.5) * 1.0"
)

# %% X0202f 02.2 | this is OR: 11 must give 0
edit("xor_net", "- H[:, 1] - 0.5 > 0", "- 0.5 * H[:, 1] > 0.25")

# %% S036 02.2 | inverted: this is 1 where both inputs are equal
edit("xor_net", "- 0.5 > 0) * 1.0", "- 0.5 < 0) * 1.0")

# %% S037 02.2 | this is AND: the output fires for OR, and not AND
edit("xor_net", "(H[:, 0] - H[:, 1] - 0.5 > 0) * 1.0", "H[:, 0] * H[:, 1]")

# %% S038 02.2 | this is NAND: 00 must give 0
edit("xor_net", "(H[:, 0] - H[:, 1] - 0.5 > 0) * 1.0", "1 - H[:, 1]")

# %% S039 02.2 | no threshold at the output: y is φ of the sum, 0 or 1
edit("xor_net", "(H[:, 0] - H[:, 1] - 0.5 > 0) * 1.0", "H[:, 0] - H[:, 1] - 0.5")

# %% X0202g 02.2 | the bias of OR is that for inputs 0 and 1: here two different inputs have the sum 0
edit("xor_signs", "s + 1", "s - 0.5")

# %% X0202h 02.2 | −1 where 0 belongs: the hidden units are still 0 or 1
edit("xor_signs", "* 1.0", "* 2.0 - 1")

# %% X0202i 02.2 | exchanged: OR is the first hidden unit, AND the second
edit("xor_signs", "s + 1 > 0, s - 1 > 0", "s - 1 > 0, s + 1 > 0")

# %% X0202j 02.2 | 0 and 1 at the output: here false is −1
edit("xor_signs", "H @ np.array([2.0, -2.0]) - 1", "H @ np.array([1.0, -1.0])")

# %% X0202k 02.2 | inverted: this is +1 where both inputs are equal
edit("xor_signs", "H @ np.array([2.0, -2.0]) - 1", "1 - H @ np.array([2.0, -2.0])")

# %% X0202l 02.2 | the bias of the output is missing: this is 0 and 2
edit("xor_signs", "[2.0, -2.0]) - 1", "[2.0, -2.0])")

# %% X0202m 02.2 | a unit fires at z = 0: φ(0) is 0
edit("xor_signs", "s + 1 > 0, s - 1 > 0", "s + 2 >= 0, s >= 0")

# %% X0203a 02.3 | at x = end the box is 0: φ(0) = 0, so the unit that ends it is still off there
edit("box_hard", "x - end > 0", "x - end >= 0")

# %% X0203b 02.3 | the second unit is added: it must take the first away
edit("box_hard", "- (", "+ (")

# %% X0203f 02.3 | the signs of the biases: the units switch at start and end, not at −start and −end
edit("box_hard", "x - start", "x + start")
edit("box_hard", "x - end", "x + end")

# %% S040 02.3 | the second unit is missing: the box must end
edit("box_hard", " - (x - end > 0) * 1.0", "")

# %% S041 02.3 | inverted: the box is 1 inside
edit("box_hard", "return (x - start > 0)", "return 1.0 - (x - start > 0)")
edit("box_hard", "- (x - end", "+ (x - end")

# %% S042 02.3 | sign flipped: the unit that switches on at start counts +1, the other −1
edit(
    "box_hard",
    "return (x - start > 0) * 1.0 - (x - end > 0) * 1.0",
    "return (x - end > 0) * 1.0 - (x - start > 0) * 1.0",
)

# %% X0203g 02.3 | start and end are not used: the box lies on (1, 2]
edit("box_hard", "x - start", "x - 1")
edit("box_hard", "x - end", "x - 2")

# %% M093 02.3 | the ramp goes on rising: subtract a second ReLU that starts 1/s later
edit("box_relu", " - r(s * (x - start) - 1)", "")

# %% X0203c 02.3 | the height is s: the second ReLU starts 1/s later, not 1 later
edit("box_relu", "r(s * (x - start) - 1)", "r(s * (x - start - 1))")
edit("box_relu", "r(s * (x - end) - 1)", "r(s * (x - end - 1))")

# %% X0203d 02.3 | the slope s is not used
edit("box_relu", "up = ", "s = 1\n    up = ")

# %% X0203e 02.3 | the ramp goes on falling: add a fourth ReLU that starts 1/s after the third
edit("box_relu", " + r(s * (x - end) - 1)", "")

# %% S043 02.3 | the box never ends: two of the ReLUs are missing, or cancel
edit("box_relu", " - r(s * (x - end)) + r(s * (x - end) - 1)", "")

# %% S044 02.3 | sign flipped: the box has the height 1, not −1
edit("box_relu", "return up", "return -up")
edit("box_relu", "- r(s * (x - end)) + r(s * (x - end) - 1)", "+ r(s * (x - end)) - r(s * (x - end) - 1)")

# %% S195 02.3 | the −1 is missing inside the second ReLU: it starts 1/s later
edit("box_relu", "r(s * (x - start) - 1)", "r(s * (x - start))")

# %% S046 02.3 | brackets: s multiplies x − start, not x alone
edit("box_relu", "r(s * (x - start)) - r(s * (x - start) - 1)", "r(s * x - start) - r(s * x - start - 1)")
edit("box_relu", "r(s * (x - end)) + r(s * (x - end) - 1)", "r(s * x - end) + r(s * x - end - 1)")

# %% S047 02.3 | the ReLU is missing: the straight lines cancel
edit("box_relu", "np.maximum(z, 0.0)", "z")

# %% X0203h 02.3 | start and end are not used: the box lies between 1 and 2
edit("box_relu", "up = ", "start, end = 1, 2\n    up = ")

# %% X0203i 02.3 | the second ramp is over at end: it begins there
edit("box_relu", "r(s * (x - end)) + r(s * (x - end) - 1)", "r(s * (x - end) + 1) + r(s * (x - end))")

# %% M094 02.4 | weights 0 and 1: an input +1 where the pattern has −1 must inhibit
edit("boolean_net", "2.0 * bits - 1", "1.0 * bits")

# %% M095 02.4 | no hidden unit fires: at its own pattern the sum is D, and the threshold is 0 at 0
edit("boolean_net", "1.0 - D", "-1.0 * D")

# %% M096 02.4 | several hidden units fire: this bias belongs to inputs 0 and 1, here they are −1 and +1
edit("boolean_net", "np.full(2**D, 1.0 - D)", "0.5 - bits.sum(axis=1)")

# %% X0204a 02.4 | the bits are read backwards: the first input is the most significant
edit("boolean_net", "np.arange(D - 1, -1, -1)", "np.arange(D)")

# %% X0204b 02.4 | v holds 0 where −1 belongs: targets are −1 and +1
edit("boolean_net", "np.array(table, dtype=float)", "(np.array(table) > 0) * 1.0")

# %% X0204c 02.4 | the bias is missing: at other patterns the sum may be positive too
edit("boolean_net", "1.0 - D", "0.0")

# %% S048 02.4 | sign flipped: an entry −1 of the table means the output −1
edit("boolean_net", "np.array(table, dtype=float)", "-np.array(table, dtype=float)")

# %% S049 02.4 | the bias is +(D − 1): it must hold the unit back
edit("boolean_net", "1.0 - D", "D - 1.0")

# %% S050 02.4 | patterns and table run in opposite directions
# look at: the signs of W: a unit's weights are its own pattern
edit("boolean_net", "2.0 * bits - 1", "1 - 2.0 * bits")

# %% S051 02.4 | transposed: W has one row for each unit, (2^D, D)
edit("boolean_net", "return W,", "return W.T,")

# %% X0205a 02.5 | the order of the product: the first layer's matrix stands on the right
edit("collapse_linear", "W_k @ W,", "W @ W_k,")

# %% S052 02.5 | the matrices are combined entry by entry: maps one after the other are multiplied, with @
edit("collapse_linear", "W_k @ W,", "W_k * W,")

# %% S053 02.5 | the matrices are combined entry by entry: maps one after the other are multiplied, with @
edit("collapse_linear", "W_k @ W,", "W_k + W,")

# %% M098 02.5 | biases added up: earlier biases must pass through the later matrices
edit("collapse_linear", "W_k @ b + b_k", "b + b_k")

# %% M099 02.5 | earlier biases are lost: they pass through the later matrices
edit("collapse_linear", "W_k @ b + b_k", "b_k")

# %% X0205b 02.5 | the later layers' own biases are missing
edit("collapse_linear", "W_k @ b + b_k", "W_k @ b")

# %% S054 02.5 | a layer's own bias passes through its own matrix: it is added after the product
edit("collapse_linear", "W_k @ b + b_k", "W_k @ (b + b_k)")

# %% S055 02.5 | the bias passes through the whole product so far: each step takes one matrix only
edit("collapse_linear", "W, b = W_k @ W, W_k @ b + b_k", "W = W_k @ W\n        b = W @ b + b_k")

# %% S189 02.5 | the order of the factors: W b, not b W
edit("collapse_linear", "W_k @ b + b_k", "b @ W_k + b_k")

# %% S056 02.5 | only two layers are used: the loop must run over all of them
edit("collapse_linear", "zip(Ws[1:], bs[1:], strict=True)", "zip(Ws[1:2], bs[1:2])")


# %% X0205c 02.5 | input modified in place: bs of the caller has changed
def collapse_linear(Ws, bs):
    W, b = Ws[0], bs[0]
    for A, a in zip(Ws[1:], bs[1:]):
        W = A @ W
        a += A @ b
        b = a
    return W, b


# %% X0206a 02.6 | the inner derivative is missing: that of xy with respect to x is y
edit("df_dx", "y * np.exp", "np.exp")

# %% S057 02.6 | the term y does not depend on x: its derivative is 0
edit("df_dx", "y * np.exp", "1 + y * np.exp")

# %% S197 02.6 | the exponent is xy, and y is missing in it
edit("df_dx", "np.exp(x * y)", "np.exp(x)")

# %% S058 02.6 | this is ∂f/∂y, not ∂f/∂x
edit("df_dx", "y * np.exp(x * y)", "1 + x * np.exp(x * y)")

# %% S059 02.6 | x and y are exchanged: ∂f/∂x is y e^(xy)
edit("df_dx", "y * np.exp", "x * np.exp")

# %% X0206b 02.6 | y stands in two places: the derivative of the first is 1
edit("df_dy", "1 + x", "x")

# %% S060 02.6 | the inner derivative is missing: that of xy with respect to y is x
edit("df_dy", "x * np.exp", "np.exp")

# %% S061 02.6 | this is ∂f/∂x, not ∂f/∂y
edit("df_dy", "1 + x * np.exp(x * y)", "y * np.exp(x * y)")

# %% S062 02.6 | the first y is kept: its derivative is 1
edit("df_dy", "1 + x", "y + x")

# %% X0206c 02.6 | sign flipped: the derivative of the cosine is −sin
edit("dx_dt", "-np.sin", "np.sin")

# %% S063 02.6 | this is the cosine itself: its derivative is −sin
edit("dx_dt", "-np.sin", "np.cos")

# %% S064 02.6 | the factor 2 is missing: the derivative of t² is 2t
edit("dy_dt", "2 * t", "t")

# %% S065 02.6 | this is t² itself: its derivative is 2t
edit("dy_dt", "2 * t", "t**2")

# %% M101 02.6 | only the path through y: the path through x is missing from the sum
edit("chain_example", "df_dx(x, y) * dx_dt(t) + ", "")

# %% X0206d 02.6 | only the path through x: the path through y is missing from the sum
edit("chain_example", " + df_dy(x, y) * dy_dt(t)", "")

# %% X0206e 02.6 | sign flipped: the derivative of the cosine is −sin
edit("chain_example", "df_dx(x, y) * dx_dt(t)", "df_dx(x, y) * -dx_dt(t)")

# %% S066 02.6 | the steps are exchanged: dx/dt belongs to ∂f/∂x, and dy/dt to ∂f/∂y
edit("chain_example", "dx_dt(t) + df_dy(x, y) * dy_dt(t)", "dy_dt(t) + df_dy(x, y) * dx_dt(t)")

# %% S187 02.6 | the paths are subtracted: they are added
edit("chain_example", "+ df_dy", "- df_dy")

# %% S067 02.6 | the paths are multiplied: they are added
edit("chain_example", "dx_dt(t) + df_dy", "dx_dt(t) * df_dy")

# %% S068 02.6 | the steps are missing: ∂f/∂x and ∂f/∂y are multiplied by dx/dt and dy/dt
edit(
    "chain_example", "df_dx(x, y) * dx_dt(t) + df_dy(x, y) * dy_dt(t)", "df_dx(x, y) + df_dy(x, y)"
)

# %% S069 02.6 | the derivatives of f are taken at t: they are taken at x and y
edit(
    "chain_example", "df_dx(x, y) * dx_dt(t) + df_dy(x, y)", "df_dx(t, t) * dx_dt(t) + df_dy(t, t)"
)

# %% S070 02.6 | the term y is missing from f
edit("chain_example", "y + np.exp", "np.exp")

# %% M104 02.7 | λ is missing: the bar of R is λ, not 1
edit("regularised_backward", "dJ * lam", "dJ")

# %% S071 02.7 | this is J itself: the derivative of J with respect to J is 1
edit("regularised_backward", "dJ = 1.0", "dJ = 1.0\n    J = 0.5 * (y - t) ** 2 + lam * 0.5 * w**2")
edit("regularised_backward", '"dJ": dJ', '"dJ": J')

# %% S072 02.7 | this is the derivative of λR with respect to w: R itself is the variable
edit("regularised_backward", '"dR": dR', '"dR": dR * w')

# %% S073 02.7 | this is λR itself: its derivative with respect to R is λ
edit("regularised_backward", '"dR": dR', '"dR": dR * 0.5 * w**2')

# %% S074 02.7 | this is ℓ itself: the derivative of J with respect to ℓ is 1
edit("regularised_backward", '"dl": dl', '"dl": 0.5 * (y - t) ** 2')

# %% X0207c 02.7 | sign flipped on the path through ℓ, y and z
# look at: the derivative of ½ (y − t)² with respect to y
edit("regularised_backward", "(y - t)", "(t - y)")

# %% S198 02.7 | the sign in the exponent: y = 1/(1 + e^−z)
edit("regularised_backward", "np.exp(-(w", "np.exp((w")

# %% S199 02.7 | the bias is missing in z = wx + b
edit("regularised_backward", "w * x + b", "w * x")

# %% S075 02.7 | 2 times too large: the loss has a factor ½
edit("regularised_backward", "(y - t)", "2 * (y - t)")

# %% S076 02.7 | this is the loss itself, not its derivative
edit("regularised_backward", "(y - t)", "0.5 * (y - t) ** 2")

# %% X0207b 02.7 | one factor σ′ is missing: y depends on z through σ
edit("regularised_backward", "dy * y * (1 - y)", "dy")

# %% S077 02.7 | σ′(z) is y(1 − y), not z(1 − z)
edit("regularised_backward", "dy * y * (1 - y)", "dy * (w * x + b) * (1 - (w * x + b))")

# %% S078 02.7 | the slope is that of tanh, 1 − y²: for σ it is y(1 − y)
edit("regularised_backward", "dy * y * (1 - y)", "dy * (1 - y**2)")

# %% S079 02.7 | the bar of y is missing: this is σ′ alone
edit("regularised_backward", "dy * y * (1 - y)", "y * (1 - y)")

# %% X0207a 02.7 | one path only: w is used in R too, so a second term is missing
edit("regularised_backward", " + dR * w", "")

# %% S080 02.7 | one path only: w is used in z too, so a second term is missing
edit("regularised_backward", "dz * x + dR * w", "dR * w")

# %% S081 02.7 | λ is missing: the bar of R is λ, not 1
edit("regularised_backward", "dR * w", "w")

# %% M105 02.7 | the value of R is added: its derivative is w
edit("regularised_backward", "dR * w", "dR * 0.5 * w**2")

# %% S082 02.7 | the bar of R is added as it is: it must be multiplied by the derivative of R, which is w
edit("regularised_backward", "dR * w", "dR")

# %% S083 02.7 | x is missing: the local derivative of z with respect to w is x
edit("regularised_backward", "dz * x", "dz")

# %% S084 02.7 | w in place of x: the local derivative of z with respect to w is x
edit("regularised_backward", "dz * x", "dz * w")

# %% S085 02.7 | 2 times too large in the path through R: R has a factor ½
edit("regularised_backward", "dR * w", "dR * 2 * w")

# %% S086 02.7 | the path through R is subtracted: paths are added
edit("regularised_backward", "+ dR * w", "- dR * w")

# %% S087 02.7 | sign flipped on the path through ℓ, y and z
# look at: the derivative of ½ (y − t)² with respect to y
edit("regularised_backward", "dz * x", "-dz * x")

# %% X0207d 02.7 | db equals the path of w through z: the local derivative of z with respect to b is 1, not x
edit("regularised_backward", "db = dz", "db = dz * x")

# %% S088 02.7 | R does not contain b: no term from R here
edit("regularised_backward", "db = dz", "db = dz + dR * b")

# %% S089 02.7 | one factor σ′ is missing: y depends on z through σ
edit("regularised_backward", "db = dz", "db = dy")

# %% S090 02.7 | b as a factor: the local derivative of z with respect to b is 1
edit("regularised_backward", "db = dz", "db = dz * b")

# %% X0207e 02.7 | -
edit("regularised_backward", ', "dw": dw, "db": db', "")

# %% M106 02.8 | only the last child's contribution kept (= for +=)
edit("backprop_graph", "+=", "=")

# %% M107 02.8 | the nodes are gone through from the first to the last: a node's bar is needed before its parents'
# look at: the order of the nodes, last one first
edit("backprop_graph", "reversed(nodes)", "nodes")

# %% M109 02.8 | local derivatives are taken at the node's own value: they are taken at the parents' values
edit("backprop_graph", "values[parent] for", "values[name] for")


# %% M110 02.8 | shared nodes are counted more than once: a bar may be passed on only when all children have contributed
def backprop_graph(nodes, values):
    table = {name: (parents, partials) for name, parents, partials in nodes}
    bars = {name: 0.0 for name in table}

    def visit(name):
        parents, partials = table[name]
        args = [values[p] for p in parents]
        for p, dfun in zip(parents, partials):
            bars[p] += bars[name] * dfun(*args)
            visit(p)

    last = nodes[-1][0]
    bars[last] = 1.0
    visit(last)
    return bars


# %% X0208a 02.8 | each bar is one local derivative: it must be multiplied by the child's bar
edit("backprop_graph", "bars[name] * partial", "partial")

# %% X0208b 02.8 | the same parent twice: both occurrences contribute
edit(
    "backprop_graph", "zip(parents, partials, strict=True)", "dict(zip(parents, partials)).items()"
)

# %% X0208c 02.8 | the last node's bar is 1, not its value
edit("backprop_graph", "= 1.0", "= values[nodes[-1][0]]")

# %% S091 02.8 | the last node's bar is 0: everything starts from 1
edit("backprop_graph", "    bars[nodes[-1][0]] = 1.0\n", "")

# %% S092 02.8 | all bars start at 1: only the last node's does, the others at 0
edit("backprop_graph", "name: 0.0", "name: 1.0")

# %% S093 02.8 | only the first contribution kept: they must be added
edit("backprop_graph", "bars[parent] +=", "bars[parent] = bars[parent] or")

# %% S094 02.8 | the bar is multiplied by the parent's value: the factor is the local derivative
edit("backprop_graph", "partial(*arguments)", "values[parent]")

# %% S200 02.8 | the arguments of the partials are in reverse: they are the parents' values in order
edit("backprop_graph", "*arguments", "*arguments[::-1]")

# %% S201 02.8 | bar and local derivative are added: they are multiplied
edit("backprop_graph", "bars[name] * partial", "bars[name] + partial")

# %% S095 02.8 | a partial gets one value only: it is called with the values of all parents, in order
edit("backprop_graph", "partial(*arguments)", "partial(values[parent])")

# %% S096 02.8 | all bars but the last are 0: no node gets the bar of its child
# look at: which bar is multiplied by the local derivative, and where the loop begins
edit("backprop_graph", "bars[name] * partial", "bars[parent] * partial")


# %% X0208d 02.8 | a node that the result does not depend on has no bar: it has the bar 0
def backprop_graph(nodes, values):
    bars = {nodes[-1][0]: 1.0}
    for name, parents, partials in reversed(nodes):
        if name not in bars:
            continue
        for p, d in zip(parents, partials):
            bars[p] = bars.get(p, 0.0) + bars[name] * d(*[values[q] for q in parents])
    return bars


# %% M111 02.9 | sign flipped: in this course δ is +∂J/∂z, and J has y − t
edit("dJ_dy", "y - t", "t - y")
edit("delta_output", "y - t", "t - y")

# %% S097 02.9 | this is a sum: there is one entry for each output
edit("dJ_dy", "y - t", "np.sum(y - t)")

# %% S098 02.9 | 2 times too large: J has a factor ½
edit("dJ_dy", "y - t", "2 * (y - t)")

# %% S099 02.9 | this is J of each output, not its derivative
edit("dJ_dy", "y - t", "0.5 * (y - t) ** 2")

# %% M113 02.9 | one factor φ′ is missing
edit("delta_hidden", " * dphi", "")

# %% X0209d 02.9 | one factor φ′ is missing
edit("delta_output", " * dphi", "")

# %% S100 02.9 | φ′ alone: it is multiplied by ∂J/∂y = y − t
edit("delta_output", "(y - t) * dphi", "dphi")

# %% S101 02.9 | summed over the outputs: δ has one entry for each of them
edit("delta_output", "(y - t) * dphi", "np.dot(y - t, dphi)")

# %% X0209a 02.9 | transposed: the gradient has the shape of the second layer's weights, (K, M)
edit("dJ_dW2", "outer(delta2, h)", "outer(h, delta2)")

# %% S102 02.9 | the sign: with positive δ there is no minus here
edit("dJ_dW2", "np.outer", "-np.outer")

# %% S103 02.9 | only a product entry by entry: each entry of δ meets each entry of h
edit("dJ_dW2", "np.outer(delta2, h)", "delta2 * h")

# %% X0209b 02.9 | W2 is used the wrong way round: sum over its rows, the outputs
edit("dJ_dh", "W2.T", "W2")

# %% X0209c 02.9 | sign flipped: with positive δ there is no minus here
edit("dJ_dh", "W2.T", "-W2.T")

# %% S104 02.9 | the sum over the outputs is missing: it runs over k
edit("dJ_dh", "W2.T @ delta2", "W2.T * delta2")

# %% S105 02.9 | the weights are missing: each output counts with its own weight
edit("dJ_dh", "W2.T @ delta2", "np.full(W2.shape[1], delta2.sum())")

# %% S106 02.9 | δ is missing: this is the sum of the weights alone
edit("dJ_dh", "W2.T @ delta2", "W2.sum(axis=0)")

# %% S107 02.9 | W2 is used the wrong way round: sum over its rows, the outputs
edit("delta_hidden", "W2.T", "W2")

# %% S108 02.9 | sign flipped: with positive δ there is no minus here
edit("delta_hidden", "(W2.T", "-(W2.T")

# %% S109 02.9 | the weights are missing: each output counts with its own weight
edit("delta_hidden", "(W2.T @ delta2)", "delta2.sum()")

# %% X0209e 02.9 | transposed: the gradient has the shape of the first layer's weights, (M, D)
edit("dJ_dW1", "outer(delta1, x)", "outer(x, delta1)")

# %% S110 02.9 | the sign: with positive δ there is no minus here
edit("dJ_dW1", "np.outer", "-np.outer")

# %% X0210a 02.10 | the bias is missing
edit("linear_forward", "W.T + b", "W.T")

# %% X0210b 02.10 | W is not transposed: a row of W belongs to one output
edit("linear_forward", "W.T", "W")

# %% S111 02.10 | the bias is subtracted: it is added
edit("linear_forward", "W.T + b", "W.T - b")

# %% S112 02.10 | transposed: Z has a row for each example, (B, M)
edit("linear_forward", "X @ W.T + b", "(X @ W.T + b).T")

# %% M115 02.10 | transposed: dW has the shape of W, (out, in)
edit("linear_backward", "dZ.T @ X", "X.T @ dZ")

# %% M116 02.10 | bias summed over the wrong axis: one value for each example instead of each unit
edit("linear_backward", "axis=0", "axis=1")

# %% M117 02.10 | bias not summed over the batch
edit("linear_backward", "dZ.sum(axis=0)", "dZ")

# %% M118 02.10 | B times too small: the cost has divided by the batch size already
edit("linear_backward", "dZ.T @ X, dZ.sum(axis=0)", "dZ.T @ X / len(X), dZ.mean(axis=0)")

# %% S113 02.10 | B times too small: the cost has divided by the batch size already
edit("linear_backward", "dZ.T @ X", "dZ.T @ X / len(X)")

# %% S114 02.10 | B times too small: the cost has divided by the batch size already
edit("linear_backward", "dZ @ W,", "dZ @ W / len(X),")

# %% M119 02.10 | a factor is transposed that must not be: dX = dZ W, and dW = dZᵀ X
edit("linear_backward", "dZ @ W", "dZ @ W.T")

# %% S115 02.10 | the order of the factors, or a missing transpose: dX = dZ W, and dW = dZᵀ X
edit("linear_backward", "dZ @ W", "W @ dZ")

# %% S191 02.10 | the order of the factors, or a missing transpose: dX = dZ W, and dW = dZᵀ X
edit("linear_backward", "dZ.T @ X", "X @ dZ")

# %% S116 02.10 | transposed: dX has the shape of X, (B, D)
edit("linear_backward", "dZ @ W", "(dZ @ W).T")

# %% S117 02.10 | summed over everything: db has one value for each unit
edit("linear_backward", "dZ.sum(axis=0)", "dZ.sum()")

# %% S118 02.10 | W in place of X: dZ meets the inputs of the layer
edit("linear_backward", "dZ.T @ X", "dZ.T @ dZ @ W")

# %% S119 02.10 | the order is another: the gradients are (dX, dW, db)
edit("linear_backward", "dZ @ W, dZ.T @ X", "dZ.T @ X, dZ @ W")

# %% M122 02.10 | the second call is larger: gradients of earlier calls are still in the sum
dW_total = {}


def linear_backward(dZ, cache):
    X, W = cache
    dW_total["dW"] = dW_total.get("dW", 0) + dZ.T @ X
    return dZ @ W, dW_total["dW"], dZ.sum(axis=0)


# %% X0210c 02.10 | -
edit("linear_backward", ", dZ.sum(axis=0)", "")

# %% X0211a 02.11 | the bias is added after φ: it belongs inside
edit("pointwise_forward", "phi(Z),", "phi(X) + b,")

# %% S120 02.11 | the bias is missing
edit("pointwise_forward", "return phi(Z)", "return phi(X)")

# %% S121 02.11 | the bias is subtracted: it is added
edit("pointwise_forward", "return phi(Z)", "return phi(X - b)")

# %% S122 02.11 | φ is not applied
edit("pointwise_forward", "return phi(Z)", "return Z")

# %% S123 02.11 | this is dphi: forward needs phi
edit("pointwise_forward", "phi(Z), dphi(Z)", "dphi(Z), dphi(Z)")

# %% S124 02.11 | always tanh: use the phi that was given
edit("pointwise_forward", "return phi(Z)", "return np.tanh(Z)")

# %% M123 02.11 | one factor φ′ is missing
edit("pointwise_backward", "dout * cache", "dout * 1.0")

# %% M125 02.11 | right for tanh only: use the dphi that was given
edit("pointwise_forward", "dphi(Z)", "1 - np.tanh(Z) ** 2")

# %% X0211b 02.11 | φ′ is taken at x, not at z = x + b
edit("pointwise_forward", ", dphi(Z)", ", dphi(X)")

# %% S125 02.11 | φ in place of φ′
edit("pointwise_forward", ", dphi(Z)", ", phi(Z)")

# %% S126 02.11 | φ′ is taken at out: it is a function of z
edit("pointwise_forward", ", dphi(Z)", ", dphi(phi(Z))")

# %% M126 02.11 | one factor φ′ is missing
# look at: db, for the bias sits inside φ
edit("pointwise_backward", "dZ.sum(axis=0)", "dout.sum(axis=0)")

# %% M127 02.11 | B times too small: sum over the batch, no mean
edit("pointwise_backward", "dZ.sum(axis=0)", "dZ.mean(axis=0)")

# %% S127 02.11 | bias not summed over the batch
edit("pointwise_backward", "dZ.sum(axis=0)", "dZ")

# %% X0211c 02.11 | bias summed over the wrong axis: one value for each example instead of each unit
edit("pointwise_backward", "axis=0", "axis=1")

# %% S128 02.11 | summed over everything: db has one value for each unit
edit("pointwise_backward", "dZ.sum(axis=0)", "dZ.sum()")

# %% M129 02.11 | input modified in place: dout of the caller has changed
edit("pointwise_backward", "dZ = dout * cache", "dout *= cache\n    dZ = dout")

# %% M132 02.12 | 2 times too large: the ½ is missing
edit("euclidean_cost", "0.5 * np.sum", "np.sum")

# %% S129 02.12 | 2 times too large: the ½ is missing
edit("euclidean_cost", "0.5 * np.sum(E**2) / len(E), E", "np.sum(E**2) / len(E), 2 * E")

# %% S130 02.12 | B times too large: the cost is a mean over the batch
edit("euclidean_cost", "np.sum(E**2) / len(E)", "np.sum(E**2)")

# %% X0212b 02.12 | K times too small: np.mean divides by B times K
edit("euclidean_cost", "np.sum(E**2) / len(E)", "np.mean(E**2)")

# %% S131 02.12 | 2B times too large: neither the ½ nor the division by B
edit("euclidean_cost", "0.5 * np.sum(E**2) / len(E)", "np.sum(E**2)")

# %% S132 02.12 | one cost for each example: J is one number, their mean
edit("euclidean_cost", "0.5 * np.sum(E**2) / len(E)", "0.5 * np.sum(E**2, axis=1)")

# %% S133 02.12 | the squares are missing: errors of opposite sign cancel
edit("euclidean_cost", "E**2", "E")

# %% M130 02.12 | B times too large: the cost is a mean over the batch
edit("euclidean_cost", ", E / len(E)", ", E")

# %% X0212g 02.12 | 2 times too small: the ½ cancels the 2 of the square
edit("euclidean_cost", ", E / len(E)", ", 0.5 * E / len(E)")

# %% S203 02.12 | absolute values in place of squares
edit("euclidean_cost", "E**2", "np.abs(E)")

# %% S134 02.12 | sign flipped: dY is (y − t)/B
edit("euclidean_cost", ", E / len(E)", ", -E / len(E)")

# %% S135 02.12 | K times too small: divide by B, the number of examples, alone
edit("euclidean_cost", ", E / len(E)", ", E / E.size")

# %% X0212a 02.12 | not finite for large logits: take max(z, 0) out of the logarithm
edit(
    "binary_cross_entropy",
    "np.maximum(Z, 0) - T * Z + np.log1p(e)",
    "-T * np.log(1 / (1 + np.exp(-Z))) - (1 - T) * np.log(1 - 1 / (1 + np.exp(-Z)))",
)

# %% X0212f 02.12 | Z is used as a probability: it holds logits, before σ
edit(
    "binary_cross_entropy",
    "np.maximum(Z, 0) - T * Z + np.log1p(e)",
    "-T * np.log(Z) - (1 - T) * np.log(1 - Z)",
)

# %% S136 02.12 | B times too large: the cost is a mean over the batch
edit("binary_cross_entropy", "np.log1p(e)) / len(Z)", "np.log1p(e))")

# %% S137 02.12 | sign flipped: the logarithm of a probability is negative
edit("binary_cross_entropy", "J = np.sum", "J = -np.sum")

# %% S138 02.12 | the part of the targets 0 is missing: −(1 − t) ln(1 − y)
edit("binary_cross_entropy", "np.maximum(Z, 0) - T * Z + np.log1p(e)", "T * np.logaddexp(0, -Z)")

# %% S139 02.12 | 0 and 1 are exchanged among the targets
edit("binary_cross_entropy", "- T * Z", "- (1 - T) * Z")

# %% S140 02.12 | targets −1 and +1: here they are 0 and 1
edit("binary_cross_entropy", "np.maximum(Z, 0) - T * Z + np.log1p(e)", "np.logaddexp(0, -T * Z)")

# %% M133 02.12 | one factor σ′ too many: with respect to z it has cancelled
edit(
    "binary_cross_entropy",
    "return J, (np.where(Z >= 0, 1 / (1 + e), e / (1 + e)) - T)",
    "return J, e / (1 + e) ** 2 * (np.where(Z >= 0, 1 / (1 + e), e / (1 + e)) - T)",
)

# %% S141 02.12 | B times too large: the cost is a mean over the batch
edit("binary_cross_entropy", "- T) / len(Z)", "- T)")

# %% X0212e 02.12 | sign flipped: dZ is (y − t)/B
edit("binary_cross_entropy", "J, (np", "J, -(np")

# %% S142 02.12 | σ is missing: the error is σ(z) − t, not z − t
edit("binary_cross_entropy", "(np.where(Z >= 0, 1 / (1 + e), e / (1 + e)) - T)", "(Z - T)")

# %% S143 02.12 | t is not subtracted: this is σ(z)/B
edit("binary_cross_entropy", "e / (1 + e)) - T)", "e / (1 + e)))")

# %% S144 02.12 | not finite for large logits: subtract the row's maximum first
edit("softmax_cross_entropy", "Z - Z.max(axis=1, keepdims=True)", "Z")

# %% X0212d 02.12 | B times too large: the cost is a mean over the batch
edit("softmax_cross_entropy", "(np.log(total) - S)) / len(Z)", "(np.log(total) - S))")
edit("softmax_cross_entropy", "- T) / len(Z)", "- T)")

# %% S145 02.12 | K times too small: np.mean divides by B times K
edit(
    "softmax_cross_entropy",
    "np.sum(T * (np.log(total) - S)) / len(Z)",
    "np.mean(T * (np.log(total) - S))",
)

# %% S146 02.12 | sign flipped: the logarithm of a probability is negative
edit("softmax_cross_entropy", "(np.log(total) - S)", "(S - np.log(total))")

# %% S147 02.12 | the targets are not used: only the right class counts
edit("softmax_cross_entropy", "T * (np", "(np")

# %% S148 02.12 | exponentials summed over the batch: each row has its own sum, over the classes
edit("softmax_cross_entropy", "E.sum(axis=1", "E.sum(axis=0")

# %% X0212c 02.12 | off by the softmax Jacobian: it has cancelled already in y − t
edit("softmax_cross_entropy", "(E / total - T)", "(E / total - T) * (E / total) * (1 - E / total)")

# %% S202 02.12 | exponentials summed over the whole batch: each row has its own sum, over the classes
edit("softmax_cross_entropy", "E.sum(axis=1, keepdims=True)", "E.sum()")

# %% S149 02.12 | sign flipped: dZ is (y − t)/B
edit("softmax_cross_entropy", "(E / total - T)", "(T - E / total)")

# %% S150 02.12 | t is not subtracted: this is the softmax itself, divided by B
edit("softmax_cross_entropy", "(E / total - T)", "(E / total)")

# %% S151 02.12 | B times too large: the cost is a mean over the batch
edit("softmax_cross_entropy", "- T) / len(Z)", "- T)")

# %% S152 02.12 | the sum is missing: e^z is divided by the sum of its row
edit("softmax_cross_entropy", "(E / total - T)", "(E - T)")

# %% M136 02.13 | outputs squashed: the last layer is linear
edit("mlp_forward", "return Z,", "return A[-1],")

# %% X0213b 02.13 | no activation between the layers
edit("mlp_forward", 'np.tanh(Z) if phi == "tanh" else 1 / (1 + np.exp(-Z))', "Z")

# %% X0213d 02.13 | always tanh: phi = "sigmoid" asks for σ
edit("mlp_forward", 'np.tanh(Z) if phi == "tanh" else 1 / (1 + np.exp(-Z))', "np.tanh(Z)")
edit("mlp_forward", "params, phi)", 'params, "tanh")')

# %% S153 02.13 | the activations are exchanged
edit("mlp_forward", 'phi == "tanh"', 'phi != "tanh"')

# %% S154 02.13 | the biases are missing
edit("mlp_forward", "W.T + b", "W.T")

# %% S155 02.13 | a layer's product does not fit: its input is the output of the layer before, and W stands transposed
edit("mlp_forward", "A[-1] @", "X @")

# %% S190 02.13 | a layer's product does not fit: its input is the output of the layer before, and W stands transposed
edit("mlp_forward", "W.T + b", "W + b")

# %% S205 02.13 | the sign in the exponent: σ(z) = 1/(1 + e^−z)
edit("mlp_forward", "np.exp(-Z)", "np.exp(Z)")

# %% S156 02.13 | two layers only: the loop must run over all of params
edit("mlp_forward", "in params:", "in params[:2]:")

# %% M134 02.13 | one factor φ′ is missing in every hidden layer
edit("mlp_backward", 'dA * (1 - A[k] ** 2 if phi == "tanh" else A[k] * (1 - A[k]))', "dA")

# %% M135 02.13 | right for tanh only: phi = "sigmoid" has another derivative
edit("mlp_backward", '(1 - A[k] ** 2 if phi == "tanh" else A[k] * (1 - A[k]))', "(1 - A[k] ** 2)")

# %% M141 02.13 | the weights are missing on the way back: delta must pass through W
edit(
    "mlp_backward",
    "dA = dZ @ W",
    "dA = np.repeat(dZ.sum(axis=1, keepdims=True), W.shape[1], axis=1)",
)

# %% S157 02.13 | one factor φ′ too many: X has not gone through φ
edit("mlp_backward", "return dA,", "return dZ,")

# %% S158 02.13 | φ′ of the activation instead of z: with a = φ(z) it is 1 − a² or a(1 − a)
edit(
    "mlp_backward",
    '(1 - A[k] ** 2 if phi == "tanh" else A[k] * (1 - A[k]))',
    '(1 - np.tanh(A[k]) ** 2 if phi == "tanh" else np.exp(-A[k]) / (1 + np.exp(-A[k])) ** 2)',
)

# %% S159 02.13 | the tanh is not squared: φ′ = 1 − a²
edit("mlp_backward", "1 - A[k] ** 2", "1 - A[k]")

# %% S204 02.13 | 1 + a²: for tanh φ′ = 1 − a²
edit("mlp_backward", "1 - A[k] ** 2", "1 + A[k] ** 2")

# %% S160 02.13 | this is the gradient of the first pre-activation: multiply by the first W
edit("mlp_backward", "dA = dZ @ W", "dA = dZ @ W if k else dZ")
edit("mlp_backward", "A[k] * (1 - A[k]))", "A[k] * (1 - A[k])) if k else dA")

# %% M137 02.13 | order reversed: grads[0] belongs to the first layer
edit("mlp_backward", "return dA, grads", "return dA, grads[::-1]")

# %% X0213a 02.13 | B times too small: the cost has divided by the batch size already
edit("mlp_backward", "dZ.sum(axis=0)", "dZ.mean(axis=0)")

# %% S161 02.13 | B times too small: the cost has divided by the batch size already
edit("mlp_backward", "dZ.T @ A[k]", "dZ.T @ A[k] / len(dZ)")

# %% S162 02.13 | transposed: dW has the shape of W, (out, in)
edit("mlp_backward", "dZ.T @ A[k]", "A[k].T @ dZ")

# %% S163 02.13 | bias not summed over the batch
edit("mlp_backward", "dZ.sum(axis=0)", "dZ")

# %% S164 02.13 | bias summed over the wrong axis: one value for each example instead of each unit
edit("mlp_backward", "axis=0", "axis=1")

# %% X0213c 02.13 | grads is one flat list: it holds a pair (dW, db) for each layer
edit(
    "mlp_backward",
    "grads.insert(0, (dZ.T @ A[k], dZ.sum(axis=0)))",
    "grads = [dZ.T @ A[k], dZ.sum(axis=0)] + grads",
)

# %% S165 02.13 | the pairs are (db, dW): dW comes first
edit("mlp_backward", "(dZ.T @ A[k], dZ.sum(axis=0))", "(dZ.sum(axis=0), dZ.T @ A[k])")

# %% X0214a 02.14 | the cost is a module too
edit("n_boxes", "4", "3")

# %% X0214h 02.14 | these are the nodes: a module is a layer's computation, not a unit
edit("n_boxes", "4", "5")

# %% S166 02.14 | these are layers of weights: the pointwise module and the cost are modules too
edit("n_boxes", "4", "2")

# %% X0214d 02.14 | the bias is added after tanh: it belongs inside
edit("mit_forward", 'x + params["b"])', 'x) + params["b"]')

# %% S167 02.14 | the bias is missing
edit("mit_forward", ' + params["b"]', "")

# %% S168 02.14 | tanh is missing
edit("mit_forward", "np.tanh(", "(")

# %% S169 02.14 | 2 times too large: the cost has a factor ½
edit("mit_forward", "0.5 * (y - t)", "(y - t)")

# %% S170 02.14 | the output is squashed too: it is linear
edit("mit_forward", 'params["W2"] @ h', 'np.tanh(params["W2"] @ h)')

# %% S171 02.14 | W1 is used the wrong way round: a row of W1 belongs to one hidden unit
edit("mit_forward", 'params["W1"] @ x', 'x @ params["W1"]')

# %% X0214c 02.14 | one factor φ′ is missing: 1 − h² on the way through tanh
edit("mit_backward", " * (1 - h**2)", "")

# %% X0214f 02.14 | transposed: dW1 has the shape and the order of W1
edit("mit_backward", "dz, x", "x, dz")

# %% S172 02.14 | sign flipped: the error is y − t
edit("mit_forward", "(x, h, y - t, params)", "(x, h, t - y, params)")

# %% S173 02.14 | the slope is that of σ, h(1 − h): for tanh it is 1 − h²
edit("mit_backward", "(1 - h**2)", "h * (1 - h)")

# %% S174 02.14 | the tanh is not squared: the slope is 1 − h²
edit("mit_backward", "h**2", "h")

# %% S175 02.14 | W2 is missing on the way back: the error passes through it
edit("mit_backward", ' * params["W2"]', "")

# %% X0214g 02.14 | z instead of h: the second layer's input is h, after tanh
edit("mit_backward", "dy * h}", "dy * np.arctanh(h)}")

# %% S176 02.14 | the error is missing in the gradient of W2: it is the error times h
edit("mit_backward", "dy * h}", "h}")

# %% S177 02.14 | one factor φ′ is missing: 1 − h² on the way through tanh
edit("mit_backward", '"b": dz', '"b": dy * params["W2"]')

# %% X0214b 02.14 | the step goes uphill: θ ← θ − η θ̄ with a positive η
edit("mit_update", "- eta", "+ eta")

# %% S178 02.14 | η is missing in the step
edit("mit_update", "eta * grads", "grads")

# %% S179 02.14 | this is the step alone: add it to the old value
edit("mit_update", "params[key] - eta", "-eta")

# %% S180 02.14 | nothing has changed
edit("mit_update", "params[key] - eta * grads[key]", "params[key]")


# %% X0214e 02.14 | input modified in place: params of the caller has changed
def mit_update(params, grads, eta):
    for key in params:
        params[key] -= eta * grads[key]
    return params


# %% X0215a 02.15 | all hidden units are the same: their weights must start at different values
edit("train_mlp", "rng.normal(size=(n_hidden, D)) / np.sqrt(D)", "np.full((n_hidden, D), 0.1)")
edit(
    "train_mlp", "rng.normal(size=(1, n_hidden)) / np.sqrt(n_hidden)", "np.full((1, n_hidden), 0.1)"
)

# %% S181 02.15 | all hidden units are the same: their weights must start at different values
edit("train_mlp", "rng.normal(size=(n_hidden, D)) / np.sqrt(D)", "np.zeros((n_hidden, D))")
edit("train_mlp", "rng.normal(size=(1, n_hidden)) / np.sqrt(n_hidden)", "np.zeros((1, n_hidden))")

# %% X0215b 02.15 | the cost rises with each step: the steps go uphill
# look at: the sign of the step, θ ← θ − η θ̄
edit("train_mlp", "W - eta", "W + eta")
edit("train_mlp", "b - eta", "b + eta")

# %% X0215c 02.15 | other random numbers than those of the argument rng
edit(
    "train_mlp",
    "rng.normal(size=(n_hidden, D))",
    "np.random.default_rng().normal(size=(n_hidden, D))",
)

# %% X0215d 02.15 | params are those of the start, not those after the last step
edit("train_mlp", "losses = []", "losses, start = [], params")
edit("train_mlp", "return params, losses", "return start, losses")

# %% X0215e 02.15 | the first layer does not learn: its parameters stay where they were
edit("train_mlp", "losses.append(J)", "params[0] = first\n        losses.append(J)")
edit("train_mlp", "losses = []", "losses, first = [], params[0]")

# %% X0215f 02.15 | the last loss alone: losses holds one number for each step
edit("train_mlp", "return params, losses", "return params, J")

# %% X0215g 02.15 | rng is not used: every seed starts alike
edit("train_mlp", "D = X.shape[1]", "D = X.shape[1]\n    rng = np.random.default_rng(0)")

# %% S182 02.15 | a column (B, 1) meets targets (B,): the cost takes one logit for each example, Z[:, 0]
edit("train_mlp", "Z[:, 0], T", "Z, T")
edit("train_mlp", "dZ[:, None]", "dZ")

# %% S183 02.15 | the gradients are divided by B a second time: the cost has done so already
edit("train_mlp", "dZ[:, None]", "dZ[:, None] / len(X)")

# %% S184 02.15 | η is not used
edit("train_mlp", "W - eta * dW, b - eta * db", "W - 0.1 * dW, b - 0.1 * db")

# %% S185 02.15 | one loss too many: each is that before a step
edit("train_mlp", "return params, losses", "return params, [*losses, J]")

# %% S206 02.15 | the biases do not learn
edit("train_mlp", "b - eta * db", "b")

# %% S186 02.15 | the cost stays the same: the parameters do not change
edit("train_mlp", "params = [\n            (W - eta", "new = [\n            (W - eta")
