"""Writes test/data/torch: what PyTorch computes with the networks of this project, for test/torch-parity.test.ts.

Run:  python3 -m venv VENV && VENV/bin/pip install torch==2.13.0 numpy safetensors
      VENV/bin/python test/reference/torch_reference.py

Each file holds one network and one loss: seeded weights, activations layer by layer, gradients, and the state after
20 steps of SGD. Everything is computed in float64 and stored as float32, so that a test measures its own rounding
only; the metadata says how far PyTorch's own float32 run is from it (the largest difference in a tensor over the
largest value in that tensor, at its worst tensor). Weights are drawn until no ReLU of the 20 steps has an input so near
0 that rounding decides its gradient. Images and activations are stored as [n, height, width, channels],
everything else as PyTorch has it. Nothing here looks at the TypeScript code: it follows the paper.
"""

import itertools
import json
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

FOLDER = Path(__file__).parent.parent / "data" / "torch"
CLASSES = 10
COUNTS = [500, 300, 180, 108, 65, 39, 23, 14, 8, 5]
STEPS, BATCH, SHORT = 20, 8, 5  # the last batch but one is short
KINK = 1.5e-5  # nearest that an input of a ReLU may come to 0


class Kink(Exception):
    """The input of a ReLU is too near 0."""


def relu(x):
    if x.requires_grad and x.dtype == torch.float64 and x.detach().abs().min() < KINK:
        raise Kink
    return F.relu(x)


class OptionA(nn.Module):
    """Every second row and column; channels padded with zeros on both sides."""

    def __init__(self, add):
        super().__init__()
        self.add = add

    def forward(self, x):
        return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.add // 2, self.add // 2))


