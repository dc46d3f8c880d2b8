"""The wire between grader and student: what crosses, and what a hostile sender cannot do."""

import contextlib
import json
import random
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox import frames, generators, wire
from autograder.sandbox.decoder import Decoder
from autograder.sandbox.encoder import Encoder


def crossed(value):
    encoder = Encoder(lambda v: {"h": [7, "object", type(v).__name__, []]})
    frame = frames.pack(encoder.value(value), encoder.pieces)
    text, _ = frames.lengths(frame[:16])
    message, pieces = frames.unpack(frame[16 : 16 + text], frame[16 + text :])
    decoder = Decoder(pieces, lambda *handle: ("handle", *handle), lambda i: ("own", i))
    made = decoder.value(message)
    assert [type(m) for m in decoder.mutable] == [
        np.ndarray if isinstance(m, np.ndarray) else type(m) for m in encoder.mutable
    ]
    return made


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text() | st.integers(), inner)
    ),
    max_leaves=20,
)


@given(plain)
def test_plain_values_come_back_with_their_types(value):
    made = crossed(value)
    assert made == value
    assert repr(made) == repr(value)


@pytest.mark.parametrize("dtype", wire.CODES)
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0, 4), (2, 1, 3)])
def test_arrays_and_scalars_keep_dtype_shape_and_bytes(dtype, shape):
    array = np.array(np.random.default_rng(0).normal(size=shape) * 9).astype(dtype)
    made = crossed(array)
    assert type(made) is np.ndarray and made.flags.writeable
    assert made.dtype == array.dtype and made.shape == array.shape
    assert made.tobytes() == array.tobytes()
    scalar = np.dtype(dtype).type(1)
    assert type(crossed(scalar)) is type(scalar) and crossed(scalar) == scalar


def test_lists_of_numpy_numbers_stay_lists_of_them():
    several = [np.float64(0.1), np.float64("nan"), np.float64(-0.0)]
    alike = ([np.int8(-3)], several, [np.complex64(1j)] * 2, [np.float16(0.1), np.float16(7)])
    mixed = ([np.float64(1), np.float32(2)], [np.float64(1), 2.0], [np.bool_(True)], [])
    for items in (*alike, *mixed, [several, (several,)]):
        assert repr(crossed(items)) == repr(items)
    assert repr(crossed([np.longdouble(0.5)] * 3)) == repr([np.float64(0.5)] * 3)


def test_awkward_arrays_arrive_plain():
    a = np.arange(6.0).reshape(2, 3)
    for awkward in (a.T, a[:, ::-1], a.astype(">f8"), np.asfortranarray(a), a.astype("g")):
        made = crossed(awkward)
        assert type(made) is np.ndarray and made.dtype == np.dtype("<f8")
        np.testing.assert_array_equal(made, np.asarray(awkward, dtype=float))

    class Yes(np.ndarray):
        def __array_ufunc__(self, *args, **kwargs):
            return True

    assert type(crossed(a.view(Yes))) is np.ndarray
    assert crossed(np.array([1.5, "x"], dtype=object)) == [1.5, "x"]


def test_subclasses_of_plain_types_arrive_plain():
    class Close(float):
        def __eq__(self, other):
            return True

        __hash__ = float.__hash__

    made = crossed([Close(2.0)])
    assert type(made[0]) is float and made[0] != 3.0


def test_a_generator_goes_on_where_it_was():
    rng = np.random.default_rng(3)
    rng.normal(size=5)
    made = crossed(rng)
    assert made.normal() == rng.normal()


def test_what_is_too_much_is_refused_before_it_is_copied():
    loop: list = []
    loop.append(loop)
    deep: object = 1.0
    for _ in range(50_000):
        deep = [deep]
    for value, code in [
        (loop, "loop"),
        (deep, "deep"),
        (np.broadcast_to(1.0, (50, 1000, 1000)), "big"),
        (10**5000, "number"),
        ([0] * (wire.MAX_ELEMENTS + 1), "many"),
        (np.array(["2026-01-01"], dtype="M8[D]"), "dtype"),
    ]:
        with pytest.raises(wire.Unsendable) as caught:
            crossed(value)
        assert caught.value.code == code


def read(frame: bytes):
    text, raw = frames.lengths(frame[:16])
    message, pieces = frames.unpack(frame[16 : 16 + text], frame[16 + text : 16 + text + raw])
    return Decoder(pieces, lambda *handle: handle, lambda i: i).value(message)


