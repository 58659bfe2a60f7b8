"""Writes test/data/torch-nets/transformers-*: small ResNets as Hugging Face's transformers saves them, with what it computes for four images.

Run:  python3 -m venv VENV && VENV/bin/pip install torch==2.13.0 transformers==5.24.0 numpy safetensors
      VENV/bin/python test/reference/transformers_nets.py

Random weights, few channels, the layouts of microsoft/resnet-18 and microsoft/resnet-50. Each FILE.saved.safetensors is what
`save_pretrained` wrote; FILE.safetensors has `images` [n, height, width, channels], `fe` and `logits`, computed in float64.
"""

from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import torch
from safetensors.torch import save_file
from torch import nn
from transformers import ResNetConfig, ResNetForImageClassification

FOLDER = Path(__file__).parent.parent / "data" / "torch-nets"


def write(name, **config):
    torch.manual_seed(2)
    net = ResNetForImageClassification(ResNetConfig(**config))
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5), nn.init.normal_(module.bias, 0, 0.2)
            module.running_mean.normal_(0, 0.2), module.running_var.uniform_(0.5, 1.5)
    net.eval()
    with TemporaryDirectory() as folder:
        net.save_pretrained(folder)
        copyfile(Path(folder) / "model.safetensors", FOLDER / f"{name}.saved.safetensors")
    images = torch.randn(4, 3, 40, 33)
    with torch.no_grad():
        fe = net.double().resnet(images.double()).pooler_output.flatten(1)
        logits = net(images.double()).logits
    out = {"images": images.permute(0, 2, 3, 1), "fe": fe, "logits": logits}
    save_file({k: v.float().contiguous() for k, v in out.items()}, FOLDER / f"{name}.safetensors")


write("transformers-resnet18", embedding_size=4, hidden_sizes=[4, 6, 8, 10], depths=[2, 2, 2, 2], layer_type="basic", num_labels=5)
write("transformers-resnet50", embedding_size=4, hidden_sizes=[8, 8, 12, 16], depths=[3, 4, 6, 3], layer_type="bottleneck", num_labels=6)
