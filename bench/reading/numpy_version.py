"""Child of the benchmark, a whole process: reads embeddings and measures them in NumPy. numpy_version.py FOLDER FORMAT

FORMAT is npz, arrow or parquet. Reads as NumPy and PyArrow do it at their best, analyses as bench/measure/numpy_version.py does,
and writes numpy.json.
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "measure"))
import numpy_version as analysis

folder, form = Path(sys.argv[1]), sys.argv[2]


def read():
    """Features, logits and labels of both sets, W and b."""
    if form == "npz":
        file = np.load(folder / "all.npz")
        sets = [[file[f"{name}_{of}"] for of in ("fe", "logits", "label")] for name in ("train", "test")]
        return sets, file["W"], file["b"]
    head = np.load(folder / "head.npz")
    return [table(name) for name in ("train", "test")], head["W"], head["b"]


def table(name):
    import pyarrow.feather
    import pyarrow.parquet

    path = folder / f"{name}.{form}"
    whole = pyarrow.feather.read_table(path) if form == "arrow" else pyarrow.parquet.read_table(path)
    label = whole["label"].to_numpy()
    lists = [whole[of].combine_chunks().flatten().to_numpy().reshape(len(label), -1) for of in ("fe", "logits")]
    return *lists, label


(train, test), W, b = read()
text = analysis.analysed(analysis.Set(*train), analysis.Set(*test), W, b)
(folder / "numpy.json").write_text(text)
