#!/usr/bin/env python3
"""A run that is killed again and again must end where an undisturbed one ends, bit for bit.

    bench/kill-resume.py [--steps 80] [--size 128] [--kills 4] [--seed 3]

Trains configs/bccd-resnet18.yaml, shortened and smaller, once undisturbed (A), and once (B) with kill -9 at seeded
random moments after the first checkpoint, the second of them exactly while a new checkpoint is whole under its
temporary name and not yet renamed; each time B goes on by --resume. Then
  - every tensor of last.ckpt (weights, running statistics, optimiser) has the same bytes in A and B, and so has
    its metadata, seconds apart;
  - no step that a checkpoint holds was run again: after each --resume the first line logged is the step that
    follows the checkpoint's, and no step stands in metrics.jsonl twice;
  - A and B logged the same losses.
Exit code 0 when all of it holds, else 1.
"""
import argparse
import json
import pathlib
import random
import shutil
import signal
import struct
import sys
import tempfile
import time

import session


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--every", type=int, default=10, help="steps between checkpoints")
    parser.add_argument("--size", type=int, default=128, help="short side of the input, pixels")
    parser.add_argument("--kills", type=int, default=4, help="of which one is between writing and renaming")
    parser.add_argument("--seed", type=int, default=3, help="of the runs, and of the moments")
    parser.add_argument("--augmentation", default="practical")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="further settings")
    parser.add_argument("--data", default=str(session.DATA))
    parser.add_argument("--config", default=session.CONFIG)
    parser.add_argument("--work", help="folder for the runs; a temporary one, removed at the end, by default")
    return parser.parse_args()


def checkpoint(run):
    return run / "last.ckpt" / "checkpoint.safetensors"


def header_of(path):
    """The header of a safetensors file, and where the data begin; None where it is not whole yet."""
    with open(path, "rb") as file:
        prefix = file.read(8)
        if len(prefix) < 8:
            return None
        length = struct.unpack("<Q", prefix)[0]
        text = file.read(length)
    return (json.loads(text), 8 + length) if len(text) == length else None


