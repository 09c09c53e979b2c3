"""Makes the small networks of `networks/`, each a few kilobytes, with what ONNX Runtime and PyTorch answer.

    python3 make_model_fixtures.py

Needs torch, torchvision, onnx and onnxruntime, and compare.py beside it, which describes the files. Together the networks
have every operator that Reverie reads, as exporters write them.
"""

import pathlib

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from torch import nn

import compare

HERE = pathlib.Path(__file__).parent


class Named(nn.Sequential):
    def __init__(self, **modules):
        super().__init__()
        for name, module in modules.items():
            self.add_module(name, module)


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


class Squeezed(nn.Module):
    """MobileNet v3's inverted residual: expand, depthwise, squeeze and excite, project."""

    def __init__(self, channels, wide):
        super().__init__()
        self.expand = nn.Sequential(nn.Conv2d(channels, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.Hardswish())
        self.depthwise = nn.Sequential(
            nn.Conv2d(wide, wide, 5, 1, 2, groups=wide, bias=False), nn.BatchNorm2d(wide), nn.ReLU6())
        self.gate = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), nn.Conv2d(wide, 4, 1), nn.ReLU(), nn.Conv2d(4, wide, 1), nn.Hardsigmoid())
        self.project = nn.Sequential(nn.Conv2d(wide, channels, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        y = self.depthwise(self.expand(x))
        return x + self.project(y * self.gate(y))


class Dense(nn.Module):
    def __init__(self, inputs, growth):
        super().__init__()
        self.layers = nn.ModuleList([
            nn.Sequential(nn.BatchNorm2d(inputs + i * growth), nn.ReLU(), nn.Conv2d(inputs + i * growth, growth, 3, 1, 1))
            for i in range(2)])

    def forward(self, x):
        for layer in self.layers:
            x = torch.cat([x, layer(x)], 1)
        return x


class Arithmetic(nn.Module):
    """Every activation, and arithmetic of two maps and of maps with constants."""

    def __init__(self, channels):
        super().__init__()
        self.prelu = nn.PReLU(channels)
        self.prelu.weight.data = torch.linspace(-0.2, 0.5, channels)
        self.register_buffer("factors", torch.linspace(0.5, 1.5, channels).view(1, channels, 1, 1))

    def forward(self, x):
        a = F.leaky_relu(x, 0.1) - torch.tanh(x)
        b = self.prelu(x) * torch.sigmoid(a) + F.silu(x)
        c = torch.clamp(b * self.factors + 0.3, 0.1, 0.9) / 2 + F.hardswish(a)
        return 1 - c * F.hardsigmoid(b)


class Borders(nn.Module):
    """Kernels, strides, dilations, groups and pads that differ by direction, and borders that aren't zeros."""

    def __init__(self, channels):
        super().__init__()
        self.tall = nn.Conv2d(channels, 6, (5, 1), (2, 1), (2, 0))
        self.wide = nn.Conv2d(6, 10, (1, 4), (1, 2), (0, 1), dilation=(1, 2))
        self.grouped = nn.Conv2d(10, 10, 3, 1, 2, dilation=2, groups=5)

    def forward(self, x):
        x = self.tall(F.pad(x, (1, 2, 3, 1), mode="reflect"))
        x = self.wide(F.pad(x, (2, 0, 1, 1), mode="replicate"))
        x = self.grouped(F.pad(x, (1, 0, 0, 2)))
        x = F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False)
        return F.max_pool2d(F.pad(x, (0, 1, 1, 0), value=0.25), (2, 3), (1, 2), (1, 1), dilation=(2, 1))


NETWORKS = {
    "inception": (
        lambda: Named(
            conv1=compare.convolution(3, 8, 7, stride=2, padding=3), pool1=nn.MaxPool2d(3, 2, ceil_mode=True),
            norm=compare.Normalise(), inception=compare.Inception2014(8, 4, 4, 6, 2, 4, 4),
            pool5=nn.AvgPool2d(2, 1, 1), mean=nn.AdaptiveAvgPool2d(1), flat=nn.Flatten(), dropout=nn.Dropout(0.4),
            classifier=nn.Linear(18, 10), probabilities=nn.Softmax(1)),
        ["norm", "inception", "probabilities"], (29, 23)),
    "residual": (
        lambda: Named(
            stem=nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.ReLU()),
            pool=nn.MaxPool2d(3, 2, 1), layer1=Residual(8, 12, 2), mean=nn.AdaptiveAvgPool2d(1), flat=nn.Flatten(),
            classifier=nn.Linear(12, 10)),
        ["stem", "layer1", "classifier"], (29, 23)),
    "squeezed": (
        lambda: Named(
            stem=nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.Hardswish()),
            block=Squeezed(8, 20)),
        ["stem", "block"], (29, 23)),
    "dense": (
        lambda: Named(
            stem=nn.Conv2d(3, 8, 5, 2, 2), dense=Dense(8, 4), norm=nn.BatchNorm2d(16), pool=nn.AvgPool2d(2, 2)),
        ["dense", "pool"], (29, 23)),
    "arithmetic": (
        lambda: Named(stem=nn.Conv2d(3, 10, 3, 2), arithmetic=Arithmetic(10)), ["arithmetic"], (29, 23)),
    "borders": (lambda: Named(borders=Borders(3)), ["borders"], (29, 23)),
    "flattened": (
        lambda: Named(
            conv=compare.convolution(3, 8, 5, stride=4, padding=1), pool=nn.MaxPool2d(2), flat=nn.Flatten(),
            hidden=nn.Linear(72, 12), relu=nn.ReLU(), classifier=nn.Linear(12, 10)),
        ["pool", "classifier"], (26, 27)),
}


