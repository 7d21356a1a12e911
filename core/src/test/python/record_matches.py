"""Records the labels of torchvision's matcher for AnchorMatcherTest.

Run from the repository root, with torch and torchvision installed:
    python core/src/test/python/record_matches.py \
        > core/src/test/resources/dev/fovea/core/anchor/torchvision-matches.txt
Each case is four lines: "height width lowQuality", the boxes' corners (multiples of 1/8, so exact in
decimal), the positives as anchor:box, the ignored anchors.
"""

import random

import torch
import torchvision
from torchvision.models.detection._utils import Matcher
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.retinanet import _default_anchorgen
from torchvision.ops import box_iou


def anchors(height, width):
    grids = [(-(-height // s), -(-width // s)) for s in (8, 16, 32, 64, 128)]
    images = ImageList(torch.zeros(1, 3, height, width), [(height, width)])
    return _default_anchorgen()(images, [torch.zeros(1, 1, h, w) for h, w in grids])[0]


def random_box(rng, height, width):
    size = 2 ** rng.uniform(1, 9)
    ratio = 2 ** rng.uniform(-1.5, 1.5)
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    corners = [x - size * ratio / 2, y - size / ratio / 2, x + size * ratio / 2, y + size / ratio / 2]
    x1, y1, x2, y2 = (round(8 * c) / 8 for c in corners)
    return [x1, y1, max(x2, x1 + 0.125), max(y2, y1 + 0.125)]


def cases():
    rng = random.Random(7)
    for height, width in ((320, 448), (512, 512), (160, 96)):
        for count in (1, 3, 12):
            yield height, width, [random_box(rng, height, width) for _ in range(count)]
    # Duplicates, a box equal to an anchor, a large one, tiny ones inside of each other's anchors.
    yield 320, 448, [[100, 100, 132, 132], [100, 100, 132, 132], [84, 84, 116, 116]]
    yield 320, 448, [[0, 0, 448, 320], [200, 200, 202, 202], [201, 201, 204, 203]]


print(f"# torch {torch.__version__.split('+')[0]}, torchvision {torchvision.__version__.split('+')[0]}")
for height, width, boxes in cases():
    quality = box_iou(torch.tensor(boxes, dtype=torch.float32), anchors(height, width))
    for low_quality in (True, False):
        labels = Matcher(0.5, 0.4, allow_low_quality_matches=low_quality)(quality).tolist()
        print(height, width, "ANCHOR_BEST" if low_quality else "NONE")
        print(*(c for box in boxes for c in box))
        print(*(f"{a}:{b}" for a, b in enumerate(labels) if b >= 0))
        print(*(a for a, b in enumerate(labels) if b == -2))
