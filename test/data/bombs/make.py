"""Writes rows.parquet: 20 million rows, all the same, in 150 kilobytes. Needs pyarrow: python3 make.py"""
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

column = pa.array(np.zeros(10_000_000, np.float32))
labels = pa.array(np.zeros(10_000_000, np.int8))
table = pa.table({"f0": column, "label": labels})
with parquet.ParquetWriter(Path(__file__).with_name("rows.parquet"), table.schema, compression="zstd", data_page_size=2**30) as writer:
    for _ in range(2):
        writer.write_table(table, row_group_size=10_000_000)