def whole(path):
    """Whether a safetensors file has all the bytes that its header promises."""
    try:
        found = header_of(path)
        if found is None:
            return False
        header, start = found
        end = max(entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__")
        return path.stat().st_size >= start + end
    except OSError:
        return False  # renamed or removed while it was looked at


def temporaries(run):
    return list((run / "last.ckpt").glob(".*.tmp"))


def progress(run):
    return json.loads(header_of(checkpoint(run))[0]["__metadata__"]["fovea.progress"])


def new_run(options, out):
    settings = [f"train.steps={options.steps}", f"train.checkpointEvery={options.every}", "train.evaluateEvery=1000000",
                f"input.shortSide={options.size}", f"input.longSide={options.size * 4 // 3 + 1}",
                f"input.augmentation={options.augmentation}", *options.set]
    pairs = [part for setting in settings for part in ("--set", setting)]
    return session.fovea("train", options.data, "--config", options.config, *pairs, "--seed", options.seed, "--out", out)


def resumed(options, out):
    return session.fovea("train", options.data, "--out", out, "--resume")


def undisturbed(options, run):
    """Run A; gives the seconds that a step took."""
    process = session.start(new_run(options, run), run.with_suffix(".log"))
    if process.wait() != 0:
        sys.exit(f"kill-resume: the undisturbed run failed:\n{tail(run)}")
    lines = [line for line in session.metrics(run) if "loss" in line]
    return (lines[-1]["time"] - lines[0]["time"]) / (lines[-1]["step"] - lines[0]["step"])


def tail(run):
    return run.with_suffix(".log").read_text(errors="replace")[-2000:]


def running(process, run):
    if process.poll() is None:
        return True
    if process.returncode != 0:
        sys.exit(f"kill-resume: the run failed by itself:\n{tail(run)}")
    sys.exit("kill-resume: the run ended before all kills; give more --steps or fewer --kills")


def wait_until(process, run, condition, pause=0.01):
    while not condition():
        running(process, run)
        time.sleep(pause)


def kill_at_random(process, run, delay):
    """Kills when the first checkpoint is there and the delay is over."""
    wait_until(process, run, lambda: checkpoint(run).exists())
    end = time.monotonic() + delay
    wait_until(process, run, lambda: time.monotonic() >= end)
    session.send(process, signal.SIGKILL)
    process.wait()
    return f"at random, {delay:.2f} s on"


def kill_before_rename(process, run):
    """Stops the process when a temporary checkpoint is whole; kills it if it is so still, else lets it go on."""
    wait_until(process, run, lambda: checkpoint(run).exists())
    while True:
        wait_until(process, run, lambda: any(whole(path) for path in temporaries(run)), pause=0.0005)
        session.send(process, signal.SIGSTOP)
        time.sleep(0.05)  # by now every thread has stopped
        found = [path for path in temporaries(run) if whole(path)]
        if found:
            session.send(process, signal.SIGKILL)
            process.wait()
            if not found[0].exists():
                sys.exit("kill-resume: the temporary checkpoint vanished under a stopped process")
            return f"between write and rename, {found[0].stat().st_size} bytes in {found[0].name}"
        session.send(process, signal.SIGCONT)


def resume_is_clean(run, kept, process):
    """Waits for the first line after a resume; says what is wrong with it, or nothing."""
    wait_until(process, run, lambda: (session.logged_steps(run) or [0])[-1] > kept)
    steps = session.logged_steps(run)
    after = [step for step in steps if step > kept]
    if after[0] != kept + 1:
        return [f"resumed from step {kept}, but the first step logged is {after[0]}"]
    return [f"steps logged twice: {steps}"] if len(set(steps)) != len(steps) else []


def disturbed(options, run, step_seconds):
    """Run B; gives what was wrong on the way."""
    moments, wrong = random.Random(options.seed), []
    process = session.start(new_run(options, run), run.with_suffix(".log"))
    for number in range(options.kills):
        if number == 1:
            how = kill_before_rename(process, run)
        else:
            how = kill_at_random(process, run, moments.uniform(0, 2.5 * options.every) * step_seconds)
        logged, kept = session.logged_steps(run), progress(run)["step"]
        print(f"kill {number + 1}: {how}; last logged step {logged[-1] if logged else 0}, checkpoint of step {kept}", flush=True)
        process = session.start(resumed(options, run), run.with_suffix(".log"))
        wrong += resume_is_clean(run, kept, process)
    if process.wait() != 0:
        sys.exit(f"kill-resume: the last resumed run failed:\n{tail(run)}")
    return wrong


def tensors(path):
    header, start = header_of(path)
    data = path.read_bytes()
    metadata = header.pop("__metadata__", {})
    return metadata, {name: (entry["dtype"], entry["shape"], data[start + entry["data_offsets"][0]:start + entry["data_offsets"][1]])
                      for name, entry in header.items()}


def differences(a, b):
    """What differs between two ended runs, in words."""
    (meta_a, all_a), (meta_b, all_b) = tensors(checkpoint(a)), tensors(checkpoint(b))
    wrong = [f"tensor {name} differs" for name in sorted({*all_a, *all_b}) if all_a.get(name) != all_b.get(name)]
    for metadata in (meta_a, meta_b):
        metadata["fovea.progress"] = {k: v for k, v in json.loads(metadata["fovea.progress"]).items() if k != "seconds"}
    wrong += [f"metadata {key} differs" for key in sorted({*meta_a, *meta_b}) if meta_a.get(key) != meta_b.get(key)]
    losses = [{line["step"]: line["loss"] for line in session.metrics(run) if "loss" in line} for run in (a, b)]
    shared = losses[0].keys() & losses[1].keys()
    wrong += [f"loss of step {step} differs" for step in sorted(shared) if losses[0][step] != losses[1][step]]
    size = sum(len(data) for _, _, data in all_a.values())
    print(f"compared {len(all_a)} tensors, {size / 1e6:.1f} MB, and the losses of {len(shared)} logged steps")
    return wrong


def main():
    options = arguments()
    options.data = str(pathlib.Path(options.data).absolute())
    work = pathlib.Path(options.work or tempfile.mkdtemp(prefix="kill-resume-")).absolute()
    work.mkdir(parents=True, exist_ok=True)
    print(f"kill-resume, commit {session.commit()}, {session.machine()}, seed {options.seed}", flush=True)
    a, b = work / "A", work / "B"
    seconds = undisturbed(options, a)
    print(f"undisturbed: {options.steps} steps, {1000 * seconds:.0f} ms a step", flush=True)
    wrong = disturbed(options, b, seconds) + differences(a, b)
    if not options.work:
        shutil.rmtree(work)
    for line in wrong[:20]:
        print(line)
    print(f"kill-resume: {'FAILED' if wrong else 'passed'}: {options.kills} kills, {len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
