"""Weights and pictures from a counter, the same in every language to the last bit.

Their Java twins are CounterWeights and CounterImage (src/test/java/dev/fovea/nn).

Bits:     hash(NAME) is 64-bit FNV-1a over the bytes of NAME in UTF-8
              (start 0xcbf29ce484222325; for each byte: xor, then times 0x100000001b3).
          bits(NAME, i) is splitmix64 at the state hash(NAME) + i * 0x9e3779b97f4a7c15, i = 0, 1, ...:
              z  = state + 0x9e3779b97f4a7c15
              z  = (z xor (z >>> 30)) * 0xbf58476d1ce4e5b9
              z  = (z xor (z >>> 27)) * 0x94d049bb133111eb
              z ^ (z >>> 31),   everything modulo 2^64, shifts unsigned.
Unit:     u = (bits >>> 40) * 2^-23 - 1, uniform in [-1, 1), exact in float32.
Value:    element i (row-major) of the tensor NAME is float32(offset + scale * u),
          the product and the sum in double, rounded once to float32.
Picture:  uint8 RGB [height, width, 3], integers only. Channel c is a sum of two waves k = 0, 1 and noise:
              h         = bits(NAME + "/waves", 2 * c + k)
              fx, fy    = (h & 31) - 16, ((h >>> 5) & 31) - 16           cycles per 1024 pixels
              p         = (fx * x + fy * y + ((h >>> 10) & 1023)) mod 1024, never negative
              wave      = ((p & 511) * (512 - (p & 511))) >> 8, negated where p >= 512
              amplitude = 16 + ((h >>> 20) & 31)
              value     = 128 + sum over k of ((amplitude * wave) >> 8)   (the shift rounds down)
                        + (bits(NAME + "/noise", (y * width + x) * 3 + c) >>> 59) - 16
"""
import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def fnv1a64(name):
    value = 0xCBF29CE484222325
    for byte in name.encode("utf-8"):
        value = ((value ^ byte) * 0x100000001B3) % (1 << 64)
    return value


def bits(name, count):
    with np.errstate(over="ignore"):
        z = np.uint64(fnv1a64(name)) + np.arange(1, count + 1, dtype=np.uint64) * GOLDEN
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def values(name, count, scale, offset):
    unit = (bits(name, count) >> np.uint64(40)).astype(np.float64) * 2.0**-23 - 1.0
    return (offset + scale * unit).astype(np.float32)


def picture(name, width, height):
    noise = (bits(name + "/noise", height * width * 3) >> np.uint64(59)).astype(np.int64) - 16
    pixels = noise.reshape(height, width, 3) + 128
    y, x = np.mgrid[0:height, 0:width]
    for index, h in enumerate(int(b) for b in bits(name + "/waves", 6)):
        fx, fy = (h & 31) - 16, ((h >> 5) & 31) - 16
        p = (fx * x + fy * y + ((h >> 10) & 1023)) % 1024
        t = p & 511
        wave = (t * (512 - t)) >> 8
        wave = np.where(p >= 512, -wave, wave)
        pixels[:, :, index // 2] += ((16 + ((h >> 20) & 31)) * wave) >> 8
    return pixels.astype(np.uint8)
