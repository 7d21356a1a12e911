#!/usr/bin/env python3
"""What a newcomer does wrong, done on purpose with the real command: how it ends, what it says, what it leaves.

    bench/wrong-inputs.py [--only TEXT] [--keep DIR] [--all-lines]

Makes a small data set of its own, trains a model on it, then runs every case. Found before any work: exit 2, one to
three lines on standard error, nothing on standard output, nothing written. Found at work: exit 1, what was done is
kept. Prints a table and ends with 1 when a case is not as claimed. The cases with a full disk mount a small tmpfs and
are skipped, with a word, where that is not allowed.
"""
import argparse
import json
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

import session

SMALL = ["model.width=32", "model.headDepth=1", "input.shortSide=64", "input.longSide=96", "train.batch=2", "train.warmup=2",
         "train.steps=6", "train.checkpointEvery=2", "train.evaluateEvery=100", "train.precision=float32"]
WIDTH, HEIGHT = 96, 72
JVM_LINES = ("WARNING: Using incubator modules", "Picked up JAVA_TOOL_OPTIONS")


# --- the data -----------------------------------------------------------------------------------------------------------

def png(seed):
    """A picture of noise."""
    noise = random.Random(seed)
    rows = b"".join(b"\0" + noise.randbytes(3 * WIDTH) for _ in range(HEIGHT))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)) \
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def voc_object(name, box):
    corners = "".join(f"<{key}>{value}</{key}>" for key, value in zip(("xmin", "ymin", "xmax", "ymax"), box))
    return f"  <object><name>{name}</name><bndbox>{corners}</bndbox></object>\n"


def voc(folder, change=lambda number, text: text):
    """Eight pictures in VOC layout, six to train on; change(number, xml) may spoil an annotation file."""
    for name in ("Annotations", "JPEGImages", "ImageSets/Main"):
        (folder / name).mkdir(parents=True)
    for number in range(8):
        (folder / "JPEGImages" / f"{number}.png").write_bytes(png(number))
        objects = voc_object("disc", (5, 6, 44, 47)) + voc_object("bar", (30 + number, 10, 70 + number, 60))
        text = (f"<annotation>\n  <filename>{number}.png</filename>\n  <size><width>{WIDTH}</width><height>{HEIGHT}</height></size>\n"
                f"{objects}</annotation>\n")
        (folder / "Annotations" / f"{number}.xml").write_text(change(number, text))
    for split, numbers in (("train", range(6)), ("val", range(6, 8))):
        (folder / "ImageSets" / "Main" / f"{split}.txt").write_text("".join(f"{number}\n" for number in numbers))
    return folder


def coco(folder, change=lambda document: None):
    """Three pictures with COCO JSON; change(document) may spoil it."""
    (folder / "train").mkdir(parents=True)
    document = {"images": [], "categories": [{"id": 1, "name": "disc"}], "annotations": []}
    for number in range(3):
        (folder / "train" / f"{number}.png").write_bytes(png(number))
        document["images"].append({"id": number, "file_name": f"{number}.png", "width": WIDTH, "height": HEIGHT})
        document["annotations"].append({"id": number, "image_id": number, "category_id": 1, "bbox": [4, 5, 40, 42], "area": 1680})
    change(document)
    (folder / "train.json").write_text(json.dumps(document))
    return folder


# --- running and judging ------------------------------------------------------------------------------------------------

