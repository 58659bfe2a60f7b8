"""Child of the benchmark: programs that only infer, given PyTorch's network: OpenVINO, onnxruntime and ncnn.
inference_version.py FOLDER"""

import io
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2] / "test" / "reference"))
from torch_reference import OptionA, ResNet  # noqa: E402
from turns import BATCH, FOLDER, IMAGES, WEIGHTS, take_orders  # noqa: E402

THREADS = int(os.environ["OMP_NUM_THREADS"])
NCHW = [np.ascontiguousarray(x.transpose(0, 3, 1, 2)) for x in IMAGES]


class Logits(torch.nn.Module):
    """The network, with its logits as its only result."""

    def __init__(self):
        super().__init__()
        self.model = ResNet(5, [16, 32, 64], cosine=False)
        self.model.load_state_dict({name: torch.from_numpy(t.copy()) for name, t in WEIGHTS.items()}, strict=False)
        self.eval()

    def forward(self, x):
        return self.model(x)


class PooledShortcut(torch.nn.Module):
    """What OptionA computes, in layers that ncnn has."""

    def __init__(self, add):
        super().__init__()
        self.add = add

    def forward(self, x):
        return torch.nn.functional.pad(torch.nn.functional.max_pool2d(x, 1, 2), (0, 0, 0, 0, self.add // 2, self.add // 2))


class Variant:
    def reset(self):
        pass


class OpenVINO(Variant):
    """Its default may round to bfloat16, and use one thread. A stream takes its share of the batch."""

    def __init__(self, streams):
        import openvino as ov

        share = torch.zeros(BATCH // streams, 3, 32, 32)
        model = ov.convert_model(Logits(), example_input=share, input=[("x", list(share.shape))])
        hint = "THROUGHPUT" if streams > 1 else "LATENCY"
        options = {
            "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": hint,
            "NUM_STREAMS": streams,
            "INFERENCE_NUM_THREADS": THREADS,
        }
        compiled = ov.Core().compile_model(model, "CPU", options)
        self.queue = ov.AsyncInferQueue(compiled, streams)
        self.queue.set_callback(self.take)
        self.shares = [np.split(x, streams) for x in NCHW]

    def take(self, request, place):
        self.logits[place] = request.get_output_tensor(0).data.copy()

    def infer(self, k):
        self.logits = [None] * len(self.shares[k])
        for place, share in enumerate(self.shares[k]):
            self.queue.start_async([share], place)
        self.queue.wait_all()
        return np.concatenate(self.logits)


class OnnxRuntime(Variant):
    def __init__(self):
        import onnxruntime

        file = io.BytesIO()
        torch.onnx.export(Logits(), (torch.from_numpy(NCHW[0]),), file, dynamo=False, input_names=["x"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        self.session = onnxruntime.InferenceSession(file.getvalue(), options, providers=["CPUExecutionProvider"])

    def infer(self, k):
        return self.session.run(None, {"x": NCHW[k]})[0]


class Ncnn(Variant):
    """An image at a time on each thread, as it is made for; with its Winograd convolutions, in float32."""

    def __init__(self):
        import ncnn
        import pnnx

        self.ncnn, file = ncnn, str(FOLDER / "ncnn.pt")
        network = Logits()
        for block in network.model.modules():
            for name, child in list(block.named_children()):
                if isinstance(child, OptionA):
                    setattr(block, name, PooledShortcut(child.add))
        pnnx.export(network, file, (torch.from_numpy(NCHW[0][:1]),), fp16=False)
        self.net = ncnn.Net()
        self.net.opt.num_threads = 1
        self.net.opt.use_winograd_convolution = True
        for name in ("use_fp16_packed", "use_fp16_storage", "use_fp16_arithmetic", "use_bf16_storage"):
            setattr(self.net.opt, name, False)
        self.net.load_param(file.replace(".pt", ".ncnn.param"))
        self.net.load_model(file.replace(".pt", ".ncnn.bin"))
        self.pool = ThreadPoolExecutor(THREADS)

    def of(self, image):
        with self.net.create_extractor() as extractor:
            extractor.input("in0", self.ncnn.Mat(image))
            return np.array(extractor.extract("out0")[1])

    def infer(self, k):
        return np.stack(list(self.pool.map(self.of, NCHW[k])))


take_orders(
    {
        "OpenVINO, one stream": lambda: OpenVINO(1),
        "OpenVINO, a stream a thread": lambda: OpenVINO(THREADS),
        "onnxruntime": OnnxRuntime,
        "ncnn": Ncnn,
    }
)
