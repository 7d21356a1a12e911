"""Whether `fovea eval --truth --detections --json` has pycocotools' bits on made-up results.

    pip install pycocotools==2.0.11
    python bench/peers/coco_metric_equality.py ../shared/data/coco_official/val.json --cases 20

Each case makes results over the ground truth (near boxes, doubles, other classes, false ones, ties,
empty boxes, more than 100 of a class in an image); every second one also changes the ground truth
(crowds, areas, order, an annotation with id 0). All figures and all classes are compared as doubles.
Exit code 1 if one differs.
"""
import argparse
import contextlib
import copy
import io
import json
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

KEYS = ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"]


def changed_truth(rng, truth):
    truth = copy.deepcopy(truth)
    annotations = truth["annotations"]
    rng.shuffle(annotations)
    rng.shuffle(truth["images"])
    rng.shuffle(truth["categories"])
    for i, one in enumerate(annotations):
        one["id"] = i
        one["iscrowd"] = int(rng.random() < 0.1)
        one["area"] = one["bbox"][2] * one["bbox"][3] * rng.choice([1, 1, rng.random()])
    return truth


def near(rng, box, digits):
    spread = rng.choice([0, 0.02, 0.1, 0.3])
    x, y, width, height = box
    moved = [x + rng.gauss(0, spread) * width, y + rng.gauss(0, spread) * height,
             width * (1 + rng.gauss(0, spread)), height * (1 + rng.gauss(0, spread))]
    moved[2:] = [max(0, v) for v in moved[2:]]
    return moved if digits is None else [round(v, digits) for v in moved]


def anywhere(rng):
    return [rng.uniform(0, 400), rng.uniform(0, 400), rng.choice([0, 1, 32, rng.uniform(1, 300)]),
            rng.choice([1, 32, 96, rng.uniform(1, 300)])]


def results(rng, truth):
    """As many digits of box and score, and as many doubles and false ones, as the case has."""
    box_digits = rng.choice([None, 0, 2])
    score_digits = rng.choice([None, 1, 2, 3])
    copies = rng.choice([1, 1, 3, 10])
    classes = [c["id"] for c in truth["categories"]]
    made = []

    def add(image, category, box):
        score = rng.random()
        score = score if score_digits is None else round(score, score_digits)
        made.append({"image_id": image, "category_id": category, "bbox": box, "score": score})

    for one in truth["annotations"]:
        for _ in range(rng.randint(0, copies)):
            category = one["category_id"] if rng.random() < 0.8 else rng.choice(classes)
            add(one["image_id"], category, near(rng, one["bbox"], box_digits))
    for image in truth["images"]:
        for _ in range(rng.randint(0, 12)):
            add(image["id"], rng.choice(classes), anywhere(rng))
    for one in rng.sample(truth["annotations"], 2):
        for _ in range(150):
            add(one["image_id"], one["category_id"], near(rng, one["bbox"], box_digits))
    rng.shuffle(made)
    return made


def mean(values):
    return float(values[values > -1].mean()) if (values > -1).any() else -1.0


def pycocotools_figures(truth, detections):
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO(str(truth))
        evaluation = COCOeval(coco, coco.loadRes(str(detections)), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    precision = evaluation.eval["precision"]
    figures = dict(zip(KEYS, map(float, evaluation.stats)))
    for k, category in enumerate(evaluation.params.catIds):
        figures[f"AP of {category}"] = mean(precision[:, :, k, 0, 2])
        figures[f"AP50 of {category}"] = mean(precision[0, :, k, 0, 2])
    return figures


def fovea_figures(fovea, truth, detections):
    command = [*fovea, "eval", "--truth", str(truth), "--detections", str(detections), "--json"]
    document = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    figures = {key: document[key] for key in KEYS}
    for one in document["classes"]:
        figures[f"AP of {one['id']}"] = one["AP"]
        figures[f"AP50 of {one['id']}"] = one["AP50"]
    return figures


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("truth", type=pathlib.Path)
    arguments.add_argument("--cases", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--fovea", default="./fovea", help="the command, with its own arguments")
    options = arguments.parse_args()
    original = json.loads(options.truth.read_text())
    differing = 0
    with tempfile.TemporaryDirectory() as folder:
        truth, detections = pathlib.Path(folder, "gt.json"), pathlib.Path(folder, "dt.json")
        for seed in range(options.seed, options.seed + options.cases):
            rng = random.Random(seed)
            document = changed_truth(rng, original) if seed % 2 else original
            made = results(rng, document)
            truth.write_text(json.dumps(document))
            detections.write_text(json.dumps(made))
            expected = pycocotools_figures(truth, detections)
            found = fovea_figures(shlex.split(options.fovea), truth, detections)
            wrong = {k: (v, found.get(k)) for k, v in expected.items() if found.get(k) != v}
            print(f"seed {seed}: {len(made)} detections, AP {expected['AP']!r}, "
                  f"{len(expected)} figures, {len(wrong)} differ", flush=True)
            for key, values in wrong.items():
                print(f"  {key}: pycocotools {values[0]!r}, fovea {values[1]!r}")
            differing += bool(wrong)
    print(f"{options.cases - differing} of {options.cases} cases are equal in every bit")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
