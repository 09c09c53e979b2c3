"""Write the beat network's weights as the program reads them.

    python3 export.py NET.pt WEIGHTS.f16 [FIXTURE_DIR]

Half-precision floats, layer by layer: the matrix [depth][columns], then the bias [columns]. A layer's depth goes through
time first, then bands, then channels; the heads' columns are filled up to 8 with zeros. FIXTURE_DIR gets a small input and
what PyTorch makes of it with the very weights written.
"""

import pathlib
import sys

import numpy as np
import torch

from network import COLUMNS, BeatNetwork


def half(tensor):
    return tensor.detach().numpy().astype(np.float16)


def matrix_of(layer):
    weight = layer.weight.detach()
    if weight.dim() == 3:  # [out][in][time]
        return weight.permute(2, 1, 0).reshape(-1, weight.shape[0])
    return weight.permute(2, 3, 1, 0).reshape(-1, weight.shape[0])  # [out][in][time][band]


def layers_of(net):
    yield from (net.first, net.second, net.third, net.harmony)
    for block in net.blocks:
        yield from (block.conv, block.mix)
    yield net.heads


def main():
    net = BeatNetwork().eval()
    net.load_state_dict(torch.load(sys.argv[1]))
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.copy_(parameter.half().float())
    with open(sys.argv[2], "wb") as file:
        for layer in layers_of(net):
            matrix, bias = half(matrix_of(layer)), half(layer.bias)
            missing = -len(bias) % 8
            file.write(np.pad(matrix, ((0, 0), (0, missing))).tobytes())
            file.write(np.pad(bias, (0, missing)).tobytes())
    if len(sys.argv) > 3:
        folder = pathlib.Path(sys.argv[3])
        rng = np.random.default_rng(1)
        features = np.abs(rng.normal(0, 0.8, (150, COLUMNS))).astype(np.float32)
        with torch.no_grad():
            logits = net(torch.tensor(features)[None])[0].numpy()
        features.tofile(folder / "ear_input.f32")
        logits.astype(np.float32).tofile(folder / "ear_logits.f32")


if __name__ == "__main__":
    main()
