"""Writes small files as other people save embeddings, into a folder: python3 make.py FOLDER. Needs numpy, pandas, pyarrow, h5py, safetensors, torch.

Everything describes one network of 3 classes and 8 features (60 training, 30 test instances), so that every file that is right must give the
same measures as base.npz; test/cases.test.ts says what each must do."""
import sys
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.ipc as ipc
import torch
from safetensors.numpy import save_file

out = Path(sys.argv[1]); out.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(3); C, H = 3, 8
W = (0.3 * rng.normal(size=(C, H))).astype(np.float32); W[np.arange(C), np.arange(C)] += 1
b = rng.normal(size=C).astype(np.float32); names = np.array(["cat", "dog", "fish"])


def part(counts):
    y = np.repeat(np.arange(C), counts)
    fe = np.abs(rng.normal(size=(len(y), H))).astype(np.float32); fe[np.arange(len(y)), y] += 2
    return fe, (fe @ W.T + b).astype(np.float32), y


sets = {"train": part([30, 20, 10]), "test": part([10, 10, 10])}
base = {f"{s}_{n}": a for s, p in sets.items() for n, a in zip(("fe", "logits", "label"), p)} | {"W": W, "b": b}


def npz(name, **arrays):
    np.savez(out / f"{name}.npz", **arrays)


npz("base", **base)
# names that people use
npz("names-features", **{k.replace("fe", "features").replace("label", "labels"): v for k, v in base.items()})
npz("names-xy", X_train=sets["train"][0], y_train=sets["train"][2], X_test=sets["test"][0], y_test=sets["test"][2], W=W, b=b)
npz("names-head", **{k: v for k, v in base.items() if k not in "Wb"}, **{"fc.weight": W, "fc.bias": b})
# labels
npz("labels-text", **base | {f"{s}_label": names[p[2]] for s, p in sets.items()})
npz("labels-from-1", **base | {f"{s}_label": p[2] + 1 for s, p in sets.items()})
npz("labels-one-hot", **base | {f"{s}_label": np.eye(C)[p[2]] for s, p in sets.items()})
# arrays that are not needed
npz("extra-text", **base, class_names=names, train_path=np.array(["a.png"] * 60))
# turned, scaled, shuffled, broken
npz("W-turned", **base | {"W": W.T.copy()})
cosine = {s: (p[0] / np.linalg.norm(p[0], axis=1, keepdims=True)) @ (W / np.linalg.norm(W, axis=1, keepdims=True)).T for s, p in sets.items()}
npz("cosine-times-30", **{k: v for k, v in base.items() if "logits" not in k and k != "b"}, train_logits=30 * cosine["train"], test_logits=30 * cosine["test"])
npz("shuffled-test-logits", **base | {"test_logits": rng.permutation(sets["test"][1])})
npz("test-missing", **{k: v for k, v in base.items() if not k.startswith("test")})
npz("nan-feature", **base | {"train_fe": np.where(np.arange(480).reshape(60, 8) == 37, np.nan, sets["train"][0])})
# tables
for s, (fe, logits, y) in sets.items():
    columns = pd.DataFrame(fe, columns=[f"f{k}" for k in range(H)]).assign(label=y)
    columns.to_csv(out / f"columns-{s}.csv", index=False); columns.to_parquet(out / f"columns-{s}.parquet")
    authors = pd.DataFrame({"actual": y, "pred": logits.argmax(1), "certainty": 0.9}).join(pd.DataFrame(fe, columns=[str(k) for k in range(H)]))
    authors.to_csv(out / f"authors-{s}.csv", index=False)
    table = pa.table({"label": pa.array(names[y]).dictionary_encode(), "fe": pa.FixedSizeListArray.from_arrays(pa.array(fe.ravel()), H), "logits": pa.FixedSizeListArray.from_arrays(pa.array(logits.ravel()), C)})
    feather.write_feather(table, out / f"lz4-{s}.feather")
    with pa.OSFile(str(out / f"text-{s}.arrow"), "wb") as file, ipc.new_file(file, table.schema) as writer: writer.write_table(table)
