"""What the scripts of this folder share: where things are, started commands, their memory, the machine."""
import json
import os
import pathlib
import re
import signal
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
DATA = ROOT / ".." / "shared" / "data" / "bccd"
CONFIG = "configs/bccd-resnet18.yaml"


def fovea(*arguments):
    return ["./fovea", *(str(argument) for argument in arguments)]


def java():
    """The java that the launcher takes."""
    lines = subprocess.check_output(fovea("version"), text=True, cwd=ROOT, stderr=subprocess.DEVNULL).splitlines()
    home = next(line.split(maxsplit=2)[2] for line in lines if line.startswith("jdk "))
    return str(pathlib.Path(home) / "bin" / "java")


def start(command, log=None, environment=None):
    """Starts a command in a session of its own, so that all of its processes can be signalled together."""
    output = open(log, "ab") if log else subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdin=subprocess.DEVNULL,
                            stdout=output, stderr=output, env={**os.environ, **(environment or {})})


def send(process, number):
    """A signal to the command and all that it started; one that has ended already is left in peace."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def stop(process):
    if process.poll() is None:
        send(process, signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            send(process, signal.SIGKILL)
            process.wait()


def resident(process):
    """Resident bytes (VmRSS) of the largest Java process of a started command; 0 where there is none."""
    largest = 0
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) != process.pid or (folder / "comm").read_text().strip() != "java":
                continue
            found = re.search(r"VmRSS:\s+(\d+) kB", (folder / "status").read_text())
            largest = max(largest, int(found.group(1)) * 1024 if found else 0)
        except (OSError, ValueError):
            continue  # it ended while it was looked at
    return largest


def metrics(run):
    """The lines of a run's metrics.jsonl; a last line that is not yet complete is left out."""
    path = pathlib.Path(run) / "metrics.jsonl"
    if not path.exists():
        return []
    complete = path.read_text(encoding="utf-8").rpartition("\n")[0]
    return [json.loads(line) for line in complete.split("\n") if line]


def logged_steps(run):
    """The steps of the training lines, in the order in which they stand there."""
    return [line["step"] for line in metrics(run) if "step" in line and "loss" in line]


def processor():
    """The processor's name, with family and model, as virtual machines shorten names."""
    text = pathlib.Path("/proc/cpuinfo").read_text()
    fields = [re.search(rf"^{key}\s*:\s*(.+)$", text, re.M) for key in ("model name", "cpu family", "model")]
    return " ".join(field.group(1) for field in fields if field)


def commit():
    try:
        name = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True, stderr=subprocess.DEVNULL).strip()
        dirty = subprocess.check_output(["git", "status", "--porcelain"], cwd=ROOT, text=True).strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name + (" with changes" if dirty else "")


def machine():
    return f"{processor()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def record(name, lines):
    """Writes a result, with the machine in its name."""
    folder = ROOT / "bench" / "results"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{slug(processor())}.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path.relative_to(ROOT)
