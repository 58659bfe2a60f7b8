"""Loads a checkpoint of this project into PyTorch, passes a batch through it, and saves it again from PyTorch.

Run by test/torch-checkpoint.test.ts:  torch_roundtrip.py CHECKPOINT IMAGES RESULT
IMAGES holds `images` [n, height, width, 3]. RESULT gets the whole state_dict, batch counters included; IMAGES is
extended by PyTorch's `logits` in evaluation mode. Only the batch counters may be missing from CHECKPOINT.
"""

import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch_reference import ResNet

checkpoint, batch, result = sys.argv[1:]
with safe_open(checkpoint, "pt") as file:
    head = file.metadata()["head"]
tensors = load_file(checkpoint)
blocks = sum(name.startswith("layer1.") and name.endswith("conv1.weight") for name in tensors)
model = ResNet(blocks, [16, 32, 64], head == "cosine").eval()
outcome = model.load_state_dict(tensors, strict=False)
assert not outcome.unexpected_keys, outcome.unexpected_keys
assert all(name.endswith("num_batches_tracked") for name in outcome.missing_keys), outcome.missing_keys
images = load_file(batch)["images"]
with torch.no_grad():
    logits = model(images.permute(0, 3, 1, 2))
save_file({"images": images, "logits": logits}, batch)
save_file(model.state_dict(), result)
