"""A peer's side of coco-metric.py: a line of JSON for each repetition.

    python coco_metric_peer.py PEER CASE REPETITIONS    (hotcoco, ultrafast-pycocotools, faster-coco-eval, pycocotools)

Reads CASE_gt.json and CASE_dt.json. It imports nothing that the peer does not need, as its start is timed, too.
"""
import contextlib
import io
import json
import sys
import time


def main(name, case, repetitions):
    if name == "hotcoco":
        from hotcoco import COCO, COCOeval
    elif name == "ultrafast-pycocotools":
        from ultrafast_pycocotools.coco import COCO
        from ultrafast_pycocotools.cocoeval import COCOeval
    elif name == "faster-coco-eval":
        from faster_coco_eval import COCO, COCOeval_faster as COCOeval
    else:
        from pycocotools.coco import COCO
        from pycocotools.cocoeval import COCOeval
    for _ in range(int(repetitions)):
        begin = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            truth = COCO(case + "_gt.json")
            found = truth.loadRes(case + "_dt.json")
            loaded = time.perf_counter()
            judged = COCOeval(truth, found, "bbox")
            judged.evaluate()
            judged.accumulate()
            judged.summarize()
        done = time.perf_counter()
        print(json.dumps({"load": loaded - begin, "eval": done - loaded, "AP": float(judged.stats[0])}))


if __name__ == "__main__":
    main(*sys.argv[1:])