forms = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 9)
    | st.integers()
    | st.sampled_from([1 << 62, 1 << 64, 10**400, -(10**400), (1 << 61) - 1])
    | st.floats()
    | st.sampled_from([*wire.DTYPES, *generators.KINDS, "function", "state", "\ud800", ""]),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from("tdycasgho"), inner, min_size=1, max_size=1)
        | st.tuples(st.sampled_from(sorted(wire.DTYPES)), st.lists(inner, max_size=3), inner).map(
            lambda array: {"a": list(array)}
        )
        | st.lists(st.tuples(inner, inner).map(list), max_size=5).map(lambda pairs: {"d": pairs})
    ),
    max_leaves=20,
)
"""What a hostile sender may write: tags, and numbers where something else belongs."""


def hostile_forms_raise_nothing_but_wire_errors(form, sizes, raw):
    text = json.dumps([form, sizes]).encode()
    with contextlib.suppress(wire.WireError):
        read(frames.HEAD.pack(frames.MAGIC, len(text), len(raw)) + text + raw)


def random_bytes_raise_nothing_but_wire_errors(data):
    for frame in (data, frames.HEAD.pack(frames.MAGIC, len(data), 0) + data):
        with contextlib.suppress(wire.WireError):
            read(frame)


anything = given(
    forms, st.sampled_from([[], [8], [8, 0], [4, 4]]), st.sampled_from([b"", bytes(8)])
)
bytes_of_any_kind = given(st.binary(min_size=16, max_size=200))
FUZZED = [
    (anything, hostile_forms_raise_nothing_but_wire_errors),
    (bytes_of_any_kind, random_bytes_raise_nothing_but_wire_errors),
]


@pytest.mark.parametrize(
    "draws", [300, pytest.param(10_000, marks=pytest.mark.slow)], ids=["sample", "fuzz"]
)
@pytest.mark.parametrize(("draw", "claim"), FUZZED, ids=["forms", "bytes"])
def test_nothing_but_wire_errors(draws, draw, claim):
    settings(max_examples=draws, deadline=None, database=None)(draw(claim))()


def test_damaged_frames_raise_nothing_but_wire_errors():
    rng = np.random.default_rng(1)
    value = [{"a": (rng.normal(size=(2, 3)), 1.5)}, rng, b"xyz", np.float32(2), [None, True, 2j]]
    encoder = Encoder(lambda v: None)
    good = frames.pack(encoder.value(value), encoder.pieces)
    dice = random.Random(5)
    for _ in range(3000):
        bad = bytearray(good)
        for _ in range(dice.randint(1, 4)):
            bad[dice.randrange(16, len(bad))] = dice.randrange(256)
        with contextlib.suppress(wire.WireError):
            read(bytes(bad[: dice.choice([len(bad), dice.randrange(16, len(bad))])]))


@pytest.mark.parametrize(
    "form",
    [
        {"a": ["|O8", [1], 0]},
        {"a": ["<f8", [2], 0]},
        {"a": ["<f8", [-1], 0]},
        {"a": ["<f8", [1 << 40, 1 << 40, 0], 1]},
        {"a": ["<f8", [True], 0]},
        {"a": [["<f8"], [1], 0]},
        {"a": ["<f8", [1], 5]},
        {"a": ["<f8", [1] * 40, 0]},
        {"s": ["<f4", 0]},
        {"n": ["<c16", 0]},
        {"n": ["|b1", 0]},
        {"n": ["<f8", 5]},
        {"g": ["PCG64", {"d": []}]},
        {"g": ["__class__", None]},
        {"g": ["MT19937", {"d": [["bit_generator", "MT19937"], ["state", 3]]}]},
        {"d": [[[], 1]]},
        {"d": [[1]]},
        {"c": ["1", 2]},
        {"h": [1, "module", "os", []]},
        {"h": [-1, "function", "f", []]},
        {"o": -1},
        {"o": 1.5},
        {"_take": 0},
        {"z": 0},
        {"a": 1, "t": []},
        {"y": [0]},
        [{"y": 0}, {"y": 0}],
        {"a": ["<f8", [0, 1 << 27], 1]},
        {"c": [10**400, 0]},
        10**1300,
        {"d": [[i * ((1 << 61) - 1), 0] for i in range(1, 40)]},
        {"d": [[{"t": [i * ((1 << 61) - 1), 1]}, 0] for i in range(1, 40)]},
        [{"h": [0, "object", "", []]} for _ in range(30_000)],
    ],
)
def test_hostile_forms_are_refused(form):
    text = json.dumps([form, [8, 0]]).encode()
    with pytest.raises(wire.WireError):
        read(struct.pack(">4sIQ", frames.MAGIC, len(text), 8) + text + bytes(8))


