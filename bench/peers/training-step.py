#!/usr/bin/env python3
"""Fovea's training step against torchvision's, in turn, in one run.

    bench/peers/training-step.py [NETWORK] [--rounds 5] [--steps 12] [--record] [--python PYTHON]

NETWORK is one of

  resnet18            the recipe of configs/bccd-resnet18.yaml: batch norm trained, input 320x427, batches of 8
  efficientnet_lite0  configs/bccd-efficientnet-lite0.yaml, 128 channels, batch norm frozen and all else trained, 320x427, 8
  resnet50            the first recipe with ResNet-50, pictures stretched to 512x512, batches of 4

RetinaNet on a feature pyramid with P6 from P5, bccd's three classes, bf16 autocast where the processor has it, SGD with
momentum, gradients clipped at 10, two threads. The peer is at its best: channels-last, fused SGD, huge pages
(THP_MEM_ALLOC_ENABLE=1), images of the data set decoded, flipped and converted before the clock starts; its Lite0 is that
of efficientnet_lite_pytorch, its frozen norms native ones in evaluation mode. Its step is: resize and normalise (in the
model), forward, losses, backward, clip, SGD. Each side starts afresh each round and drops its warm-up steps. Each side's
peak of resident memory is that of its whole process.

Without --python (or PYTHON in the environment) the peer gets a virtual environment of its own, bench/peers/.venv, with the
versions of requirements.txt.
"""
import argparse
import json
import os
import pathlib
import statistics
import sys
import time
import xml.etree.ElementTree as ET

import side_by_side
from side_by_side import FOLDER, session


SGD = ("train.optimizer=sgd", "train.rate=0.001", "train.weightDecay=0.0001")
# Its configuration and what is set besides; short and long side, batch.
NETWORKS = {
    "resnet18": (session.CONFIG, (), 320, 427, 8),
    "efficientnet_lite0": ("configs/bccd-efficientnet-lite0.yaml", (*SGD, "model.norm=frozen", "model.freeze=0"), 320, 427, 8),
    "resnet50": (session.CONFIG, ("model.backbone=resnet50", "input.shortSide=512", "input.longSide=512", "input.fit=square",
                                  "train.batch=4"), 512, 512, 4),
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", nargs="?", choices=NETWORKS, default="resnet18", metavar="NETWORK")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=12, help="timed steps of each side in a round")
    parser.add_argument("--warmup", type=int, default=5, help="steps before them that are not counted")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--data", default=str(session.DATA))
    parser.add_argument("--python", default=os.environ.get("PYTHON"), help="a Python with torch and torchvision")
    parser.add_argument("--record", action="store_true", help="writes bench/results/training-step-NETWORK-CPU.txt")
    parser.add_argument("--peer", action="store_true", help="only torchvision's side, here: prints JSON")
    return parser.parse_args()


def load(data, count, square):
    """The first images of trainval with boxes [xmin-1, ymin-1, xmax, ymax] and classes, in memory; of this side, if any."""
    import numpy as np
    from PIL import Image
    data, names = pathlib.Path(data), ["RBC", "WBC", "Platelets"]
    loaded = []
    for name in (data / "ImageSets" / "Main" / "trainval.txt").read_text().split()[:count]:
        image = np.array(Image.open(data / "JPEGImages" / f"{name}.jpg").convert("RGB"))
        boxes, labels = [], []
        for thing in ET.parse(data / "Annotations" / f"{name}.xml").getroot().iter("object"):
            x1, y1, x2, y2 = (float(thing.find("bndbox/" + key).text) for key in ("xmin", "ymin", "xmax", "ymax"))
            if x2 > x1 and y2 > y1:
                boxes.append([x1 - 1, y1 - 1, x2, y2])
                labels.append(names.index(thing.find("name").text))
        boxes = np.array(boxes, np.float32).reshape(-1, 4)
        if square:
            height, width = image.shape[:2]
            image = np.array(Image.fromarray(image).resize((square, square)))
            boxes *= np.float32([square / width, square / height] * 2)
        loaded.append((image, boxes, np.array(labels, np.int64)))
    return loaded


def batch_of(loaded, random, size):
    """One batch as torchvision takes it, flipped at random."""
    import numpy as np
    import torch
    images, targets = [], []
    for image, boxes, labels in random.sample(loaded, size):
        boxes, (height, width) = boxes.copy(), image.shape[:2]
        if random.random() < 0.5:
            image, boxes = image[:, ::-1], np.stack([width - boxes[:, 2], boxes[:, 1], width - boxes[:, 0], boxes[:, 3]], 1)
        if random.random() < 0.5:
            image, boxes = image[::-1], np.stack([boxes[:, 0], height - boxes[:, 3], boxes[:, 2], height - boxes[:, 1]], 1)
        images.append(torch.from_numpy(np.ascontiguousarray(image)).permute(2, 0, 1).float() / 255)
        targets.append({"boxes": torch.from_numpy(boxes.copy()), "labels": torch.from_numpy(labels)})
    return images, targets


def lite0():
    """EfficientNet-Lite0's C3, C4 and C5 under torchvision's pyramid of 128 channels; batch norm frozen."""
    import torch
    from efficientnet_lite_pytorch import EfficientNet
    from torchvision.ops.feature_pyramid_network import FeaturePyramidNetwork, LastLevelP6P7

    class Backbone(torch.nn.Module):
        out_channels = 128

        def __init__(self):
            super().__init__()
            self.body = EfficientNet.from_name("efficientnet-lite0")
            del self.body._conv_head, self.body._bn1, self.body._fc
            self.fpn = FeaturePyramidNetwork([40, 112, 320], 128, LastLevelP6P7(128, 128))
            self.norms = [one for one in self.body.modules() if isinstance(one, torch.nn.BatchNorm2d)]
            for norm in self.norms:
                norm.requires_grad_(False)

        def train(self, mode=True):
            super().train(mode)
            for norm in self.norms:
                norm.eval()
            return self

        def forward(self, images):
            features = self.body._swish(self.body._bn0(self.body._conv_stem(images)))
            kept = {}
            for index, block in enumerate(self.body._blocks):
                features = block(features)
                if index in (4, 10, 15):
                    kept[str(index)] = features
            return self.fpn(kept)
    return Backbone()


def peer(options):
    """torchvision's side: the milliseconds of each step, warm-up included."""
    import random
    import torch
    import torchvision
    from torchvision.models.detection import RetinaNet
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    _, _, short, long, batch = NETWORKS[options.network]
    backbone = lite0() if options.network == "efficientnet_lite0" else side_by_side.torchvision_resnet(options.network)
    model = RetinaNet(backbone, 3, min_size=short, max_size=long).to(memory_format=torch.channels_last).train()
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(parameters, 0.001, momentum=0.9, weight_decay=1e-4, fused=True)
    half = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    loaded, rng, times = load(options.data, 64, short if short == long else 0), random.Random(0), []
    for _ in range(options.warmup + options.steps):
        images, targets = batch_of(loaded, rng, batch)
        begin = time.perf_counter()
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            losses = model(images, targets)
        loss = losses["classification"].float() + losses["bbox_regression"].float()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 10.0)
        optimizer.step()
        times.append(1000 * (time.perf_counter() - begin))
    print(json.dumps({"milliseconds": times, "torch": torch.__version__, "torchvision": torchvision.__version__,
                      "precision": "bfloat16" if half else "float32", "loss": loss.item()}))


