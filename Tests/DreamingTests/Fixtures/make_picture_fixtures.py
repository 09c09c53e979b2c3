"""Pictures processed by PyTorch and NumPy in double precision, to check our picture processing against.

    python3 make_picture_fixtures.py     # needs torch and numpy; writes picture_*.npy (float32) beside itself

Arrays are [3, height, width], values of pictures 0...255.
"""
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

FOLDER = pathlib.Path(__file__).parent
WIDTH, HEIGHT = 37, 23


def keep(name, tensor):
    np.save(FOLDER / f"picture_{name}.npy", np.asarray(tensor, dtype=np.float32))


def scaled(x, width, height):
    shrinks = height < x.shape[2]
    return F.interpolate(x, size=(height, width), mode="bilinear", align_corners=False, antialias=shrinks)


def equal_bands(gradient):
    """Laplacian pyramid of four bands, each at deviation 1."""
    levels = [gradient]
    while len(levels) < 4:
        levels.append(F.avg_pool2d(levels[-1], 2, ceil_mode=True))
    total = levels[-1] / levels[-1].std()
    for level, below in zip(levels[2::-1], levels[:0:-1]):
        height, width = level.shape[2:]
        band = level - scaled(below, width, height)
        total = scaled(total, width, height) + band / band.std()
    return total


def moved(x, zoom, angle, right=0.0, down=0.0):
    """Zoomed and turned about the centre, then panned by pixels."""
    height, width = x.shape[2:]
    inverse = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) / zoom
    rows, columns = np.mgrid[:height, :width] + 0.5
    places = np.stack([columns - width / 2 - right, rows - height / 2 - down], -1) @ inverse.T
    grid = torch.from_numpy(places / [width / 2, height / 2])[None]
    return F.grid_sample(x, grid, "bicubic", "reflection", align_corners=False).clamp(0, 255)


def steadied(x, mean, deviation, pull):
    axes = dict(dim=(2, 3), keepdim=True)
    normalised = (x - x.mean(**axes)) / x.std(**axes)
    return ((1 - pull) * x + pull * (normalised * deviation + mean)).clamp(0, 255)


def clouds(white):
    """White noise [3, height, width] with its spectrum bent to 1/f^1.2 and its colours mixed."""
    height, width = white.shape[1:]
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width))
    frequency[0, 0] = np.inf
    planes = np.fft.ifft2(np.fft.fft2(white) / frequency**1.2).real
    planes /= planes.std((1, 2), keepdims=True)
    mix = [[0.56, 0.19, 0.04], [0.58, 0.0, -0.08], [0.58, -0.19, 0.04]]
    image = np.einsum("ij,jyx->iyx", mix, planes)
    return (128 + 45 * image / image.std()).clip(0, 255)


def main():
    random = np.random.RandomState(2)
    # Whole numbers (our pictures are 8-bit), smooth and rough parts.
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    waves = np.stack([np.sin(columns / 3 + rows / (4 + i)) for i in range(3)])
    picture = np.rint(np.clip(128 + 70 * waves + 30 * random.randn(3, HEIGHT, WIDTH), 0, 255))
    keep("source", picture)
    x = torch.from_numpy(picture)[None]

    keep("resized_25x15", scaled(x, 25, 15)[0])
    keep("resized_12x11", scaled(x, 12, 11)[0])
    keep("resized_56x41", scaled(x, 56, 41)[0])
    gradient = 1e-5 * (random.randn(3, HEIGHT, WIDTH) + 3 * waves)
    keep("gradient", gradient)
    keep("gradient_equal_bands", equal_bands(torch.from_numpy(gradient.astype(np.float32)).double()[None])[0])
    keep("moved_in", moved(x, 1.02, 0.004)[0])
    keep("moved_out", moved(x, 0.9, -0.2)[0])
    keep("moved_aside", moved(x, 1.3, 0.5, 4.25, -7.5)[0])
    keep("moved_far", moved(x, 0.2, 1.0, 100, 50)[0])
    mean = torch.tensor([100.0, 120, 140]).double().view(1, 3, 1, 1)
    deviation = torch.tensor([30.0, 45, 60]).double().view(1, 3, 1, 1)
    keep("steadied", steadied(x, mean, deviation, 0.3)[0])
    white = random.randn(3, HEIGHT, WIDTH).astype(np.float32)
    keep("white", white)
    keep("clouds", clouds(white.astype(np.float64)))


if __name__ == "__main__":
    main()
