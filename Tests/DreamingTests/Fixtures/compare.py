"""Exports well-known networks and says what they answer, for Reverie to be compared with: `make compare`.

    python3 compare.py FOLDER [NETWORK...]

Needs torch, torchvision, onnx and onnxruntime. For each network there is then a folder of

    net.onnx                the network, as torch.onnx writes it, for pictures of any size
    picture.npy             [3, height, width], 0...255
    activation_LAYER.npy    [height, width, channels], by ONNX Runtime
    gradient_LAYER.npy      [3, height, width], by PyTorch in double precision: of 1/2 log of the sum of the activation's
                            squares
    noise_LAYER.npy         the relative error of PyTorch's gradient in single precision: where rounding moves a unit to
                            the other side of a ReLU's kink, its whole gradient comes or goes, in any program

which `ComparisonTests.swift` reads if REVERIE_COMPARISON names the folder. Weights are random, but scaled so that
activations neither die nor explode, and drawn again while many units sit on a kink, except for the networks that
Reverie ships or installs: those are as they are. Each network with random weights comes a second time, NETWORK-smooth,
with smooth activations, where nothing depends on which side of a kink a unit is.
"""

import contextlib
import logging
import os
import pathlib
import sys
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
import torchvision
from onnx import numpy_helper
from torch import nn

# No unit sits so near a kink that PyTorch's own rounding crosses it.
LOW_NOISE = 1e-4
ROOT = pathlib.Path(__file__).resolve().parents[3]


class LRN(torch.autograd.Function):
    """Local response normalisation as one ONNX operator; torch.onnx would write a dozen."""

    @staticmethod
    def symbolic(g, x, size, alpha, beta, bias):
        return g.op("LRN", x, size_i=size, alpha_f=alpha, beta_f=beta, bias_f=bias)

    @staticmethod
    def forward(context, x, size, alpha, beta, bias):
        context.save_for_backward(x)
        context.settings = size, alpha, beta, bias
        return F.local_response_norm(x, size, alpha, beta, bias)

    @staticmethod
    def backward(context, gradient):
        with torch.enable_grad():
            x = context.saved_tensors[0].detach().requires_grad_(True)
            result, = torch.autograd.grad(F.local_response_norm(x, *context.settings), x, gradient)
        return result, None, None, None, None


class Normalise(nn.Module):
    def forward(self, x):
        return LRN.apply(x, 5, 1e-4, 0.75, 1.0)


def convolution(inputs, outputs, kernel, **options):
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, **options), nn.ReLU())


class Inception2014(nn.Module):
    def __init__(self, inputs, one, reduce3, three, reduce5, five, pool):
        super().__init__()
        self.branches = nn.ModuleList([
            convolution(inputs, one, 1),
            nn.Sequential(convolution(inputs, reduce3, 1), convolution(reduce3, three, 3, padding=1)),
            nn.Sequential(convolution(inputs, reduce5, 1), convolution(reduce5, five, 5, padding=2)),
            nn.Sequential(nn.MaxPool2d(3, 1, 1), convolution(inputs, pool, 1)),
        ])

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class GoogLeNet2014(nn.Sequential):
    """Szegedy et al., "Going deeper with convolutions", 2014, table 1."""

    def __init__(self):
        super().__init__()
        for name, module in [
            ("conv1", convolution(3, 64, 7, stride=2, padding=3)),
            ("pool1", nn.MaxPool2d(3, 2, ceil_mode=True)),
            ("norm1", Normalise()),
            ("reduce2", convolution(64, 64, 1)),
            ("conv2", convolution(64, 192, 3, padding=1)),
            ("norm2", Normalise()),
            ("pool2", nn.MaxPool2d(3, 2, ceil_mode=True)),
            ("inception_3a", Inception2014(192, 64, 96, 128, 16, 32, 32)),
            ("inception_3b", Inception2014(256, 128, 128, 192, 32, 96, 64)),
            ("pool3", nn.MaxPool2d(3, 2, ceil_mode=True)),
            ("inception_4a", Inception2014(480, 192, 96, 208, 16, 48, 64)),
            ("inception_4b", Inception2014(512, 160, 112, 224, 24, 64, 64)),
            ("inception_4c", Inception2014(512, 128, 128, 256, 24, 64, 64)),
            ("inception_4d", Inception2014(512, 112, 144, 288, 32, 64, 64)),
            ("inception_4e", Inception2014(528, 256, 160, 320, 32, 128, 128)),
            ("pool4", nn.MaxPool2d(3, 2, ceil_mode=True)),
            ("inception_5a", Inception2014(832, 256, 160, 320, 32, 128, 128)),
            ("inception_5b", Inception2014(832, 384, 192, 384, 48, 128, 128)),
            ("pool5", nn.AdaptiveAvgPool2d(1)),
            ("flat", nn.Flatten()),
            ("dropout", nn.Dropout(0.4)),
            ("classifier", nn.Linear(1024, 1000)),
            ("probabilities", nn.Softmax(1)),
        ]:
            self.add_module(name, module)


