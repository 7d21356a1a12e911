"""What focal-loss.py, nms.py, matching.py and inference.py share: one kernel of Fovea and a peer's, warm, in turn, in one run."""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import side_by_side
from side_by_side import FOLDER, session

CASES = FOLDER / ".case"


def arguments(description, repetitions, more=lambda parser: None):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repetitions", type=int, default=repetitions, help="of the kernel in each process; the second half counts")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--python", default=os.environ.get("PYTHON"), help="a Python with torch and torchvision")
    parser.add_argument("--java", help="of a JDK 25 or newer (default: the one that ./fovea takes)")
    parser.add_argument("--record", action="store_true", help="writes bench/results/NAME-CPU.txt")
    parser.add_argument("--peer", nargs="+", help="only torchvision's side, of this case: prints JSON")
    more(parser)
    return parser.parse_args()


def milliseconds(repetitions, kernel):
    """Of each call."""
    found = []
    for _ in range(repetitions):
        begin = time.perf_counter()
        kernel()
        found.append(1000 * (time.perf_counter() - begin))
    return found


def timed(repetitions, kernel):
    """torchvision's side: prints what a Java side prints, and the versions."""
    import torch
    import torchvision
    print(json.dumps({"milliseconds": milliseconds(repetitions, kernel), "torch": torch.__version__, "torchvision": torchvision.__version__}))


def java(options, main, *rest):
    """The command that runs a class of bench in a JVM of its own."""
    target = session.ROOT / "bench" / "target"
    if not (target / "classpath").exists():
        sys.exit("build first: mvn -q package -Dmaven.test.skip")
    classpath = f"{target / 'fovea-bench.jar'}:{(target / 'classpath').read_text().strip()}"
    return [options.java or session.java(), "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
            "-classpath", classpath, f"dev.fovea.bench.{main}", *(str(each) for each in rest)]


def peer(options, script, *case):
    """The command that runs torchvision's side of a script."""
    python = side_by_side.python_of(options.python, ".venv", "requirements.txt")
    return [python, str(script), "--repetitions", str(options.repetitions), "--threads", str(options.threads), "--peer", *(str(each) for each in case)]


def environment(options):
    """That of both sides' processes."""
    return {**os.environ, "THP_MEM_ALLOC_ENABLE": "1", "OMP_NUM_THREADS": str(options.threads)}


def measured(options, command):
    """The median milliseconds of the second half, and all that was printed as JSON, lines joined."""
    done = subprocess.run(command, cwd=session.ROOT, env=environment(options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"this failed with {done.returncode}: {' '.join(command)}\n{done.stderr}")
    answer = {}
    for line in done.stdout.strip().split("\n"):
        answer.update(json.loads(line))
    times = answer["milliseconds"]
    return statistics.median(times[len(times) // 2:]), answer


def rounds(options, say, title, sides, same):
    """Each side's medians, {side: [ms, …]}, and torchvision's version; `same` ends the run where results differ."""
    found, answers = {side: [] for side in sides}, {}
    for number in range(options.rounds):
        for side in list(sides) if number % 2 == 0 else reversed(list(sides)):
            median, answers[side] = measured(options, sides[side])
            found[side].append(median)
        same(answers)
        say(f"{title} round {number + 1} " + ", ".join(f"{side} {found[side][-1]:.4f} ms" for side in sides))
    return found, f"torchvision {answers['torchvision']['torchvision']} (torch {answers['torchvision']['torch']})"


def ratios(found, numerator, denominator):
    return [a / b for a, b in zip(found[numerator], found[denominator])]


def make(options, script):
    """Has the peer's Python, which has numpy, write the cases."""
    subprocess.check_call([*peer(options, script), "make"])