class Bench:
    """The work folder, what was claimed and what came."""

    def __init__(self, work, options):
        self.work, self.options, self.rows, self.wrong = work, options, [], []

    def path(self, name):
        return self.work / name

    def run(self, *arguments):
        done = subprocess.run(session.fovea(*arguments), cwd=session.ROOT, capture_output=True, text=True, errors="replace")
        lines = [line for line in done.stderr.splitlines() if not line.startswith(JVM_LINES)]
        return done.returncode, done.stdout, lines

    def wanted(self, name):
        return self.options.only in name

    def judge(self, name, expected, code, lines, problems):
        if code != expected:
            problems = [f"exit {code}, not {expected}", *problems]
        if any("\tat " in line or "fault in Fovea" in line for line in lines):
            problems = ["a stack trace or a fault", *problems]
        told = [line for line in lines if line.startswith("fovea: ")] or lines or [""]
        self.rows.append((name, code, told[0]))
        mark = "ok " if not problems else "BAD"
        print(f"{mark} {code}  {name}: {told[0]}".replace(str(self.work), "…"), flush=True)
        if self.options.all_lines or problems:
            for line in lines:
                print("          | " + line.replace(str(self.work), "…"))
        for problem in problems:
            print(f"       -> {problem}")
        self.wrong += [f"{name}: {problem}" for problem in problems]

    def unusable(self, name, arguments, words, out=None):
        """Exit 2, one to three lines with these words, nothing else done."""
        if not self.wanted(name):
            return
        code, text, lines = self.run(*arguments)
        problems = missing(words, lines)
        if not 1 <= len(lines) <= 3:
            problems.append(f"{len(lines)} lines on standard error")
        if text:
            problems.append(f"standard output has {len(text)} characters")
        if out is not None and out.exists():
            problems.append(f"{out.name} was made")
        self.judge(name, 2, code, lines, problems)

    def failing(self, name, arguments, words, keeps=lambda: [], expected=1):
        """Exit 1 (or another) with these words; keeps() tells what was lost."""
        if not self.wanted(name):
            return
        code, _, lines = self.run(*arguments)
        self.judge(name, expected, code, lines, missing(words, lines) + keeps())


def missing(words, lines):
    said = "\n".join(lines)
    return [f"does not say {word!r}" for word in words if word not in said]


def small(*more):
    return [part for setting in (*SMALL, *more) for part in ("--set", setting)]


def absent(*paths):
    return lambda: [f"{path} is not there" for path in paths if not path.exists()]


# --- the cases ----------------------------------------------------------------------------------------------------------

def wrong_data(bench):
    out = bench.path("never")

    def case(name, data, words, *more):
        bench.unusable(f"train: {name}", ["train", data, "--out", out, *small(*more)], words, out)

    case("missing folder", bench.path("nowhere"), ["nowhere", "does not exist"])
    empty = bench.path("empty")
    empty.mkdir()
    case("empty folder", empty, ["no data set", "VOC", "COCO"])
    pictures = bench.path("pictures-alone")
    pictures.mkdir()
    (pictures / "a.png").write_bytes(png(1))
    case("pictures without annotations", pictures, ["no data set", "VOC", "COCO"])
    case("COCO without images", coco(bench.path("coco-empty"), lambda d: d.update(images=[], annotations=[])), ["list of images", "at least one"])
    case("no boxes at all", coco(bench.path("coco-no-boxes"), lambda d: d.update(annotations=[])), ["no box"])
    case("no annotated picture is there", pictures_gone(bench), ["none of the folders"])
    case("VOC whose numbers are no numbers", voc(bench.path("voc-words"), lambda n, t: t.replace("<xmin>5<", "<xmin>five<")),
         ["xmin", "'five'", "0.xml", "line 4"])
    case("VOC, x2 < x1", voc(bench.path("voc-reversed"), lambda n, t: t.replace("<xmax>44<", "<xmax>2<") if n == 3 else t),
         ["3.xml", "line 4", "ends before it begins"])
    case("VOC that is no XML", voc(bench.path("voc-broken"), lambda n, t: t[:120] if n == 2 else t), ["2.xml", "XML"])
    case("VOC split that lists an unknown image", unknown_image(bench), ["train.txt", "no-such"])
    case("COCO, negative width", coco(bench.path("coco-negative"), lambda d: d["annotations"][1].update(bbox=[40, 5, -30, 20])),
         ["annotations[1]", "ends before it begins"])
    case("COCO, unknown category", coco(bench.path("coco-category"), lambda d: d["annotations"][2].update(category_id=9)),
         ["annotations[2]", "category 9"])
    case("COCO, broken JSON", broken_json(bench), ["train.json", "line"])
    good = bench.path("voc")
    case("unknown split", good, ["no split trian", "Did you mean train?"], "data.train=trian")
    case("unknown class to ignore", good, ["dics", "Did you mean disc?"], "data.ignoreClasses=[dics]")
    case("unknown class to keep", good, ["baar", "Did you mean bar?"], "data.classes=[baar]")


def pictures_gone(bench):
    folder = coco(bench.path("coco-gone"))
    shutil.rmtree(folder / "train")
    return folder


