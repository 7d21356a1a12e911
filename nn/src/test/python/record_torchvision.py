"""Records what torchvision's RetinaNets answer, for the Java tests that hold Fovea against them.

    python record_torchvision.py            (torch and torchvision, on a CPU; a few minutes)

writes src/test/resources/torchvision/index.json and, for each model, NAME.bin.gz: float32, little endian.
Weights and pictures come from counter.py (which defines them), so only what no formula gives is stored.

index.json, every "at" an index of a float (not byte) in the model's .bin.gz:
  samples   a few values of the generator, for the tests of its Java twin
  models[]  name, backbone, norm, p6 ("p5"|"c5"), headNorm ("none"|"group"), classes, file, and
    tensors[]  in the order of state_dict() (num_batches_tracked left out): name, shape, and either
               scale and offset (generated) or at (recorded: batch norm's running statistics,
               calibrated on two pictures with momentum 1, and the bias of cls_logits and bbox_reg)
    cases[]    image {name, width, height}; minSize, maxSize (torchvision's transform);
               resized, padded ([height, width]); grid ([height, width] for each level P3...P7);
               logits, deltas: the head's concatenated output [sum of H*W*A, K] and [.., 4], flattened, every
               stride-th element recorded: {at, count, stride, size, max (of |x| over all), deviation};
               strides are coprime to the channels, so that each is sampled;
               detections[]: {box, score, class} of the detector in evaluation mode, float32, best first, in the
               picture's own pixels; scores of different boxes may be as good as equal: compare as a set.
               No IoU between candidates of a class lies within 5e-4 of 0.5, no two candidates
               that suppress each other are within 1e-4 in score, and no score lies within 5e-5 of 0.05:
               such pictures are passed over ("margins" has the closest).
    rounding   how far float64 is from the recorded float32, as a share of max|output| (the worst case)
    swapped    how far the largest difference reaches, as a share of max|output|, when the two
               towers' weights are swapped (the first case)
    training   (one model) two pictures, truths; images are taken as they are (no resize, no padding);
               batch norm in training mode; steps[]: classification, bbox_regression before each SGD step
               (rate, momentum, weightDecay, no clipping), gradients: the norm of every parameter's gradient at step 0;
               rounding: how far the same in float64 is, relative to each number (the worst)
The prior bias and the scales of the last layers, pyramid, P6 and P7 are chosen by measuring: each level has a
standard deviation near 1, logits 1.5, deltas 0.6, and on the two calibration pictures about 400 scores each
pass the threshold. cls_logits and bbox_reg have a bias that takes each channel's mean away, so that the
spread is over places and not over channels.
"""
import copy
import gzip
import json
import math
import os
from functools import partial

import numpy as np
import torch
import torchvision
from torchvision.models.detection import RetinaNet
from torchvision.models.detection.backbone_utils import resnet_fpn_backbone
from torchvision.models.detection.retinanet import RetinaNetHead
from torchvision.ops import boxes as box_ops
from torchvision.ops.feature_pyramid_network import LastLevelP6P7

import counter

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "torchvision")
THRESHOLD, NMS = 0.05, 0.5
CANDIDATES = 400
# The last norm of each residual block: with 1, a random network doubles its rounding errors every few blocks, until
# float32 itself is 3e-4 * max|output| away from float64, and no two float32 networks can be held to 1e-4.
BRANCH = 0.15
# Resized and padded they are 160x288, 256x256, 160x224 (by the long side), 192x160 (made smaller).
SIZES = {
    "wide": dict(width=250, height=150, minSize=160, maxSize=288),
    "square": dict(width=256, height=256, minSize=256, maxSize=256),
    "small": dict(width=143, height=97, minSize=144, maxSize=200),
    "tall": dict(width=223, height=301, minSize=150, maxSize=192),
}
MODELS = [
    dict(name="resnet18-p5", p6="p5", headNorm="none", classes=7, cases=["wide", "square"], strides=[(1, 1), (5, 5)]),
    dict(name="resnet18-c5", p6="c5", headNorm="none", classes=7, cases=["small", "tall"], strides=[(5, 5), (5, 5)]),
    dict(name="resnet50-v1", p6="p5", headNorm="none", classes=91, cases=["wide", "square"], strides=[(61, 5), (61, 5)]),
    dict(name="resnet50-v2", p6="c5", headNorm="group", classes=7, cases=["small", "tall"], strides=[(5, 5), (5, 5)]),
]


