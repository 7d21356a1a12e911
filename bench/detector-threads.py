#!/usr/bin/env python3
"""Whether a detector that eight threads call at once grows: resident memory, last third of the rounds against the first.

    bench/detector-threads.py MODEL [--rounds N] [--images DIR] [--record]

Eight threads detect in eight images each round, with one TorchDetector and the JVM's options of the launcher; a thread
that finds anything else than one thread alone ends the program. The ratio of the median of the last third of the
rounds to that of the first must be at most 1.03 (exit code 1 if not). Build first: mvn -q package -Dmaven.test.skip
"""
import argparse
import pathlib
import statistics
import subprocess
import sys

import session

LIMIT = 1.03
OPTIONS = ["--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
           "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch",  # the Java heap is whole from the start: what grows is native
           "-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--images", default=str(session.DATA / "JPEGImages"))
    parser.add_argument("--java", help="of a JDK 25 or newer (default: the one that ./fovea takes)")
    parser.add_argument("--record", action="store_true", help="writes bench/results/detector-threads-CPU.txt")
    return parser.parse_args()


def main():
    options = arguments()
    target = session.ROOT / "bench" / "target"
    classpath = f"{target / 'fovea-bench.jar'}:{(target / 'classpath').read_text().strip()}"
    command = [options.java or session.java(), *OPTIONS, "-classpath", classpath, "dev.fovea.bench.DetectorThreads",
               options.model, options.images, str(options.rounds)]
    output = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout
    resident = [int(line.split()[-1]) for line in output.splitlines() if line.startswith("round ")]
    third = len(resident) // 3
    first, last = statistics.median(resident[:third]), statistics.median(resident[-third:])
    lines = [f"detector-threads, commit {session.commit()}, {session.machine()}",
             f"8 threads x 8 images x {len(resident)} rounds, model {pathlib.Path(options.model).name}: every result is "
             "that of one thread",
             "resident MiB of ten rounds over the run: "
             + " ".join(f"{value / 2**20:.0f}" for value in resident[::max(1, len(resident) // 10)]),
             f"resident, median of a third of the rounds: {first / 2**20:.0f} MiB first, {last / 2**20:.0f} MiB last; "
             f"ratio {last / first:.4f} (at most {LIMIT})"]
    print("\n".join(lines))
    if options.record:
        print(f"written to {session.record('detector-threads', lines)}", file=sys.stderr)
    return 0 if last / first <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
