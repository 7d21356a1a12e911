"""Records what numpy makes of means and of evenly spaced thresholds, for NumpyMeanTest.

    python core/src/test/python/record_numpy_mean.py > \
        core/src/test/resources/dev/fovea/core/eval/numpy_mean.csv

The values to be averaged are made here and in the test by the same generator (a linear
congruential one, modulus 2^31), so that the file holds the results alone, as hexadecimal floats.
"""
import numpy as np

SIZES = [1, 2, 7, 8, 9, 15, 16, 17, 127, 128, 129, 136, 137, 255, 256, 257, 1000, 1010, 8191,
         8192, 8193, 80800, 100003]


def values(seed, count):
    state, made = seed, []
    for _ in range(count):
        state = (1103515245 * state + 12345) % 2**31
        made.append(state / 2147483648.0)
    return np.array(made)


print("# numpy", np.__version__)
for count in SIZES:
    for seed in (1, 2):
        print(f"mean,{count},{seed},{float(np.mean(values(seed, count))).hex()}")
print("linspace,0.5,0.95," + ",".join(float(v).hex() for v in np.linspace(.5, .95, 10)))
print("linspace,0.0,1.0," + ",".join(float(v).hex() for v in np.linspace(.0, 1., 101)))
