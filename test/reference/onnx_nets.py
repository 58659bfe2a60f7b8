"""Writes test/data/onnx: a small network as torch's old and new exporter write it, changed
by hand into other forms, and what it computes.

Run:  python3 -m venv VENV && VENV/bin/pip install torch==2.13.0 numpy safetensors onnx onnxscript
      VENV/bin/python test/reference/onnx_nets.py
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file
from torch import nn

OUT = Path(__file__).parents[1] / "data" / "onnx"
OUT.mkdir(exist_ok=True)
torch.manual_seed(0)

CLASSES, WIDTH, SIZE = 4, 32, 8
pixels = np.random.default_rng(0).integers(0, 256, (5, SIZE, SIZE, 3), dtype=np.uint8)
images = torch.from_numpy(((pixels / 255 - 0.5) / 0.5).astype(np.float32)).permute(0, 3, 1, 2)

# A LayerNorm gives features of either sign.
body = nn.Sequential(
    nn.Conv2d(3, WIDTH, 3, stride=2), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.LayerNorm(WIDTH)
)
head = nn.Linear(WIDTH, CLASSES)
network = nn.Sequential(body, head).eval()
with torch.no_grad():
    fe = body(images)
    logits = head(fe)
save_file(
    {"pixels": pixels.astype(np.float32), "fe": fe.numpy(), "logits": logits.numpy()}, OUT / "expected.safetensors"
)

torch.onnx.export(
    network,
    images[:1],
    OUT / "old.onnx",
    dynamo=False,
    input_names=["input"],
    dynamic_axes={"input": {0: "n"}},
)
# A batch of 1, and weights in new.onnx.data beside it; without the exporter's notes, which hold paths of where it ran.
torch.onnx.export(network, images[:1], OUT / "new.onnx", dynamo=True)
plain = onnx.load(OUT / "new.onnx")
for part in [plain, plain.graph, *plain.graph.node, *plain.graph.initializer, *plain.graph.value_info]:
    del part.metadata_props[:]
(OUT / "new.onnx.data").unlink()
onnx.save(plain, OUT / "new.onnx", save_as_external_data=True, location="new.onnx.data", size_threshold=256)


def edited(name, change):
    model = onnx.load(OUT / "old.onnx")
    change(model.graph)
    onnx.save(model, OUT / name)


def weight(graph, name):
    return next(one for one in graph.initializer if one.name == name)


def like_keras(graph):
    """Channels last, MatMul and Add in the place of Gemm, a Softmax behind: the form of Keras networks."""
    shape = graph.input[0].type.tensor_type.shape.dim
    for dim, length in zip(shape[1:], (SIZE, SIZE, 3)):
        dim.dim_value = length
    graph.node.insert(0, helper.make_node("Transpose", ["input"], ["nchw"], perm=[0, 3, 1, 2]))
    graph.node[1].input[0] = "nchw"
    gemm = graph.node.pop()
    W = weight(graph, gemm.input[1])
    turned = numpy_helper.to_array(W).T.copy()
    W.CopyFrom(numpy_helper.from_array(turned, W.name))
    graph.node.extend(
        [
            helper.make_node("MatMul", gemm.input[:2], ["product"], name="dense/MatMul"),
            helper.make_node("Add", ["product", gemm.input[2]], ["sum"]),
            helper.make_node("Softmax", ["sum"], gemm.output),
        ]
    )


def quantised(graph):
    gemm = graph.node[-1]
    graph.initializer.append(numpy_helper.from_array(np.zeros((CLASSES, WIDTH), np.int8), "W8"))
    graph.initializer.append(numpy_helper.from_array(np.array(0.1, np.float32), "scale"))
    graph.node.insert(0, helper.make_node("DequantizeLinear", ["W8", "scale"], ["Wq"]))
    graph.node[-1].input[1] = "Wq"


def no_layer(graph):
    graph.node.append(helper.make_node("Relu", [graph.node[-1].output[0]], ["last"], name="end"))
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info("last", TensorProto.FLOAT, [None, CLASSES]))


edited("keras.onnx", like_keras)
edited("quantised.onnx", quantised)
edited("relu.onnx", no_layer)