class Block(nn.Module):
    def __init__(self, inside, outside, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.shortcut = nn.Identity() if stride == 1 else OptionA(outside - inside)

    def forward(self, x):
        return relu(self.bn2(self.conv2(relu(self.bn1(self.conv1(x))))) + self.shortcut(x))


class CosineHead(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(CLASSES, width).uniform_(-1, 1))

    def forward(self, x):
        return F.linear(F.normalize(x), F.normalize(self.weight))


class ResNet(nn.Module):
    def __init__(self, blocks, widths, cosine):
        super().__init__()
        self.conv1 = nn.Conv2d(3, widths[0], 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        inside = widths[0]
        for stage, width in enumerate(widths, 1):
            strides = [2 if stage > 1 else 1] + [1] * (blocks - 1)
            layer = nn.Sequential(*(Block(inside if k == 0 else width, width, s) for k, s in enumerate(strides)))
            self.add_module(f"layer{stage}", layer)
            inside = width
        self.linear = CosineHead(inside) if cosine else nn.Linear(inside, CLASSES)

    def forward(self, x, seen=None):
        seen = {} if seen is None else seen
        x = seen["conv1"] = self.conv1(x)
        x = seen["bn1"] = relu(self.bn1(x))
        for stage in (1, 2, 3):
            for k, block in enumerate(self.get_submodule(f"layer{stage}")):
                x = seen[f"layer{stage}.{k}"] = block(x)
        x = seen["fe"] = x.mean((2, 3))
        seen["logits"] = self.linear(x)
        return seen["logits"]


def focal(gamma):
    def loss(logits, target, _weights):
        ce = F.cross_entropy(logits, target, reduction="none")
        return ((1 - torch.exp(-ce)) ** gamma * ce).mean()

    return loss


def ldam(largest, scale):
    margins = torch.tensor([n**-0.25 for n in COUNTS], dtype=torch.float64)
    margins = margins * largest / margins.max()

    def loss(cosines, target, weights):
        lowered = cosines - F.one_hot(target, CLASSES) * margins.to(cosines.dtype)
        return F.cross_entropy(scale * lowered, target, weight=weights)

    return loss


def drw(beta):
    weights = torch.tensor([(1 - beta) / (1 - beta**n) for n in COUNTS], dtype=torch.float64)
    return weights / weights.sum() * CLASSES


def cross_entropy(logits, target, weights):
    return F.cross_entropy(logits, target, weight=weights)


def adjusted(tau):
    """Logit-adjusted loss (Menon et al. 2021); balanced softmax (Ren et al. 2020) is that of tau = 1."""
    shares = torch.tensor(COUNTS, dtype=torch.float64) / sum(COUNTS)

    def loss(logits, target, weights):
        return F.cross_entropy(logits + (tau * shares.log()).to(logits.dtype), target, weight=weights)

    return loss


def class_balanced(beta):
    """Class-balanced loss (Cui et al. 2019), as their code has it: weights that sum to C, the mean over the batch."""

    def loss(logits, target, _weights):
        ce = F.cross_entropy(logits, target, reduction="none")
        return (drw(beta).to(logits.dtype)[target] * ce).mean()

    return loss


def make_mixtures():
    """Partners and shares of mixup for each step; the shares are eighths, which every format holds."""
    g = torch.Generator().manual_seed(2)
    sizes = [BATCH] * (STEPS - 2) + [SHORT, BATCH]
    return [(torch.randperm(n, generator=g), torch.randint(1, 8, (), generator=g).item() / 8) for n in sizes]


def write_losses():
    """Values and gradients of losses that need no network."""
    g = torch.Generator().manual_seed(3)
    logits, targets = 3 * torch.randn(12, CLASSES, generator=g), torch.arange(12) % CLASSES
    tensors = {"logits": logits, "targets": targets.float()}
    for name, loss in (("balanced-softmax", adjusted(1)), ("logit-adjusted", adjusted(2)), ("class-balanced", class_balanced(0.99))):
        z = logits.double().requires_grad_()
        value = loss(z, targets, torch.ones(CLASSES, dtype=torch.float64))
        value.backward()
        tensors |= {f"{name}/value": value.detach().float().reshape(1), f"{name}/gradient": z.grad.float()}
    save_file(tensors, FOLDER / "losses.safetensors", {"counts": json.dumps(COUNTS)})


def make_data():
    """Images that float16 holds exactly, and for each step the rows of its batch (-1: no image)."""
    g = torch.Generator().manual_seed(1)
    images = torch.randn(32, 8, 8, 3, generator=g).half()
    labels = torch.randint(0, CLASSES, (32,), generator=g)
    rows = torch.stack([torch.randperm(32, generator=g)[:BATCH] for _ in range(STEPS)])
    rows[-2, SHORT:] = -1
    return images, labels, rows


def fresh(seed, blocks, widths, cosine):
    torch.manual_seed(seed)
    model = ResNet(blocks, widths, cosine)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):  # any values but the initial ones
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.2, 0.2)
            nn.init.uniform_(module.running_mean, -0.2, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 1.5)
    return model


def compute(model, loss, rates, weights_of, data, dtype, mixtures):
    """All that a test compares, from a copy of the model in this precision."""
    images, labels, rows = data
    model = model.to(dtype)
    optimizer = torch.optim.SGD(model.parameters(), lr=1, momentum=0.9, weight_decay=2e-4)
    out = {f"initial/{name}": t.clone() for name, t in state(model).items()}
    losses = []
    for step in range(STEPS):
        batch = rows[step][rows[step] >= 0]
        x, target = images[batch].to(dtype).permute(0, 3, 1, 2), labels[batch]
        weights = weights_of(step).to(dtype)
        partners, share = mixtures[step] if mixtures else (torch.arange(len(batch)), 1)
        x = share * x + (1 - share) * x[partners] if mixtures else x
        if step == 0:
            out |= watched(model.eval(), x, "eval")
        seen = {}
        logits = model.train()(x, seen)
        value = loss(logits, target, weights)
        if mixtures:
            value = share * value + (1 - share) * loss(logits, target[partners], weights)
        optimizer.zero_grad()
        value.backward()
        losses.append(value.detach())
        if step == 0:
            out |= prefixed("train", seen)
            out |= {f"gradient/{name}": p.grad.clone() for name, p in model.named_parameters()}
        optimizer.param_groups[0]["lr"] = rates[step]
        optimizer.step()
        if step == 0:
            out |= {f"after1/{name}": t.clone() for name, t in state(model).items() if "running" in name}
    out |= {f"after20/{name}": t.clone() for name, t in state(model).items()}
    out |= {f"velocity/{name}": optimizer.state[p]["momentum_buffer"] for name, p in model.named_parameters()}
    out["losses"] = torch.stack(losses)
    return out


