"""What the loss laboratory costs: the training step with hard example mining and without the lens beside the usual one, and a
validation without the lens, in turns on one machine.

    python3 bench/laboratory-step.py [--data DATA] [--config FILE] [--set KEY=VALUE…] [--rounds N] [--steps N] [--lens-step] [--record]

A round runs `fovea bench training-step` once for each set of settings, and `fovea train` twice for one step and a validation, with
the lens and without, so that what else the machine does meets all of them. The usual step has loss.sampler all and train.lens true;
its ratio to the one without the lens should be at most 1.02, that of the miners to it at most 1.10. The validation's ratio is of two
whole commands, starts included. --lens-step times the first ratio alone: on a restless machine it takes many short rounds of a small
input (--set input.shortSide=160 --set input.longSide=214) to tell 2 % from chance."""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import kernel_times  # noqa: E402
import side_by_side  # noqa: E402
from side_by_side import session  # noqa: E402

USUAL = "usual"
STEPS = {USUAL: "loss.sampler=all", "without lens": "train.lens=false", "ohem": "loss.sampler=ohem", "ohem1to3": "loss.sampler=ohem1to3"}


def step(options, setting):
    """Milliseconds, the first quarter of the steps left out: it compiles."""
    command = session.fovea("bench", "training-step", "--data", options.data, "--config", options.config, "--steps",
                            options.steps, "--json", *settings(options, setting))
    steps = json.loads(subprocess.check_output(command, text=True, cwd=session.ROOT))["milliseconds"]
    return statistics.median(steps[len(steps) // 4:])


def settings(options, *more):
    return [word for setting in [*options.set, *more] for word in ("--set", setting)]


def validation(options, lens):
    """Seconds of a training of one step, which ends with a validation."""
    with tempfile.TemporaryDirectory() as folder:
        command = session.fovea("train", options.data, "--quiet", "--config", options.config, "--out", folder + "/run",
                                *settings(options, "train.steps=1", f"train.lens={lens}"))
        begin = time.monotonic()
        subprocess.check_call(command, cwd=session.ROOT, stdout=subprocess.DEVNULL)
        return time.monotonic() - begin


def compare(options, say):
    steps = {name: [] for name in list(STEPS)[:2 if options.lens_step else None]}
    validations = {} if options.lens_step else {"true": [], "false": []}
    for number in range(options.rounds):
        turn = 1 if number % 2 == 0 else -1
        for name in list(steps)[::turn]:
            steps[name].append(step(options, STEPS[name]))
        for lens in list(validations)[::turn]:
            validations[lens].append(validation(options, lens))
    for name, times in steps.items():
        say(f"{name}: {statistics.median(times):.0f} ms a step")
    say(side_by_side.ratio("step with the lens", kernel_times.ratios(steps, USUAL, "without lens"), "without"))
    if not options.lens_step:
        say(side_by_side.ratio("validation with the lens", kernel_times.ratios(validations, "true", "false"), "without"))
        for name in ("ohem", "ohem1to3"):
            say(side_by_side.ratio(name, kernel_times.ratios(steps, name, USUAL), "all"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=str(session.DATA))
    parser.add_argument("--config", default=session.CONFIG)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="of all sides; may be repeated")
    parser.add_argument("--lens-step", action="store_true", help="only the step with the lens and without")
    parser.add_argument("--record", action="store_true", help="keep the lines under bench/results")
    options = parser.parse_args()
    name = "laboratory-step" + ("-lens" if options.lens_step else "")
    side_by_side.run(name, options, compare)


if __name__ == "__main__":
    main()