def vgg16():
    network = torchvision.models.vgg16(weights=None)
    network.avgpool = nn.Identity()  # for pictures of any size: the first linear layer slides over the picture
    return network


def torchvision_model(name, **options):
    return lambda: getattr(torchvision.models, name)(weights=None, **options)


# What makes a network, layers by the names of its modules, and the picture's height and width.
EXPORTED = {
    "googlenet-2014": (GoogLeNet2014, ["norm2", "inception_4c", "probabilities"], (97, 161)),
    "googlenet": (
        torchvision_model("googlenet", aux_logits=False, transform_input=True, init_weights=False),
        ["inception4c", "fc"], (97, 161)),
    "inception-v3": (
        torchvision_model("inception_v3", aux_logits=True, transform_input=True, init_weights=False),
        ["Mixed_6c", "Mixed_7c", "fc"], (151, 187)),
    "vgg16": (vgg16, ["features.22", "classifier.6"], (233, 241)),
    "resnet50": (torchvision_model("resnet50"), ["layer3", "fc"], (97, 161)),
    "mobilenet-v2": (torchvision_model("mobilenet_v2"), ["features.13", "classifier.1"], (97, 161)),
    "mobilenet-v3": (torchvision_model("mobilenet_v3_large"), ["features.12", "classifier.3"], (97, 161)),
    "densenet121": (torchvision_model("densenet121"), ["features.denseblock3", "classifier"], (97, 161)),
    "squeezenet": (torchvision_model("squeezenet1_1"), ["features.11", "classifier.3"], (97, 161)),
}
CONVERTED = {
    "efficientnet-lite0": (ROOT / "Sources/CEfficientNetLite0/efficientnet-lite0.onnx", ["block11.expand", "logits"]),
    "efficientnet-lite2": (None, ["block15.expand", "logits"]),
    "squeezenet-caffe": (None, ["fire8", "conv10"]),
}


def picture(height, width, variant=0):
    """Soft blobs of colour and a little noise; no two pixels the same, since a maximum of two has two gradients."""
    random = np.random.RandomState(height * width + variant)
    y, x = np.mgrid[0:height, 0:width]
    planes = []
    for _ in range(3):
        plane = 15 * random.randn(height, width)
        for _ in range(12):
            cy, cx, r = random.rand() * height, random.rand() * width, 4 + 20 * random.rand()
            plane += 25 * random.randn() * np.exp(-((y - cy) ** 2 + (x - cx) ** 2) / (2 * r * r))
        planes.append(128 + plane)
    return np.clip(np.stack(planes), 0, 255).astype(np.float32)


def normalised(pixels):
    mean = torch.tensor([0.485, 0.456, 0.406], dtype=pixels.dtype).view(1, 3, 1, 1)
    deviation = torch.tensor([0.229, 0.224, 0.225], dtype=pixels.dtype).view(1, 3, 1, 1)
    return (pixels / 255 - mean) / deviation


def away_from(kinks, x, module):
    """Moves the module's bias a little, channel by channel, so that no value of x, which it leads to, is near a kink."""
    if module is None or module.bias is None or module.bias.shape[0] != x.shape[1] or x.dim() != 4:
        return x
    best, margin = torch.zeros(x.shape[1]), torch.full((x.shape[1],), -1.0)
    for offset in torch.linspace(-0.1, 0.1, 81):
        distance = torch.stack([(x + offset - kink).abs().amin((0, 2, 3)) for kink in kinks]).amin(0)
        best, margin = torch.where(distance > margin, offset, best), torch.maximum(distance, margin)
    module.bias.data += best
    return x + best.view(1, -1, 1, 1)


@contextlib.contextmanager
def replaced(functions):
    """Other functions in the place of some of torch.nn.functional."""
    originals = {name: getattr(F, name) for name in functions}
    for name, function in functions.items():
        setattr(F, name, function)
    try:
        yield
    finally:
        for name, function in originals.items():
            setattr(F, name, function)


