"""Records what torch reads from the legacy file of EfficientNet-Lite0 in ../shared/weights.

    python record_lite0.py ../../../../../shared/weights/efficientnet-lite0-57934424.pth            (torch)

writes ../resources/pickle/lite0.json: shape and sum (in double precision) of every tensor, in order.
"""
import json
import os
import sys

import torch

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "pickle", "lite0.json")

if __name__ == "__main__":
    read = torch.load(sys.argv[1], weights_only=True)
    lines = [json.dumps(dict(name=key, shape=list(value.shape), sum=value.double().sum().item())) for key, value in read.items()]
    with open(TARGET, "w") as out:
        out.write("[\n" + ",\n".join(lines) + "\n]\n")
