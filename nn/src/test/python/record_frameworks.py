"""Records what Detectron2's and MMDetection's own RetinaNets answer, for the Java test of imported models.

    python record_frameworks.py             (torch, torchvision, detectron2, mmdet, mmcv-lite: bench/peers/README.md)

Their code builds the models (bench/peers/import_models.py: ResNet-50, a pyramid of 64 channels, two convolutions in a
subnet, 7 classes) and runs them in float32. Of mmcv's compiled operators batched_nms alone is needed, for which
torchvision's stands. Weights and pictures come from counter.py. Writes src/test/resources/frameworks/index.json:
  models[]  name (the flavour), and
    tensors[]  by the framework's names: name, shape, and either scale and offset (counter.py) or values
    cases[]    image {name, width, height}, taken as it is; padded ([height, width]);
               logits, deltas: the head's levels side by side, [sum of H*W*A, K] and [.., 4], flattened, every stride-th
               element: values, stride, size, max (of |x| over all);
               detections[]: box, score, class of the detector, best first: compare as a set.
               Pictures are passed over where an IoU, a score or an order is too close to call (margins has the closest),
               or where no box is cut by the picture's edge.
Each level, logits and deltas have about the deviations of record_torchvision.py.
"""
import json
import math
import pathlib
import sys

import numpy as np
import torch
import torchvision

import counter

MODULE = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(MODULE.parent / "bench" / "peers"))
import import_models  # noqa: E402

TARGET = MODULE / "src" / "test" / "resources" / "frameworks" / "index.json"
CLASSES, THRESHOLD, NMS, CANDIDATES, SAMPLES = 7, 0.05, 0.5, 300, 900
SIZES = [(250, 150), (143, 205)]
SMALL = dict(classes=CLASSES, width=64, depth=2)
MODELS = {"detectron2": lambda: import_models.detectron2_peer("FrozenBN", **SMALL),
          "mmdetection": lambda: import_models.mmdetection_peer(**SMALL)}


def plan(peer):
    """Scale and offset of every tensor that is generated; norms are near the identity, so that none is measured."""
    scales = {}
    for name, tensor in peer.model.state_dict().items():
        if tensor.dim() == 4:
            scales[name] = [math.sqrt(6 / tensor[0].numel()), 0.0]
        elif name.endswith(peer.last_norm + ".weight"):
            scales[name] = [0.1, 0.2]
        elif name.endswith((".weight", ".running_var")):
            scales[name] = [0.1, 1.0]
        elif name.endswith((".bias", ".running_mean")):
            scales[name] = [0.1, 0.0]
    if "backbone.bottom_up.stem.conv1.weight" in scales:
        scales["backbone.bottom_up.stem.conv1.weight"][0] /= 60  # its pixels are 0 to 255
    return scales


def load(peer, scales, names):
    state = peer.model.state_dict()
    for name in names:
        values = counter.values(name, state[name].numel(), *scales[name])
        state[name].copy_(torch.from_numpy(values).view(state[name].shape))


def name_of(model, tensor):
    return next(name for name, other in model.state_dict().items() if other.data_ptr() == tensor.data_ptr())


def calibrate(peer, scales):
    run = import_models.Run(peer.detect, [counter.picture(f"calibration-{i}", 288, 160) for i in range(2)])
    for layer, deviation in [(layer, 1.0) for layer in peer.layers] + [(peer.logits, 1.5), (peer.deltas, 0.6)]:
        name = name_of(peer.model, layer.weight)
        spread = import_models.flat(layer, run).std().item()
        scales[name][0] = float(f"{scales[name][0] * deviation / spread:.6g}")
        load(peer, scales, [name])
    for layer in (peer.logits, peer.deltas):
        channels = torch.cat([out.transpose(0, 1).flatten(1) for out in import_models.outputs(layer, run)], 1)
        layer.bias -= channels.mean(1)
        del scales[name_of(peer.model, layer.bias)]
    best = torch.topk(import_models.flat(peer.logits, run), CANDIDATES * len(run.pictures)).values
    peer.logits.bias += math.log(THRESHOLD / (1 - THRESHOLD)) - best[-1]


