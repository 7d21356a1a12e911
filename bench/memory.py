#!/usr/bin/env python3
"""Whether memory grows: resident memory late in a run against early in it, for training and for detection.

    bench/memory.py [--train-only] [--detect RUN] [--record]

Training: the shipped config on bccd as it is; VmRSS of the Java process when step 100 and when step 300 appear in
metrics.jsonl. Detection: a folder of 1000 images (links to those of bccd, so that nothing is copied), pictures
written; VmRSS when 100 and when 1000 pictures are there. Both ratios must be at most 1.03 (exit code 1 if not).
Without --detect the run that was trained is used, which was stopped after step 300.
"""
import argparse
import itertools
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

import session

LIMIT = 1.03


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--early", type=int, default=100)
    parser.add_argument("--late", type=int, default=300)
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--config", default=session.CONFIG)
    parser.add_argument("--data", default=str(session.DATA))
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="further settings for train")
    parser.add_argument("--train-only", action="store_true")
    parser.add_argument("--detect", metavar="RUN", help="only detection, with this run or model")
    parser.add_argument("--record", action="store_true", help="writes bench/results/memory-CPU.txt")
    return parser.parse_args()


def watch(process, reached, marks, log):
    """The resident bytes at the moment at which each mark is reached, and the median of the second before it."""
    recent, found = [], {}
    for mark in marks:
        while reached() < mark:
            if process.poll() is not None:
                sys.exit(f"memory: the command ended ({process.returncode}) at {reached()}, before {mark}:\n"
                         + log.read_text(errors="replace")[-2000:])
            recent = (recent + [session.resident(process)])[-20:]
            time.sleep(0.05)
        found[mark] = session.resident(process) or recent[-1]
        found[mark, "median"] = statistics.median(recent)
    return found


def report(name, found, marks, say):
    """One line for people, then the ratio; gives whether it is within the limit."""
    early, late = marks
    mebibytes = {key: value / 2**20 for key, value in found.items()}
    ratio = found[late] / found[early]
    say(f"{name}: {mebibytes[early]:.0f} MiB at {early}, {mebibytes[late]:.0f} MiB at {late}; medians of the second "
        f"before: {mebibytes[early, 'median']:.0f} and {mebibytes[late, 'median']:.0f} MiB")
    say(f"memory-{name}: ratio {ratio:.4f} of {late} to {early} (at most {LIMIT})")
    return ratio <= LIMIT


def training(options, run, say):
    pairs = [part for setting in options.set for part in ("--set", setting)]
    command = session.fovea("train", options.data, "--config", options.config, *pairs, "--seed", 0, "--out", run)
    log = run.with_suffix(".log")
    process = session.start(command, log)
    try:
        marks = (options.early, options.late)
        found = watch(process, lambda: (session.logged_steps(run) or [0])[-1], marks, log)
    finally:
        session.stop(process)
    return report("training", found, marks, say)


def links(options, folder):
    """A folder with as many images as asked for, and ten more so that the last mark is seen while it runs."""
    folder.mkdir()
    images = sorted((pathlib.Path(options.data) / "JPEGImages").glob("*.jpg"))
    for number, image in zip(range(options.images + 10), itertools.cycle(images)):
        (folder / f"image{number:05d}.jpg").symlink_to(image.resolve())
    return folder


def detection(options, model, work, say):
    images, out = links(options, work / "images"), work / "detections"
    log = work / "detect.log"
    process = session.start(session.fovea("detect", model, images, "--out", out), log)
    try:
        marks = (100, options.images)
        found = watch(process, lambda: len(list(out.glob("*.*"))) if out.exists() else 0, marks, log)
    finally:
        session.stop(process)
    return report("detection", found, marks, say)


def main():
    options = arguments()
    options.data = str(pathlib.Path(options.data).absolute())
    work, lines, good = pathlib.Path(tempfile.mkdtemp(prefix="fovea-memory-")), [], []

    def say(line):
        print(line, flush=True)
        lines.append(line)

    say(f"memory, commit {session.commit()}, {session.machine()}")
    model = pathlib.Path(options.detect).absolute() if options.detect else work / "run"
    try:
        if not options.detect:
            good.append(training(options, model, say))
        if not options.train_only:
            good.append(detection(options, model, work, say))
    finally:
        shutil.rmtree(work)
    if options.record:
        print(f"written to {session.record('memory', lines)}", file=sys.stderr)
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