def state(model):
    return {name: t for name, t in model.state_dict().items() if "num_batches" not in name}


@torch.no_grad()
def watched(model, x, prefix):
    seen = {}
    model(x, seen)
    return prefixed(prefix, seen)


def prefixed(prefix, seen):
    return {f"{prefix}/{n}": t.detach().permute(0, 2, 3, 1) if t.ndim == 4 else t.detach() for n, t in seen.items()}


def float32_errors(exact, rounded):
    """Largest relative difference per group of tensors."""
    errors = {}
    for name, t in exact.items():
        error = ((rounded[name].double() - t).abs().max() / t.abs().max().clamp(min=1e-30)).item()
        group = name.split("/")[0]
        errors[group] = max(errors.get(group, 0), error)
    return errors


def write(name, blocks, widths, cosine, loss, rate, weights_of, data, mixtures=None):
    rates = [rate] * (STEPS // 2) + [rate / 10] * (STEPS // 2)
    for seed in itertools.count():
        try:
            exact = compute(fresh(seed, blocks, widths, cosine), loss, rates, weights_of, data, torch.float64, mixtures)
            break
        except Kink:
            continue
    rounded = compute(fresh(seed, blocks, widths, cosine), loss, rates, weights_of, data, torch.float32, mixtures)
    errors = float32_errors(exact, rounded)
    tensors = {key: t.float().contiguous() for key, t in exact.items()}
    tensors["classWeights"] = torch.stack([weights_of(step) for step in range(STEPS)]).float()
    tensors["learningRates"] = torch.tensor(rates)
    if mixtures:
        rows = [F.pad(partners, (0, BATCH - len(partners)), value=-1) for partners, _ in mixtures]
        tensors["partners"] = torch.stack(rows).float()
        tensors["shares"] = torch.tensor([share for _, share in mixtures])
    metadata = {"blocksPerStage": blocks, "widths": widths, "head": "cosine" if cosine else "linear", "float32": errors}
    save_file(tensors, FOLDER / f"{name}.safetensors", {key: json.dumps(value) for key, value in metadata.items()})
    print(name, "seed", seed, {key: f"{value:.1e}" for key, value in errors.items()})


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    data = images, labels, rows = make_data()
    numbers = {"labels": labels.float(), "rows": rows.float()}
    save_file({"images": images, **numbers}, FOLDER / "batches.safetensors", {"counts": json.dumps(COUNTS)})
    even, narrow = lambda _step: torch.ones(CLASSES), [4, 8, 16]
    write("resnet8-ce", 1, [16, 32, 64], False, cross_entropy, 0.02, even, data)
    write("resnet14-narrow-ce", 2, narrow, False, cross_entropy, 0.02, even, data)
    write("resnet14-narrow-focal", 2, narrow, False, focal(2), 0.02, even, data)
    deferred = lambda step: drw(0.9999) if step >= 10 else torch.ones(CLASSES)
    write("resnet14-narrow-ldam", 2, narrow, True, ldam(0.5, 30), 0.003, deferred, data)
    write("resnet14-narrow-mixup", 2, narrow, False, class_balanced(0.99), 0.02, even, data, make_mixtures())
    write_losses()


if __name__ == "__main__":
    main()
