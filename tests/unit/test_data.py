"""Do the data arrive whole, and is nothing broken ever kept?"""

import gzip
import hashlib
import http.server
import os
import struct
import threading
import time
import urllib.parse
from typing import ClassVar

import numpy as np
import pytest

from convnet import data, download, idx
from convnet.errors import DataError

CONTENT = np.random.default_rng(5).bytes(300_000)


# --- the shipped digits -----------------------------------------------------------------------


def test_shipped_files_are_those_of_the_registry():
    shipped = [file for file in download.registry().values() if file.shipped]
    assert len(shipped) == 3
    for file in shipped:
        raw = (download.datasets() / file.name).read_bytes()
        assert (hashlib.sha256(raw).hexdigest(), len(raw)) == (file.sha256, file.bytes)


def test_the_test_digits_as_idx_are_those_of_the_split():
    split = data.load_digits_28()
    for part, array in (("images-idx3", split.test_images), ("labels-idx1", split.test_labels)):
        shipped = idx.load_idx(download.fetch(f"digits-test-{part}-ubyte.gz"))
        assert shipped.tolist() == array.tolist()


def test_digits_have_their_pixels_and_labels_in_place():
    images, labels = data.load_digits()
    assert images.shape == (1797, 8, 8) and labels.shape == (1797,)
    assert images.dtype.kind == labels.dtype.kind == "i"
    assert images[0, 0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0] and labels[0] == 0
    assert images[-1, -1].tolist() == [0, 1, 8, 12, 14, 12, 1, 0] and labels[-1] == 8
    assert (images.min(), images.max()) == (0, 16)
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_large_digits_keep_the_picture_and_split_every_fourth():
    images, labels = data.load_digits()
    split = data.load_digits_28()
    assert [len(part) for part in split] == [1347, 1347, 450, 450]
    assert split.test_labels.tolist() == labels[::4].tolist()
    assert split.train_labels[:4].tolist() == labels[[1, 2, 3, 5]].tolist()
    first = split.test_images[0].astype(float)
    assert split.test_images.dtype == np.uint8 and first.shape == (28, 28)
    # Summed over each known pixel's place of 2.5 × 2.5 the ink is about what it was; a flip fails.
    box = first[4:24, 4:24]
    assert first.sum() == box.sum()
    for axis in (0, 1):
        ink = box.sum(axis).reshape(4, 5).sum(1) / 2.5**2 / 255 * 16
        assert np.allclose(ink, images[0].sum(axis).reshape(4, 2).sum(1), atol=15)


# --- IDX --------------------------------------------------------------------------------------


def idx_bytes(array, kind=8):
    return (
        bytes([0, 0, kind, array.ndim])
        + struct.pack(f">{array.ndim}I", *array.shape)
        + array.tobytes()
    )


@pytest.mark.parametrize("shape", [(3, 4, 5), (7,), (0, 28, 28), (300, 2)])
@pytest.mark.parametrize("squeeze", [bytes, gzip.compress])
def test_idx_comes_back_as_it_was(tmp_path, shape, squeeze):
    array = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    (tmp_path / "a").write_bytes(squeeze(idx_bytes(array)))
    assert np.array_equal(idx.load_idx(tmp_path / "a"), array)


GOOD = idx_bytes(np.arange(6, dtype=np.uint8).reshape(2, 3))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "starts with nothing"),
        (b"PK\3\4" + GOOD, "starts with 50 4b 03 04"),
        (b"\1" + GOOD[1:], "no IDX file"),
        (GOOD[:2] + b"\x0d" + GOOD[3:], "type 0x0d"),
        (GOOD[:9], "2 sizes announced"),
        (GOOD[:-1], "cut short: 2×3 = 6 bytes announced, 5 found"),
        (GOOD + b"\0", "trailing bytes: 2×3 = 6 bytes announced, 7 found"),
        (b"\0\0\x08\3" + b"\xff" * 12, "cut short"),
        (gzip.compress(GOOD, mtime=0)[:-3], "broken gzip"),
        (b"\x1f\x8b nonsense", "broken gzip"),
    ],
)
def test_broken_idx_is_named(tmp_path, raw, words):
    (tmp_path / "broken").write_bytes(raw)
    with pytest.raises(DataError, match="broken") as caught:
        idx.load_idx(tmp_path / "broken")
    assert words in str(caught.value)


