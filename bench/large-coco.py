#!/usr/bin/env python3
"""Writes a COCO data set as large as train2017: annotations with many masks, pictures that are links to a few files.

    bench/large-coco.py DIR [--images 118000] [--annotations 860000] [--megabytes 500] [--seed 1]

DIR gets train.json and the folder train with links to eight pictures of 64 x 48 pixels (which Python's standard library
draws). Masks are polygons, of crowds run lengths; they are as long as makes the file the size that is asked for.

It is for one question: can a large file be read with little memory?

    bench/large-coco.py /tmp/large
    java -Xmx512m … dev.fovea.bench.ReadCoco /tmp/large 1000   (the class path as in CONTRIBUTING.md for benchmarks)
"""
import argparse
import json
import pathlib
import random
import struct
import zlib

WIDTH, HEIGHT = 64, 48
FILES = 8
CLASSES = 80
POOL = 997
BYTES_OF_BOX = 140  # an annotation without its mask
BYTES_OF_POINT = 13
BYTES_OF_IMAGE = 75


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("--images", type=int, default=118_000)
    parser.add_argument("--annotations", type=int, default=860_000)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def png(path, random_source):
    """An RGB picture of noise."""
    rows = b"".join(b"\0" + random_source.randbytes(3 * WIDTH) for _ in range(HEIGHT))

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def masks(points, source):
    """Polygons as text: making one for each annotation would take most of the time."""
    return [json.dumps([[round(source.random() * 48, 2) for _ in range(2 * points)]]) for _ in range(POOL)]


def run_lengths(points, source):
    return json.dumps({"counts": [source.randrange(99) for _ in range(4 * points)], "size": [HEIGHT, WIDTH]})


def annotation(number, image, mask, source):
    left, top = source.randrange(40), source.randrange(30)
    width, height = source.randrange(2, 24), source.randrange(2, 18)
    return (
        f'{{"segmentation": {mask}, "area": {width * height * 0.7:.3f}, "iscrowd": {int(mask.startswith("{"))}, '
        f'"image_id": {image}, "bbox": [{left}.25, {top}.5, {width}, {height}], '
        f'"category_id": {1 + source.randrange(CLASSES)}, "id": {number + 900_100_000_000}}}'
    )


def main():
    given = arguments()
    source = random.Random(given.seed)
    folder = given.dir / "train"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(FILES):
        png(given.dir / f"{number}.png", source)
    for number in range(given.images):
        (folder / f"{number:012d}.png").symlink_to(f"../{number % FILES}.png")
    rest = given.megabytes * 1_000_000 - given.images * BYTES_OF_IMAGE - given.annotations * BYTES_OF_BOX
    points = max(3, rest // given.annotations // BYTES_OF_POINT)
    polygons, crowd = masks(points, source), run_lengths(points, source)
    with open(given.dir / "train.json", "w", encoding="utf-8") as out:
        out.write('{"info": {}, "images": [')
        for number in range(given.images):
            image = {"file_name": f"{number:012d}.png", "height": HEIGHT, "width": WIDTH, "id": number + 1}
            out.write((",\n" if number else "\n") + json.dumps(image))
        out.write('], "annotations": [')
        for number in range(given.annotations):
            image = 1 + source.randrange(given.images)
            mask = crowd if number % 90 == 0 else polygons[number % POOL]
            out.write((",\n" if number else "\n") + annotation(number, image, mask, source))
        classes = [{"id": number, "name": f"class {number}"} for number in range(1, CLASSES + 1)]
        out.write('], "categories": ' + json.dumps(classes) + "}\n")
    print(given.dir / "train.json", (given.dir / "train.json").stat().st_size // 1_000_000, "MB")


if __name__ == "__main__":
    main()
