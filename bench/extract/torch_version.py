"""Child of the benchmark: the same images through the same network in PyTorch. torch_version.py FOLDER REPEATS"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

sys.path.insert(0, str(Path(__file__).parents[2] / "test" / "reference"))
from torch_reference import ResNet  # noqa: E402

folder, repeats = Path(sys.argv[1]), int(sys.argv[2])
model = ResNet(5, [16, 32, 64], cosine=False)
model.load_state_dict(load_file(folder / "weights.safetensors"), strict=False)
model = model.eval().to(memory_format=torch.channels_last)
images = torch.from_numpy(np.fromfile(folder / "images.u8", "u1").reshape(-1, 32, 32, 3))
mean, std = torch.tensor([0.4914, 0.4822, 0.4465]), torch.tensor([0.2023, 0.1994, 0.2010])


@torch.inference_mode()
def embed():
    logits = []
    for batch in images.split(500):
        x = ((batch.float() / 255 - mean) / std).permute(0, 3, 1, 2)
        logits.append(model(x.contiguous(memory_format=torch.channels_last)))
    return torch.cat(logits)


walls, cpus = [], []
for _ in range(1 + repeats):
    wall, cpu = time.perf_counter(), time.process_time()
    result = embed()
    walls.append(time.perf_counter() - wall)
    cpus.append(time.process_time() - cpu)
result.numpy().astype("<f4").tofile(folder / "torch.f32")
print(json.dumps({"wall": float(np.median(walls[1:])), "cpu": float(np.median(cpus[1:]))}))
