"""Makes classes.txt, the names of ImageNet's 1000 classes, from the lists in the PyPI package timm.

    pip download --no-deps timm==1.0.31
    python3 make_classes.py timm-1.0.31-py3-none-any.whl classes.txt

A line for each class, in the order of the networks' outputs: its names, the usual one first, separated by ", ".
"""

import hashlib
import sys
import zipfile

FOLDER = "timm/data/_info/"
SHA256 = {
    "imagenet_synsets.txt": "70002b0ff5de60a3a17a82dbfcff291931f96225ddf941ad2e182fc39e183d15",
    "imagenet_synset_to_lemma.txt": "1b8babda187421a4bde0c9c5a197c36f6bdda962f7ca11ffb2813806cbb2178f",
}

wheel, target = sys.argv[1:]
texts = {}
with zipfile.ZipFile(wheel) as archive:
    for name, expected in SHA256.items():
        content = archive.read(FOLDER + name)
        assert hashlib.sha256(content).hexdigest() == expected, f"{name} has changed"
        texts[name] = content.decode()

names = dict(line.split("\t") for line in texts["imagenet_synset_to_lemma.txt"].splitlines())
synsets = texts["imagenet_synsets.txt"].split()
assert len(synsets) == 1000
with open(target, "w") as file:
    file.writelines(names[synset] + "\n" for synset in synsets)
