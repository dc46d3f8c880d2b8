"""IDX, the file format in which MNIST and its relatives come."""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path

import numpy as np

from convnet.errors import DataError

UNSIGNED_BYTE = 8


def load_idx(path: str | Path) -> np.ndarray:
    """Read an IDX file of unsigned bytes, gzipped or not.

    Parameters
    ----------
    path : str or Path
        The file. It holds two zero bytes, the type, the number of dimensions, each size as a
        big-endian 4-byte integer, and the data in row-major order.

    Returns
    -------
    ndarray of uint8
        With as many dimensions as the file says.

    Raises
    ------
    DataError
        If the file is not IDX, holds another type, is cut short or too long.
    """
    raw = _unzipped(Path(path))
    if len(raw) < 4 or raw[:2] != b"\0\0":
        raise DataError(f"{path} is no IDX file: it starts with {raw[:4].hex(' ') or 'nothing'}")
    kind, dimensions = raw[2], raw[3]
    if kind != UNSIGNED_BYTE:
        raise DataError(f"{path} holds IDX type {kind:#04x}; only unsigned bytes, 0x08, are read")
    header = 4 + 4 * dimensions
    if len(raw) < header:
        raise DataError(f"{path} is cut short: {dimensions} sizes announced, then it ends")
    shape = struct.unpack(f">{dimensions}I", raw[4:header])
    expected, found = int(np.prod(shape, dtype=object)), len(raw) - header
    if found != expected:
        fault = "is cut short" if found < expected else "has trailing bytes"
        sizes = "×".join(map(str, shape))
        raise DataError(f"{path} {fault}: {sizes} = {expected} bytes announced, {found} found")
    return np.frombuffer(raw, np.uint8, offset=header).reshape(shape).copy()


def _unzipped(path: Path) -> bytes:
    raw = path.read_bytes()
    if raw[:2] != b"\x1f\x8b":
        return raw
    try:
        return gzip.decompress(raw)
    except (EOFError, OSError, zlib.error) as error:
        raise DataError(f"{path} is a broken gzip file: {error}") from None
