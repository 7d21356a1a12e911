#!/usr/bin/env python3
"""`fovea weights fetch` as processes: killed, two at once, a disk that fills, a folder that is read-only.

    bench/weights-fetch.py [--command "./fovea"] [--megabytes 24] [--seed 1]

A server on this machine offers seeded random bytes, slowly, by a catalogue of one's own in FOVEA_HOME; then
  - a fetch is killed (kill -9) in the middle, twice; each next one goes on from the bytes that are there: the server
    sees the Range, sends no byte twice, and the file has the published SHA-256;
  - two fetches started at once make one request; both print the path;
  - on a disk that fills while it is fetched (a tmpfs; skipped, with a word, where it cannot be mounted) the command
    ends with 1 and says so; with room again it goes on;
  - a folder that is read-only serves what it holds, and says that it cannot take more.
Exit code 0 when all of it holds, else 1.
"""
import argparse
import hashlib
import http.server
import json
import os
import pathlib
import random
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time

import session

CHUNK = 1 << 16


class Offer:
    """The server: one file, with ranges and a tag, at so many bytes a second."""

    def __init__(self, data, rate):
        self.data, self.rate, self.ranges = data, rate, []
        offer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked = self.headers.get("Range")
                first = int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0
                offer.ranges.append(first)
                if first >= len(data):
                    self.send_response(416)
                    self.send_header("Content-Range", f"bytes */{len(data)}")
                    self.end_headers()
                    return
                self.send_response(206 if first else 200)
                if first:
                    self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
                self.send_header("Content-Length", str(len(data) - first))
                self.send_header("ETag", '"one"')
                self.end_headers()
                try:
                    for begin in range(first, len(data), CHUNK):
                        self.wfile.write(data[begin:begin + CHUNK])
                        time.sleep(CHUNK / offer.rate)
                except OSError:
                    pass  # killed

            def log_message(self, *unused):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def catalogue(self, home):
        entry = {"name": "own", "kind": "backbone", "backbone": "resnet18", "flavour": "resnet", "original": "Own.V1",
                 "url": f"http://127.0.0.1:{self.server.server_address[1]}/own.pth", "mebibytes": len(self.data) / 2**20,
                 "sha256": hashlib.sha256(self.data).hexdigest(), "licence": "none", "metric": "none", "published": 0}
        home.mkdir(parents=True, exist_ok=True)
        (home / "catalogue.json").write_text(json.dumps({"source": "bench", "weights": [entry]}))
        return home


class Checks:
    def __init__(self, command):
        self.command, self.wrong = shlex.split(command), 0

    def start(self, home):
        return subprocess.Popen([*self.command, "weights", "fetch", "own"], cwd=session.ROOT, start_new_session=True, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "FOVEA_HOME": str(home)})

    def hold(self, claim, holds, told=""):
        print(("ok   " if holds else "BAD  ") + claim, flush=True)
        if not holds:
            self.wrong += 1
            print("     " + told.strip().replace("\n", "\n     "), flush=True)


def wait_for(part, size):
    begin = time.monotonic()
    while time.monotonic() - begin < 120 and not (part.exists() and part.stat().st_size > size):
        time.sleep(0.05)


def killed(checks, offer, work):
    home = offer.catalogue(work / "killed")
    part, file = home / "weights" / "own.pth.part", home / "weights" / "own.pth"
    kept = []
    for share in (0.25, 0.5):
        process = checks.start(home)
        wait_for(part, share * len(offer.data))
        session.send(process, signal.SIGKILL)
        process.communicate()
        kept.append(part.stat().st_size)
        checks.hold(f"killed after {kept[-1]} bytes: no file of the final name", not file.exists())
    out, told = (process := checks.start(home)).communicate()
    checks.hold("the third one finishes", process.returncode == 0 and out.strip() == str(file), told)
    checks.hold(f"each went on where the one before ended: {offer.ranges}", offer.ranges == [0, *kept])
    checks.hold("the file has the published bytes", file.exists() and file.read_bytes() == offer.data)
    checks.hold("nothing else is left", sorted(path.name for path in file.parent.iterdir()) == ["own.pth"])


def two_at_once(checks, offer, work):
    home, before = offer.catalogue(work / "two"), len(offer.ranges)
    both = [checks.start(home) for _ in range(2)]
    ends = [(*process.communicate(), process.returncode) for process in both]
    checks.hold("two at once: both print the path", all(code == 0 and out.strip().endswith("own.pth") for out, _, code in ends), str(ends))
    checks.hold("two at once: one request", len(offer.ranges) - before == 1, str(offer.ranges))
    checks.hold("two at once: the second says that it waits", sum("waiting" in told for _, told, _ in ends) == 1, str(ends))


def full_and_read_only(checks, offer, work):
    disk = work / "disk"
    disk.mkdir()
    megabytes = len(offer.data) // 2**20 + 4
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", disk], capture_output=True).returncode:
        print("skip  full disk, read-only folder: a tmpfs cannot be mounted (not root?)")
        return
    try:
        home = offer.catalogue(disk / "home")
        process = checks.start(home)
        wait_for(home / "weights" / "own.pth.part", len(offer.data) // 4)
        (disk / "ballast").write_bytes(bytes(len(offer.data) // 2))
        out, told = process.communicate()
        checks.hold("disk full while it is fetched: exit 1, said with what to do",
                    process.returncode == 1 and "No space left" in told and "FOVEA_HOME" in told, told)
        process = checks.start(home)
        out, told = process.communicate()
        checks.hold("no room: said before anything is fetched", process.returncode == 1 and "has room for" in told, told)
        (disk / "ballast").unlink()
        out, told = (process := checks.start(home)).communicate()
        checks.hold("with room again it goes on", process.returncode == 0 and offer.ranges[-1] > 0, told)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        out, told = (process := checks.start(home)).communicate()
        checks.hold("a read-only folder serves what it holds", process.returncode == 0, told)
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        (home / "weights" / "own.pth").unlink()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        out, told = (process := checks.start(home)).communicate()
        checks.hold("a read-only folder cannot take more: exit 1, said with what to do",
                    process.returncode == 1 and "Read-only" in told and "FOVEA_HOME" in told, told)
    finally:
        subprocess.run(["umount", disk], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", default="./fovea")
    parser.add_argument("--megabytes", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    offer = Offer(random.Random(options.seed).randbytes(options.megabytes << 20), rate=8e6)
    checks = Checks(options.command)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        killed(checks, offer, work)
        two_at_once(checks, offer, work)
        full_and_read_only(checks, offer, work)
    print("all as claimed" if not checks.wrong else f"{checks.wrong} not as claimed")
    sys.exit(1 if checks.wrong else 0)


if __name__ == "__main__":
    main()
