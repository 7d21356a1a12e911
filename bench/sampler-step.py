"""What a sampler costs: the training step with loss.sampler ohem and ohem1to3 beside all, in turns on one machine.

    python3 bench/sampler-step.py [--data DATA] [--config FILE] [--rounds N] [--steps N] [--record]

Each round runs `fovea bench training-step` once for each sampler, so that what else the machine does meets all of them; the
ratio is that of the medians of a round's steps. The goal is a ratio of at most 1.10."""
import argparse
import json
import statistics
import subprocess
import sys

import session

SAMPLERS = ("all", "ohem", "ohem1to3")


def milliseconds(options, sampler):
    """The steps without the first quarter, which compiles."""
    command = session.fovea("bench", "training-step", "--data", options.data, "--config", options.config, "--steps",
                            options.steps, "--json", "--set", "loss.sampler=" + sampler)
    steps = json.loads(subprocess.check_output(command, text=True, cwd=session.ROOT))["milliseconds"]
    return statistics.median(steps[len(steps) // 4:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=str(session.DATA))
    parser.add_argument("--config", default=session.CONFIG)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--record", action="store_true", help="keep the lines under bench/results")
    options = parser.parse_args()
    rounds = [{sampler: milliseconds(options, sampler) for sampler in SAMPLERS} for _ in range(options.rounds)]
    lines = [f"sampler-step, commit {session.commit()}, {session.machine()}"]
    for sampler in SAMPLERS:
        times = [each[sampler] for each in rounds]
        ratios = [each[sampler] / each["all"] for each in rounds]
        lines.append(f"{sampler}: {statistics.median(times):.0f} ms a step, ratio to all {statistics.median(ratios):.3f} "
                     f"({min(ratios):.3f}–{max(ratios):.3f} over {len(rounds)} rounds)")
    print("\n".join(lines))
    if options.record:
        print(f"written to {session.record('sampler-step', lines)}", file=sys.stderr)


if __name__ == "__main__":
    main()