class Record:
    """The floats of one model's file, in the order in which they are added."""

    def __init__(self):
        self.parts, self.length = [], 0

    def add(self, array):
        array = np.array(array, dtype="<f4").ravel()
        self.parts.append(array)
        self.length += array.size
        return self.length - array.size

    def write(self, path):
        with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
            out.write(np.concatenate(self.parts).tobytes())


def build(spec):
    backbone_name = spec["name"].split("-")[0]
    channels = 256 if spec["p6"] == "p5" else 512 if backbone_name == "resnet18" else 2048
    backbone = resnet_fpn_backbone(
        backbone_name=backbone_name, weights=None, norm_layer=torch.nn.BatchNorm2d, trainable_layers=5,
        returned_layers=[2, 3, 4], extra_blocks=LastLevelP6P7(channels, 256))
    norm = partial(torch.nn.GroupNorm, 32) if spec["headNorm"] == "group" else None
    return RetinaNet(backbone, spec["classes"], head=RetinaNetHead(256, 9, spec["classes"], norm_layer=norm))


def plan(model):
    """Scale and offset of every generated tensor, before anything is measured."""
    last_norm = ".bn3.weight" if "backbone.body.layer1.0.bn3.weight" in model.state_dict() else ".bn2.weight"
    scales = {}
    for name, tensor in model.state_dict().items():
        if name.startswith("backbone.body.layer") and name.endswith(last_norm):
            scales[name] = [0.1, BRANCH]
        elif tensor.dim() == 4:
            scales[name] = [math.sqrt(6 / tensor[0].numel()), 0.0]
        elif tensor.dim() == 1 and name.endswith(".weight"):
            scales[name] = [0.1, 1.0]
        elif name.endswith(".bias"):
            scales[name] = [0.1, 0.0]
    return scales


def load(model, scales, names=None):
    state = model.state_dict()
    for name in names or scales:
        scale, offset = scales[name]
        flat = counter.values(name, state[name].numel(), scale, offset)
        state[name].copy_(torch.from_numpy(flat).view(state[name].shape))


def tensor_of(name, width, height):
    return torch.from_numpy(counter.picture(name, width, height)).permute(2, 0, 1).float() / 255


def head_outputs(model, images):
    """The detections, and the head's concatenated logits and deltas."""
    kept = {}
    handle = model.head.register_forward_hook(lambda _m, _i, out: kept.update(out))
    detections = model(images)
    handle.remove()
    return detections, kept["cls_logits"], kept["bbox_regression"]


def rounded(x):
    return float(f"{x:.6g}")


