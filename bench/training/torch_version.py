"""Child of the benchmark: PyTorch, in both layouts and compiled, on the GPU where there is one. torch_version.py FOLDER"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parents[2] / "test" / "reference"))
from torch_reference import ResNet  # noqa: E402
from turns import DECAY, IMAGES, LABELS, MOMENTUM, RATE, WEIGHTS, take_orders  # noqa: E402


GPU = torch.cuda.is_available()
DEVICE = "cuda" if GPU else "cpu"


class Variant:
    def __init__(self, layout, compiled=None, tf32=False):
        self.tf32 = tf32
        self.model = ResNet(5, [16, 32, 64], cosine=False).to(DEVICE, memory_format=layout)
        self.call = torch.compile(self.model, mode=compiled) if compiled else self.model
        self.images = [torch.from_numpy(x).permute(0, 3, 1, 2).contiguous(memory_format=layout) for x in IMAGES]
        self.labels = [torch.from_numpy(y).long() for y in LABELS]
        if GPU:
            self.images, self.labels = ([t.pin_memory() for t in tensors] for tensors in (self.images, self.labels))

    def reset(self):
        self.model.load_state_dict({name: torch.from_numpy(t.copy()) for name, t in WEIGHTS.items()}, strict=False)
        self.optimizer = torch.optim.SGD(
            self.model.parameters(), lr=RATE, momentum=MOMENTUM, weight_decay=DECAY, fused=True
        )

    def step(self, k):
        self.round()
        self.model.train()
        loss = F.cross_entropy(self.call(moved(self.images[k])), moved(self.labels[k]))
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    @torch.inference_mode()
    def infer(self, k):
        self.round()
        self.model.eval()
        return self.call(moved(self.images[k])).cpu().numpy()

    def round(self):
        torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = self.tf32


def moved(tensor):
    """Where it is computed with: a trainer moves each batch there."""
    return tensor.to(DEVICE, non_blocking=True)


def variants(tf32):
    nchw = torch.contiguous_format
    return {
        "NCHW": lambda: Variant(nchw, tf32=tf32),
        "channels_last": lambda: Variant(torch.channels_last, tf32=tf32),
        "compile": lambda: Variant(nchw, "default", tf32),  # chooses layouts itself
        "CUDA graph": lambda: Variant(nchw, "reduce-overhead", tf32),
    }


take_orders(variants(False) | {f"{name}, TF32": variant for name, variant in variants(True).items()})
