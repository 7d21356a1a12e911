"""Whether imported models find what their originals find, on photographs.

    python bench/peers/import_parity.py OUT [--models torchvision-v1,...] [--images 20] [--seed 0] [--fovea ./fovea]

For each model (import_models.py: random weights, calibrated; torchvision's in the names of before 0.13 too): the peer's
own code saves a .pth, `fovea import` reads it, and both detect in float32 on the same photographs of
../shared/data/coco_official. torchvision resizes to 800 by 1333 as it always does; for the others, whose resize in 8 bits
is not part of the model, photographs of 640 x 480 are taken as they are.
Every detection of the peer must have its own twin: same class, corners within 0.1 pixels, score within 1e-3, and none
may be left over. Prints a line for each model; exit code 1 where anything differs.
Wants torch, torchvision, opencv; detectron2's and mmdet's sources for theirs (requirements-import.txt).
"""
import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys

import cv2
import torch
import torchvision

import import_models
import side_by_side  # noqa: F401  (finds the folder above)
import session

ROOT = pathlib.Path(__file__).resolve().parents[2]
PHOTOGRAPHS = ROOT / ".." / "shared" / "data" / "coco_official" / "val2017"
PIXELS, SCORE = 0.1, 1e-3


def old_names(state):
    """The names of before torchvision 0.13; torchvision itself must read them (checked by the caller)."""
    renamed = {}
    for name, tensor in state.items():
        name = re.sub(r"(head\.\w+\.conv\.)(\d+)\.0\.", lambda m: f"{m[1]}{2 * int(m[2])}.", name)
        name = re.sub(r"(backbone\.fpn\.(?:inner|layer)_blocks\.\d+)\.0\.", r"\1.", name)
        renamed[name] = tensor
    return renamed


def photographs(fixed, count):
    found = []
    for path in sorted(PHOTOGRAPHS.iterdir()):
        picture = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)
        if not fixed or sorted(picture.shape[:2]) == [480, 640]:
            found.append((path, picture))
        if len(found) == count:
            break
    return found


def run(command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.returncode}\n{done.stderr}")
    return done.stdout


def fovea_detections(arguments, model, options, pictures):
    imported = model.with_suffix(".safetensors")
    report = run([*arguments.fovea, "import", str(model), "--out", str(imported), *options])
    print("  " + report.replace("\n", "\n  "))
    answer = json.loads(run([*arguments.fovea, "detect", str(imported), *(str(path) for path, _ in pictures), "--json",
                             "--threshold", "0.05", "--set", "detect.precision=float32"]))
    return {image["file"]: image["detections"] for image in answer["images"]}


def compare(peer, found, ids):
    """The number of detections without a twin on either side, and the largest differences of the twins."""
    left = [(d["classId"], d["score"], d["box"]) for d in found]
    lost, pixels, score = 0, 0.0, 0.0
    for channel, p, box in peer:
        twins = [(max(abs(a - b) for a, b in zip(box, other[2])), abs(p - other[1]), other) for other in left
                 if other[0] == ids[channel]]
        twins = sorted(twin for twin in twins if twin[0] <= PIXELS and twin[1] <= SCORE)
        if not twins:
            lost += 1
            continue
        left.remove(twins[0][2])
        pixels, score = max(pixels, twins[0][0]), max(score, twins[0][1])
    return lost, len(left), pixels, score


@torch.no_grad()
def judge(name, arguments):
    torch.manual_seed(arguments.seed)
    print(name)
    calibration = [picture for _, picture in photographs(True, 2)]
    peer = import_models.prepare(import_models.MAKERS[name](), calibration)
    pictures = photographs(peer.resized is None, arguments.images)
    expected = {str(path): peer.detect(picture) for path, picture in pictures}
    files = {name: peer.model.state_dict()}
    if name.startswith("torchvision"):
        renamed = old_names(peer.model.state_dict())
        peer.model.load_state_dict(dict(renamed))
        files[name + "-old-names"] = renamed
    sides = ["--set", "input.shortSide=480", "--set", "input.longSide=640"] if peer.resized is None else []
    differs = False
    for file, state in files.items():
        path = arguments.out / f"{file}.pth"
        torch.save(state, path)
        found = fovea_detections(arguments, path, sides, pictures)
        results = [compare(expected[str(path)], found[str(path)], peer.ids) for path, _ in pictures]
        lost, over = sum(r[0] for r in results), sum(r[1] for r in results)
        total = sum(len(detections) for detections in expected.values())
        print(f"{file}: {total} detections on {len(pictures)} photographs; without a twin: {lost} of the peer's, {over} of "
              f"Fovea's; largest differences {max(r[2] for r in results):.4f} pixels, {max(r[3] for r in results):.2e} in score",
              flush=True)
        differs |= lost + over > 0 or total == 0
    return differs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--models", default=",".join(import_models.MAKERS))
    parser.add_argument("--images", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fovea", type=shlex.split, default=["./fovea"])
    arguments = parser.parse_args()
    arguments.out = arguments.out.resolve()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    print(f"import_parity, commit {session.commit()}, {session.machine()}, torch {torch.__version__}, torchvision "
          f"{torchvision.__version__}", flush=True)
    sys.exit(any([judge(name, arguments) for name in arguments.models.split(",")]))


if __name__ == "__main__":
    main()
