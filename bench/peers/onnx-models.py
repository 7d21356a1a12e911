#!/usr/bin/env python3
"""Exported models on ONNX Runtime (by Fovea, on the JVM) and on OpenVINO against libtorch, on the same pictures.

    bench/peers/onnx-models.py MODEL[@IMAGES]… [--images FOLDER] [--count 20] [--record] [--python PYTHON]

Each MODEL (a model file or a run folder; onnx_random_models.py makes some), with pictures of its own or those of
--images, is written by `fovea export` in five kinds:

  pictures          --nms --dynamic: each picture alone on both runtimes, and four of one size at once on OpenVINO
  pictures 1, 4     --nms of a fixed size, batch 1 and batch 4, on OpenVINO
  heads             --dynamic: on the JVM, with Fovea's own pre- and post-processing; on OpenVINO the outputs against
                    those of the fixed kind, two sizes, batch 1 and 4
  half              --nms --dynamic --half: on OpenVINO, in its own float32; told, not held

onnx.checker with full_check and shape inference in strict mode must pass, every operator must be on TensorRT's list.
Detections must be those of `fovea detect` with libtorch in float32: each has a partner of its class within 1e-3 in score
and 0.1 pixels, both ways; one without a partner ends the run with an error, but for the last of a picture that has as many
as are kept, where the other side's last scores the same within 1e-5. Without --python (or PYTHON in the
environment) OpenVINO gets a virtual environment of its own, .venv-onnx, with the versions of requirements-onnx.txt.
"""
import argparse
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

import side_by_side
from side_by_side import session

SCORE, PIXELS = 1e-3, 0.1
TIE = 1e-5
# Of those used, as onnx-tensorrt's docs/operators.md lists them as supported; for version 8.4 already, which lacks Mod.
TENSORRT = frozenset(
    "Add And Cast Clip Concat ConstantOfShape Conv Div Equal Exp Gather GatherElements Greater Identity InstanceNormalization "
    "Less Max MaxPool Min Mul NonMaxSuppression Pad ReduceMin ReduceSum Relu Reshape Resize ScatterND Shape Sigmoid Slice "
    "Sub TopK Transpose Unsqueeze Where".split())


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="MODEL[@IMAGES]")
    parser.add_argument("--images", default=str(session.DATA.parent / "coco_official" / "val2017"))
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--fovea", default="./fovea", help="the command, where it is not this tree's")
    parser.add_argument("--record", action="store_true", help="writes bench/results/onnx-models-CPU.txt")
    parser.add_argument("--python", default=os.environ.get("PYTHON"), help="a Python with onnx and OpenVINO")
    return parser.parse_args()


def fovea(options, *words):
    command = [*shlex.split(options.fovea), *(str(word) for word in words)]
    return subprocess.check_output(command, cwd=session.ROOT, text=True, stderr=subprocess.DEVNULL)


def pictures(images, count, folder):
    """PNG files, so that both sides see the same bytes: all but four as they are, then four corners of one size."""
    import cv2
    files = sorted(file for file in pathlib.Path(images).iterdir() if file.suffix in (".jpg", ".png"))
    step = max(1, len(files) // count)
    read = [cv2.imread(str(file)) for file in files[::step][:count]]
    height, width = (min(image.shape[axis] for image in read[-4:]) for axis in (0, 1))
    read[-4:] = [image[:height, :width] for image in read[-4:]]
    paths = [folder / f"{index:02d}.png" for index in range(len(read))]
    for path, image in zip(paths, read):
        cv2.imwrite(str(path), image)
    return paths, [image[:, :, ::-1].transpose(2, 0, 1).copy() for image in read]


def detected(options, model, paths, threshold, *words):
    """What `fovea detect` finds in each picture: class id, score, box."""
    text = fovea(options, "detect", model, *paths, "--json", "--threshold", threshold, *words)
    return [[(found["classId"], found["score"], *found["box"]) for found in image["detections"]]
            for image in json.loads(text)["images"]]


def checked(path):
    """The number of nodes and the metadata; whatever the checker or TensorRT's list has against it ends the run."""
    import onnx
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    foreign = {node.op_type for node in model.graph.node} - TENSORRT
    if foreign:
        sys.exit(f"{path}: not on TensorRT's list: {sorted(foreign)}")
    return len(model.graph.node), {entry.key: entry.value for entry in model.metadata_props}


def compiled(path):
    import openvino
    return openvino.Core().compile_model(str(path), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})


def detections(model, images):
    """OpenVINO's detections of pictures of one size, in the same form."""
    import numpy
    result = model(numpy.stack(images))
    boxes, scores, classes, count = (result[name] for name in ("boxes", "scores", "classes", "count"))
    return [[(int(classes[image, place]), float(scores[image, place]), *map(float, boxes[image, place]))
             for place in range(count[image])] for image in range(len(images))]


