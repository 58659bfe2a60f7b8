"""Writes test/data/svhn: SVHN's cropped digits as Hugging Face has them, of 20 training and 10 test images.

Run:  python3 -m venv VENV && VENV/bin/pip install numpy pillow pyarrow
      VENV/bin/python test/reference/svhn_files.py

The columns and notes are those of the data set `ufldl-stanford/svhn`. Labels are 1, 2, … 9, 0 in turn; pixel (row, column) of channel c in image i has
the value row + 10 column + 100 c + i, modulo 256: as test/svhn.test.ts writes them in the official form.
"""

import io
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
from PIL import Image

FOLDER = Path(__file__).parent.parent / "data" / "svhn" / "cropped_digits"
FOLDER.mkdir(parents=True, exist_ok=True)
row, column, channel = np.ogrid[:32, :32, :3]


def picture(i):
    file = io.BytesIO()
    Image.fromarray(((row + 10 * column + 100 * channel + i) % 256).astype(np.uint8)).save(file, "png")
    return {"bytes": file.getvalue(), "path": None}


def write(name, first, n):
    struct = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    labels = {"names": [str(digit) for digit in range(10)], "_type": "ClassLabel"}
    note = {"info": {"features": {"image": {"_type": "Image"}, "label": labels}}}
    columns = {
        "image": pa.array([picture(i) for i in range(first, first + n)], struct),
        "label": pa.array([(i + 1) % 10 for i in range(first, first + n)], pa.int64()),
    }
    table = pa.table(columns).replace_schema_metadata({"huggingface": json.dumps(note)})
    pyarrow.parquet.write_table(table, FOLDER / name)


write("train-00000-of-00002.parquet", 0, 12)
write("train-00001-of-00002.parquet", 12, 8)
write("test-00000-of-00001.parquet", 0, 10)
write("extra-00000-of-00001.parquet", 0, 2)
