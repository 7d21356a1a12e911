"""Records torchvision's losses on overlap, with their gradients by the deltas, for OverlapLossTest.

Run from the repository root, with torch and torchvision installed:
    python core/src/test/python/record_overlap_losses.py \
        > core/src/test/resources/dev/fovea/core/loss/torchvision-overlap.txt
Each case is one line: the anchor's corners, the true box's, the four deltas (all exact in float32), then for each of
giou, diou, ciou the loss and its four derivatives, in float64.
"""

import random

import torch
import torchvision
from torchvision.models.detection._utils import BoxCoder
from torchvision.ops import complete_box_iou_loss, distance_box_iou_loss, generalized_box_iou_loss

LOSSES = (generalized_box_iou_loss, distance_box_iou_loss, complete_box_iou_loss)


def single(value):
    return torch.tensor(value, dtype=torch.float32).to(torch.float64)


def box(rng):
    x, y = round(8 * rng.uniform(0, 300)) / 8, round(8 * rng.uniform(0, 300)) / 8
    return [x, y, x + round(8 * 2 ** rng.uniform(1, 7)) / 8, y + round(8 * 2 ** rng.uniform(1, 7)) / 8]


def near(rng, anchor):
    width, height = anchor[2] - anchor[0], anchor[3] - anchor[1]
    x, y = anchor[0] + round(4 * rng.uniform(-width, width)) / 8, anchor[1] + round(4 * rng.uniform(-height, height)) / 8
    return [x, y, x + max(0.125, round(8 * width * 2 ** rng.uniform(-1, 1)) / 8),
            y + max(0.125, round(8 * height * 2 ** rng.uniform(-1, 1)) / 8)]


def cases():
    rng = random.Random(11)
    for number in range(40):
        anchor = box(rng)
        truth = box(rng) if number % 4 == 0 else near(rng, anchor)
        yield anchor, truth, [rng.uniform(-0.6, 0.6) for _ in range(4)]
    yield [0, 0, 32, 32], [4, 4, 20, 30], [0.1, -0.2, 5, -3]  # dw beyond the clamp
    yield [0, 0, 32, 32], [400, 300, 420, 330], [0.1, -0.2, -2, 1]  # far apart


print(f"# torch {torch.__version__.split('+')[0]}, torchvision {torchvision.__version__.split('+')[0]}")
for anchor, truth, deltas in cases():
    numbers = [single(anchor), single(truth), single(deltas)]
    row = [v for part in numbers for v in part.tolist()]
    for loss in LOSSES:
        given = numbers[2].clone().requires_grad_()
        decoded = BoxCoder((1.0, 1.0, 1.0, 1.0)).decode_single(given[None], numbers[0][None])
        value = loss(decoded, numbers[1][None], reduction="sum")
        value.backward()
        row += [value.item(), *given.grad.tolist()]
    print(*row)
