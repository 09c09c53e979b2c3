"""The beat network: what it is, as PyTorch knows it.

    features [batch, rows, 76]  ->  logits [batch, rows, 5], 50 rows a second

Three convolutions over frequency, and one over how much the harmony changes, make 64 channels of what sounds; ten residual
blocks of dilated convolutions over time, each with twice the reach of the one before, weigh it over 40 s to either side.
After Davies and Böck, "Temporal convolutional networks for musical audio beat tracking", EUSIPCO 2019, and Böck and
Davies, "Deconstruct, analyse, reconstruct: how to improve tempo, beat, and downbeat estimation", ISMIR 2020, with drums as
further outputs.
"""

import torch
from torch import nn

BANDS = 72
NOVELTIES = 4
COLUMNS = BANDS + NOVELTIES
OUTPUTS = ["beat", "downbeat", "kick", "snare", "hat"]
EARLY = 16
CHANNELS = 64
DILATIONS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]


class Block(nn.Module):
    """x + mix(relu(conv(x))), the convolution over five rows `dilation` apart."""

    def __init__(self, dilation, dropout):
        super().__init__()
        self.conv = nn.Conv1d(CHANNELS, CHANNELS, 5, dilation=dilation, padding=2 * dilation)
        self.mix = nn.Conv1d(CHANNELS, CHANNELS, 1)
        self.dropout = nn.Dropout1d(dropout)

    def forward(self, x):
        return x + self.mix(self.dropout(torch.relu(self.conv(x))))


class BeatNetwork(nn.Module):
    def __init__(self, dropout=0.1):
        super().__init__()
        self.first = nn.Conv2d(1, EARLY, (3, 3), padding=(1, 1))  # 72 bands, then the highest of each 3: 24
        self.second = nn.Conv2d(EARLY, EARLY, (1, 10))  # 15, then 5
        self.third = nn.Conv2d(EARLY, CHANNELS, (3, 5), padding=(1, 0))  # 1
        self.harmony = nn.Conv1d(NOVELTIES, CHANNELS, 5, padding=2)
        self.dropout = nn.Dropout2d(dropout)
        self.blocks = nn.ModuleList([Block(d, dropout) for d in DILATIONS])
        self.heads = nn.Conv1d(CHANNELS, len(OUTPUTS), 1)

    def forward(self, features):
        x, novelties = features[:, None, :, :BANDS], features[:, :, BANDS:]
        x = x.to(memory_format=torch.channels_last)  # twice as fast to learn
        x = self.dropout(torch.relu(nn.functional.max_pool2d(self.first(x), (1, 3))))
        x = self.dropout(torch.relu(nn.functional.max_pool2d(self.second(x), (1, 3))))
        x = torch.relu(self.third(x).squeeze(3) + self.harmony(novelties.transpose(1, 2)))
        for block in self.blocks:
            x = block(x)
        return self.heads(torch.relu(x)).transpose(1, 2)
