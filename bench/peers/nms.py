#!/usr/bin/env python3
"""Fovea's NMS against torchvision's, in turn, in one run.

    bench/peers/nms.py [--rounds 5] [--record] [--python PYTHON]

Build first: mvn -q package -Dmaven.test.skip. Two cases: 5000 boxes over 80 classes (what five levels of 1000 candidates
give; torchvision.ops.batched_nms) and 1000 boxes of one class (torchvision.ops.nms), clustered as detections are, IoU
threshold 0.5. The kept rows must be the same in the same order, else the run ends with an error. One thread: neither
side uses more. The last line is the less favourable of both cases.
"""
import pathlib
import statistics
import sys

import kernel_times
import side_by_side

SCRIPT = pathlib.Path(__file__).resolve()
THRESHOLD = 0.5
#        boxes, classes, objects that they lie around
CASES = {"5000 boxes, 80 classes": (5000, 80, 60), "1000 boxes, one class": (1000, 1, 30)}


def folder(title):
    return kernel_times.CASES / ("nms-" + title.split()[0])


def make(title):
    import numpy as np
    count, classes, objects = CASES[title]
    random, home = np.random.default_rng(count), folder(title)
    home.mkdir(parents=True, exist_ok=True)
    centre, size = random.uniform(0, (1344, 800), (objects, 2)), 16 * 16 ** random.random((objects, 2))
    which = random.integers(0, objects, count)
    middle = centre[which] + random.normal(0, 0.15, (count, 2)) * size[which]
    half = 0.5 * size[which] * np.exp(random.normal(0, 0.15, (count, 2)))
    np.concatenate([middle - half, middle + half], 1).astype("<f4").tofile(home / "boxes")
    random.permutation(np.linspace(0.05, 1, count)).astype("<f4").tofile(home / "scores")
    (which * 7 % classes).astype("<i4").tofile(home / "classes")


def peer(options):
    import numpy as np
    import torch
    from torchvision.ops import batched_nms, nms
    torch.set_num_threads(options.threads)
    home = folder(options.peer[0])
    boxes = torch.from_numpy(np.fromfile(home / "boxes", "<f4").reshape(-1, 4))
    scores = torch.from_numpy(np.fromfile(home / "scores", "<f4"))
    classes = torch.from_numpy(np.fromfile(home / "classes", "<i4").astype("int64"))
    several = int(classes.max()) > 0
    run = (lambda: batched_nms(boxes, scores, classes, THRESHOLD)) if several else (lambda: nms(boxes, scores, THRESHOLD))
    run().numpy().astype("<i4").tofile(home / "kept-torchvision")
    kernel_times.timed(options.repetitions, run)


def compare(options, say):
    worst = None
    for title in CASES:
        home = folder(title)

        def same(_):
            ours, theirs = (home / "kept").read_bytes(), (home / "kept-torchvision").read_bytes()
            if ours != theirs:
                sys.exit(f"nms: {len(ours) // 4} kept boxes of {title} are not torchvision's {len(theirs) // 4}")

        sides = {"fovea": kernel_times.java(options, "NmsTimes", home, THRESHOLD, options.repetitions),
                 "torchvision": kernel_times.peer(options, SCRIPT, title)}
        found, version = kernel_times.rounds(options, say, title, sides, same)
        values = kernel_times.ratios(found, "fovea", "torchvision")
        say(side_by_side.ratio(f"{title}, {len((home / 'kept').read_bytes()) // 4} kept by both", values, version))
        worst = max(worst or (0, values, version), (statistics.median(values), values, version))
    say(side_by_side.ratio("nms", worst[1], worst[2]))


def main():
    options = kernel_times.arguments(__doc__, 1500)
    if options.peer:
        if options.peer[0] == "make":
            for title in CASES:
                make(title)
        else:
            peer(options)
        return
    kernel_times.make(options, SCRIPT)
    side_by_side.run("nms", options, compare, ", one thread")


if __name__ == "__main__":
    main()
