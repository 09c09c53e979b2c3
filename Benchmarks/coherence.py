"""How steady dreams over footage are: `reverie render` beside three other ways, on the same footage and layer.

    pip install numpy opencv-python-headless onnx onnxruntime
    python3 Benchmarks/coherence.py bigbuckbunny.mp4 [--frames 40] [--sheets DIR]

every frame alone   each frame dreamed by itself, as the tools of 2015 did without blending
DeepDreamAnim       the last dream's detail moved along Farneback flow, nothing masked, dreamed on
half and half       half footage, half the last dream moved along flow where it still looks alike, dreamed on; as tools of 2026 do
reverie             `render --frames` with a constant mapping

gain      ln of the layer's magnitude in the dream over that in the footage: how strongly it dreams
relative  mean |detail - detail of the frame before, moved along the flow|, where the flow can be followed, over mean |detail|
detail    mean |dream - footage|, in the first and in the last third of the frames that are looked at

The flow that is measured with is OpenCV's dense inverse search (medium), here as in Reverie; the other ways dream by `still`.
"""

import argparse
import os
import subprocess
import tempfile
import time
import wave

import cv2
import numpy as np

LAYER = "block11.expand"
NETWORK = os.path.join(os.path.dirname(__file__), "../Sources/CEfficientNetLite0/efficientnet-lite0.onnx")
RATE = 25
cv2.setNumThreads(1)


