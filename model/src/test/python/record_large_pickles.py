"""Makes the beginnings and ends of files over 4 GB, between which the Java test leaves a hole.

    python record_large_pickles.py            (torch; a few seconds, no disk space: the files are sparse)

writes ../resources/pickle/large.json: for each file its pieces {at, hex}, its length, and "near", the last six
numbers of its storage, which are all that is not zero. Torch itself reads the zip file here, mapped; it cannot map the
legacy one, whose numbers are the ones that were put there.
"""
import json
import os
import struct
import tempfile
import zlib

import torch

from make_hostile_pickles import legacy, pickled, state, storage, tensor

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "pickle")
ELEMENTS = 1_100_000_000  # 4.4 GB of float32
NUMBERS = [1.0, -2.5, 3.25, 4.0, 5.0, -6.125]


def value():
    return state(("near", tensor((2, 3), (3, 1), ELEMENTS - 6, storage(elements=ELEMENTS))))


def legacy_pieces():
    head = legacy(value(), storages=((ELEMENTS, b""),))
    return [(0, head), (len(head) + 4 * (ELEMENTS - 6), struct.pack("<6f", *NUMBERS))]


def zip_pieces():
    """The entry after the storage lies beyond 4 GB, and the directory too: all have their 64-bit fields."""
    pieces, central, at = [], b"", 0
    data = pickled(value())
    for entry, content, length in (("a/data.pkl", data, len(data)), ("a/data/0", None, 4 * ELEMENTS), ("a/byteorder", b"little", 6), ("a/version", b"3\n", 2)):
        encoded = entry.encode()
        crc = zlib.crc32(content or b"")
        wide = struct.pack("<HHQQ", 1, 16, length, length)
        local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 0, crc, 0xFFFFFFFF, 0xFFFFFFFF, len(encoded), len(wide)) + encoded + wide
        wide_place = struct.pack("<HHQQQ", 1, 24, length, length, at)
        central += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0, 0, crc, 0xFFFFFFFF, 0xFFFFFFFF, len(encoded), len(wide_place), 0, 0, 0, 0, 0xFFFFFFFF) + encoded + wide_place
        pieces.append((at, local + (content or b"")))
        at += len(local) + length
        if content is None:
            pieces.append((at - 24, struct.pack("<6f", *NUMBERS)))
    end = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 4, 4, len(central), at)
    locator = struct.pack("<IIQI", 0x07064B50, 0, at + len(central), 1)
    short = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return pieces + [(at, central + end + locator + short)]


def read_by_torch(pieces, mapped):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "large.pth")
        with open(path, "wb") as file:
            for at, data in pieces:
                file.seek(at)
                file.write(data)
        near = torch.load(path, mmap=True)["near"] if mapped else None
        return near.tolist() if mapped else None, os.path.getsize(path)


if __name__ == "__main__":
    files = {}
    for file, pieces, mapped in (("legacy", legacy_pieces(), False), ("zip", zip_pieces(), True)):
        near, length = read_by_torch(pieces, mapped)
        assert near in (None, [NUMBERS[:3], NUMBERS[3:]])
        files[file] = dict(length=length, near=NUMBERS, elements=ELEMENTS, pieces=[dict(at=at, hex=data.hex()) for at, data in pieces])
    with open(os.path.join(TARGET, "large.json"), "w") as out:
        json.dump(files, out, indent=0)
        out.write("\n")