def unknown_image(bench):
    folder = voc(bench.path("voc-list"))
    (folder / "ImageSets" / "Main" / "train.txt").write_text("0\nno-such\n")
    return folder


def broken_json(bench):
    folder = coco(bench.path("coco-broken"))
    text = (folder / "train.json").read_text()
    (folder / "train.json").write_text(text[:len(text) // 2])
    return folder


def wrong_settings(bench):
    out, data = bench.path("never"), bench.path("voc")

    def case(name, words, *arguments):
        bench.unusable(f"train: {name}", ["train", data, "--out", out, *arguments], words, out)

    config = bench.path("config.yaml")
    config.write_text("train:\n  batch: 2\n  bacth: 4\n")
    case("unknown key in YAML", ["config.yaml:3", "train.bacth", "did you mean train.batch"], "--config", config)
    broken = bench.path("broken.yaml")
    broken.write_text("train:\n  batch: [2\n")
    case("broken YAML", ["broken.yaml"], "--config", broken)
    case("missing configuration", ["nowhere.yaml"], "--config", bench.path("nowhere.yaml"))
    case("unknown key", ["modle.backbone", "model.backbone"], "--set", "modle.backbone=resnet18")
    case("value out of range", ["train.batch", "1 to 4096"], "--set", "train.batch=0")
    case("value that is no number", ["train.batch", "many"], "--set", "train.batch=many")
    case("unknown word", ["train.optimizer", "sgd"], "--set", "train.optimizer=sdg")
    case("setting without a value", ["train.batch"], "--set", "train.batch")
    case("unknown device", ["auto, cpu"], "--device", "cuda")
    case("unknown option", ["--ouput"], "--ouput", "x")
    case("missing weights", ["nowhere.safetensors"], *small(f"model.weights={bench.path('nowhere.safetensors')}"))
    for name, file in foreign_models(bench).items():
        if name != "a safetensors file of another kind":
            case(f"weights are {name}", [file.name], *small(f"model.weights={file}"))
    foreign = foreign_models(bench)["a safetensors file of another kind"]
    case("weights of another network", [foreign.name], *small(f"model.weights={foreign}"))
    case("not enough memory", ["memory", "train.batch"], "--set", "train.batch=4096", "--set", "input.shortSide=4000",
         "--set", "input.longSide=4000")
    file = bench.path("a-file")
    file.write_text("x")
    for where in (file, file / "run", pathlib.Path("/proc/run")):
        bench.unusable(f"train: --out {where.relative_to(bench.work) if where.is_relative_to(bench.work) else where}",
                       ["train", data, "--out", where, *small()], [str(where)])
    bench.unusable("train: folder that holds a run", ["train", data, "--out", bench.path("run"), *small()], ["--resume"])
    case("resume without a run", ["no checkpoint"], "--resume")


def foreign_models(bench):
    """Files that are no model of Fovea, by what they are."""
    folder = bench.path("foreign")
    folder.mkdir(exist_ok=True)
    whole = (bench.path("run") / "best.safetensors").read_bytes()
    header = b'{"layer.weight":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'
    contents = {
        "a truncated model": ("truncated.safetensors", whole[:len(whole) // 2]),
        "a model cut in its header": ("header.safetensors", whole[:100]),
        "an empty file": ("empty.safetensors", b""),
        "a text file": ("text.safetensors", b"epoch 1 loss 0.5\n" * 50),
        "a .pth": ("weights.pth", b"PK\x03\x04" + bytes(500)),
        "a safetensors file of another kind": ("other.safetensors", struct.pack("<Q", len(header)) + header + bytes(8)),
    }
    for name, content in contents.values():
        (folder / name).write_bytes(content)
    return {what: folder / name for what, (name, _) in contents.items()}


def wrong_models(bench):
    picture, data = bench.path("voc/JPEGImages/0.png"), bench.path("voc")
    for what, file in foreign_models(bench).items():
        out = bench.path("never")
        bench.unusable(f"detect: {what}", ["detect", file, picture, "--out", out], [file.name], out)
        bench.unusable(f"eval: {what}", ["eval", file, data], [file.name])
    folder = bench.path("empty")
    folder.mkdir(exist_ok=True)
    bench.unusable("detect: folder without a model", ["detect", folder, picture], ["holds no best.safetensors"])
    bench.unusable("detect: missing model", ["detect", bench.path("nowhere"), picture], ["nowhere"])
    bench.unusable("eval: missing data", ["eval", bench.path("run"), bench.path("nowhere")], ["nowhere"])


def wrong_pictures(bench):
    run, data = bench.path("run"), bench.path("voc")
    picture, file = data / "JPEGImages/0.png", bench.path("a-file")
    file.write_text("x")
    bench.unusable("detect: missing picture", ["detect", run, bench.path("nowhere.png")], ["nowhere.png"])
    bench.unusable("detect: pattern that matches nothing", ["detect", run, f"{data}/*.webp"], ["no picture"])
    bench.unusable("detect: --out below a file", ["detect", run, picture, "--out", file / "found"], [str(file)])
    bench.unusable("detect: --out is the pictures' folder", ["detect", run, picture, "--out", picture.parent], ["overwritten"])
    bench.unusable("detect: threshold out of range", ["detect", run, picture, "--threshold", "2"], ["0 to 1"])
    bench.unusable("eval: --detections below a file", ["eval", run, data, "--detections", file / "found.json"], [str(file)])
    bench.unusable("eval: unknown split", ["eval", run, data, "--split", "tets"], ["no split tets"])
    bench.unusable("eval: a class that the model does not know", ["eval", run, coco(bench.path("coco-one")), "--split", "train"], ["bar, disc", "data.classes"])
    bench.unusable("eval: --truth is no COCO file", ["eval", "--truth", file, "--detections", file], [str(file)])
    some = spoilt(bench, "pictures-some")
    bench.failing("detect: some pictures are unreadable", ["detect", run, some / "JPEGImages", "--out", bench.path("found")],
                  ["1.png is cut short", "3.png cannot be decoded"], absent(bench.path("found/0.png")))
    (data / "empty.png").write_bytes(b"")
    bench.failing("detect: a picture of 0 bytes", ["detect", run, data / "empty.png", "--json"], ["empty.png is empty (0 bytes)"])
    gone = voc(bench.path("voc-missing"))
    (gone / "JPEGImages/4.png").write_bytes(b"")
    (gone / "JPEGImages/5.png").unlink()
    out = bench.path("never")
    bench.unusable("train: pictures are missing or empty", ["train", gone, "--out", out, *small()],
                   ["2 of 6 pictures are missing or empty", "4.png", "data.unreadable=skip"], out)
    bench.unusable("eval: pictures are missing or empty", ["eval", run, gone, "--split", "train"],
                   ["2 of 6 pictures are missing or empty", "4.png"])
    bench.failing("eval: some pictures are unreadable", ["eval", run, some, "--split", "train"], ["1.png"])


def spoilt(bench, name):
    """The data set with a picture that is cut short and one that is a text file."""
    folder = voc(bench.path(name))
    whole = (folder / "JPEGImages/1.png").read_bytes()
    (folder / "JPEGImages/1.png").write_bytes(whole[:len(whole) // 2])
    (folder / "JPEGImages/3.png").write_text("this is a text file\n" * 20)
    return folder


def at_work(bench):
    some = spoilt(bench, "voc-some")
    run = bench.path("run-refuse")
    bench.failing("train: unreadable pictures, refuse", ["train", some, "--out", run, *small()],
                  ["JPEGImages", "saved at step", "--resume"], absent(run / "last.ckpt"))
    run = bench.path("run-skip")
    bench.failing("train: unreadable pictures, skip", ["train", some, "--out", run, *small("data.unreadable=skip")],
                  ["2 pictures could not be read and were skipped"], absent(run / "best.safetensors"), expected=0)
    changed = voc(bench.path("voc-changed"))
    run = bench.path("run-changed")
    bench.run("train", changed, "--out", run, *small("train.steps=2"))
    file = changed / "Annotations/1.xml"
    before, text = run / "last.ckpt/checkpoint.safetensors", file.read_text()
    file.write_text(text.replace("<xmin>5<", "<xmin>6<"))
    (changed / "ImageSets/Main/train.txt").write_text("0\n1\n2\n3\n4\n6\n")
    bench.failing("train: the truth changed under a resumed run", ["train", changed, "--out", run, "--resume"],
                  ["1 image added (6.png)", "1 image removed", "1 image with other boxes, classes or size (1.png)"], absent(before))


class SmallDisk:
    """A tmpfs of some megabytes; None where it cannot be mounted."""

    def __init__(self, folder, megabytes):
        self.folder, self.megabytes = folder, megabytes

    def __enter__(self):
        self.folder.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.megabytes}m", "tmpfs", self.folder], capture_output=True)
        self.mounted = done.returncode == 0
        return self.folder if self.mounted else None

    def __exit__(self, *unused):
        if self.mounted:
            subprocess.run(["umount", self.folder], check=True)


def full_disks(bench):
    """A checkpoint of the small network takes 95 MB, its model 48 MB."""
    if not bench.wanted("disk"):
        return
    data, run = bench.path("voc"), bench.path("run")
    with SmallDisk(bench.path("disk"), 150) as disk:
        if disk is None:
            print("skip    full disk: a tmpfs cannot be mounted (not root?)")
            return
        folder = disk / "run"
        bench.failing("train: disk full at the second checkpoint", ["train", data, "--out", folder, *small()],
                      ["checkpoint", "No space left", "of step 2, stands", "--resume"], absent(folder / "last.ckpt/checkpoint.safetensors"))
        leftovers = list((folder / "last.ckpt").glob(".*.tmp"))
        subprocess.run(["mount", "-o", "remount,size=400m", disk], check=True)
        bench.failing("train: disk full, then resumed with room", ["train", data, "--out", folder, "--resume"], ["step 2", "done"],
                      lambda: [f"left over: {path}" for path in leftovers], expected=0)
    with SmallDisk(bench.path("disk-best"), 120) as disk:
        folder = disk / "run"
        bench.failing("train: disk full at best.safetensors", ["train", data, "--out", folder, *small("train.evaluateEvery=4")],
                      ["best.safetensors", "No space left"], absent(folder / "last.ckpt/checkpoint.safetensors"))
    with SmallDisk(bench.path("disk-metrics"), 110) as disk:
        (disk / "ballast").write_bytes(bytes(110 * 2**20 - 8192))
        bench.failing("train: disk full at the first metrics", ["train", data, "--out", disk / "run", *small("data.validation=none")],
                      ["No space left", "No checkpoint was made yet"])
    with SmallDisk(bench.path("disk-detect"), 1) as disk:
        (disk / "ballast").write_bytes(bytes(2**20 - 24576))
        bench.failing("detect: disk full at --out", ["detect", run, data / "JPEGImages", "--out", disk / "found"], ["No space left"])
        bench.failing("eval: disk full at --detections", ["eval", run, data, "--detections", disk / "ballast2.json", "--set",
                                                           "detect.scoreThreshold=0.00001"], ["No space left"])


def closed_output(bench):
    name = "detect: standard output closed early"
    if not bench.wanted(name):
        return
    command = session.fovea("detect", bench.path("run"), *[bench.path("voc/JPEGImages")] * 40, "--threshold", "0")
    process = subprocess.Popen(command, cwd=session.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    code = process.wait()
    lines = [line for line in said.splitlines() if not line.startswith(JVM_LINES) and not line.startswith("detecting ")]
    bench.judge(name, 0, code, lines, [f"says {lines}"] if lines else [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="TEXT", help="only the cases whose name has this text")
    parser.add_argument("--keep", metavar="DIR", help="work here and leave it")
    parser.add_argument("--all-lines", action="store_true", help="show every line on standard error")
    options = parser.parse_args()
    work = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="wrong-inputs-")).absolute()
    work.mkdir(parents=True, exist_ok=True)
    bench = Bench(work, options)
    print(f"wrong-inputs, commit {session.commit()}", flush=True)
    try:
        voc(work / "voc")
        code, _, lines = bench.run("train", work / "voc", "--out", work / "run", *small())
        if code != 0:
            sys.exit("wrong-inputs: the good run failed:\n" + "\n".join(lines))
        for cases in (wrong_data, wrong_settings, wrong_models, wrong_pictures, at_work, full_disks, closed_output):
            cases(bench)
    finally:
        if not options.keep:
            shutil.rmtree(work)
    print(f"wrong-inputs: {len(bench.rows)} cases, {len(bench.wrong)} not as claimed")
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
