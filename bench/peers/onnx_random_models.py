#!/usr/bin/env python3
"""Model files for onnx-models.py: torchvision's RetinaNets (ResNet-50, v1 and v2, 91 classes) with random weights.

    python bench/peers/onnx_random_models.py IMAGES FOLDER [SHORT LONG]

with a Python that has torch and torchvision (requirements.txt); inputs of 480 to 800 pixels where no others are given.

Batch norm is calibrated on eight pictures of IMAGES, logits and deltas are scaled to deviations of 1.5 and 0.2, so that
there are detections everywhere. Writes FOLDER/r50-v1.safetensors and r50-v2.safetensors.
"""
import json
import pathlib
import struct
import sys

import torch
import torchvision
from torchvision.models.detection import retinanet_resnet50_fpn, retinanet_resnet50_fpn_v2

CLASSES = 91


def description(p6, head_norm, sides):
    """Fovea's metadata of a model with torchvision's conventions."""
    return {
        "format": 1,
        "architecture": {"backbone": "resnet50", "norm": "BATCH", "normEpsilon": 1e-5, "p6": p6, "width": 256,
                         "headDepth": 4, "headNorm": head_norm},
        "classes": {"names": [f"class {index}" for index in range(CLASSES)], "ids": list(range(CLASSES))},
        "anchors": {"sizes": [32.0, 64.0, 128.0, 256.0, 512.0], "scales": [1.0, 2 ** (1 / 3), 2 ** (2 / 3)],
                    "ratios": [0.5, 1.0, 2.0], "stride": "PADDED_OVER_GRID", "centre": "CORNER",
                    "rounding": "TORCHVISION", "order": "RATIO_MAJOR"},
        "preprocessing": {"shortSide": sides[0], "longSide": sides[1], "mean": [0.485, 0.456, 0.406],
                          "deviation": [0.229, 0.224, 0.225], "divisor": 32},
        "postProcessing": {"scoreThreshold": 0.05, "coarsestScoreThreshold": 0.05, "topK": 1000, "nms": 0.5,
                           "maxDetections": 300, "clip": "BEFORE_NMS"},
        "provenance": {"weights": f"random, torchvision {torchvision.__version__}"},
    }


def spread(model, pictures):
    """Calibrates batch norm, then scales the last layers."""
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None
    model.backbone.train()
    batch = model.transform(pictures)[0].tensors
    model.backbone(batch)
    model.eval()
    outputs = model.head(list(model.backbone(batch[:1]).values()))
    head = model.head
    head.classification_head.cls_logits.weight.mul_(1.5 / outputs["cls_logits"].std())
    head.regression_head.bbox_reg.weight.mul_(0.2 / outputs["bbox_regression"].std())


def write(path, tensors, metadata):
    header, offset = {"__metadata__": {"format": "pt", "fovea.model": json.dumps(metadata)}}, 0
    for name, tensor in tensors.items():
        end = offset + 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            out.write(tensor.contiguous().numpy().tobytes())


@torch.no_grad()
def main(images, folder, short=480, long=800):
    files = sorted(pathlib.Path(images).glob("*.jpg"))[:8]
    pictures = [torchvision.io.read_image(str(file), torchvision.io.ImageReadMode.RGB) / 255 for file in files]
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, make, p6, norm in (("r50-v1", retinanet_resnet50_fpn, "P5", "NONE"),
                                 ("r50-v2", retinanet_resnet50_fpn_v2, "C5", "GROUP")):
        torch.manual_seed(0)
        model = make(weights=None, weights_backbone=None, num_classes=CLASSES, min_size=int(short), max_size=int(long))
        spread(model, pictures)
        tensors = {key: value for key, value in model.state_dict().items() if not key.endswith("tracked")}
        write(folder / f"{name}.safetensors", tensors, description(p6, norm, (int(short), int(long))))


if __name__ == "__main__":
    main(*sys.argv[1:])
