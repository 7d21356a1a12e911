#!/usr/bin/env python3
"""How long two commands take from a cold start, the whole process with the launcher, in turn, over several rounds.

    bench/cold-start.py MODEL PICTURE [--rounds 10] [--record] [--python PYTHON]

  metric   ./fovea eval --truth --detections --json, on a generated case of val2017's size with 48 k detections
           (bench/peers/coco_metric_case.py), beside the whole Python process of each fast evaluator
  detect   ./fovea detect MODEL PICTURE --json

MODEL is a model file or a run folder, such as that of configs/bccd-resnet18.yaml. First each command runs until its cache
of classes is there (detect's is made beside a first call; --no-cache does not wait for it). Each line gives median and
spread of the seconds on the clock and of the processor's seconds; where other work runs on the machine only the latter,
and the ratios of a round's neighbours, mean something. Without --python (or PYTHON in the environment) the peers get a
virtual environment of their own, as in bench/peers/coco-metric.py.
"""
import argparse
import os
import pathlib
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import side_by_side  # noqa: E402
from side_by_side import FOLDER, session  # noqa: E402

PEERS = ("hotcoco", "ultrafast-pycocotools")
CACHES = {"metric": "fovea.aot", "detect": "fovea-detect.aot"}
PATIENCE = 300  # seconds for a cache


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("picture")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--no-cache", action="store_true", help="does not wait for detect's cache of classes")
    parser.add_argument("--python", default=os.environ.get("PYTHON"), help="a Python with the peers")
    parser.add_argument("--record", action="store_true", help="writes bench/results/cold-start-CPU.txt")
    return parser.parse_args()


def finished(command):
    """Seconds on the clock and of the processor, of a command and all that it waits for."""
    _, seconds, usage = side_by_side.finished("cold-start", command)
    return {"clock": seconds, "processor": usage.ru_utime + usage.ru_stime}


def commands(options, python):
    case = side_by_side.coco_case(python, "small")
    picture, model = (str(pathlib.Path(path).resolve()) for path in (options.picture, options.model))
    sides = {"metric": session.fovea("eval", "--truth", f"{case}_gt.json", "--detections", f"{case}_dt.json", "--json"),
             "detect": session.fovea("detect", model, picture, "--json")}
    return {**sides, **{peer: [python, str(FOLDER / "coco_metric_peer.py"), peer, case, "1"] for peer in PEERS}}


def prepare(options, sides):
    """Builds where sources have changed, and waits for the caches of classes."""
    for side, name in CACHES.items():
        # A cache is made by a call with nothing but its files.
        finished([word for word in sides[side] if side == "metric" or word != "--json"])
        cache, begin = session.ROOT / "cli" / "target" / name, time.monotonic()
        while not cache.exists() and not (options.no_cache and side == "detect"):
            if time.monotonic() - begin > PATIENCE:
                sys.exit(f"cold-start: no {cache.name} after {PATIENCE} s; --no-cache goes on without detect's")
            time.sleep(1)


def shown(values):
    return f"{statistics.median(values):.3f} s ({min(values):.3f}–{max(values):.3f})"


def compare(options, say):
    python = side_by_side.python_of(options.python, ".venv-metric", "requirements-metric.txt")
    sides = commands(options, python)
    prepare(options, sides)
    rounds = []
    for number in range(options.rounds):
        order = list(sides) if number % 2 == 0 else list(reversed(sides))
        rounds.append({side: finished(sides[side]) for side in order})
    for side in sides:
        clock, processor = ([one[side][kind] for one in rounds] for kind in ("clock", "processor"))
        say(f"{side:21s} {shown(clock)}, processor {shown(processor)} over {len(rounds)} rounds")
    for kind in ("processor", "clock"):
        for peer in PEERS:
            say(side_by_side.ratio(f"cold-start metric, {kind}", [one["metric"][kind] / one[peer][kind] for one in rounds], peer))


if __name__ == "__main__":
    side_by_side.run("cold-start", arguments(), compare)
