"""Write the beat network's weights as the program reads them.

    python3 export.py NET.pt WEIGHTS.f16 [FIXTURE_DIR]

FIXTURE_DIR gets a small input and what PyTorch makes of it with the very weights written.
"""

import pathlib
import sys

import numpy as np
import torch

import weights
from network import COLUMNS, BeatNetwork


def main():
    net = BeatNetwork()
    net.load_state_dict(torch.load(sys.argv[1]))
    weights.write(net, sys.argv[2])
    if len(sys.argv) > 3:
        net = weights.read(sys.argv[2]).eval()
        folder = pathlib.Path(sys.argv[3])
        rng = np.random.default_rng(1)
        features = np.abs(rng.normal(0, 0.8, (150, COLUMNS))).astype(np.float32)
        with torch.no_grad():
            logits = net(torch.tensor(features)[None])[0].numpy()
        features.tofile(folder / "beat_network_input.f32")
        logits.astype(np.float32).tofile(folder / "beat_network_logits.f32")


if __name__ == "__main__":
    main()