def compare(expected, found, limit):
    """Detections without a partner, the largest difference in score and in pixels among partners."""
    free, worst, missing = list(found), [0.0, 0.0], []
    for one in expected:
        near = [(abs(one[1] - other[1]), max(abs(a - b) for a, b in zip(one[2:], other[2:])), other)
                for other in free if other[0] == one[0]]
        near = [entry for entry in near if entry[0] <= SCORE and entry[1] <= PIXELS]
        if not near:
            missing.append(one)
            continue
        best = min(near, key=lambda entry: entry[1])
        free.remove(best[2])
        worst = [max(worst[0], best[0]), max(worst[1], best[1])]
    if len(expected) == len(found) == limit:  # which of two equals is the last one kept
        missing = [one for one in missing if abs(one[1] - found[-1][1]) > TIE]
        free = [other for other in free if abs(other[1] - expected[-1][1]) > TIE]
    return len(missing) + len(free), *worst


def verdict(say, kind, limit, expected, found, held=True):
    results = [compare(one, other, limit) for one, other in zip(expected, found, strict=True)]
    count = sum(map(len, expected))
    alone = sum(result[0] for result in results)
    score, pixels = (max(result[index] for result in results) for index in (1, 2))
    say(f"  {kind}: {len(expected)} pictures, {count} detections of the engine, {alone} without a partner; "
        f"largest difference {score:.1e} in score, {pixels:.4f} pixels")
    return held and alone > 0


def exported(options, model, folder, name, *words):
    out = folder / f"{name}.onnx"
    out.unlink(missing_ok=True)
    fovea(options, "export", model, "--format", "onnx", "--out", out, *words)
    return out


def heads(options, say, model, folder):
    """The dynamic graph's outputs against the fixed one's, at two sizes, batch 1 and 4."""
    import numpy
    dynamic = compiled(exported(options, model, folder, "heads", "--dynamic"))
    worst = 0.0
    for size in ((320, 448), (480, 352)):
        for batch in (1, 4):
            path = exported(options, model, folder, "fixed", f"--size={size[0]}x{size[1]}", f"--batch={batch}")
            checked(path)
            images = numpy.random.default_rng(0).normal(size=(batch, 3, *size)).astype(numpy.float32)
            first, second = dynamic(images), compiled(path)(images)
            worst = max([worst, *(float(numpy.abs(first[port] - second[port.any_name]).max())
                                  for port in first)])
    say(f"  heads: dynamic and fixed graphs, 2 sizes, batch 1 and 4: largest difference {worst:.1e}")
    return worst > 1e-3


def judge(options, say, model, images, folder):
    paths, images = pictures(images, options.count, folder)
    dynamic = exported(options, model, folder, "pictures", "--nms", "--dynamic")
    nodes, metadata = checked(dynamic)
    classes = len(json.loads(metadata["classes"]))
    say(f"{model.parent.name}/{model.name}: {nodes} nodes, {classes} classes, {dynamic.stat().st_size / 1e6:.0f} MB; "
        "onnx.checker and shape inference pass")
    least = metadata["score_threshold"]
    # A model from elsewhere brings no settings, so that detect would take its own.
    settings = {"precision": "float32", "nms": metadata["nms_threshold"], "maxDetections": metadata["max_detections"]}
    expected = detected(options, model, paths, least,
                        *(f"--set=detect.{key}={value}" for key, value in settings.items()))
    limit = int(settings["maxDetections"])
    network = compiled(dynamic)
    graph = exported(options, model, folder, "heads", "--dynamic")
    checked(graph)
    failed = verdict(say, "heads, ONNX Runtime on the JVM", limit, expected, detected(options, graph, paths, least))
    failed |= verdict(say, "pictures, ONNX Runtime on the JVM", limit, expected, detected(options, dynamic, paths, least))
    failed |= verdict(say, "pictures, each alone", limit, expected,
                       [found for image in images for found in detections(network, [image])])
    failed |= verdict(say, "pictures, four at once", limit, expected[-4:], detections(network, images[-4:]))
    height, width = images[-1].shape[1:]
    for batch in (1, 4):
        path = exported(options, model, folder, "fixed", "--nms", f"--size={height}x{width}", f"--batch={batch}")
        checked(path)
        network = compiled(path)
        found = [one for start in range(0, 4, batch) for one in detections(network, images[-4:][start:start + batch])]
        failed |= verdict(say, f"pictures of one size, batch {batch}", limit, expected[-4:], found)
    failed |= heads(options, say, model, folder)
    half = exported(options, model, folder, "half", "--nms", "--dynamic", "--half")
    checked(half)
    verdict(say, f"half, {half.stat().st_size / 1e6:.0f} MB", limit, expected[-4:],
            detections(compiled(half), images[-4:]), held=False)
    return failed


def main():
    options = arguments()
    python = side_by_side.python_of(options.python, ".venv-onnx", "requirements-onnx.txt")
    try:
        import onnx
        import openvino
    except ImportError:
        if os.environ.get("ONNX_MODELS_AGAIN"):
            raise
        environment = {**os.environ, "ONNX_MODELS_AGAIN": "1"}
        os.execve(python, [python, *sys.argv], environment)
    failures = []

    def all_models(_, say):
        for entry in options.models:
            model, _, images = entry.partition("@")
            with tempfile.TemporaryDirectory() as folder:
                model = pathlib.Path(model).resolve()
                if judge(options, say, model, images or options.images, pathlib.Path(folder)):
                    failures.append(entry)

    side_by_side.run("onnx-models", options, all_models,
                     f", onnx {onnx.__version__}, OpenVINO {openvino.__version__.split('-')[0]}")
    if failures:
        sys.exit(f"not the engine's detections: {failures}")


if __name__ == "__main__":
    main()
