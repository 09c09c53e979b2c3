"""The beat network's weights as the program reads them.

Half-precision floats, layer by layer: the matrix [depth][columns], then the bias [columns]. A layer's depth goes through
time first, then bands, then channels; the heads' columns are filled up to 8 with zeros.
"""

import numpy as np
import torch

from network import BeatNetwork


def write(net, path):
    """Write a network's weights."""
    with open(path, "wb") as file:
        for block in _blocks(net):
            values = block.numpy().reshape(-1, block.shape[-1]).astype(np.float16)
            file.write(np.pad(values, ((0, 0), (0, -values.shape[1] % 8))).tobytes())


def read(path):
    """The network whose weights a file holds."""
    net, values, at = BeatNetwork(), np.fromfile(path, np.float16).astype(np.float32), 0
    for block in _blocks(net):
        columns = block.shape[-1]
        stored = columns + -columns % 8
        end = at + block.numel() // columns * stored
        block.copy_(torch.tensor(values[at:end].reshape(-1, stored)[:, :columns]).reshape(block.shape))
        at = end
    if at != len(values):
        raise ValueError(f"{path} has {len(values)} values, and this network {at}")
    return net


def _blocks(net):
    """Views of all weights and biases in the file's order, columns last."""
    layers = [net.first, net.second, net.third, net.harmony]
    for block in net.blocks:
        layers += [block.conv, block.mix]
    for layer in layers + [net.heads]:
        weight = layer.weight.detach()  # [out][in][time], or [out][in][time][band]
        yield weight.permute(2, 1, 0) if weight.dim() == 3 else weight.permute(2, 3, 1, 0)
        yield layer.bias.detach()
