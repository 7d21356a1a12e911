#!/usr/bin/env python3
"""Detection in int8 on ONNX Runtime and on OpenVINO against bf16 of Fovea's engine, in turn, in one run.

    bench/peers/int8.py MODEL [--data BCCD] [--rounds 5] [--record] [--python PYTHON]

Build first: mvn -q package -Dmaven.test.skip. MODEL is a model file or a run folder of the data set's classes. Four sides
detect in the same decoded pictures of the data's test split (those of the commonest size), one picture at a time, resize
and NMS included, each in a warm process of its own that starts afresh each round; the second half of its times counts:

  bf16      Fovea's engine, libtorch; where the processor has no bf16, in float32
  jvm       `fovea export --int8 --nms` on ONNX Runtime in the JVM (OnnxDetector)
  openvino  the same file on OpenVINO
  nncf      the float32 graph (--nms) quantised by OpenVINO's own NNCF, on OpenVINO; pre- and post-processing are left
            alone, calibrated on the same pictures of the train split

onnx.checker with full_check and strict shape inference must pass. Of the engine's detections from a score of 0.5 on, nine
of ten must have a partner of their class with an IoU of 0.7 or more on every side, else the run ends with an error. The
last lines are ONNX Runtime's ratios against both kinds of int8 on OpenVINO. Without --python (or PYTHON in the
environment) the peers get a virtual environment of their own, .venv-int8, with the versions of requirements-int8.txt.
"""
import argparse
import collections
import itertools
import json
import logging
import os
import pathlib
import shlex
import subprocess
import sys

import kernel_times
import side_by_side
from side_by_side import session

SCRIPT = pathlib.Path(__file__).resolve()
HOME = kernel_times.CASES / "int8"
SIDES = ("bf16", "jvm", "openvino", "nncf")
SCORE, IOU, SHARE = 0.5, 0.7, 0.9


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", metavar="MODEL")
    parser.add_argument("--data", default=str(session.DATA), help="the data set BCCD")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repetitions", type=int, default=120, help="detections in each process; the second half counts")
    parser.add_argument("--pictures", type=int, default=20)
    parser.add_argument("--calibration", type=int, default=128, help="pictures of the train split")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--fovea", default="./fovea", help="the command, where it is not this tree's")
    parser.add_argument("--python", default=os.environ.get("PYTHON"), help="a Python with onnx, OpenVINO and NNCF")
    parser.add_argument("--java", help="of a JDK 25 or newer (default: the one that ./fovea takes)")
    parser.add_argument("--record", action="store_true", help="writes bench/results/int8-CPU.txt")
    parser.add_argument("--peer", choices=("openvino", "nncf"), help="only this side, here: prints JSON")
    return parser.parse_args()


def listed(options, split):
    names = (pathlib.Path(options.data) / "ImageSets" / "Main" / f"{split}.txt").read_text().split()
    return [pathlib.Path(options.data).resolve() / "JPEGImages" / f"{name}.jpg" for name in names]


def read(path):
    """RGB [1, 3, H, W]."""
    import cv2
    return cv2.imread(str(path))[:, :, ::-1].transpose(2, 0, 1)[None].copy()


