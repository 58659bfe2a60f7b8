"""Writes test/data/cifar: CIFAR-10 and CIFAR-100 in their four published forms, of a few images.

Run:  python3 -m venv VENV && VENV/bin/pip install numpy
      VENV/bin/python test/reference/cifar_files.py

Image i, counted through training and test set, has the value i in red, 100 + i in green and 200 + i in blue, but in its first
pixel, where red is 255. Labels are 9 and 0 in turn, of CIFAR-100 99, 98 and 97. The official Python files were pickled by Python 2 (`cifar-10-python`
is so, too); people pickle them again with Python 3 in protocol 2, whose bytes are texts of latin1 (`cifar-100-python`), and in
protocol 5. test/cifar-images.test.ts reads all of them back.
"""

import pickle
import struct
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent.parent / "data" / "cifar"
TEN = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
HUNDRED = [f"kind {k:02}" for k in range(100)]


def planes(first, n):
    """Images from number `first` on: uint8 of [n, 3072]."""
    colours = np.arange(first, first + n)[:, None] + np.array([0, 100, 200])
    data = np.repeat(colours.astype(np.uint8)[:, :, None], 1024, 2)
    data[:, 0, 0] = 255
    return data.reshape(n, 3072)


class Python2(pickle._Pickler):
    """Texts and bytes as Python 2 wrote its `str`."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_str(self, text):
        data = text if isinstance(text, bytes) else text.encode("latin1")
        short = len(data) < 256
        self.write((b"U" + bytes([len(data)]) if short else b"T" + struct.pack("<i", len(data))) + data)
        self.memoize(text)

    dispatch[str] = dispatch[bytes] = save_str


def dump(path, content, protocol):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        if protocol == "Python 2":
            Python2(file, 2).dump(content)
        else:
            pickle.dump(content, file, protocol)
    # As NumPy 1 named its modules, and so the official files.
    path.write_bytes(path.read_bytes().replace(b"numpy._core.multiarray\n", b"numpy.core.multiarray\n"))
    with path.open("rb") as file:
        read = pickle.load(file, encoding="latin1")
    assert all(np.array_equal(read[key], value) for key, value in content.items())


def binary(path, first, n, labels):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(bytes(label) + image.tobytes() for label, image in zip(labels, planes(first, n))))


for k, name in enumerate([*(f"data_batch_{k}" for k in range(1, 6)), "test_batch"]):
    content = {"batch_label": name, "labels": [9, 0], "data": planes(2 * k, 2), "filenames": ["a.png", "b.png"]}
    dump(FOLDER / "cifar-10-python" / name, content, "Python 2")
    binary(FOLDER / "cifar-10-binary" / f"{name}.bin", 2 * k, 2, [[9], [0]])
dump(FOLDER / "cifar-10-python" / "batches.meta", {"num_cases_per_batch": 2, "label_names": TEN}, "Python 2")
(FOLDER / "cifar-10-binary" / "batches.meta.txt").write_text("\n".join(TEN) + "\n\n")

for name, first, n in [("train", 0, 3), ("test", 3, 3)]:
    fine = [99 - i % 3 for i in range(first, first + n)]
    content = {"fine_labels": fine, "coarse_labels": [0] * n, "data": planes(first, n)}
    dump(FOLDER / "cifar-100-python" / name, content, 2)
    dump(FOLDER / "cifar-100-protocol-5" / name, content, 5)
    binary(FOLDER / "cifar-100-binary" / f"{name}.bin", first, n, [[0, label] for label in fine])
for name, protocol in [("python", 2), ("protocol-5", 5)]:
    meta = {"fine_label_names": HUNDRED, "coarse_label_names": ["all"]}
    dump(FOLDER / f"cifar-100-{name}" / "meta", meta, protocol)
(FOLDER / "cifar-100-binary" / "fine_label_names.txt").write_text("\n".join(HUNDRED) + "\n")
