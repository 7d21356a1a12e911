#!/usr/bin/env python3
"""Fovea's matching of anchors to truth boxes against torchvision's, in turn, in one run.

    bench/peers/matching.py [--rounds 5] [--record] [--python PYTHON]

Build first: mvn -q package -Dmaven.test.skip. The 201,600 anchors of an 800x1344 input, 7 and 100 boxes. torchvision's
side is box_iou and det_utils.Matcher(0.5, 0.4, allow_low_quality_matches=True), its anchors made before the clock starts.
Every anchor's label must be the same, else the run ends with an error. Fovea uses one thread, torchvision the given
number. The last line is the less favourable of both cases, each as a share of what is wanted of it (1/20 and 1/100).
"""
import pathlib
import sys

import kernel_times
import side_by_side

SCRIPT = pathlib.Path(__file__).resolve()
WIDTH, HEIGHT = 1344, 800
BOXES = (7, 100)


def folder(count):
    return kernel_times.CASES / f"matching-{count}"


def make(count):
    import numpy as np
    random, home = np.random.default_rng(count), folder(count)
    home.mkdir(parents=True, exist_ok=True)
    size = 16 * 20 ** random.random((count, 1)) * np.exp(random.normal(0, 0.3, (count, 2)))
    corner = random.random((count, 2)) * np.maximum(1, (WIDTH, HEIGHT) - size)
    np.concatenate([corner, corner + size], 1).astype("<f4").tofile(home / "truth")


def peer(options):
    import numpy as np
    import torch
    from torchvision.models.detection._utils import Matcher
    from torchvision.models.detection.anchor_utils import AnchorGenerator
    from torchvision.models.detection.image_list import ImageList
    from torchvision.ops import box_iou
    torch.set_num_threads(options.threads)
    home = folder(options.peer[0])
    truth = torch.from_numpy(np.fromfile(home / "truth", "<f4").reshape(-1, 4))
    sizes = tuple((x, int(x * 2 ** (1 / 3)), int(x * 2 ** (2 / 3))) for x in (32, 64, 128, 256, 512))
    generator = AnchorGenerator(sizes, ((0.5, 1.0, 2.0),) * 5)
    maps = [torch.zeros(1, 1, -(-HEIGHT // stride), -(-WIDTH // stride)) for stride in (8, 16, 32, 64, 128)]
    anchors = generator(ImageList(torch.zeros(1, 3, HEIGHT, WIDTH), [(HEIGHT, WIDTH)]), maps)[0]
    matcher = Matcher(0.5, 0.4, allow_low_quality_matches=True)

    def run():
        return matcher(box_iou(truth, anchors))

    run().numpy().astype("<i4").tofile(home / "labels-torchvision")
    kernel_times.timed(options.repetitions, run)


def compare(options, say):
    worst = None
    for count, wanted in zip(BOXES, (1 / 20, 1 / 100)):
        home = folder(count)

        def same(_):
            ours, theirs = (home / "labels").read_bytes(), (home / "labels-torchvision").read_bytes()
            if ours != theirs:
                sys.exit(f"matching: labels of {count} boxes differ from torchvision's")

        sides = {"fovea": kernel_times.java(options, "MatchingTimes", home, WIDTH, HEIGHT, options.repetitions),
                 "torchvision": kernel_times.peer(options, SCRIPT, count)}
        found, version = kernel_times.rounds(options, say, f"{count} boxes", sides, same)
        values = kernel_times.ratios(found, "fovea", "torchvision")
        say(side_by_side.ratio(f"{count} boxes, identical labels", values, version))
        say(f"{count} boxes: {1 / max(values):.0f} to {1 / min(values):.0f} times as fast")
        share = max(values) / wanted
        worst = max(worst or (0, values, version), (share, values, version))
    say(side_by_side.ratio("matching", worst[1], worst[2]))


def main():
    options = kernel_times.arguments(__doc__, 60)
    if options.peer:
        if options.peer[0] == "make":
            for count in BOXES:
                make(count)
        else:
            peer(options)
        return
    kernel_times.make(options, SCRIPT)
    side_by_side.run("matching", options, compare)


if __name__ == "__main__":
    main()
