#!/usr/bin/env python3
"""What a program that depends on fovea-onnx alone carries, and how long its first detection takes from a cold JVM.

    bench/onnx-classpath.py MODEL.onnx PICTURE [--rounds 5]

Build first: mvn -q package -Dmaven.test.skip. Lists the jars of fovea-onnx's runtime class path with their sizes, then
starts the example DetectWithOnnx on that class path and nothing else, several times; the seconds are those of the whole
process. Ends with an error where libtorch is on the class path.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time
import zipfile

import session

EXAMPLE = "dev/fovea/examples/DetectWithOnnx.class"
NATIVE = "ai/onnxruntime/native/"
PLATFORM = {"linux": "linux", "darwin": "osx", "win32": "win"}[sys.platform]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("picture")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--classpath", help="a file with fovea-onnx's runtime class path, its own jar first; without it Maven "
                                            "builds and tells it")
    return parser.parse_args()


def class_path(known):
    if known:
        return [pathlib.Path(entry) for entry in pathlib.Path(known).read_text().strip().split(os.pathsep)]
    out = session.ROOT / "onnx" / "target" / "classpath"
    goal = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath"
    subprocess.check_call(["mvn", "-q", "-B", "-ntp", "-pl", "onnx", "-am", "package", goal, "-Dmaven.test.skip=true",
                           "-DincludeScope=runtime", f"-Dmdep.outputFile={out}"], cwd=session.ROOT)
    own = next((session.ROOT / "onnx" / "target").glob("fovea-onnx-*.jar"))
    return [own, *map(pathlib.Path, out.read_text().strip().split(os.pathsep))]


def size(jar):
    if jar.is_dir():
        return sum(file.stat().st_size for file in jar.rglob("*") if file.is_file())
    return jar.stat().st_size


def for_others(jar):
    """Bytes of a jar's native libraries that are for other platforms, as they lie in it."""
    if jar.suffix != ".jar":
        return 0
    with zipfile.ZipFile(jar) as entries:
        return sum(entry.compress_size for entry in entries.infolist()
                   if entry.filename.startswith(NATIVE) and not entry.filename.startswith(NATIVE + PLATFORM))


def main():
    options = arguments()
    jars = class_path(options.classpath)
    for jar in sorted(jars, key=size, reverse=True):
        print(f"{size(jar) / 1e6:8.1f} MB  {jar.name}")
    others = sum(map(for_others, jars))
    print(f"{sum(map(size, jars)) / 1e6:8.1f} MB  in {len(jars)} files; {others / 1e6:.1f} MB of them are natives of other "
          "systems, in ONNX Runtime's one jar")
    if any("pytorch" in jar.name for jar in jars):
        sys.exit("libtorch is on the class path")
    classes = session.ROOT / "examples" / "target" / "classes"
    if not (classes / EXAMPLE).exists():
        sys.exit("build first: mvn -q package -Dmaven.test.skip")
    command = [session.java(), "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
               os.pathsep.join(map(str, [*jars, classes])), "dev.fovea.examples.DetectWithOnnx",
               os.path.abspath(options.model), os.path.abspath(options.picture)]
    seconds = []
    for _ in range(options.rounds):
        begin = time.perf_counter()
        lines = subprocess.check_output(command, text=True, stderr=subprocess.DEVNULL).splitlines()
        seconds.append(time.perf_counter() - begin)
    print(f"{len(lines)} detections; whole process {statistics.median(seconds):.2f} s "
          f"({min(seconds):.2f}–{max(seconds):.2f} over {options.rounds} rounds), {session.machine()}")


if __name__ == "__main__":
    main()
