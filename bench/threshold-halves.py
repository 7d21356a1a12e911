#!/usr/bin/env python3
"""Does a threshold chosen on one half of a data set hold on the other, within the interval that was stated?

    bench/threshold-halves.py --truth GT.json --detections DT.json [--precision 0.9] [--ignore DontCare]

Images are dealt in turn, by ascending id, to two halves. `fovea eval --thresholds precision=P` chooses on the first; the
precision on the second is counted here, by COCO's matching at IoU 0.5 written anew. Then the halves change places.
The last line says how many of the classes lie within the interval, or not below it. Calibration errors before and after
are those of `fovea eval --calibration` on the whole, which fits on one half and measures on the other.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

import session


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=pathlib.Path, required=True)
    parser.add_argument("--detections", type=pathlib.Path, required=True)
    parser.add_argument("--precision", type=float, default=0.9)
    parser.add_argument("--ignore", action="append", default=[], help="a class whose boxes are regions to ignore")
    return parser.parse_args()


def overlap(found, truth, crowd):
    width = min(found[0] + found[2], truth[0] + truth[2]) - max(found[0], truth[0])
    height = min(found[1] + found[3], truth[1] + truth[3]) - max(found[1], truth[1])
    shared = max(width, 0) * max(height, 0)
    return shared / (found[2] * found[3] + (0 if crowd else truth[2] * truth[3] - shared) or 1)


def hits_and_shown(truth, detections, category, threshold):
    """Hits and shown detections of a class from a score on; what lies in a region to ignore is not shown."""
    hits = shown = 0
    for image in truth["images"]:
        objects = [a for a in truth["annotations"] if a["image_id"] == image["id"] and a["category_id"] == category]
        found = [d for d in detections if d["image_id"] == image["id"] and d["category_id"] == category and d["score"] >= threshold]
        taken = set()
        for detection in sorted(found, key=lambda d: -d["score"]):
            best, greatest = None, 0.5
            for i, thing in enumerate(objects):
                if i not in taken and not thing.get("iscrowd") and overlap(detection["bbox"], thing["bbox"], False) >= greatest:
                    best, greatest = i, overlap(detection["bbox"], thing["bbox"], False)
            if best is not None:
                taken.add(best)
                hits, shown = hits + 1, shown + 1
            elif not any(thing.get("iscrowd") and overlap(detection["bbox"], thing["bbox"], True) >= 0.5 for thing in objects):
                shown += 1
    return hits, shown


def prepared(options):
    """The truth with each region to ignore as a crowd of every class, as the command has it, and the detections."""
    truth, detections = json.loads(options.truth.read_text()), json.loads(options.detections.read_text())
    names = {category["id"]: category["name"] for category in truth["categories"]}
    kept = [category for category in truth["categories"] if category["name"] not in options.ignore]
    annotations = [a for a in truth["annotations"] if names[a["category_id"]] not in options.ignore]
    number = max(a["id"] for a in truth["annotations"]) + 1
    for region in (a for a in truth["annotations"] if names[a["category_id"]] in options.ignore):
        for category in kept:
            annotations.append({**region, "id": number, "category_id": category["id"], "iscrowd": 1})
            number += 1
    return {"images": truth["images"], "categories": kept, "annotations": annotations}, detections


def part(truth, detections, ids):
    return ({**truth, "images": [i for i in truth["images"] if i["id"] in ids],
             "annotations": [a for a in truth["annotations"] if a["image_id"] in ids]},
            [d for d in detections if d["image_id"] in ids])


def evaluated(folder, truth, detections, *more):
    (folder / "gt.json").write_text(json.dumps(truth))
    (folder / "dt.json").write_text(json.dumps(detections))
    command = session.fovea("eval", "--truth", folder / "gt.json", "--detections", folder / "dt.json", "--json", "-q", *more)
    return json.loads(subprocess.check_output(command, cwd=session.ROOT, stderr=subprocess.DEVNULL))


def main():
    options = arguments()
    truth, detections = prepared(options)
    ids = sorted(image["id"] for image in truth["images"])
    halves = [part(truth, detections, set(ids[start::2])) for start in (0, 1)]
    held = counted = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        calibration = evaluated(folder, truth, detections, "--calibration")["calibration"]
        print(", ".join(f"{name} {calibration[name]['error']:.4f}" for name in ("before", "scaled", "isotonic")) +
              f": calibration error on {calibration['measuredOn']} detections, fitted on {calibration['fittedOn']}")
        for chosen_on, judged_on in (halves, halves[::-1]):
            answer = evaluated(folder, *chosen_on, "--thresholds", f"precision={options.precision}")
            for name in answer["thresholds"]["unreached"]:
                print(f"{name:14s} no threshold reaches it on {len(chosen_on[0]['images'])} images")
            for one in answer["thresholds"]["classes"]:
                hits, shown = hits_and_shown(*judged_on, one["id"], one["threshold"])
                low, high = one["precision"]["low"], one["precision"]["high"]
                precision = hits / shown if shown else float("nan")
                counted += 1
                held += low <= precision
                print(f"{one['name']:14s} threshold {one['threshold']:.3f}, precision {one['precision']['value']:.3f}, stated {low:.3f} to {high:.3f}; "
                      f"on the other half {precision:.3f} of {shown} shown" + ("" if low <= precision <= high else " (outside)"))
    print(f"threshold-halves: {held} of {counted} thresholds hold, at precision {options.precision}")


if __name__ == "__main__":
    main()