# --- finding and fetching ---------------------------------------------------------------------


class Server(http.server.BaseHTTPRequestHandler):
    """Serves CONTENT, well or badly; the first part of the path says how."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        how = self.path.split("/")[1]
        self.asked.append(how)
        if how.isdigit() or (how == "503-once" and self.asked.count(how) == 1):
            self.send_error(int(how[:3]))
            return
        body = CONTENT[::-1] if how == "other" else CONTENT
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if how == "drops":
            self.wfile.write(body[:100_000])
        elif how in ("slow", "trickle"):
            for start in range(0, len(body), 20_000):
                self.wfile.write(body[start : start + 20_000])
                time.sleep(0.03 if how == "slow" else 0.2)
        elif how == "stalls":
            self.wfile.write(body[:50_000])
            time.sleep(1.5)
        else:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as http_server:
        http_server.handle_error = lambda *_: None  # clients that hang up are part of the test
        threading.Thread(target=http_server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http_server.server_port}"
        http_server.shutdown()


@pytest.fixture
def mirrors(server, tmp_path, monkeypatch):
    """Call it with ways of serving: the registry then holds one file with such mirrors."""
    Server.asked = []
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    monkeypatch.setattr(download, "cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(download, "PAUSE", 0.0)
    monkeypatch.delenv("CONVNET_DATA", raising=False)

    def serve(*ways):
        addresses = tuple(way if "://" in way else f"{server}/{way}/file.gz" for way in ways)
        file = download.DataFile("file.gz", sha256, len(CONTENT), False, addresses)
        monkeypatch.setattr(download, "registry", lambda: {"file.gz": file})

    return serve


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "bad", ["403", "503", "404", "drops", "other", "stalls", "http://127.0.0.1:9/x"]
)
def test_next_mirror_helps_after_a_bad_one(mirrors, tmp_path, monkeypatch, bad):
    monkeypatch.setattr(download, "TIMEOUT", 0.5)
    mirrors(bad, "good")
    path = download.fetch("file.gz", progress=False)
    assert path.read_bytes() == CONTENT
    assert files_below(tmp_path) == [path]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("403", "answered 403"),
        ("503", "answered 503"),
        ("drops", "dropped the connection midway"),
        ("other", "wrong SHA-256"),
        ("stalls", "was too slow"),
        ("http://127.0.0.1:9/x", "could not be reached"),
    ],
)
def test_nothing_corrupt_is_kept_and_the_message_helps(mirrors, tmp_path, bad, words, monkeypatch):
    monkeypatch.setattr(download, "TIMEOUT", 0.5)
    mirrors(bad)
    with pytest.raises(DataError) as caught:
        download.fetch("file.gz", progress=False)
    assert files_below(tmp_path) == []
    message = str(caught.value)
    assert words in message and "CONVNET_DATA" in message and "load_digits" in message
    assert str(tmp_path / "cache") in message


def test_a_mirror_that_was_busy_is_tried_again(mirrors):
    mirrors("503-once")
    assert download.fetch("file.gz", progress=False).read_bytes() == CONTENT


def test_a_slow_mirror_is_waited_for_with_a_bar(mirrors, monkeypatch, capsys):
    mirrors("slow")
    monkeypatch.setattr("convnet.progress.SELDOM", 0.0)
    monkeypatch.setattr("convnet.progress.DELAY", 0.0)
    assert download.fetch("file.gz").read_bytes() == CONTENT
    bars = capsys.readouterr().err.splitlines()
    assert "Downloading file.gz" in bars[-1] and "100%" in bars[-1] and len(bars) > 3


def test_a_trickling_mirror_is_given_up(mirrors, tmp_path, monkeypatch):
    mirrors("trickle")
    monkeypatch.setattr(download, "PATIENCE", 0.3)
    monkeypatch.setattr(download, "SLOWEST", 1_000_000)
    with pytest.raises(DataError, match="was too slow"):
        download.fetch("file.gz", progress=False)
    assert files_below(tmp_path) == []


def test_what_is_there_is_not_fetched_again(mirrors, tmp_path, monkeypatch):
    mirrors("good")
    first = download.fetch("file.gz", progress=False)
    assert download.fetch("file.gz", progress=False) == first and Server.asked == ["good"]
    given = tmp_path / "given"
    given.mkdir()
    (given / "file.gz").write_bytes(CONTENT)
    monkeypatch.setenv("CONVNET_DATA", str(given))
    assert download.fetch("file.gz", progress=False) == given / "file.gz"


def test_a_harmed_copy_is_named_and_replaced(mirrors, tmp_path):
    mirrors("good")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "file.gz").write_bytes(CONTENT[:-1])
    with pytest.warns(UserWarning, match=r"file\.gz is not the file"):
        path = download.fetch("file.gz", progress=False)
    assert path.read_bytes() == CONTENT


def test_a_chosen_folder_gets_the_download(mirrors, tmp_path):
    mirrors("good")
    assert (
        download.fetch("file.gz", tmp_path / "class", progress=False).parent == tmp_path / "class"
    )


def test_a_chosen_folder_gets_what_lies_elsewhere_and_is_looked_into_first(mirrors, tmp_path):
    mirrors("good")
    cached, chosen = download.fetch("file.gz", progress=False), tmp_path / "class"
    for _ in range(2):
        found = download.fetch("file.gz", chosen, progress=False)
        assert found == chosen / "file.gz" and found.read_bytes() == CONTENT
        cached.unlink(missing_ok=True)  # the second time there is the folder alone
    assert Server.asked == ["good"] and files_below(tmp_path) == [chosen / "file.gz"]


def test_mnist_is_taken_from_the_folder_that_it_was_put_into(monkeypatch, tmp_path):
    asked = []

    def fetch(name, folder=None, progress=True):
        asked.append((name, folder))
        raise DataError("no network")

    monkeypatch.setattr(data, "fetch", fetch)
    with pytest.raises(DataError):
        data.load_mnist(folder=tmp_path)
    assert asked == [(data.MNIST[0], tmp_path)]


def test_what_cannot_be_read_is_named_and_the_search_goes_on(mirrors, tmp_path, monkeypatch):
    mirrors("good")
    given = tmp_path / "given"
    given.mkdir()
    (given / "file.gz").write_bytes(CONTENT)
    monkeypatch.setenv("CONVNET_DATA", str(given))
    original = download._sha256

    def refused(path):  # root may read everything
        if path.parent == given:
            raise PermissionError(13, "Permission denied")
        return original(path)

    monkeypatch.setattr(download, "_sha256", refused)
    with pytest.warns(UserWarning, match=r"file\.gz can't be read \(Permission denied\)"):
        assert download.fetch("file.gz", progress=False) == tmp_path / "cache" / "file.gz"


def test_a_folder_that_cannot_be_made_is_no_mirrors_fault(mirrors, tmp_path):
    mirrors("good")
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(DataError, match=r"cache, and that can't be written") as caught:
        download.fetch("file.gz", progress=False)
    assert Server.asked == [] and "CONVNET_DATA" in str(caught.value)


def test_images_and_labels_must_belong_together():
    with pytest.raises(DataError, match=r"images \(3, 28, 28\), labels \(2,\)"):
        data._check_counts(np.zeros((3, 28, 28)), np.zeros(2), "t10k-images")


def test_every_mirror_is_an_address_of_its_file():
    for file in download.registry().values():
        assert file.shipped or len(file.mirrors) >= 3
        for mirror in file.mirrors:
            address = urllib.parse.urlparse(mirror)
            assert address.scheme == "https" and address.path.endswith("/" + file.name)


@pytest.mark.skipif("CONVNET_DATA" not in os.environ, reason="set CONVNET_DATA to MNIST's folder")
def test_mnist_is_mnist():
    mnist = data.load_mnist(progress=False)
    assert mnist.train_images.shape == (60_000, 28, 28) and mnist.test_images.shape == (
        10_000,
        28,
        28,
    )
    assert mnist.train_labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert np.bincount(mnist.test_labels).tolist() == [
        980,
        1135,
        1032,
        1010,
        982,
        892,
        958,
        1028,
        974,
        1009,
    ]
