#!/usr/bin/env python3
"""Races steps up a gradient against PyTorch: the same networks, layers and picture size, in turns on one machine.

    python3 Benchmarks/race-steps.py [--rounds 4] [--steps 4] [--only lite0,vgg16] [--size 640x360]

Needs torch, torchvision, onnx and onnxscript, and `swift build -c release --product step-timer` in Benchmarks/.

A step, on either side: shift the picture cyclically by chance, run the network as far as the layer, half the logarithm
of the layer's energy, back to the pixels, divide by the mean magnitude, add, shift back, clamp to 0...255.

PyTorch gets what makes it fast: all processors, no gradients of weights, nothing computed past the layer, batch
normalisation folded into convolutions, activations in place, and both memory formats, of which the better one counts.
The two take turns, round by round, so that a machine that slows down slows both. Medians over all rounds.
"""
import argparse
import logging
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import onnx
import torch
import torch.nn.functional as F
import torchvision
from torch.fx.experimental.optimization import fuse
from torch.utils.flop_counter import FlopCounterMode

HERE = pathlib.Path(__file__).resolve().parent
STEP_TIMER = HERE / ".build/release/step-timer"
LITE0 = HERE / "../Sources/CEfficientNetLite0/efficientnet-lite0.onnx"
CORES = len(os.sched_getaffinity(0))
FORMATS = {"plain": torch.contiguous_format, "channels_last": torch.channels_last}


class FromONNX(torch.nn.Module):
    """The nodes of an ONNX file that lead to one layer, for the operators of the shipped network."""

    def __init__(self, path, layer):
        super().__init__()
        graph = onnx.load(path).graph
        constants = {c.name: torch.tensor(onnx.numpy_helper.to_array(c)) for c in graph.initializer}
        self.nodes = torch.nn.ModuleList()
        self.wiring = []
        for node in graph.node:
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            values = [name for name in node.input if name not in constants]
            operands = [constants[name].float() for name in node.input if name in constants]
            if node.op_type == "Cast" and not values:
                constants[node.output[0]] = operands[0]
                continue
            self.nodes.append(self.module(node.op_type, attributes, operands))
            self.wiring.append((values, node.output[0]))
            if node.output[0] == layer:
                break
        self.picture, self.layer = graph.input[0].name, layer

    @staticmethod
    def module(kind, attributes, operands):
        if kind == "Conv":
            return SameConvolution(*operands, attributes["strides"][0], attributes["group"])
        if kind == "Clip" and [float(bound) for bound in operands] == [0, 6]:
            return torch.nn.ReLU6(inplace=True)
        return {"Add": Sum, "Sub": Difference, "Mul": Product}[kind](*operands)

    def forward(self, x):
        values = {self.picture: x}
        for node, (inputs, output) in zip(self.nodes, self.wiring):
            values[output] = node(*[values[name] for name in inputs])
        return values[self.layer]


