"""Makes the files that coco-metric.py times: 5000 images, 36 k annotated boxes, 48 k or 500 k detections.

    python coco_metric_case.py FOLDER small|big

Writes FOLDER/small_gt.json and FOLDER/small_dt.json, or big_…; needs numpy. Classes are of very different sizes, boxes
of all sizes, some annotations are crowds; scores have four digits, so that many are equal. Detections lie around the
boxes, one in ten with a class of its own, or anywhere.
"""
import json
import pathlib
import sys

import numpy as np

IMAGES, CLASSES, WIDTH, HEIGHT, SEED = 5000, 80, 640, 480, 7
DETECTIONS_PER_IMAGE = {"small": 7, "big": 100}


def rounded(values, digits):
    return [round(float(value), digits) for value in values]


def truth_box(rng):
    size, ratio = np.exp(rng.normal(4, 1)), np.exp(rng.normal(0, 0.4))
    width, height = min(size * ratio, WIDTH - 2), min(size / ratio, HEIGHT - 2)
    return rounded((rng.uniform(0, WIDTH - width), rng.uniform(0, HEIGHT - height), width, height), 2)


def found(image, category, box, score):
    return {"image_id": image, "category_id": category, "bbox": rounded(box, 3), "score": round(float(score), 4)}


def near(rng, box):
    moved = np.array(box) * (1 + rng.normal(0, 0.12, 4))
    moved[2:] = np.maximum(moved[2:], 1)
    return moved


def anywhere(rng):
    size = np.exp(rng.normal(3.7, 1))
    return rng.uniform(0, WIDTH - 40), rng.uniform(0, HEIGHT - 40), size, size * rng.uniform(0.5, 2)


def case(per_image):
    """Ground truth and detections, for about so many detections an image."""
    rng = np.random.default_rng(SEED)
    frequency = rng.dirichlet(np.ones(CLASSES) * 0.4)
    images, annotations, detections = [], [], []
    for image in range(1, IMAGES + 1):
        images.append({"id": image, "width": WIDTH, "height": HEIGHT, "file_name": f"{image}.jpg"})
        before = len(detections)
        for category in rng.choice(CLASSES, rng.poisson(7.3), p=frequency) + 1:
            box, category = truth_box(rng), int(category)
            annotations.append({
                "id": len(annotations) + 1, "image_id": image, "category_id": category, "bbox": box,
                "area": round(box[2] * box[3] * float(rng.uniform(0.4, 0.95)), 3), "iscrowd": int(rng.random() < 0.012)})
            for _ in range(rng.poisson(1 + per_image / 40)):
                guess = category if rng.random() < 0.9 else int(rng.integers(1, CLASSES + 1))
                detections.append(found(image, guess, near(rng, box), rng.beta(4, 2)))
        for _ in range(per_image - (len(detections) - before)):
            guess = int(rng.choice(CLASSES, p=frequency)) + 1
            detections.append(found(image, guess, anywhere(rng), rng.beta(1, 6)))
    categories = [{"id": number, "name": f"c{number}"} for number in range(1, CLASSES + 1)]
    return {"images": images, "annotations": annotations, "categories": categories}, detections


def main():
    folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
    truth, detections = case(DETECTIONS_PER_IMAGE[name])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}_gt.json").write_text(json.dumps(truth))
    (folder / f"{name}_dt.json").write_text(json.dumps(detections))
    print(f"{name}: {len(truth['annotations'])} annotated boxes, {len(detections)} detections", file=sys.stderr)


if __name__ == "__main__":
    main()
