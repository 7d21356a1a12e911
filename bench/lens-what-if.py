#!/usr/bin/env python3
"""Does the lens's what-if tell what the loss would be, logit by logit?

    bench/lens-what-if.py MODEL DATA [--split NAME] [--pairs 20] [--seed 7]

Looks at the data once with the model's own loss. From those histograms the focal loss of random pairs of gamma (0 to 5)
and alpha (.05 to .95) is computed here, by the formula written anew. Then each pair is set (--set loss.gamma, loss.alpha)
and the data are looked at again: `binning.error` is then the distance of the histograms' loss to that which the training's
kernel adds up over every raw logit. Printed for each pair: both distances, as shares of the loss. Fails beyond 0.1 %.
"""
import argparse
import json
import math
import random
import subprocess

import session

LIMIT = 1e-3


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("data")
    parser.add_argument("--split", default="test")
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--fovea", default=str(session.ROOT / "fovea"), help="the command")
    return parser.parse_args()


def look(options, *settings):
    """`fovea lens --json` with these settings."""
    command = [options.fovea, "lens", options.model, options.data, "--split", options.split, "--json", "--quiet"]
    command += [f"--set={setting}" for setting in settings]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def focal(u, gamma):
    """The focal loss without alpha of u = -y x."""
    softplus = max(u, 0) + math.log1p(math.exp(-abs(u)))
    opposite = max(-u, 0) + math.log1p(math.exp(-abs(u)))
    return math.exp(-gamma * opposite) * softplus


def what_if(lens, gamma, alpha):
    total = 0.0
    for one in lens["histograms"]:
        sign, weight = (-1, alpha) if one["kind"] == "positive" else (1, 1 - alpha)
        total += weight * sum(mass * focal(sign * logit, gamma) for logit, mass in zip(one["logit"], one["mass"]))
    return total


def main():
    options = arguments()
    chance = random.Random(options.seed)
    before = look(options)
    own = before["loss"]
    print(f"{before['images']} images of {options.data} ({options.split}); own loss {own}: {before['binning']['error']:.2e}")
    worst = before["binning"]["error"]
    for _ in range(options.pairs):
        gamma, alpha = round(5 * chance.random(), 3), round(0.05 + 0.9 * chance.random(), 3)
        after = look(options, "loss.classification=focal", f"loss.gamma={gamma}", f"loss.alpha={alpha}")
        told, histograms = what_if(before, gamma, alpha), what_if(after, gamma, alpha)
        model = abs(told - histograms) / histograms
        error = after["binning"]["error"]
        worst = max(worst, error + model)
        print(f"gamma {gamma:5.3f} alpha {alpha:.3f}: loss {told / before['images']:.6g}; "
              f"off the histograms of its own look {model:.1e}, off the raw logits {error:.1e}", flush=True)
    print(f"worst {worst:.2e} of the loss; at most {LIMIT:g} is accepted")
    raise SystemExit(worst > LIMIT)


if __name__ == "__main__":
    main()
