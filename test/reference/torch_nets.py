"""Writes test/data/torch-nets: small ResNets as people save them, with the logits that PyTorch has for four images.

Run:  python3 -m venv VENV && VENV/bin/pip install torch==2.13.0 numpy safetensors
      VENV/bin/python test/reference/torch_nets.py

Basic blocks as He et al. have them, random weights, few channels. Each FILE.pth has beside it FILE.safetensors with `images`
[n, height, width, channels], `fe` and `logits`, computed in float64.
"""

import re
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

FOLDER = Path(__file__).parent.parent / "data" / "torch-nets"
FOLDER.mkdir(exist_ok=True)


class Block(nn.Module):
    def __init__(self, inside, outside, stride, shortcut):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.add = outside - inside
        self.name = shortcut if stride == 2 else None
        if self.name:
            setattr(self, shortcut, nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside)))

    def forward(self, x):
        out = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.name:
            x = getattr(self, self.name)(x)
        elif self.add:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.add // 2, self.add // 2))
        return F.relu(out + x)


class Bottleneck(nn.Module):
    """As torchvision has it: the stride in the second convolution, four times the channels behind the third."""

    def __init__(self, inside, width, stride):
        super().__init__()
        outside = 4 * width
        self.conv1, self.bn1 = nn.Conv2d(inside, width, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
        self.conv3, self.bn3 = nn.Conv2d(width, outside, 1, bias=False), nn.BatchNorm2d(outside)
        if stride != 1 or inside != outside:
            self.downsample = nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))

    def forward(self, x):
        out = F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        side = self.downsample(x) if hasattr(self, "downsample") else x
        return F.relu(self.bn3(self.conv3(out)) + side)


class ResNet(nn.Module):
    def __init__(self, counts, widths, classes, shortcut=None, stem="cifar", channels=3, head="fc", bottleneck=False):
        super().__init__()
        big = stem == "imagenet"
        self.big, self.head, self.stages = big, head, len(counts)
        self.conv1 = nn.Conv2d(channels, widths[0], 7 if big else 3, 2 if big else 1, 3 if big else 1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        before = widths[0]
        for k, (count, width) in enumerate(zip(counts, widths)):
            strides = [1 if k == 0 else 2] + [1] * (count - 1)
            if bottleneck:
                blocks = [Bottleneck(before if j == 0 else 4 * width, width, s) for j, s in enumerate(strides)]
            else:
                blocks = [Block(before if j == 0 else width, width, s, shortcut) for j, s in enumerate(strides)]
            setattr(self, f"layer{k + 1}", nn.Sequential(*blocks))
            before = 4 * width if bottleneck else width
        layer = nn.Linear(before, classes)
        setattr(self, head.split(".")[0], nn.Sequential(layer) if "." in head else layer)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        if self.big:
            x = F.max_pool2d(x, 3, 2, 1)
        for k in range(self.stages):
            x = getattr(self, f"layer{k + 1}")(x)
        fe = x.mean((2, 3))
        return fe, getattr(self, self.head.split(".")[0])(fe)


def write(name, net, height, width, wrap):
    torch.manual_seed(1)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5), nn.init.normal_(module.bias, 0, 0.2)
            module.running_mean.normal_(0, 0.2), module.running_var.uniform_(0.5, 1.5)
    net.eval()
    torch.save(wrap(net.state_dict()), FOLDER / f"{name}.pth")
    images = torch.randn(4, net.conv1.in_channels, height, width)
    with torch.no_grad():
        fe, logits = net.double()(images.double())
    out = {"images": images.permute(0, 2, 3, 1), "fe": fe, "logits": logits}
    save_file({k: v.float().contiguous() for k, v in out.items()}, FOLDER / f"{name}.safetensors")


def prefixed(prefix):
    return lambda state: {"epoch": 1, "state_dict": {prefix + k: v for k, v in state.items()}}


def numbered(state):
    """As weiaicunzai/pytorch-cifar100 names the layers: a list for each block, in which ReLU has a number, too."""
    names = [
        (r"^conv1\.", "conv1.0."),
        (r"^bn1\.", "conv1.1."),
        (r"^layer(\d)\.", lambda stage: f"conv{int(stage[1]) + 1}_x."),
        (r"\.conv(\d)\.", lambda layer: f".residual_function.{3 * int(layer[1]) - 3}."),
        (r"\.bn(\d)\.", lambda layer: f".residual_function.{3 * int(layer[1]) - 2}."),
        (r"\.downsample\.", ".shortcut."),
    ]
    for pattern, name in names:
        state = {re.sub(pattern, name, key): values for key, values in state.items()}
    return state


torch.manual_seed(0)
write("resnet18-imagenet", ResNet([2] * 4, [4, 6, 8, 10], 5, "downsample", "imagenet"), 37, 50, lambda state: state)
write("resnet18-cifar", ResNet([2] * 4, [4, 4, 6, 8], 3, "shortcut", head="linear"), 16, 16, prefixed("module."))
write("resnet34-grey", ResNet([3, 4, 6, 3], [2, 4, 4, 6], 4, "downsample", "imagenet", 1, "fc.0"), 28, 28, prefixed("model.backbone."))
write("resnet14-b", ResNet([2] * 3, [4, 8, 12], 7, "shortcut", head="last_linear"), 15, 13, prefixed("module._orig_mod."))
write("resnet8-wide-a", ResNet([1] * 3, [6, 10, 16], 10, None, head="classifier"), 9, 12, prefixed("net."))
write("resnet50-imagenet", ResNet([3, 4, 6, 3], [2, 2, 3, 4], 6, "downsample", "imagenet", bottleneck=True), 40, 33, lambda state: state)
write("resnet18-numbered", ResNet([2] * 4, [4, 6, 8, 10], 5, "shortcut"), 16, 16, numbered)
write("resnet50-numbered", ResNet([3, 4, 6, 3], [2, 2, 3, 4], 6, bottleneck=True), 16, 12, numbered)
print({f.name: f.stat().st_size for f in FOLDER.iterdir()})
