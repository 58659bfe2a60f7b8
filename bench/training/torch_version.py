"""Child of the benchmark: PyTorch, in both layouts and compiled. torch_version.py FOLDER"""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parents[2] / "test" / "reference"))
from torch_reference import ResNet  # noqa: E402
from turns import DECAY, IMAGES, LABELS, MOMENTUM, RATE, WEIGHTS, take_orders  # noqa: E402


class Variant:
    def __init__(self, layout, compiled):
        self.model = ResNet(5, [16, 32, 64], cosine=False).to(memory_format=layout)
        self.call = torch.compile(self.model) if compiled else self.model
        self.images = [torch.from_numpy(x).permute(0, 3, 1, 2).contiguous(memory_format=layout) for x in IMAGES]
        self.labels = [torch.from_numpy(y).long() for y in LABELS]

    def reset(self):
        self.model.load_state_dict({name: torch.from_numpy(t.copy()) for name, t in WEIGHTS.items()}, strict=False)
        self.optimizer = torch.optim.SGD(
            self.model.parameters(), lr=RATE, momentum=MOMENTUM, weight_decay=DECAY, fused=True
        )

    def step(self, k):
        self.model.train()
        loss = F.cross_entropy(self.call(self.images[k]), self.labels[k])
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    @torch.inference_mode()
    def infer(self, k):
        self.model.eval()
        return self.call(self.images[k]).numpy()


take_orders(
    {
        "NCHW": lambda: Variant(torch.contiguous_format, False),
        "channels_last": lambda: Variant(torch.channels_last, False),
        "compile": lambda: Variant(torch.contiguous_format, True),  # chooses layouts itself
    }
)
