"""Records what tidecv tells of two results, for TideFixturesTest.

Run from the repository root, with tidecv 1.0.1 installed and the data sets in ../shared:
    python data/src/test/python/record_tide.py \
        > data/src/test/resources/dev/fovea/data/format/tide.txt
Crowds are taken out of the ground truth, and with them the detections of classes that then have no
object: tidecv counts detections in crowds among the errors, and such classes into the mean. Masks
have no part in boxes, but tidecv wants some. A line for each figure: fixture, name, how many, by how
much AP50 grows (from 0 to 1).
"""

import contextlib
import io
import json
import pathlib
import sys
import tempfile

from tidecv import TIDE, datasets

FIXTURES = pathlib.Path("../shared/data/eval_fixtures")


def without_crowds(folder, into):
    truth = json.loads((folder / "gt.json").read_text())
    found = json.loads((folder / "dt.json").read_text())
    truth["annotations"] = [a for a in truth["annotations"] if not a.get("iscrowd", 0)]
    for annotation in truth["annotations"]:
        x, y, width, height = annotation["bbox"]
        annotation["segmentation"] = [[x, y, x + width, y, x + width, y + height, x, y + height]]
    classes = {a["category_id"] for a in truth["annotations"]}
    found = [d for d in found if d["category_id"] in classes]
    (into / "gt.json").write_text(json.dumps(truth))
    (into / "dt.json").write_text(json.dumps(found))


print("# tidecv 1.0.1")
for name in ["cocoapi_val2014_100", "coco_val2017_subset_sim"]:
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        folder = pathlib.Path(folder)
        without_crowds(FIXTURES / name, folder)
        run = TIDE().evaluate(
            datasets.COCO(str(folder / "gt.json")),
            datasets.COCOResult(str(folder / "dt.json")),
            mode=TIDE.BOX,
        )
    counts = run.count_errors()
    print(name, "AP50", 0, run.ap / 100)
    for kind, gain in run.fix_main_errors().items():
        print(name, kind.short_name, counts[kind], gain / 100)
    for kind, gain in run.fix_special_errors().items():
        print(name, kind.short_name, 0, gain / 100)
print("recorded", file=sys.stderr)