def measured(command, environment):
    """What a command prints as JSON on its last line of standard output, and its peak memory in MB."""
    output, _, usage = side_by_side.finished("training-step", ["env", *(f"{key}={value}" for key, value in environment.items()), *command])
    return {**json.loads(output.strip().split("\n")[-1]), "megabytes": usage.ru_maxrss / 1000}


def sides(options):
    """The two commands, with the environment that each needs."""
    steps = options.warmup + options.steps
    threads = {"OMP_NUM_THREADS": str(options.threads)}
    torchvision = [side_by_side.python_of(options.python, ".venv", "requirements.txt"), str(FOLDER / "training-step.py"), options.network, "--peer",
                   "--steps", str(options.steps), "--warmup", str(options.warmup), "--threads", str(options.threads), "--data", options.data]
    config, more, *_ = NETWORKS[options.network]
    ours = session.fovea("bench", "training-step", "--config", config, "--data", options.data, "--steps", steps, "--json",
                         *(word for one in more for word in ("--set", one)))
    return {"torchvision": (torchvision, {**threads, "THP_MEM_ALLOC_ENABLE": "1"}), "fovea": (ours, threads)}


def versions_are_pinned(answer):
    pinned = dict(line.split("==") for line in (FOLDER / "requirements.txt").read_text().split())
    return all(answer[name].split("+")[0] == pinned[name] for name in ("torch", "torchvision"))


def compare(options, say):
    commands, ratios, memory, answer = sides(options), [], [], {}
    for number in range(options.rounds):
        median, peak = {}, {}
        order = ["torchvision", "fovea"] if number % 2 == 0 else ["fovea", "torchvision"]
        for side in order:
            result = measured(*commands[side])
            times = result["milliseconds"][options.warmup:]
            if len(times) < options.steps:
                sys.exit(f"training-step: {side} timed {len(times)} steps, not {options.steps}")
            median[side], peak[side] = statistics.median(times), result["megabytes"]
            answer = result if side == "torchvision" else answer
            say(f"round {number + 1} {side:11s} median {median[side]:7.1f} ms, {min(times):.1f} to {max(times):.1f}, at most {peak[side]:.0f} MB")
        if number == 0:
            pinned = "" if versions_are_pinned(answer) else " (not the versions of requirements.txt)"
            say(f"torch {answer['torch']}, torchvision {answer['torchvision']}{pinned}, {answer['precision']}")
        ratios.append(median["fovea"] / median["torchvision"])
        memory.append(peak["fovea"] / peak["torchvision"])
        say(f"round {number + 1} ratio {ratios[-1]:.3f}")
    say(side_by_side.ratio(f"memory of training-step {options.network}", memory, f"torchvision {answer['torchvision']}"))
    say(side_by_side.ratio(f"training-step {options.network}", ratios, f"torchvision {answer['torchvision']}"))


def main():
    options = arguments()
    options.data = str(pathlib.Path(options.data).absolute())
    if options.peer:
        peer(options)
        return
    if not pathlib.Path(options.data).is_dir():
        sys.exit(f"training-step: no data set at {options.data}; give one by --data")
    side_by_side.run(f"training-step-{options.network}", options, compare, f", {options.threads} threads")


if __name__ == "__main__":
    main()
