"""Prints the catalogue of published weights from what torchvision says of them in its own source.

    python catalogue.py > ../../main/resources/dev/fovea/model/published/catalogue.json      (torch, torchvision)
    python catalogue.py --check      ends with 1 where the committed catalogue differs

Nothing is fetched. The digits in a file's name are the beginning of its SHA-256 (torch.hub's `check_hash`); `_file_size` is in
MiB, to three decimals; the flavour is what `fovea import --as` calls the file. Of a licence torchvision's README says: "The
pre-trained models provided in this library may have their own licenses or terms and conditions derived from the dataset used
for training."
"""
import json
import os
import re
import sys

import torchvision
from torchvision.models import resnet
from torchvision.models.detection import retinanet

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "main", "resources", "dev", "fovea", "model",
                      "published", "catalogue.json")
BACKBONES = {
    "resnet18": resnet.ResNet18_Weights,
    "resnet34": resnet.ResNet34_Weights,
    "resnet50": resnet.ResNet50_Weights,
    "resnet101": resnet.ResNet101_Weights,
    "resnext50_32x4d": resnet.ResNeXt50_32X4D_Weights,
}
DETECTORS = {
    # Its batch norm adds nothing to the variance: retinanet_resnet50_fpn() calls overwrite_eps(model, 0.0).
    "retinanet_resnet50_fpn_coco": (retinanet.RetinaNet_ResNet50_FPN_Weights.COCO_V1, "torchvision_coco_v1"),
    "retinanet_resnet50_fpn_v2_coco": (retinanet.RetinaNet_ResNet50_FPN_V2_Weights.COCO_V1, "torchvision"),
}
METRICS = {"acc@1": "top-1 accuracy", "box_map": "AP"}


def entry(name, kind, backbone, flavour, weights):
    (data, metrics), = weights.meta["_metrics"].items()
    metric = next(key for key in METRICS if key in metrics)
    return {
        "name": name,
        "kind": kind,
        "backbone": backbone,
        "flavour": flavour,
        "original": str(weights),
        "url": weights.url,
        "mebibytes": weights.meta["_file_size"],
        "sha256": re.search(r"-([0-9a-f]{8,})\.pth$", weights.url).group(1),
        "licence": f"BSD-3-Clause; terms of {data.split('-val')[0]} may apply",
        "metric": f"{METRICS[metric]} on {data}",
        "published": metrics[metric],
    }


def entries():
    for backbone, published in BACKBONES.items():
        for weights in published:
            version = weights.name.removeprefix("IMAGENET1K_").lower()
            yield entry(f"{backbone}_{version}", "backbone", backbone, "resnet", weights)
    for name, (weights, flavour) in DETECTORS.items():
        yield entry(name, "detector", "resnet50", flavour, weights)


def catalogue():
    lines = ",\n".join("    " + json.dumps(each) for each in entries())
    source = json.dumps(f"torchvision {torchvision.__version__.split('+')[0]}")
    return f'{{\n  "source": {source},\n  "weights": [\n{lines}\n  ]\n}}\n'


if __name__ == "__main__":
    text = catalogue()
    if "--check" not in sys.argv:
        print(text, end="")
    elif open(TARGET).read() != text:
        sys.exit(f"{TARGET} differs from what this torchvision says: write it anew")