def answer(peer, picture):
    """Detections, the head's logits and deltas, and what NMS was given."""
    candidates, levels = [], {peer.logits: [], peer.deltas: []}
    original = torchvision.ops.boxes.batched_nms

    def listen(boxes, scores, classes, threshold):
        candidates.append((boxes, scores, classes))
        return original(boxes, scores, classes, threshold)

    handles = [module.register_forward_hook(lambda m, _i, out: levels[m].append(out)) for module in levels]
    torchvision.ops.boxes.batched_nms = torchvision.ops.batched_nms = listen
    found = peer.detect(picture)
    torchvision.ops.boxes.batched_nms = torchvision.ops.batched_nms = original
    for handle in handles:
        handle.remove()
    rows = [torch.cat([out[0].permute(1, 2, 0).reshape(-1, columns) for out in levels[module]])
            for module, columns in ((peer.logits, CLASSES), (peer.deltas, 4))]
    return found, *rows, candidates[0]


def margins(logits, candidates, found, width, height):
    boxes, scores, classes = candidates
    iou = torchvision.ops.box_iou(boxes, boxes).nan_to_num(0).fill_diagonal_(0)
    iou[classes[:, None] != classes[None, :]] = 0
    gaps = (scores[:, None] - scores[None, :]).abs()[iou > NMS]
    cut = sum(x1 == 0 or y1 == 0 or x2 == width or y2 == height for _, _, (x1, y1, x2, y2) in found)
    return dict(candidates=len(scores), iou=(iou - NMS).abs().min().item(), order=gaps.min().item() if len(gaps) else 1.0,
                threshold=(torch.sigmoid(logits) - THRESHOLD).abs().min().item(), cut=cut)


def sampled(rows):
    flat = rows.flatten()
    stride = max(1, flat.numel() // SAMPLES)
    while math.gcd(stride, rows.shape[1] * 9) > 1:  # so that each channel is sampled
        stride += 1
    return dict(stride=stride, size=flat.numel(), max=flat.abs().max().item(),
                values=[float(f"{x:.7g}") for x in flat[::stride].tolist()])


def case(peer, name, width, height):
    for attempt in range(300):
        image = f"{name}-{width}-{attempt}"
        found, logits, deltas, candidates = answer(peer, counter.picture(image, width, height))
        margin = margins(logits, candidates, found, width, height)
        if (margin["iou"] > 5e-4 and margin["order"] > 1e-4 and margin["threshold"] > 5e-5 and margin["cut"] > 0
                and 24 <= len(found) < 100):
            break
    else:
        raise RuntimeError(f"no clear picture for {name}: last {margin}, {len(found)} detections")
    print(f"  {image}: {len(found)} detections, deviations {logits.std():.2f}, {deltas.std():.2f}, {margin}")
    detections = [dict(box=[float(f"{x:.7g}") for x in box], score=float(f"{score:.7g}"), **{"class": channel})
                  for channel, score, box in found]
    return dict(image=dict(name=image, width=width, height=height), padded=[-(-side // 32) * 32 for side in (height, width)],
                logits=sampled(logits), deltas=sampled(deltas), margins=margin, detections=detections)


def tensors(peer, scales):
    for name, tensor in peer.model.state_dict().items():
        if name in scales:
            yield dict(name=name, shape=list(tensor.shape), scale=scales[name][0], offset=scales[name][1])
        elif name.endswith(".bias"):
            yield dict(name=name, shape=list(tensor.shape), values=tensor.tolist())


def record(name):
    print(name)
    peer = MODELS[name]()
    scales = plan(peer)
    load(peer, scales, scales)
    peer.model.eval()
    calibrate(peer, scales)
    cases = [case(peer, name, *size) for size in SIZES]
    return dict(name=name, tensors=list(tensors(peer, scales)), cases=cases)


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    models = [record(name) for name in MODELS]
    import mmcv
    import mmdet
    index = dict(torch=torch.__version__, torchvision=torchvision.__version__, mmdet=mmdet.__version__, mmcv=mmcv.__version__,
                 detectron2=sys.modules["detectron2"].__version__, command="python nn/src/test/python/record_frameworks.py",
                 models=models)
    text = json.dumps(index, separators=(",", ":"))
    for start in ('{"name"', '{"box"', '"cases"', '{"image"', '"logits"', '"deltas"', '"detections"'):
        text = text.replace("," + start, ",\n" + start).replace("[" + start, "[\n" + start)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
