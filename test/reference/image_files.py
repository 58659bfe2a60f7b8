"""Writes test/data/images: small images as NumPy and PyArrow save them.

Run:  python3 -m venv VENV && VENV/bin/pip install numpy pillow pyarrow
      VENV/bin/python test/reference/image_files.py

Image i has the value 10 i in red, 10 i + 1 in green and 10 i + 2 in blue, everywhere. test/own-image-files.test.ts reads all
of them back.
"""

import io
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
from PIL import Image

FOLDER = Path(__file__).parent.parent / "data" / "images"
FOLDER.mkdir(exist_ok=True)


def images(first, n):
    """Those numbered from `first` on: [n, 8, 8, 3]."""
    values = 10 * np.arange(first, first + n)[:, None] + np.arange(3)
    return np.broadcast_to(values[:, None, None, :], (n, 8, 8, 3)).astype(np.uint8)


train, test = images(0, 6), images(6, 3)
labels, test_labels = np.array([1, 0, 1, 10, 10, 1]), np.array([10, 0, 1])

np.savez_compressed(
    FOLDER / "medmnist.npz",
    train_images=train,
    train_labels=labels[:, None].astype(np.uint8),
    val_images=test,
    val_labels=test_labels[:, None].astype(np.uint8),
    test_images=test,
    test_labels=test_labels[:, None].astype(np.uint8),
)
np.savez(FOLDER / "keras-grey.npz", x_train=train[..., 0], y_train=labels, x_test=test[..., 0], y_test=test_labels)
np.savez(
    FOLDER / "planes-texts.npz",
    images=np.ascontiguousarray(train.transpose(0, 3, 1, 2)),
    labels=np.array(["cat", "dog", "cat", "dog", "dog", "cat"]),
)
np.savez(
    FOLDER / "named.npz", images=train, labels=labels % 10, class_names=np.array(["wren", "lark"])
)
np.savez(FOLDER / "floats.npz", images=train / 255, labels=labels)
np.savez(FOLDER / "one-hot.npz", images=train, labels=np.eye(2)[labels % 2])
np.savez(FOLDER / "fewer-labels.npz", images=train, labels=labels[1:])
np.savez(FOLDER / "other-names.npz", pictures=train, kinds=labels)


def png(image):
    file = io.BytesIO()
    Image.fromarray(image).save(file, "png")
    return file.getvalue()


def table(images, labels, column="image"):
    """As Hugging Face's `Dataset.to_parquet` has it."""
    names = ["wren", "lark"]
    note = {"info": {"features": {"label": {"names": names, "_type": "ClassLabel"}, column: {"_type": "Image"}}}}
    picture = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    rows = [{"bytes": png(image), "path": f"{i}.png"} for i, image in enumerate(images)]
    columns = {column: pa.array(rows, picture), "label": pa.array(labels)}
    return pa.table(columns).replace_schema_metadata({"huggingface": json.dumps(note)})


def parquet(name, table, **options):
    (FOLDER / name).parent.mkdir(exist_ok=True)
    pyarrow.parquet.write_table(table, FOLDER / name, **options)


parquet("birds/train-00000-of-00002.parquet", table(train[:4], labels[:4] % 10))
parquet("birds/train-00001-of-00002.parquet", table(train[4:], labels[4:] % 10), compression="zstd")
parquet("birds/test-00000-of-00001.parquet", table(test, test_labels % 10), use_dictionary=False)
parquet("birds.parquet", table(train, labels % 10, "img"), row_group_size=2)
parquet("no-pictures.parquet", pa.table({"label": labels}))