def export(options, name, *words):
    command = [*shlex.split(options.fovea), "export", str(pathlib.Path(options.model).resolve()), "--format", "onnx",
               "--out", str(HOME / name), *words]
    subprocess.check_call(command, cwd=session.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def checked(path):
    import onnx
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    return collections.Counter(node.op_type for node in model.graph.node)


def inside(model):
    """The nodes from the first convolution to the last ones, by name: the network."""
    operations = model.get_ordered_ops()
    convolutions = [each for each in operations if each.get_type_name() in ("Convolution", "GroupConvolution")]

    def reached(starts, step):
        found, left = set(), list(starts)
        while left:
            one = left.pop()
            if one.get_friendly_name() not in found:
                found.add(one.get_friendly_name())
                left.extend(step(one))
        return found

    after = reached(convolutions[:1], lambda one: [target.get_node() for port in one.outputs()
                                                   for target in port.get_target_inputs()])
    before = reached(convolutions, lambda one: [port.get_source_output().get_node() for port in one.inputs()])
    return after & before


def quantize(options):
    """NNCF's own quantisation of the float32 graph."""
    import nncf
    import openvino
    nncf.set_log_level(logging.ERROR)
    model = openvino.Core().read_model(HOME / "float.onnx")
    network = inside(model)
    others = [each.get_friendly_name() for each in model.get_ordered_ops()
              if each.get_friendly_name() not in network and each.get_type_name() not in ("Constant", "Parameter", "Result")]
    files = listed(options, "train")
    count = min(options.calibration, len(files))
    chosen = [files[index * len(files) // count] for index in range(count)]
    size = json.loads((HOME / "size.json").read_text())
    pictures = [picture for picture in map(read, chosen) if list(picture.shape[2:]) == size]
    made = nncf.quantize(model, nncf.Dataset(pictures), subset_size=len(pictures),
                         ignored_scope=nncf.IgnoredScope(names=others, validate=False))
    openvino.save_model(made, HOME / "nncf.xml")


def peer(options):
    """OpenVINO's side: prints what DetectorTimes prints."""
    import openvino
    path = HOME / ("nncf.xml" if options.peer == "nncf" else "int8.onnx")
    hints = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": options.threads}
    model = openvino.Core().compile_model(str(path), "CPU", hints)
    pictures = [read(line) for line in (HOME / "pictures").read_text().split("\n") if line]
    found = []
    for picture in pictures:
        result = model(picture)
        boxes, scores, classes, count = (result[name] for name in ("boxes", "scores", "classes", "count"))
        found.append([[int(classes[0, place]), float(scores[0, place]), *map(float, boxes[0, place])]
                      for place in range(count[0])])
    turn = itertools.cycle(pictures)
    milliseconds = kernel_times.milliseconds(options.repetitions, lambda: model(next(turn)))
    print(json.dumps({"milliseconds": milliseconds, "found": found}))


def overlap(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    common = max(0, width) * max(0, height)
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return common / (areas - common)


def share(expected, found):
    """Of the expected detections with a high score, those with a partner."""
    partners = [any(one[0] == other[0] and overlap(one[2:], other[2:]) >= IOU for other in others)
                for ours, others in zip(expected, found, strict=True) for one in ours if one[1] >= SCORE]
    return sum(partners) / max(1, len(partners)), len(partners)


def prepare(options, say):
    import cv2
    HOME.mkdir(parents=True, exist_ok=True)
    files = listed(options, "test")
    sizes = [cv2.imread(str(file)).shape[:2] for file in files]
    size = collections.Counter(sizes).most_common(1)[0][0]
    pictures = [file for file, one in zip(files, sizes) if one == size][:options.pictures]
    (HOME / "pictures").write_text("\n".join(map(str, pictures)) + "\n")
    (HOME / "size.json").write_text(json.dumps(size))
    fixed = ("--nms", f"--size={size[0]}x{size[1]}")
    whole = ("--int8", "--calibrate", str(pathlib.Path(options.data).resolve()), "--split", "train",
             f"--images={options.calibration}", "--measure", "none")
    export(options, "float.onnx", *fixed)
    export(options, "int8.onnx", *fixed, *whole)
    for name in ("float.onnx", "int8.onnx"):
        nodes = checked(HOME / name)
        say(f"{name}: {sum(nodes.values())} nodes, {nodes['Conv']} convolutions, {nodes['QuantizeLinear']} activations "
            f"quantised, {(HOME / name).stat().st_size / 1e6:.1f} MB; onnx.checker and shape inference pass")
    quantize(options)
    say(f"{len(pictures)} pictures of {size[1]}x{size[0]} pixels, {options.threads} threads")


def compare(options, say):
    import nncf
    import openvino
    prepare(options, say)
    python = [sys.executable, str(SCRIPT), options.model, "--data", options.data, "--repetitions", str(options.repetitions),
              "--threads", str(options.threads), "--peer"]
    times = ("DetectorTimes",)
    sides = {"bf16": kernel_times.java(options, *times, pathlib.Path(options.model).resolve(), HOME / "pictures",
                                       options.repetitions, options.threads),
             "jvm": kernel_times.java(options, *times, HOME / "int8.onnx", HOME / "pictures", options.repetitions,
                                      options.threads),
             "openvino": [*python, "openvino"], "nncf": [*python, "nncf"]}
    found, answers = {side: [] for side in SIDES}, {}
    for number in range(options.rounds):
        for side in SIDES if number % 2 == 0 else reversed(SIDES):
            median, answers[side] = kernel_times.measured(options, sides[side])
            found[side].append(median)
        say(f"round {number + 1} " + ", ".join(f"{side} {found[side][-1]:.1f} ms" for side in SIDES))
    same(say, answers)
    version = openvino.__version__.split("-")[0]
    engine = "Fovea's engine in bf16"
    for side, what in (("jvm", "int8, ONNX Runtime on the JVM"), ("openvino", "int8, OpenVINO"),
                       ("nncf", "int8, OpenVINO with NNCF")):
        say(side_by_side.ratio(what, kernel_times.ratios(found, side, "bf16"), engine))
    say(side_by_side.ratio("int8 of the same file", kernel_times.ratios(found, "jvm", "openvino"), f"OpenVINO {version}"))
    say(side_by_side.ratio("int8", kernel_times.ratios(found, "jvm", "nncf"),
                           f"OpenVINO {version} with NNCF {nncf.__version__}"))


def same(say, answers):
    """Ends the run where a side finds something else than the engine."""
    for side in SIDES[1:]:
        part, count = share(answers["bf16"]["found"], answers[side]["found"])
        say(f"{side}: {part:.1%} of the engine's {count} detections have a partner")
        if part < SHARE:
            sys.exit(f"int8: {side} does not find what the engine finds")


def main():
    options = arguments()
    if options.peer:
        peer(options)
        return
    python = side_by_side.python_of(options.python, ".venv-int8", "requirements-int8.txt")
    try:
        import cv2  # noqa: F401
        import nncf
        import onnx
        import openvino
    except ImportError:
        if os.environ.get("INT8_AGAIN"):
            raise
        os.execve(python, [python, *sys.argv], {**os.environ, "INT8_AGAIN": "1"})
    side_by_side.run("int8", options, compare,
                     f", onnx {onnx.__version__}, OpenVINO {openvino.__version__.split('-')[0]}, NNCF {nncf.__version__}")


if __name__ == "__main__":
    main()
