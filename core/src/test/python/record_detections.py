"""Records torchvision's post-processing of made-up head outputs for PostProcessorTest.

Run from the repository root, with torch and torchvision installed:
    python core/src/test/python/record_detections.py \
        > core/src/test/resources/dev/fovea/core/detect/torchvision-detections.txt
The outputs are a function of their index (number() below, SyntheticOutputs in Java), so they need no
file. One line for each image, "image N inputHeight inputWidth height width", then one for each
detection: class score x1 y1 x2 y2.
"""

import torch
import torchvision
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.retinanet import RetinaNet, _default_anchorgen

HEIGHT, WIDTH, CLASSES = 128, 160, 3
# Content (height, width) in the padded input, and the size of the original image.
CONTENT = [(128, 150), (100, 160)]
ORIGINAL = [(256, 300), (333, 533)]


def number(index, seed):
    """24 random bits as a fraction: exact in float32, other for each index."""
    mask = 0xFFFFFFFF
    h = (index * 2654435761 + seed * 40503) & mask
    h ^= h >> 15
    h = (h * 2246822519) & mask
    h ^= h >> 13
    h = (h * 3266489917) & mask
    h ^= h >> 16
    return (h >> 8) / 16777216


class Backbone(torch.nn.Module):
    out_channels = 8


def outputs(cells, channels, seed, scale, shift):
    """[2, cells·9, channels], level after level, each level [image, anchor, channel]."""
    levels = []
    for level, count in enumerate(cells):
        total = 2 * count * 9 * channels
        values = [number(i, seed + level) * scale + shift for i in range(total)]
        levels.append(torch.tensor(values, dtype=torch.float32).view(2, count * 9, channels))
    return levels


grids = [(-(-HEIGHT // s), -(-WIDTH // s)) for s in (8, 16, 32, 64, 128)]
cells = [h * w for h, w in grids]
images = ImageList(torch.zeros(2, 3, HEIGHT, WIDTH), CONTENT)
anchors = _default_anchorgen()(images, [torch.zeros(2, 1, h, w) for h, w in grids])
model = RetinaNet(Backbone(), CLASSES).eval()
heads = {
    "cls_logits": outputs(cells, CLASSES, 100, 8.0, -7.0),
    "bbox_regression": outputs(cells, 4, 200, 2.0, -1.0),
}
split = [list(a.split([9 * c for c in cells])) for a in anchors]
detections = model.postprocess_detections(heads, split, CONTENT)
detections = model.transform.postprocess(detections, CONTENT, ORIGINAL)

print(f"# torch {torch.__version__.split('+')[0]}, torchvision {torchvision.__version__.split('+')[0]}")
for i, found in enumerate(detections):
    print("image", i, *CONTENT[i], *ORIGINAL[i])
    for label, score, box in zip(found["labels"], found["scores"], found["boxes"]):
        print(label.item(), f"{score.item():.9g}", *(f"{c:.9g}" for c in box.tolist()))
