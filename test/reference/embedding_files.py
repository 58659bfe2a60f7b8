"""Writes test/data/embeddings: the toy network of test/data/golden.json as NumPy, pandas, Polars and PyArrow save it.

Run:  python3 -m venv VENV && VENV/bin/pip install numpy pandas polars pyarrow
      VENV/bin/python test/reference/embedding_files.py

test/import-embeddings.test.ts reads all of them back to the same network.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.feather

DATA = Path(__file__).parent.parent / "data"
FOLDER = DATA / "embeddings"

toy = json.loads((DATA / "golden.json").read_text())["toy"]
W, b = np.array(toy["W"]), np.array(toy["b"])
fe = {"train": np.array(toy["feTrain"]), "test": np.array(toy["feTest"])}
label = {"train": np.array(toy["yTrain"]), "test": np.array(toy["yTest"])}
logits = {part: fe[part] @ W.T + b for part in fe}

FOLDER.mkdir(exist_ok=True)
np.savez(
    FOLDER / "head-no-logits.npz",
    **{f"{part}_fe": fe[part] for part in fe},
    **{f"{part}_label": label[part] for part in fe},
    W=W,
    b=b,
)
np.savez_compressed(
    FOLDER / "logits-no-head.npz",
    **{f"{part}_fe": np.asfortranarray(fe[part], np.float32) for part in fe},
    **{f"{part}_label": label[part].astype(np.uint8) for part in fe},
    **{f"{part}_logits": logits[part].astype(np.float32) for part in fe},
)
np.savez(FOLDER / "head.npz", W=W.astype(np.float32), b=b.astype(np.float32))
for part in fe:
    columns = {"label": label[part], "fe": list(fe[part]), "logits": list(logits[part])}
    pd.DataFrame(columns).to_parquet(FOLDER / f"pandas-{part}.parquet")
    pl.DataFrame(columns).write_parquet(FOLDER / f"polars-{part}.parquet")
    rows = pa.array(list(fe[part].astype(np.float32)), pa.list_(pa.float32(), fe[part].shape[1]))
    table = pa.table({"label": pa.array(label[part], pa.int16()), "fe": rows})
    pa.feather.write_feather(table, FOLDER / f"pyarrow-{part}.arrow", compression="uncompressed")
    # Lists of numbers that stand in a dictionary, in two batches.
    plain = rows.cast(pa.list_(pa.float32()))
    lists = pa.ListArray.from_arrays(plain.offsets, plain.values.dictionary_encode())
    table = pa.table({"label": pa.array(label[part], pa.int16()), "fe": lists})
    with pa.ipc.new_file(FOLDER / f"nested-{part}.arrow", table.schema) as file:
        file.write_table(table, max_chunksize=6)
pd.DataFrame({"label": label["train"], "fe": list(fe["train"])}).to_feather(FOLDER / "compressed.feather")
