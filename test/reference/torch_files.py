"""Writes test/data/torch-files: checkpoints as torch.save writes them, for test/torch-files.test.ts.

Run:  python3 -m venv VENV && VENV/bin/pip install torch==2.13.0 numpy
      VENV/bin/python test/reference/torch_files.py

Every file holds few literal numbers. Hostile ones are pickles that would call something if they were run, or that claim
more than they hold.
"""

import argparse
import collections
import os
import pickle
import struct
import zipfile
from pathlib import Path

import numpy as np
import torch

FOLDER = Path(__file__).parent.parent / "data" / "torch-files"
FOLDER.mkdir(exist_ok=True)
PLAIN = {"fc.weight": torch.tensor([[1.0, -2.0, 0.5], [0.25, 8.0, -0.125]]), "fc.bias": torch.tensor([3.0, -4.0])}


def save(name, value, **how):
    torch.save(value, FOLDER / name, **how)


def legacy(name, value):
    save(name, value, _use_new_zipfile_serialization=False)


save("plain.pt", PLAIN)
legacy("plain-legacy.pth", PLAIN)
for protocol in (3, 4, 5):
    save(f"plain-protocol-{protocol}.pt", PLAIN, pickle_protocol=protocol)

module = torch.nn.Sequential(collections.OrderedDict(fc=torch.nn.Linear(3, 2)))
module.load_state_dict(PLAIN)
save("module.pt", module.state_dict())  # an OrderedDict with _metadata

DTYPES = ["float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"]
every = {f"{name}.weight": torch.tensor([1.0, 0.0, 2.5]).to(getattr(torch, name)) for name in DTYPES}
save("dtypes.pt", every)
legacy("dtypes-legacy.pt", every)

base = torch.arange(24, dtype=torch.float32)
views = {
    "all.weight": base,
    "part.weight": base[4:7],
    "turned.weight": base.reshape(2, 3, 4).permute(2, 0, 1),
    "strided.weight": base[1::5],
    "expanded.weight": base[2:3].expand(4),
    "scalar.weight": base[5],
    "empty.weight": torch.zeros(0, 3),
    "parameter.weight": torch.nn.Parameter(base[:2].clone()),
    "tied.weight": base,
}
save("views.pt", views)
legacy("views-legacy.pt", views)

beside = {
    "epoch": 3,
    "arch": "resnet20",
    "best_prec1": torch.tensor(91.5),
    "best_loss": np.float64(0.25),
    "args": argparse.Namespace(lr=0.1, milestones=[100, 150]),
    "device": torch.device("cpu"),
    "dtype": torch.float32,
    "optimizer": {"state": {0: {"momentum_buffer": torch.zeros(2)}}, "param_groups": [{"lr": 0.1, "params": [0]}]},
    "lr_scheduler": {"milestones": collections.Counter([100, 150])},
    "big": 1 << 70,
}
for where in ("state_dict", "model", "net"):
    save(f"checkpoint-{where}.pth.tar", beside | {where: {f"module.{k}": v for k, v in PLAIN.items()}})
legacy("checkpoint-legacy.pth.tar", beside | {"state_dict": PLAIN})
save("checkpoint-ema.pt", {"ema": {k: v + 1 for k, v in PLAIN.items()}, "model": PLAIN})
save("checkpoint-deep.pt", {"checkpoint": {"student": {"network": PLAIN}}})
save("two-unnamed.pt", {"first": PLAIN, "second": PLAIN})
save("no-weights.pt", {"lr": 0.1})
save("complex.pt", {"fc.weight": torch.zeros(2, dtype=torch.complex64), "fc.bias": torch.zeros(2)})

# What would run something.
for name, call in {
    "os-system": (os.system, ("touch was-executed",)),
    "eval": (eval, ("open('was-executed', 'w')",)),
    "open": (open, ("was-executed", "w")),
    "getattr": (getattr, ("x", "upper")),
}.items():
    hook = type("Hook", (), {"__reduce__": lambda self, call=call: call})()
    save(f"hostile-{name}.pth", {"state_dict": PLAIN, "hook": hook})
    legacy(f"hostile-{name}-legacy.pth", {"state_dict": PLAIN, "hook": hook})
save("hostile-whole-model.pth", module)


def archive(name, data, **members):
    with zipfile.ZipFile(FOLDER / name, "w") as out:
        out.writestr("archive/data.pkl", data)
        for key, content in members.items():
            out.writestr(f"archive/data/{key}", content)


def tensor(shape, strides, offset=0, numel=2, key="0"):
    """The pickle of {'fc.weight': a float32 tensor of that shape in a storage of `numel` numbers}."""
    sizes = lambda numbers: b"(" + b"".join(b"\x8a\x08" + struct.pack("<q", n) for n in numbers) + b"t"
    text = lambda value: b"X" + struct.pack("<I", len(value)) + value.encode()
    storage = b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text(key) + text("cpu") + b"\x8a\x08" + struct.pack("<q", numel) + b"tQ"
    arguments = b"(" + storage + b"\x8a\x08" + struct.pack("<q", offset) + sizes(shape) + sizes(strides) + b"\x89}t"
    return b"\x80\x02}" + text("fc.weight") + b"ctorch._utils\n_rebuild_tensor_v2\n" + arguments + b"Rs."


TWO = struct.pack("<2f", 1, 2)
archive("bomb-expanded.pt", tensor([1 << 40], [0]), **{"0": TWO})
archive("bomb-storage.pt", tensor([1 << 40], [1], numel=1 << 40), **{"0": TWO})
archive("beyond.pt", tensor([2], [1], offset=1), **{"0": TWO})
archive("no-storage.pt", tensor([2], [1], key="7"), **{"0": TWO})
archive("negative.pt", tensor([-2], [1]), **{"0": TWO})
# A chain of calls that doubles a tuple 60 times, and a memo that is huge by its number alone.
archive("chain.pt", b"\x80\x02)" + b"".join(b"q\x00h\x00\x86" for _ in range(60)) + b".")
archive("memo.pt", b"\x80\x02}r\xff\xff\xff\xff.")
archive("text-of-4-gb.pt", b"\x80\x02X\xff\xff\xff\xff.")
archive("bytes-of-2-to-62.pt", b"\x80\x02\x8e" + struct.pack("<Q", 1 << 62) + b".")
archive("itself.pt", b"\x80\x02}q\x00X\x01\x00\x00\x00ah\x00s.")
archive("protocol-0.pt", pickle.dumps({"a": 1}, protocol=0))
archive("deep-list.pt", b"\x80\x02" + b"]" * 20000 + b"a" * 19999 + b".")

whole = (FOLDER / "plain.pt").read_bytes()
(FOLDER / "cut.pt").write_bytes(whole[: len(whole) // 2])
flipped = bytearray(whole)
flipped[whole.index(struct.pack("<2f", 3, -4))] ^= 1
(FOLDER / "flipped.pt").write_bytes(flipped)
stream = (FOLDER / "plain-legacy.pth").read_bytes()
(FOLDER / "cut-legacy.pth").write_bytes(stream[:-5])
(FOLDER / "cut-pickle-legacy.pth").write_bytes(stream[:100])
(FOLDER / "not-torch.pth").write_bytes(pickle.dumps({"lr": 0.1}))
(FOLDER / "text.pth").write_text("these are no weights at all")
print(len(list(FOLDER.iterdir())), "files,", sum(f.stat().st_size for f in FOLDER.iterdir()), "bytes")
