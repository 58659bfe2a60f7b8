"""Child of the benchmark: embeddings as people keep them. write_files.py FOLDER TRAIN TEST FEATURES CLASSES

FOLDER gets all.npz (`train_fe`, `train_logits`, `train_label`, the same for test, W, b), head.npz with W and b, and
{train,test}.{arrow,parquet} with the columns label, fe (fixed-size lists) and logits, as pyarrow writes them. Each class misses
some of its instances.
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet

folder = Path(sys.argv[1])
n_train, n_test, H, C = map(int, sys.argv[2:6])
random = np.random.default_rng(0)
means = 0.6 * np.maximum(0, random.normal(size=(C, H))).astype(np.float32)
W = means - 0.24
b = -(means**2).sum(1, dtype=np.float32) / 2
arrays = {"W": W, "b": b}

for name, n in (("train", n_train), ("test", n_test)):
    # Fewer and fewer of each class, but all of them.
    share = 0.05 ** (np.arange(C) / (C - 1)) if name == "train" else np.ones(C)
    label = np.concatenate([np.arange(C), random.choice(C, n - C, p=share / share.sum())]).astype(np.int64)
    fe = random.standard_normal((n, H), dtype=np.float32)
    fe += means[label]
    np.maximum(fe, 0, out=fe)
    logits = fe @ W.T + b
    arrays |= {f"{name}_fe": fe, f"{name}_logits": logits, f"{name}_label": label}
    lists = lambda values: pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), values.shape[1])
    table = pa.table({"label": label, "fe": lists(fe), "logits": lists(logits)})
    pyarrow.feather.write_feather(table, folder / f"{name}.arrow", compression="uncompressed")
    pyarrow.parquet.write_table(table, folder / f"{name}.parquet")
np.savez(folder / "all.npz", **arrays)
np.savez(folder / "head.npz", W=W, b=b)