class Dreams:
    """The program under test."""

    def __init__(self, program, folder):
        self.program, self.folder, self.stills = os.path.abspath(program), folder, 0

    def run(self, *arguments):
        subprocess.run([self.program, *map(str, arguments)], check=True, capture_output=True)

    def still(self, picture, iterations, step):
        self.stills += 1  # another seed for each
        source, target = f"{self.folder}/still.png", f"{self.folder}/dream.png"
        write(source, picture)
        self.run(
            "still", source, "-o", target, "--layer", LAYER, "--iterations", iterations, "--step", step,
            "--octaves", 3, "--octave-scale", 1.5, "--jitter", 24, "--seed", self.stills)
        return read(target)

    def footage(self, source, size, count, mapping, name, seed=1):
        """The frames that `render` makes of footage, and seconds a frame."""
        song, path, frames = f"{self.folder}/song.wav", f"{self.folder}/{name}.yaml", f"{self.folder}/{name}"
        with wave.open(song, "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            noise = np.random.RandomState(0).randint(-3000, 3000, int(8000 * (count + 0.5) / RATE))
            file.writeframes(noise.astype("<i2").tobytes())
        with open(path, "w") as file:
            file.write(mapping)
        start = time.perf_counter()
        self.run(
            "render", song, "--footage", source, "--size", f"{size[0]}x{size[1]}", "--fps", RATE, "--mapping", path,
            "--frames", frames, "--jobs", 1, "--no-cache", "--seed", seed)
        seconds = time.perf_counter() - start
        names = sorted(n for n in os.listdir(frames) if n.endswith(".png"))
        return [read(f"{frames}/{n}") for n in names[:count]], seconds / len(names)


def constant(strength, step, jitter, iterations=1):
    return (
        f"layers:\n  {LAYER}: 1\nstrength: {strength}\nstep: {step}\njitter: {jitter}\niterations: {iterations}\n"
        "scenes: {bars: 1000, seconds: 36000}\n")


def read(path):
    return cv2.cvtColor(cv2.imread(path), cv2.COLOR_BGR2RGB).astype(np.float32)


def write(path, picture):
    bytes = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    cv2.imwrite(path, cv2.cvtColor(bytes, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, 1])


def write_frames(folder, pictures):
    os.makedirs(folder)
    for number, picture in enumerate(pictures):
        write(f"{folder}/{number:04d}.png", picture)


# Motion


def grey(picture):
    return cv2.cvtColor(np.clip(picture, 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)


def moved(picture, flow, interpolation=cv2.INTER_LINEAR):
    """What each pixel finds where its flow points to."""
    rows, columns = np.mgrid[0 : flow.shape[0], 0 : flow.shape[1]].astype(np.float32)
    return cv2.remap(
        picture, columns + flow[..., 0], rows + flow[..., 1], interpolation, borderMode=cv2.BORDER_REFLECT)


class Motion:
    """Flow from one frame back to the one before, and where both directions agree (Sundaram et al. 2010)."""

    search = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)

    def __init__(self, before, now):
        before, now = grey(before), grey(now)
        self.back, forth = self.search.calc(now, before, None), self.search.calc(before, now, None)
        returned = moved(forth, self.back)
        length = (self.back**2).sum(-1) + (returned**2).sum(-1)
        rows, columns = np.mgrid[0 : now.shape[0], 0 : now.shape[1]]
        x, y = columns + self.back[..., 0], rows + self.back[..., 1]
        inside = (x >= 0) & (y >= 0) & (x <= now.shape[1] - 1) & (y <= now.shape[0] - 1)
        agrees = (((self.back + returned) ** 2).sum(-1) < 0.01 * length + 0.5) & inside
        self.agrees = cv2.erode(agrees.astype(np.float32), np.ones((5, 5)))


# The other ways


def alone(dreams, frames, motions):
    return [dreams.still(frame, 6, 2) for frame in frames]


def anim(dreams, frames, motions):
    result = [dreams.still(frames[0], 1, 1)]
    for before, now in zip(frames, frames[1:]):
        forth = cv2.calcOpticalFlowFarneback(grey(before), grey(now), None, 0.5, 3, 15, 3, 5, 1.2, 0)
        result.append(dreams.still(now + moved(result[-1] - before, -forth), 1, 1))
    return result


def half(dreams, frames, motions):
    result = [dreams.still(frames[0], 3, 1.5)]
    for before, now, motion in zip(frames, frames[1:], motions[1:]):
        unlike = np.abs(grey(now).astype(float) - grey(moved(before, motion.back)))
        alike = cv2.morphologyEx((unlike < 30).astype(np.float32), cv2.MORPH_OPEN, np.ones((3, 3)))
        alike = cv2.GaussianBlur(alike, (5, 5), 0)[..., None]
        led = alike * moved(result[-1], motion.back) + (1 - alike) * now
        result.append(dreams.still((now + led) / 2, 3, 1.5))
    return result


# Measures


class Energy:
    """How strongly the layer answers to a picture."""

    def __init__(self):
        import onnx
        import onnxruntime

        model = onnx.load(NETWORK)
        del model.graph.output[:]
        model.graph.output.append(onnx.helper.make_tensor_value_info(LAYER, onnx.TensorProto.FLOAT, None))
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def __call__(self, picture):
        (activation,) = self.session.run([LAYER], {"picture": picture.transpose(2, 0, 1)[None]})
        return 0.5 * float(np.log(np.square(activation, dtype=np.float64).sum()))


def measure(energy, frames, motions, dreams):
    count = len(frames)
    gain = np.mean([energy(dreams[i]) - energy(frames[i]) for i in range(count // 2, count, 5)])
    errors, details = [], []
    for i in range(count // 3, count):
        seen = motions[i].agrees[..., None]
        now, before = dreams[i] - frames[i], dreams[i - 1] - frames[i - 1]
        errors.append((np.abs(now - moved(before, motions[i].back)) * seen).sum() / seen.sum() / 3)
        details.append((np.abs(now) * seen).sum() / seen.sum() / 3)
    third = len(details) // 3
    return {
        "gain": gain, "relative": np.mean(errors) / np.mean(details), "early": np.mean(details[:third]),
        "late": np.mean(details[-third:])}


def still_shot(dreams, mapping, count=301):
    """A shot in which nothing moves: brightness, contrast and detail at frames 100 and 300."""
    noise = np.random.RandomState(1).uniform(0, 255, (180, 320, 3)).astype(np.float32)
    shot = cv2.GaussianBlur(noise, (0, 0), 6)
    shot = (shot - shot.mean()) / shot.std() * 45 + 128
    write_frames(f"{dreams.folder}/still-shot", [shot] * 2)
    shot = read(f"{dreams.folder}/still-shot/0000.png")
    result, _ = dreams.footage(f"{dreams.folder}/still-shot", (320, 180), count, mapping, "still-dream")
    kinds = {"brightness": np.mean, "contrast": np.std, "detail": lambda dream: np.abs(dream - shot).mean()}
    return {name: [float(kind(result[i])) for i in (20, 100, 200, 300)] for name, kind in kinds.items()}


def ghost(dreams, patch, mapping, seeds=range(1, 6)):
    """A patch slides over a still ground and is gone at frame 16: the share of its dream that is found 1, 3 and 7 frames later.

    Dreams of one layer are alike everywhere, so a share is found too where the patch never was: the second row of three.
    """
    ground = np.linspace(90, 190, 180)[:, None, None] * np.ones((1, 320, 3))
    ground = ground + cv2.GaussianBlur(np.random.RandomState(2).randn(180, 320, 3), (0, 0), 3) * 60
    frames = [ground.copy() for _ in range(29)]
    for i in range(16):
        frames[i][50:135, 40 + 3 * i : 190 + 3 * i] = patch
    where = np.s_[50:135, 85:235]
    shots = {"ghost": frames, "control": [ground] * 29}
    for name, shot in shots.items():
        write_frames(f"{dreams.folder}/{name}-shot", shot)
    shares = {name: [] for name in shots}
    for seed in seeds:
        for name in shots:
            shot = [read(f"{dreams.folder}/{name}-shot/{i:04d}.png") for i in range(29)]
            result, _ = dreams.footage(
                f"{dreams.folder}/{name}-shot", (320, 180), 29, mapping, f"{name}-{seed}", seed)
            details = [(dream - frame)[where] for dream, frame in zip(result, shot)]
            if name == "ghost":
                last = details[15]
            shares[name].append([float((details[i] * last).sum() / (last**2).sum()) for i in (16, 18, 22)])
    return {name: np.mean(found, axis=0) for name, found in shares.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("footage")
    parser.add_argument("--program", default=".build/release/reverie")
    parser.add_argument("--frames", type=int, default=40)
    parser.add_argument("--size", default="320x240")
    parser.add_argument("--strength", type=float, default=28)
    parser.add_argument("--step", type=float, default=1.6)
    parser.add_argument("--jitter", type=int, default=6)
    parser.add_argument("--only", action="store_true", help="leave out the other ways")
    parser.add_argument("--sheets", help="folder for a picture of each way's last frames")
    arguments = parser.parse_args()
    size = tuple(map(int, arguments.size.split("x")))
    mapping = constant(arguments.strength, arguments.step, arguments.jitter)
    energy = Energy()
    with tempfile.TemporaryDirectory() as folder:
        dreams = Dreams(arguments.program, folder)
        plain, seconds_plain = dreams.footage(arguments.footage, size, arguments.frames, "intensity: 0\n", "plain")
        motions = [None] + [Motion(a, b) for a, b in zip(plain, plain[1:])]
        ways = {} if arguments.only else {"every frame alone": alone, "DeepDreamAnim": anim, "half and half": half}
        results = {name: way(dreams, plain, motions) for name, way in ways.items()}
        results["reverie"], seconds = dreams.footage(arguments.footage, size, arguments.frames, mapping, "dream")
        for name, result in results.items():
            found = measure(energy, plain, motions, result)
            print(f"{name:18s} " + "  ".join(f"{key} {value:.2f}" for key, value in found.items()), flush=True)
            if arguments.sheets:
                os.makedirs(arguments.sheets, exist_ok=True)
                write(f"{arguments.sheets}/{name.replace(' ', '-')}.png", np.hstack([result[i] for i in (-7, -4, -1)]))
        print(f"reverie: {1000 * seconds:.0f} ms a frame, {1000 * seconds_plain:.0f} without dreaming")
        for name, values in still_shot(dreams, mapping).items():
            change = 100 * abs(values[3] / values[1] - 1)
            print(f"still shot: {name} " + " ".join(f"{v:.1f}" for v in values) + f" (100 to 300: {change:.1f} %)")
        patch = cv2.resize(plain[0][80:200, 60:260], (150, 85))
        for name, shares in ghost(dreams, patch, mapping).items():
            print(f"{name} after 1, 3, 7 frames: " + " ".join(f"{share:.3f}" for share in shares))


if __name__ == "__main__":
    main()