class SameConvolution(torch.nn.Module):
    """A convolution whose output has ceil(size / stride) cells, with what is odd of the padding at the far sides."""

    def __init__(self, weight, bias, stride, groups):
        super().__init__()
        self.weight, self.bias = torch.nn.Parameter(weight), torch.nn.Parameter(bias)
        self.stride, self.groups = stride, groups

    def forward(self, x):
        kernel = self.weight.shape[2]
        down, right = (max((-(-size // self.stride) - 1) * self.stride + kernel - size, 0) for size in x.shape[2:])
        inside = [down // 2, right // 2]
        if down % 2 or right % 2:  # else the convolution pads by itself, which is faster
            x, inside = F.pad(x, [right // 2, right - right // 2, down // 2, down - down // 2]), 0
        return F.conv2d(x, self.weight, self.bias, self.stride, inside, groups=self.groups)


class Sum(torch.nn.Module):
    def forward(self, a, b):
        return a + b


class Difference(torch.nn.Module):
    def __init__(self, constant):
        super().__init__()
        self.register_buffer("constant", constant)

    def forward(self, x):
        return x - self.constant


class Product(torch.nn.Module):
    def __init__(self, constant):
        super().__init__()
        self.register_buffer("constant", constant)

    def forward(self, x):
        return x * self.constant


def photographic(*layers):
    """A network of torchvision's, with its preprocessing of pixels of 0...255 in front."""
    mean, deviation = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    return torch.nn.Sequential(
        Difference(255 * mean.view(3, 1, 1)), Product(1 / (255 * deviation).view(3, 1, 1)), *layers)


def squeezenet():
    return photographic(*torchvision.models.squeezenet1_1(weights=None).features[:12])


def googlenet():
    net = torchvision.models.googlenet(weights=None, aux_logits=False, init_weights=False)
    return photographic(
        net.conv1, net.maxpool1, net.conv2, net.conv3, net.maxpool2, net.inception3a, net.inception3b, net.maxpool3,
        net.inception4a, net.inception4b, net.inception4c)


def vgg16():
    return photographic(*torchvision.models.vgg16(weights=None).features[:23])


def resnet50():
    net = torchvision.models.resnet50(weights=None)
    return photographic(net.conv1, net.bn1, net.relu, net.maxpool, net.layer1, net.layer2, net.layer3)


CONTESTS = {
    "lite0": ("EfficientNet-Lite0", "block11.expand", lambda: FromONNX(LITE0, "block11.expand")),
    "squeezenet": ("SqueezeNet 1.1", "fire8", squeezenet),
    "googlenet": ("GoogLeNet", "inception_4c", googlenet),
    "vgg16": ("VGG-16", "conv4_3", vgg16),
    "resnet50": ("ResNet-50", "layer3", resnet50),
}


def network(name):
    """A network as far as its layer, weights frozen, batch normalisation folded."""
    torch.manual_seed(0)
    net = CONTESTS[name][2]()
    normalisations = [m for m in net.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    if normalisations:
        # Random weights: let each normalisation see one picture, so that values keep their size on the way.
        for m in normalisations:
            m.momentum = 1.0
        with torch.no_grad():
            net.train()(255 * torch.rand(2, 3, 128, 128))
        net = fuse(net.eval())
    return net.eval().requires_grad_(False)


def onnx_file(name, net, folder):
    """The network as a file for Reverie, exported unless it is there already."""
    if name == "lite0":
        return "lite0"
    path = folder / f"{name}.onnx"
    if not path.exists():
        torch.onnx.export(
            net, (torch.rand(1, 3, 224, 320),), str(path), input_names=["picture"], output_names=[CONTESTS[name][1]],
            dynamic_shapes=({2: torch.export.Dim.AUTO, 3: torch.export.Dim.AUTO},), external_data=False, verbose=False)
    return str(path)


def ascend(net, x, size=1.5, jitter=32):
    dy, dx = (int(shift) for shift in torch.randint(-jitter, jitter + 1, (2,)))
    y = torch.roll(x, (dy, dx), (2, 3)).requires_grad_(True)
    gradient, = torch.autograd.grad(0.5 * net(y).square().sum().log(), y)
    y = y.detach() + size * gradient / gradient.abs().mean()
    return torch.roll(y, (-dy, -dx), (2, 3)).clamp_(0, 255)


def time_pytorch(net, memory_format, width, height, steps, warmup=2):
    """Milliseconds of each of `steps` steps."""
    net.to(memory_format=memory_format)
    x = (255 * torch.rand(1, 3, height, width)).contiguous(memory_format=memory_format)
    times = []
    for _ in range(warmup + steps):
        begin = time.perf_counter()
        x = ascend(net, x)
        times.append(1e3 * (time.perf_counter() - begin))
    if not torch.isfinite(x).all():
        sys.exit("PyTorch's dream is not finite: the random weights don't keep values in bounds")
    return times[warmup:]


def time_reverie(file, layer, width, height, steps, scenes, threads):
    """Milliseconds a step as throughput, and the peak of memory in MB."""
    run = subprocess.run(
        [STEP_TIMER, "--network", file, "--layer", layer, "--width", str(width), "--height", str(height),
         "--steps", str(steps), "--scenes", str(scenes), "--threads", str(threads)], capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(run.stderr.strip())
    return float(re.search(r"median ([\d.]+)", run.stdout)[1]), int(re.search(r"peak (\d+)", run.stdout)[1])


def gigaflops(net, width, height):
    """Billions of additions and multiplications in the convolutions of a step, forward and backward."""
    x = (255 * torch.rand(1, 3, height, width)).requires_grad_(True)
    with FlopCounterMode(display=False) as counter:
        net(x).square().sum().log().backward()
    return counter.get_total_flops() / 1e9


def gigaflops_a_second(size=2048):
    """What all processors reach together in single-precision matrix products: the best of several."""
    a, b = torch.rand(size, size), torch.rand(size, size)
    best = 0
    for _ in range(8):
        begin = time.perf_counter()
        a @ b
        best = max(best, 2 * size**3 / (time.perf_counter() - begin) / 1e9)
    return best


def race(name, args, folder):
    """A row of the table."""
    title, layer, *_ = CONTESTS[name]
    net = network(name)
    file = onnx_file(name, net, folder)
    theirs = {form: [] for form in FORMATS}
    scenes, alone, memory, speed = [], [], 0, 0
    for _ in range(args.rounds):
        for form, memory_format in FORMATS.items():
            theirs[form] += time_pytorch(net, memory_format, *args.size, args.steps)
        time.sleep(0.5)  # PyTorch's threads spin for a while after their work
        scenes.append(time_reverie(file, layer, *args.size, args.steps, CORES, 1)[0])
        alone.append(time_reverie(file, layer, *args.size, args.steps, 1, CORES)[0])
        memory = max(memory, time_reverie(file, layer, *args.size, 1, 1, 1)[1])
        speed = max(speed, gigaflops_a_second())
    best = min(theirs, key=lambda form: statistics.median(theirs[form]))
    bound = 1e3 * gigaflops(net, *args.size) / speed
    return {
        "title": f"{title} to {layer}", "format": best, "theirs": statistics.median(theirs[best]),
        "scenes": statistics.median(scenes), "alone": statistics.median(alone), "memory": memory, "bound": bound,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=4, help="turns that each side gets (4)")
    parser.add_argument("--steps", type=int, default=4, help="steps timed in a turn (4), after two that are not")
    parser.add_argument("--only", default=",".join(CONTESTS), help="networks to race, of " + ", ".join(CONTESTS))
    parser.add_argument("--size", default="640x360", type=lambda s: tuple(int(n) for n in s.split("x")))
    parser.add_argument("--folder", default=tempfile.gettempdir() + "/reverie-race", help="where exported networks stay")
    args = parser.parse_args()
    if not STEP_TIMER.exists():
        sys.exit(f"{STEP_TIMER} is missing: swift build -c release --product step-timer in {HERE}")
    folder = pathlib.Path(args.folder)
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(CORES)
    torch._logging.set_logs(all=logging.ERROR)  # the exporter talks a lot

    print(f"torch {torch.__version__}, {CORES} processors, {args.size[0]}x{args.size[1]}, medians of "
          f"{args.rounds * args.steps} steps, milliseconds a step\n")
    print("| work | PyTorch | one scene a processor | times | one picture | times | memory, one scene | times the bound |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in args.only.split(","):
        try:
            row = race(name, args, folder)
        except RuntimeError as problem:
            print(f"| {CONTESTS[name][0]} | {problem} |")
            continue
        print("| {title} | {theirs:.0f} ({format}) | {scenes:.1f} | {0:.2f} | {alone:.1f} | {1:.2f} | {memory} MB "
              "| {2:.2f} of {bound:.0f} ms |".format(
                  row["theirs"] / row["scenes"], row["theirs"] / row["alone"], row["scenes"] / row["bound"], **row),
              flush=True)


if __name__ == "__main__":
    main()