def tame(network, x):
    """Scales weights layer by layer until every convolution's output has unit deviation, fits batch norms to x, and keeps
    what x leads to away from the kinks of ReLUs."""
    last = None

    def relu(x, inplace=False):
        return away_from([0], x, last).clamp(min=0)

    def relu6(x, *_, **__):
        return away_from([0, 6], x, last).clamp(0, 6)

    def scale(module, inputs, output):
        nonlocal last
        last = module
        module.weight.data /= output.std()
        if module.bias is not None:
            module.bias.data = 0.1 * torch.randn_like(module.bias)
        return module.forward(*inputs)

    def fit(module, inputs, output):
        nonlocal last
        last = module
        x = inputs[0]
        # Means of zero would be chaos: random networks that centre every layer multiply rounding errors, trained don't.
        module.running_mean = 0.2 * torch.randn(x.shape[1])
        module.running_var = x.square().mean((0, 2, 3)) * (0.75 + 0.5 * torch.rand(x.shape[1]))
        module.weight.data = 0.75 + 0.5 * torch.rand(x.shape[1])
        module.bias.data = 0.2 * torch.randn(x.shape[1])
        return module.forward(*inputs)

    hooks = [
        module.register_forward_hook(fit if isinstance(module, nn.BatchNorm2d) else scale)
        for module in network.modules() if isinstance(module, (nn.Conv2d, nn.Linear, nn.BatchNorm2d))]
    with torch.no_grad(), replaced({"relu": relu, "relu6": relu6, "hardtanh": relu6}):
        network(x)
    for hook in hooks:
        hook.remove()


class Layers(nn.Module):
    """A network whose outputs are those of some of its modules."""

    def __init__(self, network, names):
        super().__init__()
        self.network, self.names, self.outputs = network, names, {}
        for name in names:
            network.get_submodule(name).register_forward_hook(
                lambda module, inputs, output, name=name: self.outputs.__setitem__(name, output))

    def forward(self, x):
        self.network(x)
        return tuple(self.outputs[name] for name in self.names)


def gradients(answers, pixels):
    """Of 1/2 log of the sum of squares of each answer, by the pixels."""
    values = {name: 0.5 * answer.square().sum().log() for name, answer in answers.items()}
    return {name: torch.autograd.grad(value, pixels, retain_graph=True)[0] for name, value in values.items()}


def references(answer, pixels):
    """Gradients in double precision and the largest relative errors of those in single precision.

    answer(pixels) gives layers by name, in the precision of the pixels. Every program rounds differently, so pixels
    are also moved by about as much as one rounding.
    """
    double = pixels.clone().double().requires_grad_(True)
    exact = gradients(answer(double), double)
    noise = dict.fromkeys(exact, 0.0)
    for rounding in range(4):
        single = pixels * (1 + (rounding > 0) * 1e-7 * torch.randn_like(pixels))
        rough = gradients(answer(single.requires_grad_(True)), single)
        for name in exact:
            noise[name] = max(noise[name], float((rough[name] - exact[name]).norm() / exact[name].norm()))
    return exact, noise


def drawn(make, names, size, most=30):
    """A network with random weights, the layers whose outputs are asked for, and its references."""
    best = None
    for seed in range(most):
        pixels = torch.tensor(picture(*size, seed))[None]
        torch.manual_seed(seed)
        network = make().eval()
        tame(network, normalised(pixels))
        layers = Layers(network, names).eval()

        def answer(pixels):
            return dict(zip(names, layers.to(pixels.dtype)(normalised(pixels))))

        exact, noise = references(answer, pixels)
        layers.float()
        if best is None or max(noise.values()) < max(best[3].values()):
            best = pixels, layers, exact, noise
        if max(noise.values()) < LOW_NOISE:
            break
    return best


def smoothed(make):
    """The same network with SiLU for every ReLU: no kinks, so that rounding can't decide on a gradient."""

    def smooth(x, *_, **__):
        return F.silu(x)

    def build():
        network = make()
        forward = network.forward

        def smooth_forward(x):
            with replaced({"relu": smooth, "relu6": smooth, "hardtanh": smooth}):
                return forward(x)

        network.forward = smooth_forward
        return network

    return build