def newest(make, names, size, folder):
    """Through the exporter that torch.export is part of, whose operators differ."""
    pixels, layers, exact, noise = compare.drawn(make, names, size)
    free = torch.export.Dim.DYNAMIC
    torch.onnx.export(
        layers, (compare.normalised(pixels),), folder / "net.onnx", dynamo=True, input_names=["input"],
        output_names=names, dynamic_shapes={"x": {2: free, 3: free}}, external_data=False, verbose=False)
    return compare.normalised(pixels).numpy(), pixels, exact, noise


def tensorflow(names, size, folder):
    """As TensorFlow's converter writes it: channels last, SAME padding, a dense layer, a shape computed on the way."""
    random = np.random.RandomState(5)

    def weights(*shape):
        fan = np.prod(shape[1:]) if len(shape) == 4 else shape[0]
        return (random.randn(*shape) / np.sqrt(fan)).astype(np.float16)

    constants = {
        "kernel1": weights(8, 3, 3, 3), "kernel2": weights(8, 1, 3, 3), "dense": weights(8, 6),
        "bias": random.randn(6).astype(np.float32), "pads": np.int64([0, 1, 1, 0, 0, 2, 1, 0]),
        "half": np.float32(127.5), "one": np.float32([1, 1, 1]), "first": np.int64([0]), "second": np.int64([1]),
        "rest": np.int64([-1]), "axes": np.int64([0]),
    }
    make = helper.make_node
    nodes = [
        make("Div", ["input_1", "half"], ["scaled"]),
        make("Sub", ["scaled", "one"], ["normalised"]),
        make("Pad", ["normalised", "pads"], ["padded"]),
        make("Transpose", ["padded"], ["planes"], perm=[0, 3, 1, 2]),
        make("Cast", ["kernel1"], ["kernel1.float"], to=TensorProto.FLOAT),
        make("Conv", ["planes", "kernel1.float"], ["conv1"], strides=[2, 2], auto_pad="VALID"),
        make("Relu", ["conv1"], ["stem"]),
        make("Cast", ["kernel2"], ["kernel2.float"], to=TensorProto.FLOAT),
        make("Conv", ["stem", "kernel2.float"], ["deep"], strides=[2, 2], group=8, auto_pad="SAME_LOWER"),
        make("MaxPool", ["deep"], ["pooled"], kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER"),
        make("Transpose", ["pooled"], ["cells"], perm=[0, 2, 3, 1]),
        make("ReduceMean", ["cells"], ["mean"], axes=[1, 2], keepdims=0),
        make("Shape", ["mean"], ["shape"]),
        make("Gather", ["shape", "axes"], ["batch"], axis=0),
        make("Concat", ["batch", "rest"], ["target"], axis=0),
        make("Reshape", ["mean", "target"], ["flat"]),
        make("Cast", ["dense"], ["dense.float"], to=TensorProto.FLOAT),
        make("MatMul", ["flat", "dense.float"], ["product"]),
        make("Add", ["product", "bias"], ["answer"]),
    ]
    graph = helper.make_graph(
        nodes, "mobile",
        [helper.make_tensor_value_info("input_1", TensorProto.FLOAT, ["n", "h", "w", 3])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()])
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="tf2onnx")
    onnx.save(model, folder / "net.onnx")

    pixels = torch.tensor(compare.picture(*size))[None]
    exact, noise = compare.references(lambda pixels: as_torch(constants, names, pixels), pixels)
    return pixels.permute(0, 2, 3, 1).numpy(), pixels, exact, noise


def as_torch(constants, names, pixels):
    """The same in PyTorch."""
    torch_weights = {name: torch.tensor(np.float32(value)).to(pixels.dtype) for name, value in constants.items()}
    x = F.pad(pixels / 127.5 - 1, (1, 1, 1, 2))
    stem = F.relu(F.conv2d(x, torch_weights["kernel1"], stride=2))
    low = [max((-(-n // 2) - 1) * 2 + 3 - n, 0) for n in stem.shape[2:]]
    pads = [low[1] - low[1] // 2, low[1] // 2, low[0] - low[0] // 2, low[0] // 2]
    deep = F.conv2d(F.pad(stem, pads), torch_weights["kernel2"], stride=2, groups=8)
    high = [max((-(-n // 2) - 1) * 2 + 3 - n, 0) for n in deep.shape[2:]]
    pads = [high[1] // 2, high[1] - high[1] // 2, high[0] // 2, high[0] - high[0] // 2]
    pooled = F.max_pool2d(F.pad(deep, pads, value=-torch.inf), 3, 2)
    answer = pooled.mean((2, 3)) @ torch_weights["dense"] + torch_weights["bias"]
    layers = {"stem": stem, "pooled": pooled, "answer": answer}
    return {name: layers[name] for name in names}


def main():
    torch.set_num_threads(1)
    folder = HERE / "networks"
    for name, arguments in NETWORKS.items():
        compare.write(name, compare.exported, arguments[1], *arguments, folder=folder)
    for name in ["residual", "squeezed"]:
        compare.write(f"{name}-newest", newest, NETWORKS[name][1], *NETWORKS[name], folder=folder)
    names = ["stem", "pooled", "answer"]
    compare.write("tensorflow", tensorflow, names, names, (29, 23), folder=folder)


if __name__ == "__main__":
    main()
