#!/usr/bin/env python3
"""Fovea's focal loss, value and gradient, against torchvision's sequence and against a copy of the logits, in one run.

    bench/peers/focal-loss.py [--rounds 3] [--record] [--python PYTHON]

Build first: mvn -q package -Dmaven.test.skip. 7.7 million logits (one 800x1344 image, 80 classes) and 32 million, in
float32 and bfloat16, spread as those of a trained model (mean -5, deviation 1.5), all background. torchvision's side is
sigmoid_focal_loss(logits, targets, 0.25, 2, "sum") and backward, its dense targets made before the clock starts; the copy
is libtorch's, of the logits into a buffer of the same size. Huge pages and the given number of threads on all sides. The
values must agree (1e-4 in float32, 2e-2 in bfloat16, in which torchvision adds up), else the run ends with an error.
The last line is the least favourable case against torchvision; the lines "copies" say how many copies of the buffer
the loss takes.
"""
import pathlib
import statistics
import sys

import kernel_times
import side_by_side

SCRIPT = pathlib.Path(__file__).resolve()
CLASSES, ANCHORS = 80, 9
SIZES = {"7.7M": (100, 107), "32M": (200, 222)}  # cells
TYPES = {"float32": 1e-4, "bfloat16": 2e-2}


def file(size):
    return kernel_times.CASES / f"logits-{size}"


def make(size):
    import numpy as np
    height, width = SIZES[size]
    kernel_times.CASES.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(height)
    (-5 + 1.5 * random.standard_normal(height * width * ANCHORS * CLASSES, "f4")).astype("<f4").tofile(file(size))


def peer(options):
    import json
    import numpy as np
    import torch
    from torchvision.ops import sigmoid_focal_loss
    size, element = options.peer
    torch.set_num_threads(options.threads)
    logits = torch.from_numpy(np.fromfile(file(size), "<f4")).clone().to(getattr(torch, element)).requires_grad_()
    targets = torch.zeros_like(logits, requires_grad=False)
    value = None

    def run():
        nonlocal value
        logits.grad = None
        loss = sigmoid_focal_loss(logits, targets, 0.25, 2, "sum")
        loss.backward()
        value = loss.item()

    kernel_times.timed(options.repetitions, run)
    print(json.dumps({"value": value}))


def compare(options, say):
    worst = None
    for size, (height, width) in SIZES.items():
        for element, tolerance in TYPES.items():
            def same(answers):
                ours, theirs = answers["fovea"]["value"], answers["torchvision"]["value"]
                if not abs(ours - theirs) <= tolerance * abs(theirs):
                    sys.exit(f"focal-loss: Fovea's value is {ours}, torchvision's {theirs}")

            java = [kernel_times.java(options, "FocalLossTimes", file(size), height, width, element, what, options.threads,
                                      8 * options.repetitions) for what in ("loss", "copy")]
            sides = {"fovea": java[0], "copy": java[1], "torchvision": kernel_times.peer(options, SCRIPT, size, element)}
            found, version = kernel_times.rounds(options, say, f"{size} {element}", sides, same)
            values = kernel_times.ratios(found, "fovea", "torchvision")
            copies = kernel_times.ratios(found, "fovea", "copy")
            say(side_by_side.ratio(f"{size} {element}", values, version))
            say(side_by_side.ratio(f"{size} {element} copies", copies, "libtorch's copy of the logits"))
            worst = max(worst or (0, values, version), (statistics.median(values), values, version))
    say(side_by_side.ratio("focal-loss", worst[1], worst[2]))


def main():
    options = kernel_times.arguments(__doc__, 10)
    if options.peer:
        if options.peer[0] == "make":
            for size in SIZES:
                make(size)
        else:
            peer(options)
        return
    kernel_times.make(options, SCRIPT)
    side_by_side.run("focal-loss", options, compare, f", {options.threads} threads")


if __name__ == "__main__":
    main()
