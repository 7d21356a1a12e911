#!/usr/bin/env python3
"""`fovea detect` of a folder, from its JPEGs to JSON, against the same loop with torchvision and with OpenVINO, in turn.

    bench/peers/detect-folder.py RUN [--images HIT_UAV] [--count 500] [--rounds 3] [--record] [--python PYTHON]

Build first: mvn -q package -Dmaven.test.skip. RUN is a run of configs/bccd-resnet18.yaml, of any length (ResNet-18-FPN, short
side 320). Each side is a whole process, two threads, bf16 where the processor has it, that reads the same pictures one
after the other and writes every detection scored 0.05 or more:

  fovea        ./fovea detect RUN FOLDER --json --threshold 0.05
  torchvision  its RetinaNet with the run's weights; decoded by torchvision.io
  openvino     the graph of `fovea export --nms --dynamic`, which resizes inside; decoded by OpenCV

and `network` is the detector alone in a warm JVM on one of the pictures, again and again (InferenceTimes). Rates are those
of the whole process, its start included. torchvision and Fovea must count the same number of detections within 2 %.
Without --python (or PYTHON in the environment) the peers get bench/peers/.venv-inference (requirements-inference.txt).
"""
import json
import pathlib
import subprocess
import sys

import kernel_times
import side_by_side
from side_by_side import session

SCRIPT = pathlib.Path(__file__).resolve()
HOME = kernel_times.CASES / "detect-folder"
SCORE = 0.05
PEERS = ("torchvision", "openvino")


def pictures(options):
    files = sorted(pathlib.Path(options.images).rglob("*.jpg"))
    if len(files) < options.count:
        sys.exit(f"detect-folder: {len(files)} JPEGs in {options.images}, not {options.count}; give a folder by --images")
    return files[:: len(files) // options.count][:options.count]


def make(options):
    """A folder of links to the pictures, the pixels of the first, and the run as a graph."""
    import cv2
    folder = HOME / "pictures"
    if len(list(folder.glob("*.jpg"))) != options.count:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for file in pictures(options):
            (folder / file.name).symlink_to(file.resolve())
    first = cv2.imread(str(sorted(folder.iterdir())[0]))
    first[:, :, ::-1].copy().tofile(HOME / "picture")
    (HOME / "shape").write_text(f"{first.shape[0]} {first.shape[1]}")


def model_file(options):
    run = pathlib.Path(options.run)
    return run / "best.safetensors" if run.is_dir() else run


def torchvision_side(options):
    import torch
    import torchvision
    from safetensors.torch import load_file
    from torchvision.models.detection import RetinaNet
    torch.set_num_threads(options.threads)
    model = RetinaNet(side_by_side.torchvision_resnet("resnet18"), 3, min_size=320, max_size=427, score_thresh=SCORE)
    missing, unknown = model.load_state_dict(load_file(model_file(options)), strict=False)
    if unknown or any("num_batches_tracked" not in name for name in missing):
        sys.exit(f"detect-folder: {options.run} is no run of configs/bccd-resnet18.yaml: {missing[:3]} {unknown[:3]}")
    model = model.eval().to(memory_format=torch.channels_last)
    half = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    answer = []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=half):
        for file in sorted((HOME / "pictures").iterdir()):
            image = torchvision.io.decode_image(str(file), torchvision.io.ImageReadMode.RGB).float() / 255
            found = model([image])[0]
            answer.append({"file": file.name, **{name: values.tolist() for name, values in found.items()}})
    print(json.dumps(answer), file=open(HOME / "torchvision.json", "w"))
    print(json.dumps({"detections": sum(len(one["scores"]) for one in answer), "version": torchvision.__version__}))


def openvino_side(options):
    import cv2
    import openvino
    cv2.setNumThreads(1)
    hints = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": options.threads}
    request = openvino.Core().compile_model(str(HOME / "detector.onnx"), "CPU", hints).create_infer_request()
    answer = []
    for file in sorted((HOME / "pictures").iterdir()):
        image = cv2.imread(str(file))[:, :, ::-1].transpose(2, 0, 1)[None].copy()
        found = {output.any_name: values[0].tolist() for output, values in request.infer([image]).items()}
        answer.append({"file": file.name, **found})
    print(json.dumps(answer), file=open(HOME / "openvino.json", "w"))
    print(json.dumps({"version": openvino.__version__}))


def peer_command(options, name):
    python = side_by_side.python_of(options.python, ".venv-inference", "requirements-inference.txt")
    return [python, str(SCRIPT), options.run, "--images", options.images, "--count", str(options.count), "--threads", str(options.threads),
            "--peer", name]


def count(name, output):
    if name == "fovea":
        return sum(len(image["detections"]) for image in json.loads(output)["images"])
    return json.loads(output).get("detections")


def compare(options, say):
    height, width = (HOME / "shape").read_text().split()
    precision = "bfloat16" if "avx512_bf16" in pathlib.Path("/proc/cpuinfo").read_text() else "float32"
    network = kernel_times.java(options, "InferenceTimes", options.run, HOME / "picture", height, width, precision, options.threads,
                                options.repetitions)
    fovea = [*options.fovea.split(), "detect", options.run, str(HOME / "pictures"), "--json", "--threshold", str(SCORE)]
    sides = {"fovea": fovea, **{name: peer_command(options, name) for name in PEERS}}
    rates, found, versions = {name: [] for name in (*sides, "network")}, {}, {}
    for number in range(options.rounds):
        rates["network"].append(1000 / kernel_times.measured(options, network)[0])
        for name in list(sides) if number % 2 == 0 else reversed(list(sides)):
            output, seconds, _ = side_by_side.finished("detect-folder", sides[name])
            rates[name].append(options.count / seconds)
            found[name] = count(name, output)
            versions[name] = "" if name == "fovea" else json.loads(output)["version"]
        say(f"round {number + 1} " + ", ".join(f"{name} {rates[name][-1]:.2f}/s" for name in rates))
    say(f"detections: Fovea {found['fovea']}, torchvision {found['torchvision']}")
    if abs(found["fovea"] - found["torchvision"]) > 0.02 * found["torchvision"]:
        sys.exit("detect-folder: the sides do not detect the same")
    say(side_by_side.ratio("detect-folder", [a / b for a, b in zip(rates["network"], rates["fovea"])], "its own network alone"))
    for name in PEERS:
        say(side_by_side.ratio("detect-folder", [a / b for a, b in zip(rates[name], rates["fovea"])], f"{name} {versions[name]}"))


def main():
    def more(parser):
        parser.add_argument("run", metavar="RUN")
        parser.add_argument("--images", default=str(session.DATA.parent / "hit_uav"))
        parser.add_argument("--count", type=int, default=500)
        parser.add_argument("--fovea", default="./fovea", help="the command, where it is not this tree's")
    options = kernel_times.arguments(__doc__, 40, more)
    options.run, options.images = (str(pathlib.Path(path).absolute()) for path in (options.run, options.images))
    if options.peer:
        {"make": make, "torchvision": torchvision_side, "openvino": openvino_side}[options.peer[0]](options)
        return
    subprocess.check_call(peer_command(options, "make"))
    subprocess.check_call([*options.fovea.split(), "export", options.run, "--format", "onnx", "--nms", "--dynamic", "--out",
                           str(HOME / "detector.onnx")], cwd=session.ROOT, stdout=subprocess.DEVNULL)
    side_by_side.run("detect-folder", options, compare, f", {options.threads} threads")


if __name__ == "__main__":
    main()
