#!/usr/bin/env python3
"""Fovea's inference against torchvision's, ONNX Runtime's and OpenVINO's, in turn, in one run.

    bench/peers/inference.py float32|bf16|int8 [--rounds 5] [--sizes 512x512 800x1344] [--peers NAME…] [--record]
                             [--python PYTHON] [--calibrate DATA]

Build first: mvn -q package -Dmaven.test.skip. A ResNet-50-FPN RetinaNet of 91 classes (onnx_random_models.py: random
weights, calibrated so that there are detections everywhere), one picture of each size, batch 1, two threads. Fovea's and
torchvision's time goes from the picture (bytes; floats from 0 to 1) to the detections: normalisation, network,
post-processing. ONNX Runtime and OpenVINO run the network alone, on a prepared input.

  float32  torchvision (eager), torchvision-compiled (backbone and head by torch.compile, weights frozen), onnxruntime, openvino
  bf16     torchvision and torchvision-compiled by autocast, openvino with the hint bf16
  int8     openvino on the file that Fovea runs as well, on ONNX Runtime: `fovea export --int8 --calibrate DATA`

torchvision is channels-last with huge pages; a peer that fails is told and left out. Without --python (or PYTHON in the
environment) the peers get a virtual environment of their own, bench/peers/.venv-inference, with the versions of
requirements-inference.txt. It ends with a line for each peer and size.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys

import kernel_times
import side_by_side
from side_by_side import FOLDER, session

SCRIPT = pathlib.Path(__file__).resolve()
PEERS = {"float32": ["torchvision", "torchvision-compiled", "onnxruntime", "openvino"],
         "bf16": ["torchvision", "torchvision-compiled", "openvino"],
         "int8": ["openvino"]}
PACKAGES = {"torchvision": "torchvision", "torchvision-compiled": "torch", "onnxruntime": "onnxruntime", "openvino": "openvino"}


def folder(size):
    return kernel_times.CASES / f"inference-{size}"


def sides_of(size):
    return [int(side) for side in size.split("x")]


def make(options):
    """The model of each size and its picture, a real one that is stretched."""
    import cv2
    import onnx_random_models
    for size in options.sizes:
        home, (height, width) = folder(size), sides_of(size)
        if not (home / "r50-v1.safetensors").exists():
            onnx_random_models.main(options.images, home, height, width)
        first = sorted(pathlib.Path(options.images).glob("*.jpg"))[0]
        cv2.resize(cv2.imread(str(first)), (width, height))[:, :, ::-1].copy().tofile(home / "picture")


def picture(size):
    import numpy as np
    return np.fromfile(folder(size) / "picture", "uint8").reshape(*sides_of(size), 3)


def torchvision_side(options, size, compiled):
    import torch
    import torchvision
    from safetensors.torch import load_file
    torch.set_num_threads(options.threads)
    height, width = sides_of(size)
    model = torchvision.models.detection.retinanet_resnet50_fpn(
        weights=None, weights_backbone=None, num_classes=91, min_size=height, max_size=width, norm_layer=torch.nn.BatchNorm2d)
    model.load_state_dict(load_file(folder(size) / "r50-v1.safetensors"), strict=False)
    model = model.eval().to(memory_format=torch.channels_last)
    if compiled:
        import torch._inductor.config
        torch._inductor.config.freezing = True
        model.backbone, model.head = torch.compile(model.backbone), torch.compile(model.head)
    image = torch.from_numpy(picture(size)).permute(2, 0, 1).float().div(255).contiguous(memory_format=torch.contiguous_format)

    @torch.no_grad()
    def run():
        with torch.autocast("cpu", torch.bfloat16, enabled=options.precision == "bf16"):
            return model([image])
    kernel_times.timed(options.repetitions, run)


def network_input(size):
    import numpy as np
    mean, deviation = np.float32([0.485, 0.456, 0.406]), np.float32([0.229, 0.224, 0.225])
    return np.ascontiguousarray((((picture(size) / np.float32(255)) - mean) / deviation).transpose(2, 0, 1)[None])


def network_side(options, run, version):
    print(json.dumps({"milliseconds": kernel_times.milliseconds(options.repetitions, run), "version": version}))


def onnx_file(options, size):
    return str(folder(size) / ("int8.onnx" if options.precision == "int8" else "heads.onnx"))


def onnxruntime_side(options, size):
    import onnxruntime
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    network = onnxruntime.InferenceSession(onnx_file(options, size), settings, providers=["CPUExecutionProvider"])
    given = {network.get_inputs()[0].name: network_input(size)}
    network_side(options, lambda: network.run(None, given), onnxruntime.__version__)


def openvino_side(options, size):
    import openvino
    hints = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": options.threads, "INFERENCE_PRECISION_HINT": "f32" if options.precision == "float32" else "bf16"}
    request = openvino.Core().compile_model(onnx_file(options, size), "CPU", hints).create_infer_request()
    given = network_input(size)
    network_side(options, lambda: request.infer([given], share_inputs=True, share_outputs=True), openvino.__version__)


def peer(options):
    name = options.peer[0]
    if name == "make":
        make(options)
    elif name.startswith("torchvision"):
        torchvision_side(options, options.peer[1], name.endswith("compiled"))
    else:
        {"onnxruntime": onnxruntime_side, "openvino": openvino_side}[name](options, options.peer[1])


def peer_command(options, *case):
    python = side_by_side.python_of(options.python, ".venv-inference", "requirements-inference.txt")
    return [python, str(SCRIPT), options.precision, "--repetitions", str(options.repetitions), "--threads", str(options.threads),
            "--images", options.images, "--sizes", *options.sizes, "--peer", *case]


def export(options, size):
    """The network as ONNX, where a peer or Fovea runs it."""
    if pathlib.Path(onnx_file(options, size)).exists():
        return
    more = ["--int8", "--calibrate", options.calibrate] if options.precision == "int8" else []
    subprocess.check_call([*options.fovea.split(), "export", str(folder(size) / "r50-v1.safetensors"), "--format", "onnx", "--size", size, *more,
                           "--out", onnx_file(options, size)], cwd=session.ROOT, stdout=subprocess.DEVNULL)


def attempt(options, say, name, command):
    """The median milliseconds and the answer; None where a peer does not run here."""
    try:
        return kernel_times.measured(options, command)
    except SystemExit as failure:
        if name == "fovea":
            raise
        say(f"{name} does not run: {str(failure).strip().splitlines()[-1]}")
        return None


def rounds(options, say, size, sides):
    found, versions = {name: [] for name in sides}, {}
    for number in range(options.rounds):
        for name in list(sides) if number % 2 == 0 else reversed(list(sides)):
            measured = attempt(options, say, name, sides[name])
            if measured is None:
                del sides[name], found[name]
                continue
            found[name].append(measured[0])
            versions[name] = measured[1].get("version") or measured[1].get(PACKAGES.get(name), "")
        say(f"{size} round {number + 1} " + ", ".join(f"{name} {found[name][-1]:.1f} ms" for name in sides))
    return found, versions


def compare(options, say):
    lines = []
    for size in options.sizes:
        height, width = sides_of(size)
        if options.precision == "int8" or {"onnxruntime", "openvino"} & set(options.peers):
            export(options, size)
        model = onnx_file(options, size) if options.precision == "int8" else folder(size) / "r50-v1.safetensors"
        precision = "bfloat16" if options.precision == "bf16" else "float32"
        ours = kernel_times.java(options, "InferenceTimes", model, folder(size) / "picture", height, width, precision, options.threads, options.repetitions)
        sides = {"fovea": ours, **{name: peer_command(options, name, size) for name in options.peers}}
        found, versions = rounds(options, say, size, sides)
        lines += [side_by_side.ratio(f"inference-{options.precision} {size}", kernel_times.ratios(found, "fovea", name), f"{name} {versions[name]}")
                  for name in found if name != "fovea"]
    for line in lines:
        say(line)


def main():
    def more(parser):
        parser.add_argument("precision", choices=PEERS)
        parser.add_argument("--sizes", nargs="+", default=["512x512", "800x1344"], metavar="HEIGHTxWIDTH")
        parser.add_argument("--peers", nargs="+", help="of " + ", ".join(PEERS["float32"]))
        parser.add_argument("--images", default=str(session.DATA.parent / "coco_official" / "val2017"))
        parser.add_argument("--calibrate", default=str(session.DATA.parent / "coco_official"), help="for int8: a data set")
        parser.add_argument("--fovea", default="./fovea", help="the command, where it is not this tree's")
    options = kernel_times.arguments(__doc__, 24, more)
    options.peers = options.peers or PEERS[options.precision]
    options.images = str(pathlib.Path(options.images).absolute())
    if options.peer:
        peer(options)
        return
    subprocess.check_call(peer_command(options, "make"))
    side_by_side.run(f"inference-{options.precision}", options, compare, f", {options.threads} threads")


if __name__ == "__main__":
    main()
