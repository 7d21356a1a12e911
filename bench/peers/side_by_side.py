"""What the scripts of this folder share: the peers' Python, ratios in words, output that is kept."""
import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))
import session  # noqa: E402


def python_of(given, environment, requirements):
    """The peers' Python; where none is given, that of a virtual environment of this folder, made where it is not there."""
    if given:
        return given
    home, wanted = FOLDER / environment, (FOLDER / requirements).read_text()
    python, installed = home / "bin" / "python", home / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted:
        print(f"making {home.relative_to(session.ROOT)} (once)", file=sys.stderr)
        subprocess.check_call([sys.executable, "-m", "venv", str(home)])
        subprocess.check_call([str(python), "-m", "pip", "install", "-q", "-r", str(FOLDER / requirements)])
        installed.write_text(wanted)
    return str(python)


def coco_case(python, name):
    """The path of a case of coco_metric_case.py, without its files' endings; made where it is not there."""
    case = FOLDER / ".case" / name
    if not pathlib.Path(f"{case}_dt.json").exists():
        subprocess.check_call([python, str(FOLDER / "coco_metric_case.py"), str(case.parent), name])
    return str(case)


def finished(name, command):
    """Standard output, seconds and resources of a process from its start to its end; the script ends where it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=session.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    error = []
    reader = threading.Thread(target=lambda: error.append(process.stderr.read()))
    reader.start()
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    reader.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{name}: this failed with {process.returncode}: {' '.join(command)}\n{error[0].decode()}")
    return output, seconds, usage


def torchvision_resnet(name):
    """torchvision's backbone of a RetinaNet with P6 from P5, all of it trained, batch norm with its own statistics."""
    import torch
    from torchvision.models.detection.backbone_utils import resnet_fpn_backbone
    from torchvision.ops.feature_pyramid_network import LastLevelP6P7
    return resnet_fpn_backbone(backbone_name=name, weights=None, norm_layer=torch.nn.BatchNorm2d, trainable_layers=5,
                               returned_layers=[2, 3, 4], extra_blocks=LastLevelP6P7(256, 256))


def ratio(what, values, peer):
    digits = 3 if min(values) >= 0.1 else 4
    return (f"{what}: ratio {statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f} over "
            f"{len(values)} rounds) against {peer}")


def run(name, options, compare, more=""):
    """Compares, saying each line; --record keeps the lines."""
    lines = []

    def say(line):
        print(line, flush=True)
        lines.append(line)

    say(f"{name}, commit {session.commit()}, {session.machine()}{more}")
    compare(options, say)
    if options.record:
        print(f"written to {session.record(name, lines)}", file=sys.stderr)
