#!/usr/bin/env python3
"""Where a picture's time goes: oneDNN's own log of a warm detector, layer by layer, beside the measured peak.

    bench/convolution-profile.py [--precision float32|bfloat16] [--size 512x512] [--repetitions 12] [--record] [--python PYTHON]

Build first: mvn -q package -Dmaven.test.skip; bench/peers/inference.py makes the model (ResNet-50-FPN RetinaNet, 91 classes).
Time on the clock is that of calls without the log. The log (ONEDNN_VERBOSE=1) gives each operation's time; the second half
of the calls counts. The peak is the best of large matrix products (PyTorch, the same number of threads) by the peers'
Python. A line for each kernel, stride and size of map: calls and milliseconds for a picture, GFLOP/s, share of the peak.
Winograd's products are 1×1 convolutions of 36 groups, which all threads do side by side, each another: their milliseconds
are divided by the threads.
"""
import collections
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import kernel_times  # noqa: E402
import side_by_side  # noqa: E402
from side_by_side import session  # noqa: E402

PEAK = """
import time, torch
torch.set_num_threads({threads})
best = 0
for size in (1024, 2048, 3072):
    a = torch.randn(size, size).to(torch.{precision})
    for _ in range(8):
        begin = time.perf_counter()
        a @ a
        best = max(best, 2 * size**3 / (time.perf_counter() - begin))
print(best / 1e9)
"""


PLACES = 36


def convolution(problem):
    """Kind, height and width of the output, whether it is Winograd's, GFLOP of a line's shape, such as mb1_ic64oc64_ih56oh56kh3sh1…"""
    found = {name: int(value) for name, value in re.findall(r"([a-z]+)(\d+)", problem)}
    work = 2e-9 * found["mb"] * found["oc"] * found["oh"] * found["ow"] * found["ic"] / found.get("g", 1) * found["kh"] * found["kw"]
    winograd = found.get("g") == PLACES
    kind = "Winograd's products" if winograd else f"{found['kh']}×{found['kh']}, {found['sh']}"
    return (kind, found["oh"], found["ow"]), winograd, work


def operations(text):
    """(kind, problem, milliseconds) of each line that oneDNN wrote."""
    for line in text.splitlines():
        fields = line.split(",")
        if fields[0] == "onednn_verbose" and "exec" in fields:
            yield fields[fields.index("exec") + 2], fields[-2], float(fields[-1])


def logged(options, command):
    environment = {**kernel_times.environment(options), "ONEDNN_VERBOSE": "1"}
    text = subprocess.run(command, cwd=session.ROOT, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True).stdout
    found = list(operations(text))
    # Each picture's operations are the same: the last half of them, counted from the end.
    each = len(found) // (options.repetitions + 1)
    return found[-each * (options.repetitions // 2):], options.repetitions // 2


def compare(options, say):
    home = kernel_times.CASES / f"inference-{options.size}"
    if not (home / "r50-v1.safetensors").exists():
        sys.exit(f"convolution-profile: no model in {home}; bench/peers/inference.py makes it")
    height, width = options.size.split("x")
    command = kernel_times.java(options, "InferenceTimes", home / "r50-v1.safetensors", home / "picture", height, width, options.precision,
                                options.threads, options.repetitions)
    clock, _ = kernel_times.measured(options, command)
    python = side_by_side.python_of(options.python, ".venv-inference", "requirements-inference.txt")
    peak = float(subprocess.check_output([python, "-c", PEAK.format(threads=options.threads, precision=options.precision)], text=True))
    found, pictures = logged(options, command)
    kinds, layers = collections.Counter(), {}
    for kind, problem, milliseconds in found:
        if kind == "convolution":
            layer, winograd, work = convolution(problem)
            milliseconds /= options.threads if winograd else 1
            count, spent, done = layers.get(layer, (0, 0, 0))
            layers[layer] = (count + 1 / pictures, spent + milliseconds / pictures, done + work / pictures)
        kinds[kind] += milliseconds / pictures
    total = kinds["convolution"]
    say(f"{clock:.1f} ms a picture on the clock; peak {peak:.0f} GFLOP/s")
    say("oneDNN's log, ms a picture: " + ", ".join(f"{kind} {spent:.1f}" for kind, spent in kinds.most_common()))
    say(f"convolutions: {total / clock:.1%} of the clock, {1000 * sum(done for _, _, done in layers.values()) / total / peak:.1%} of the peak")
    say("")
    say("| kernel, stride | output map | calls | ms | GFLOP/s | of the peak |")
    say("|---|---|---|---|---|---|")
    for (kind, rows, columns), (count, spent, done) in sorted(layers.items(), key=lambda one: -one[1][1]):
        rate = 1000 * done / spent
        say(f"| {kind} | {rows}×{columns} | {count:.0f} | {spent:.2f} | {rate:.0f} | {rate / peak:.0%} |")


def main():
    def more(parser):
        parser.add_argument("--precision", choices=("float32", "bfloat16"), default="bfloat16")
        parser.add_argument("--size", default="512x512", metavar="HEIGHTxWIDTH")
    options = kernel_times.arguments(__doc__, 12, more)
    side_by_side.run(f"convolution-profile-{options.precision}-{options.size}", options, compare, f", {options.threads} threads")


if __name__ == "__main__":
    main()
