"""Makes the network fixtures: what PyTorch says the shipped network answers, and its gradient.

    python3 make_network_fixtures.py

Needs torch, numpy and onnx. Reads the weights out of the committed efficientnet-lite0.onnx and runs its nodes as PyTorch
functions, so folding and rounding of weights are the same on both sides. The files are little-endian
32-bit floats, network_*.npy.
"""

import pathlib

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper

HERE = pathlib.Path(__file__).parent
MODEL = HERE.parents[2] / "Sources" / "CEfficientNetLite0" / "efficientnet-lite0.onnx"
SIZES = {"small": (48, 64), "odd": (37, 53)}
LAYERS = ["block5", "block8", "block11.expand", "logits"]
OBJECTIVES = {
    "one": {"block11.expand": 1.0},
    "several": {"stem": 0.25, "block5": 1.0, "block8.expand": 0.5, "block8": 0.75, "block10": 0.3},
    "logits": {"logits": 1.0},
}
SAMPLES = 1000  # values kept of an activation


def activations(graph, picture):
    values = {i.name: torch.tensor(numpy_helper.to_array(i).astype(np.float32)) for i in graph.initializer}
    values[graph.input[0].name] = picture
    for node in graph.node:
        inputs = [values[name] for name in node.input]
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "Cast":
            result = inputs[0]
        elif node.op_type == "Sub":
            result = inputs[0] - inputs[1]
        elif node.op_type == "Mul":
            result = inputs[0] * inputs[1]
        elif node.op_type == "Add":
            result = inputs[0] + inputs[1]
        elif node.op_type == "Clip":
            assert (inputs[1], inputs[2]) == (0, 6)
            result = F.relu6(inputs[0])
        elif node.op_type == "Conv":
            x, kernel, bias = inputs
            stride, size = attributes["strides"][0], kernel.shape[2]
            assert attributes["auto_pad"] == b"SAME_UPPER"
            pads = [max((-(-n // stride) - 1) * stride + size - n, 0) for n in x.shape[2:]]
            x = F.pad(x, [pads[1] // 2, pads[1] - pads[1] // 2, pads[0] // 2, pads[0] - pads[0] // 2])
            result = F.conv2d(x, kernel, bias, stride=stride, groups=attributes["group"])
        else:
            raise ValueError(node.op_type)
        values[node.output[0]] = result
    return values


def picture(height, width):
    """Soft blobs of colour and a little noise, whole numbers as a photo has."""
    random = np.random.RandomState(height * width)
    y, x = np.mgrid[0:height, 0:width]
    planes = []
    for _ in range(3):
        plane = 40 * random.randn(height, width)
        for _ in range(6):
            cy, cx, r = random.rand() * height, random.rand() * width, 4 + 12 * random.rand()
            plane += 150 * random.randn() * np.exp(-((y - cy) ** 2 + (x - cx) ** 2) / (2 * r * r))
        planes.append(128 + plane)
    return np.clip(np.round(np.stack(planes)), 0, 255).astype(np.float32)


def pattern(height, width):
    """What ObjectiveTests draws for itself, for a picture too large to keep here."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([(x * x * 7 + y * y * 13 + x * y + 1360 * c) // 16 % 256 for c in range(3)]).astype(np.float32)


def save(name, array):
    np.save(HERE / f"network_{name}.npy", array.astype("<f4"))


def sample(channels_last):
    """Every n-th value, so that about SAMPLES remain; n odd, to meet all channels."""
    flat = channels_last.reshape(-1)
    return flat[:: max(1, len(flat) // SAMPLES) | 1]


def main():
    torch.set_num_threads(1)
    graph = onnx.load(MODEL).graph
    for size, (height, width) in SIZES.items():
        pixels = picture(height, width)
        save(f"{size}_picture", pixels)
        for objective, weights in OBJECTIVES.items():
            x = torch.tensor(pixels)[None].requires_grad_(True)
            layers = activations(graph, x)
            value = sum(0.5 * w * layers[name].square().sum().log() for name, w in weights.items())
            gradient, = torch.autograd.grad(value, x)
            save(f"{size}_gradient_{objective}", gradient[0].numpy())
            save(f"{size}_value_{objective}", value.detach().numpy().reshape(1))
        for name in LAYERS:
            save(f"{size}_{name}", sample(layers[name].detach()[0].permute(1, 2, 0).numpy()))
    x = torch.tensor(pattern(180, 321))[None].requires_grad_(True)
    layers = activations(graph, x)
    value = sum(0.5 * w * layers[name].square().sum().log() for name, w in OBJECTIVES["several"].items())
    gradient, = torch.autograd.grad(value, x)
    save("large_gradient_several", sample(gradient[0].numpy()))


if __name__ == "__main__":
    main()