save_file({k: v for k, v in base.items()}, out / "all.safetensors")
save_file({"backbone.conv.weight": np.zeros((4, 3, 3, 3), np.float32), "head.weight": W, "head.bias": b}, out / "head-timm.safetensors")
# JSON lines, HDF5, a folder of .npy files: one or two of each kind, with what is not needed beside
for s, (fe, logits, y) in sets.items():
    rows = pd.DataFrame({"id": [f"{s}/{i}.png" for i in range(len(y))], "features": list(fe.astype(float)), "target": names[y], "meta": [{"a": i} for i in range(len(y))], "logits": list(logits.astype(float))})
    rows.to_json(out / f"rows-{s}.jsonl", orient="records", lines=True, double_precision=15)
    with h5py.File(out / f"h5-{s}.h5", "w") as file: file.update({"fe": fe, "label": y, "logits": logits})
with h5py.File(out / "groups.hdf5", "w") as file:
    for s, (fe, logits, y) in sets.items():
        file.create_dataset(f"{s}/embeddings", data=fe.astype(">f8"), compression="gzip", shuffle=True, chunks=(7, 3))
        file[f"{s}/labels"] = [str(names[c]) for c in y]; file[f"{s}/when"] = np.zeros(3, dtype=[("day", "i4"), ("place", "f4")])
        file[f"{s}/paths"] = np.array([f"{i}.png".encode() for i in range(len(y))])
    file["fc/weight"] = W; file["fc/bias"] = b; file["again"] = h5py.SoftLink("/train"); file["elsewhere"] = h5py.ExternalLink("other.h5", "/x"); file["nothing"] = h5py.Empty("f")
with h5py.File(out / "half.h5", "w") as file:
    file.update({f"{s}_fe": p[0].astype("f2") for s, p in sets.items()} | {f"{s}_label": p[2].astype("u1") for s, p in sets.items()} | {"W": W, "b": b, "rare": np.array([True, False])})
    file.create_dataset("unused", data=np.arange(9.0), compression="lzf")
with h5py.File(out / "lzf.h5", "w") as file:
    file.update({f"{s}_label": p[2] for s, p in sets.items()} | {"W": W, "b": b})
    for s, p in sets.items(): file.create_dataset(f"{s}_fe", data=np.ones_like(p[0]), compression="lzf")
for s, (fe, logits, y) in sets.items():
    folder = out / "npy" / s; folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "features.npy", np.asfortranarray(fe.astype(float))); np.save(folder / "labels.npy", names[y]); np.save(folder / "objects.npy", np.array([{}]), allow_pickle=True)
    for name, array in ("features", fe), ("labels", y + 1): (out / "flat").mkdir(exist_ok=True); np.save(out / "flat" / f"{name}_{s}.npy", array)
for folder in "npy", "flat": np.save(out / folder / "W.npy", W); np.save(out / folder / "b.npy", b)
# torch.save: all of it, and a checkpoint with the layer among others
torch.save({k: torch.from_numpy(np.asarray(v)) for k, v in base.items()}, out / "all.pt")
layers = {"module.conv1.weight": np.zeros((2, 3, 3, 3), np.float32), "module.bn1.num_batches_tracked": np.array(7), "module.fc.weight": W, "module.fc.bias": b}
torch.save({"epoch": 3, "state_dict": {k: torch.from_numpy(np.asarray(v)) for k, v in layers.items()}, "optimizer": {"state": {}}}, out / "checkpoint.pth.tar")
# as they come from other machines, pooling layers and spreadsheets
npz("big-endian", **{k: v.astype(v.dtype.newbyteorder(">")) for k, v in base.items()} | {f"{s}_label": names[p[2]].astype(">U4") for s, p in sets.items()})
npz("pooled", **base | {f"{s}_fe": p[0][:, :, None, None] for s, p in sets.items()})
npz("objects", **base | {"train_label": sets["train"][2].astype(object)})
for s, (fe, logits, y) in sets.items():
    rows = pd.DataFrame(fe, columns=[f"f{k}" for k in range(H)]).assign(label=y, note=[f'said "{i}",\n; and more' for i in range(len(y))])
    rows.to_csv(out / f"semicolons-{s}.csv", index=False, sep=";", decimal=",", encoding="utf-8-sig")
rows[:2].to_csv(out / "utf16.csv", index=False, encoding="utf-16")