def exported(make, names, size, folder):
    pixels, layers, exact, noise = drawn(make, names, size)
    torch.onnx.export(
        layers, (normalised(pixels),), folder / "net.onnx", dynamo=False, input_names=["input"],
        output_names=names, dynamic_axes={"input": {2: "height", 3: "width"}}, opset_version=17)
    return normalised(pixels).numpy(), pixels, exact, noise


def converted(path, names, size, folder):
    (folder / "net.onnx").write_bytes(path.read_bytes())
    graph = onnx.load(path).graph

    def answer(pixels):
        values = run(graph, pixels)
        return {name: values[name] for name in names}

    for variant in range(12):
        pixels = torch.tensor(picture(*size, variant))[None]
        exact, noise = references(answer, pixels)
        if max(noise.values()) < LOW_NOISE:
            break
    return pixels.numpy(), pixels, exact, noise


def run(graph, pixels):
    """What the nodes of a converted network make, as PyTorch functions."""
    values = {
        i.name: torch.tensor(numpy_helper.to_array(i).astype(np.float32)).to(pixels.dtype) for i in graph.initializer}
    values[graph.input[0].name] = pixels
    for node in graph.node:
        inputs = [values[name] for name in node.input]
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        values[node.output[0]] = compute(node.op_type, inputs, attributes)
    return values


def compute(kind, inputs, attributes):
    x = inputs[0]
    match kind:
        case "Cast": return x
        case "Sub": return x - inputs[1]
        case "Mul": return x * inputs[1]
        case "Add": return x + inputs[1]
        case "Relu": return F.relu(x)
        case "Clip": return torch.clamp(x, inputs[1].item(), inputs[2].item())
        case "Concat": return torch.cat(inputs, attributes["axis"])
        case "Gather": return x[:, inputs[1].long()]
        case "MaxPool": return F.max_pool2d(x, attributes["kernel_shape"], attributes["strides"])
        case "Conv":
            stride, kernel = attributes.get("strides", [1, 1])[0], inputs[1].shape[2]
            if attributes.get("auto_pad") == b"SAME_UPPER":
                pads = [max((-(-n // stride) - 1) * stride + kernel - n, 0) for n in x.shape[2:]]
                pads = [pads[0] // 2, pads[1] // 2, pads[0] - pads[0] // 2, pads[1] - pads[1] // 2]
            else:
                pads = attributes.get("pads", [0] * 4)
            x = F.pad(x, [pads[1], pads[3], pads[0], pads[2]])
            return F.conv2d(x, inputs[1], inputs[2], stride=stride, groups=attributes.get("group", 1))
    raise ValueError(kind)


def channels_last(activation):
    """[height, width, channels], of a classifier's single answer too."""
    activation = activation[0]
    return activation.transpose(1, 2, 0) if activation.ndim == 3 else activation[None, None]


def write(name, build, names, *arguments, folder):
    folder = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.npy"):
        stale.unlink()
    fed, pixels, gradients, noise = build(*arguments, folder)
    np.save(folder / "picture.npy", pixels[0].numpy())
    session = onnxruntime.InferenceSession(folder / "net.onnx", providers=["CPUExecutionProvider"])
    answers = session.run(names, {session.get_inputs()[0].name: fed})
    for layer, answer in zip(names, answers):
        np.save(folder / f"activation_{layer}.npy", channels_last(answer).astype("<f4"))
        np.save(folder / f"gradient_{layer}.npy", gradients[layer][0].numpy().astype("<f4"))
        np.save(folder / f"noise_{layer}.npy", np.float32([noise[layer]]))
    print(f"{name}: " + ", ".join(f"{layer} (noise {noise[layer]:.1e})" for layer in names), flush=True)


def main(folder, *chosen):
    warnings.filterwarnings("ignore")
    logging.disable()
    torch.set_num_threads(1)
    folder = pathlib.Path(folder)
    for name, (make, names, size) in EXPORTED.items():
        if not chosen or name in chosen:
            write(name, exported, names, make, names, size, folder=folder)
            write(f"{name}-smooth", exported, names, smoothed(make), names, size, folder=folder)
    data = os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local/share"
    installed = pathlib.Path(data) / "reverie/networks"
    for name, (path, names) in CONVERTED.items():
        if not chosen or name in chosen:
            path = path or installed / {"efficientnet-lite2": "lite2.onnx", "squeezenet-caffe": "squeezenet.onnx"}[name]
            write(name, converted, names, path, names, (97, 161), folder=folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
