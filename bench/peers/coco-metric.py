#!/usr/bin/env python3
"""Fovea's COCO metric against hotcoco and ultrafast-pycocotools, in turn, in one run.

    bench/peers/coco-metric.py [--rounds 5] [--cases small,big] [--peers PEER…] [--record] [--python PYTHON]

Build first: mvn -q package -Dmaven.test.skip. Two cases (coco_metric_case.py): 5000 images, 36 k annotated boxes, 48 k
or 500 k detections. For each case, side and round two processes are started:

  warm   reads both files and judges them again and again in one process; of the second half of the repetitions the
         medians of load and evaluation count. Both sides may use all processors.
  whole  a process from its start to its end: `./fovea eval --truth --detections --json`, and
         coco_metric_peer.py, which loads and evaluates once; seconds, and the most memory that was resident.

Every side's AP must be the same double, else the run ends with an error. The last line is the evaluation's least
favourable ratio over both cases and peers. The peers are the two fastest; `--peers faster-coco-eval pycocotools` are the
others, which take up to minutes. Without --python (or PYTHON in the environment) the peers get a virtual
environment of their own, bench/peers/.venv-metric, with the versions of requirements-metric.txt.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

import side_by_side
from side_by_side import FOLDER, session

# In one warm process; a JVM compiles its loops in the first seconds.
REPETITIONS = {"small": 60, "big": 20}
FASTEST = ("hotcoco", "ultrafast-pycocotools")
SLOWER = ("faster-coco-eval", "pycocotools")  # seconds to minutes for a repetition: two of them are enough
FIGURES = ("load", "eval", "load + eval", "whole", "memory")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cases", default="small,big")
    parser.add_argument("--peers", nargs="+", choices=FASTEST + SLOWER, default=FASTEST, metavar="PEER")
    parser.add_argument("--python", default=os.environ.get("PYTHON"), help="a Python with the peers")
    parser.add_argument("--java", help="of a JDK 25 or newer (default: the one that ./fovea takes), for the warm library")
    parser.add_argument("--record", action="store_true", help="writes bench/results/coco-metric-CPU.txt")
    return parser.parse_args()


def commands(options, python, side, case):
    """The warm and the whole process of a side."""
    repetitions = "2" if side in SLOWER else str(REPETITIONS[pathlib.Path(case).name])
    if side == "fovea":
        target = session.ROOT / "bench" / "target"
        if not (target / "classpath").exists():
            sys.exit("coco-metric: build first: mvn -q package -Dmaven.test.skip")
        classpath = f"{target / 'fovea-bench.jar'}:{(target / 'classpath').read_text().strip()}"
        files = [case + "_gt.json", case + "_dt.json"]
        warm = [options.java or session.java(), "-XX:+UseSerialGC", "-classpath", classpath, "dev.fovea.bench.CocoMetricTimes",
                *files, repetitions, str(os.cpu_count())]
        return warm, session.fovea("eval", "--truth", files[0], "--detections", files[1], "--json")
    here = [python, str(FOLDER / "coco_metric_peer.py"), side, case]
    return [*here, repetitions], [*here, "1"]


def measured(options, python, side, case):
    """One round of a side: its figures, and its AP."""
    warm, whole = commands(options, python, side, case)
    lines = [json.loads(line) for line in side_by_side.finished("coco-metric", warm)[0].strip().split("\n")]
    late = lines[len(lines) // 2:]
    output, seconds, usage = side_by_side.finished("coco-metric", whole)
    ap = json.loads(output)["AP"]
    if any(line["AP"] != ap for line in lines):
        sys.exit(f"coco-metric: {side} gives more than one AP for {case}")
    figures = {key: statistics.median(line[key] for line in late) for key in ("load", "eval")}
    figures["load + eval"] = statistics.median(line["load"] + line["eval"] for line in late)
    return {**figures, "whole": seconds, "memory": usage.ru_maxrss / 1024}, ap


def shown(figures):
    return (f"load {figures['load']:.3f} s, eval {figures['eval']:.3f} s, whole {figures['whole']:.3f} s, "
            f"{figures['memory']:.0f} MB")


def versions(options, python):
    names = json.dumps([*options.peers, "numpy"])
    code = f"import importlib.metadata as m, json; print(json.dumps({{n: m.version(n) for n in {names}}}))"
    return json.loads(subprocess.check_output([python, "-c", code], text=True))


def compare_case(options, say, python, name, case):
    """The ratios of all rounds: {(peer, figure): [ratio, ...]}."""
    ratios = {(peer, figure): [] for peer in options.peers for figure in FIGURES}
    for number in range(options.rounds):
        sides = ["fovea", *options.peers]
        results, expected = {}, None
        for side in sides if number % 2 == 0 else reversed(sides):
            results[side], ap = measured(options, python, side, case)
            say(f"{name} round {number + 1} {side:21s} {shown(results[side])}")
            expected = ap if expected is None else expected
            if ap != expected:
                sys.exit(f"coco-metric: {side} gives the AP {ap!r}, another {expected!r}")
        for peer, figure in ratios:
            ratios[peer, figure].append(results["fovea"][figure] / results[peer][figure])
    return ratios


def compare(options, say):
    python = side_by_side.python_of(options.python, ".venv-metric", "requirements-metric.txt")
    session_cases = {name: side_by_side.coco_case(python, name) for name in options.cases.split(",")}
    version = versions(options, python)
    first = next(iter(session_cases.values()))  # builds where sources have changed, and makes the cache of classes
    side_by_side.finished("coco-metric", session.fovea("eval", "--truth", first + "_gt.json", "--detections", first + "_dt.json", "-q"))
    least = None
    for name, case in session_cases.items():
        for (peer, figure), values in compare_case(options, say, python, name, case).items():
            title = f"{peer} {version[peer]}"
            say(side_by_side.ratio(f"{name} {figure}", values, title))
            if figure == "eval" and (least is None or statistics.median(values) > statistics.median(least[0])):
                least = values, title
    say(side_by_side.ratio("coco-metric", *least))


def main():
    side_by_side.run("coco-metric", arguments(), compare)


if __name__ == "__main__":
    main()
