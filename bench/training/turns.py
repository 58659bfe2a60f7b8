"""What the Python peers of this benchmark share: the data, and a loop that takes orders.

Each line of standard input is {"variant": …, "task": …}; the answer is one line of JSON. Tasks: "losses" (of STEPS steps
from the initial weights), "logits" (of the first batch under the initial weights), "train" and "infer" (seconds).
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

FOLDER = Path(sys.argv[1])
SPEC = json.loads((FOLDER / "spec.json").read_text())
BATCH, RATE, MOMENTUM, DECAY = (SPEC[name] for name in ("batch", "learningRate", "momentum", "weightDecay"))
WEIGHTS = load_file(FOLDER / "weights.safetensors")
IMAGES = np.fromfile(FOLDER / "images.f32", "<f4").reshape(-1, BATCH, 32, 32, 3)
LABELS = np.fromfile(FOLDER / "labels.i32", "<i4").reshape(-1, BATCH)


def timed(calls, call):
    wall, cpu = time.perf_counter(), time.process_time()
    for k in range(calls):
        call(k % len(IMAGES))
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "images": calls * BATCH}


def take_orders(variants):
    """`variants`: by name a function that makes an object with step(k) -> loss, infer(k) -> logits and reset()."""
    made = {}
    tasks = {
        "losses": lambda it: (it.reset(), [it.step(k % len(IMAGES)) for k in range(SPEC["steps"])])[1],
        "logits": lambda it: (it.reset(), it.infer(0).ravel().tolist())[1],
        "train": lambda it: timed(SPEC["trainCalls"], it.step),
        "infer": lambda it: timed(SPEC["inferCalls"], it.infer),
    }
    for line in sys.stdin:
        order = json.loads(line)
        name = order["variant"]
        made[name] = made.get(name) or variants[name]()
        print(json.dumps(tasks[order["task"]](made[name])), flush=True)