def calibrate(model, scales):
    """Batch norm from two pictures; each level, logits and deltas to their deviation; the biases."""
    images = [tensor_of(f"calibration-{i}", 288, 160) for i in range(2)]
    model.transform.min_size, model.transform.max_size = (160,), 288
    norms = [m for m in model.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    model.train()
    for norm in norms:
        norm.momentum = 1.0
    model.backbone.body(model.transform(images)[0].tensors)
    for norm in norms:
        norm.momentum = 0.1
    model.eval()
    fpn = model.backbone.fpn
    layers = [f"inner_blocks.{i}.0" for i in range(3)] + [f"layer_blocks.{i}.0" for i in range(3)]
    for layer in layers + ["extra_blocks.p6", "extra_blocks.p7"]:
        rescale(model, scales, f"backbone.fpn.{layer}", fpn.get_submodule(layer), images, 1.0)
    head = model.head
    for part, layer, deviation in ((head.classification_head, "cls_logits", 1.5), (head.regression_head, "bbox_reg", 0.6)):
        name = f"head.{'classification' if layer == 'cls_logits' else 'regression'}_head.{layer}"
        getattr(part, layer).bias.zero_()
        centre(model, part, layer, images)
        rescale(model, scales, name, getattr(part, layer), images, deviation)
        getattr(part, layer).bias.zero_()
        centre(model, part, layer, images)
        del scales[name + ".bias"]
    logits = head_outputs(model, images)[1].flatten()
    cut = torch.topk(logits, 2 * CANDIDATES).values[-1].item()
    head.classification_head.cls_logits.bias += math.log(THRESHOLD / (1 - THRESHOLD)) - cut


def outputs_of(model, module, images):
    seen = []
    handle = module.register_forward_hook(lambda _m, _i, out: seen.append(out))
    model(images)
    handle.remove()
    return seen


def rescale(model, scales, name, module, images, deviation):
    seen = torch.cat([out.flatten() for out in outputs_of(model, module, images)])
    scales[name + ".weight"][0] = rounded(scales[name + ".weight"][0] * deviation / seen.std().item())
    load(model, scales, [name + ".weight"])


def centre(model, part, layer, images):
    """Takes each channel's mean away, so that the spread is over places and not over channels."""
    seen = outputs_of(model, getattr(part, layer), images)
    channels = torch.cat([out.transpose(0, 1).flatten(1) for out in seen], 1)
    getattr(part, layer).bias -= channels.mean(1)


def margins(model, images):
    """The detections with head outputs, and how close this picture comes to an ambiguous answer."""
    candidates = {}
    original = box_ops.batched_nms

    def listen(boxes, scores, labels, threshold):
        candidates.update(boxes=boxes, scores=scores, labels=labels)
        return original(boxes, scores, labels, threshold)

    box_ops.batched_nms = listen
    detections, logits, deltas = head_outputs(model, images)
    box_ops.batched_nms = original
    scores, labels = candidates["scores"], candidates["labels"]
    iou = box_ops.box_iou(candidates["boxes"], candidates["boxes"]).nan_to_num(0).fill_diagonal_(0)
    iou[labels[:, None] != labels[None, :]] = 0
    gaps = (scores[:, None] - scores[None, :]).abs()[iou > NMS]
    return detections[0], logits[0], deltas[0], dict(
        candidates=len(scores),
        iou=(iou - NMS).abs().min().item(),
        order=gaps.min().item() if len(gaps) else 1.0,
        threshold=(torch.sigmoid(logits) - THRESHOLD).abs().min().item())


def clear(margin, detections):
    return (margin["iou"] > 5e-4 and margin["order"] > 1e-4 and margin["threshold"] > 5e-5
            and 150 < margin["candidates"] < 1000 and 24 <= len(detections["scores"]) < 300)


def sample(record, output, stride):
    flat = output.flatten()
    taken = flat[::stride]
    return dict(at=record.add(taken.numpy()), count=taken.numel(), stride=stride, size=flat.numel(),
                max=flat.abs().max().item(), deviation=rounded(flat.std().item()))


def record_case(model, name, size, strides, record):
    model.transform.min_size, model.transform.max_size = (size["minSize"],), size["maxSize"]
    for attempt in range(300):
        image_name = f"{name}-{attempt}"
        image = tensor_of(image_name, size["width"], size["height"])
        detections, logits, deltas, margin = margins(model, [image])
        if clear(margin, detections):
            break
    else:
        raise RuntimeError(f"no clear picture for {name}: last {margin}")
    batch = model.transform([image])[0]
    grid = [list(f.shape[-2:]) for f in model.backbone(batch.tensors).values()]
    print(f"  {image_name}: {len(detections['scores'])} detections, deviation {logits.std():.2f} {deltas.std():.2f}, {margin}")
    found = [dict(box=[float(str(np.float32(x))) for x in b], score=float(str(np.float32(s))), **{"class": l})
             for b, s, l in zip(detections["boxes"].tolist(), detections["scores"].tolist(), detections["labels"].tolist())]
    return dict(
        image=dict(name=image_name, width=size["width"], height=size["height"]), minSize=size["minSize"],
        maxSize=size["maxSize"], resized=list(batch.image_sizes[0]), padded=list(batch.tensors.shape[-2:]), grid=grid,
        logits=sample(record, logits, strides[0]), deltas=sample(record, deltas, strides[1]), margins=margin, detections=found)


def swapped(model, case):
    """The share of max|output| by which the head's outputs move when its towers are swapped."""
    size = case["image"]
    model.transform.min_size, model.transform.max_size = (case["minSize"],), case["maxSize"]
    image = tensor_of(size["name"], size["width"], size["height"])
    _, logits, deltas = head_outputs(model, [image])
    head = model.head
    head.classification_head.conv, head.regression_head.conv = head.regression_head.conv, head.classification_head.conv
    _, other_logits, other_deltas = head_outputs(model, [image])
    head.classification_head.conv, head.regression_head.conv = head.regression_head.conv, head.classification_head.conv
    share = lambda a, b: rounded(((a - b).abs().max() / a.abs().max()).item())
    result = dict(logits=share(logits, other_logits), deltas=share(deltas, other_deltas))
    if min(result.values()) < 0.05:
        raise RuntimeError(f"swapped towers hardly show: {result}")
    return result


def same(recorded, detections, pixels=0.1, score=2e-4):
    """Whether each recorded detection has its own twin, in whatever order equal scores lie."""
    left = list(zip(detections["labels"].tolist(), detections["scores"].tolist(), detections["boxes"].tolist()))
    for d in recorded:
        twins = [t for t in left if t[0] == d["class"] and abs(t[1] - d["score"]) < score
                 and max(abs(a - b) for a, b in zip(t[2], d["box"])) < pixels]
        if not twins:
            return False
        left.remove(twins[0])
    return not left


def rounding(model, cases):
    """The share of max|output| by which float64 differs; its detections must be the same ones."""
    double, worst = copy.deepcopy(model).double(), 0.0
    for case in cases:
        size = case["image"]
        for network in (model, double):
            network.transform.min_size, network.transform.max_size = (case["minSize"],), case["maxSize"]
        image = tensor_of(size["name"], size["width"], size["height"])
        _, *single = head_outputs(model, [image])
        exact_detections, *exact = head_outputs(double, [image.double()])
        worst = max([worst] + [((a - b).abs().max() / b.abs().max()).item() for a, b in zip(single, exact)])
        print("   ", size["name"], "float64 is", worst, "away")
        if not same(case["detections"], exact_detections[0]):
            raise RuntimeError(f"{size['name']}: float64 finds other detections")
    if worst > 3e-5:
        raise RuntimeError(f"float32 itself is {worst} off")
    return rounded(worst)


TRUTHS = [
    dict(boxes=[[10, 12, 60, 52], [100, 20, 190, 140], [200.5, 90.25, 232, 118.5]], labels=[0, 3, 6]),
    dict(boxes=[[30, 40, 62, 75], [150, 8, 280, 150]], labels=[2, 5]),
]


def training(model):
    """Three steps in float32, and how far the same in float64 is, relative to each number."""
    double = run_training(copy.deepcopy(model).double())
    single = run_training(model)
    share = lambda a, b: max(abs(a[key] - b[key]) / abs(b[key]) for key in a)
    single["rounding"] = dict(steps=[rounded(share(a, b)) for a, b in zip(single["steps"], double["steps"])],
                              gradients=rounded(share(single["gradients"], double["gradients"])))
    print("  training", single["steps"], single["rounding"])
    return single


@torch.enable_grad()
def run_training(model, rate=0.001, momentum=0.9, decay=1e-4, count=3):
    kind = next(model.parameters()).dtype
    model.transform.min_size, model.transform.max_size = (160,), 288
    images = [tensor_of(f"training-{i}", 288, 160).to(kind) for i in range(2)]
    targets = [dict(boxes=torch.tensor(t["boxes"], dtype=kind), labels=torch.tensor(t["labels"])) for t in TRUTHS]
    model.train()
    for parameter in model.parameters():
        parameter.requires_grad_(True)
    optimizer = torch.optim.SGD(model.parameters(), rate, momentum=momentum, weight_decay=decay)
    steps, gradients = [], {}
    for step in range(count):
        losses = model([i.clone() for i in images], [{k: v.clone() for k, v in t.items()} for t in targets])
        steps.append({key: value.item() for key, value in losses.items()})
        optimizer.zero_grad()
        sum(losses.values()).backward()
        if step == 0:
            gradients = {name: p.grad.norm().item() for name, p in model.named_parameters()}
        optimizer.step()
    return dict(images=[dict(name=f"training-{i}", width=288, height=160) for i in range(2)], truths=TRUTHS,
                rate=rate, momentum=momentum, weightDecay=decay, steps=steps, gradients=gradients)


def record_model(spec):
    print(spec["name"])
    model, record = build(spec), Record()
    scales = plan(model)
    load(model, scales)
    calibrate(model, scales)
    tensors = []
    for name, tensor in model.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        source = dict(scale=scales[name][0], offset=scales[name][1]) if name in scales else dict(at=record.add(tensor.numpy()))
        tensors.append(dict(name=name, shape=list(tensor.shape), **source))
    cases = [record_case(model, f"{spec['name']}-{case}", SIZES[case], strides, record)
             for case, strides in zip(spec["cases"], spec["strides"])]
    entry = dict(name=spec["name"], backbone=spec["name"].split("-")[0], norm="batch", p6=spec["p6"],
                 headNorm=spec["headNorm"], classes=spec["classes"], file=spec["name"] + ".bin.gz", tensors=tensors,
                 cases=cases, rounding=rounding(model, cases), swapped=swapped(model, cases[0]))
    print("  rounding", entry["rounding"], "swapped", entry["swapped"])
    if spec["name"] == "resnet18-p5":
        entry["training"] = training(model)
    path = os.path.join(TARGET, entry["file"])
    record.write(path)
    print(f"  {record.length} floats, {os.path.getsize(path) / 1024:.0f} KiB")
    return entry


def samples():
    cases = [("backbone.body.conv1.weight", 8, 0.25, 0.0), ("head.ünïcode", 5, 0.1, 1.0), ("", 3, 1.0, 0.0)]
    weights = [dict(name=n, count=c, scale=s, offset=o, values=[float(v) for v in counter.values(n, c, s, o)]) for n, c, s, o in cases]
    picture = counter.picture("sample", 37, 23)
    image = dict(name="sample", width=37, height=23, sum=int(picture.astype(np.int64).sum()),
                 first=picture.ravel()[:12].tolist(), last=picture.ravel()[-12:].tolist())
    return dict(weights=weights, image=image)


def line_per_entry(index):
    """JSON with a line for each tensor, detection and gradient, so that differences can be read."""
    text = json.dumps(index, separators=(",", ":"))
    for start in ('{"name"', '{"box"', '"cases"', '"rounding"', '"training"', '"gradients"', '"detections"', '"head.', '"backbone.'):
        text = text.replace("," + start, ",\n" + start).replace("[" + start, "[\n" + start)
    return text.replace(":\n", ":") + "\n"


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    torch.manual_seed(0)
    os.makedirs(TARGET, exist_ok=True)
    index = dict(torch=torch.__version__, torchvision=torchvision.__version__,
                 command="python nn/src/test/python/record_torchvision.py", samples=samples(),
                 models=[record_model(spec) for spec in MODELS])
    with open(os.path.join(TARGET, "index.json"), "w", encoding="utf-8") as out:
        out.write(line_per_entry(index))


if __name__ == "__main__":
    main()