STILL = {
    "PCG64": {"state": {"state": 0, "inc": 0}, "has_uint32": 0, "uinteger": 0},
    "PCG64DXSM": {"state": {"state": 4, "inc": 2}, "has_uint32": 0, "uinteger": 0},
    "MT19937": {"state": {"key": np.zeros(624, "u4"), "pos": 0}},
}
"""States that give zeros for ever, or for a multiple of eight in a row."""


@pytest.mark.parametrize("kind", generators.KINDS)
def test_a_generator_of_every_kind_crosses(kind):
    rng = np.random.Generator(getattr(np.random, kind)(5))
    rng.integers(10, size=3, dtype="u4")
    assert crossed(rng).integers(1 << 32, size=700).tolist() == (
        rng.integers(1 << 32, size=700).tolist()
    )


def forged(kind, change):
    """The state of a seeded generator with one number of it replaced."""
    state = getattr(np.random, kind)(1).state
    for path, value in change.items():
        *outer, last = path.split(".")
        inner = state
        for name in outer:
            inner = inner[name]
        inner[last] = value
    return state


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        *((kind, {"bit_generator": kind, **state}) for kind, state in STILL.items()),
        ("MT19937", forged("MT19937", {"state.pos": 1 << 30})),
        ("MT19937", forged("MT19937", {"state.pos": -1})),
        ("MT19937", forged("MT19937", {"state.key": np.ones(3, "u4")})),
        ("Philox", forged("Philox", {"buffer_pos": 1 << 20})),
        ("Philox", forged("Philox", {"buffer": np.zeros(1, "u8")})),
        ("PCG64", forged("PCG64", {"uinteger": 1 << 40})),
        ("PCG64", forged("PCG64", {"has_uint32": 7})),
        ("PCG64", forged("PCG64", {"state.state": 1 << 128})),
        ("SFC64", forged("SFC64", {"state.state": np.zeros(2, "u8")})),
        ("PCG64", np.random.SFC64(1).state),
    ],
)
def test_a_state_that_no_seed_gives_is_refused(kind, state):
    encoder = Encoder(lambda v: None)
    form = {"g": [kind, encoder.value(state)]}
    text = json.dumps([form, [len(p) for p in encoder.pieces]]).encode()
    raw = b"".join(encoder.pieces)
    with pytest.raises(wire.WireError):
        read(frames.HEAD.pack(frames.MAGIC, len(text), len(raw)) + text + raw)


def test_many_small_containers_are_too_much():
    empty: list = []
    with pytest.raises(wire.WireError, match="too large"):
        Decoder([], lambda *handle: handle, lambda i: i).value([empty] * wire.MAX_ELEMENTS)


def test_short_values_are_counted_before_they_are_made():
    for text in (b"[" + b"[]," * (frames.MAX_PARTS // 2) + b"[]]", b"," * frames.MAX_PARTS + b",["):
        with pytest.raises(wire.WireError, match="too many"):
            frames.unpack(text, b"")


def test_numbers_are_counted_before_they_are_made():
    text = json.dumps([{"n": ["|i1", 0]}, [wire.MAX_RAW]]).encode()
    head = struct.pack(">4sIQ", frames.MAGIC, len(text), wire.MAX_RAW)
    with pytest.raises(wire.WireError, match="too large"):
        read(head + text + bytes(wire.MAX_RAW))


def test_deep_json_and_wrong_lengths_are_refused():
    deep = b"[" * 200_000 + b"]" * 200_000
    with pytest.raises(wire.WireError):
        frames.unpack(deep, b"")
    with pytest.raises(wire.WireError):
        frames.unpack(b"[[1], [3]]", b"12")
    with pytest.raises(wire.WireError):
        frames.lengths(frames.HEAD.pack(frames.MAGIC, frames.MAX_JSON + 1, 0))
    with pytest.raises(wire.WireError):
        frames.lengths(frames.HEAD.pack(frames.MAGIC, 0, 1 << 40))
