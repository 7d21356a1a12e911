"""Records torchvision's anchors for AnchorGridTest.

Run from the repository root, with torch and torchvision installed:
    python core/src/test/python/record_anchors.py \
        > core/src/test/resources/dev/fovea/core/anchor/torchvision-anchors.txt
A line for each input: height width count crc32, then height×width of each level's grid. The CRC is
of all corners as little-endian float32, in torchvision's order.
"""

import zlib

import torch
import torchvision
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.retinanet import _default_anchorgen


def pyramid(height, width):
    for stride in (8, 16, 32, 64, 128):
        yield -(-height // stride), -(-width // stride)


print(f"# torch {torch.__version__.split('+')[0]}, torchvision {torchvision.__version__.split('+')[0]}")
for height, width in ((320, 448), (800, 1344), (512, 512), (608, 1056), (32, 64)):
    grids = list(pyramid(height, width))
    images = ImageList(torch.zeros(1, 3, height, width), [(height, width)])
    boxes = _default_anchorgen()(images, [torch.zeros(1, 1, h, w) for h, w in grids])[0]
    crc = zlib.crc32(boxes.contiguous().numpy().astype("<f4").tobytes())
    levels = " ".join(f"{h}x{w}" for h, w in grids)
    print(height, width, len(boxes), f"{crc:08x}", levels)
