"""What the scripts of this folder share: the peers' Python, ratios in words, output that is kept."""
import pathlib
import statistics
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))
import session  # noqa: E402


def python_of(given, environment, requirements):
    """The peers' Python; where none is given, that of a virtual environment of this folder, made where it is not there."""
    if given:
        return given
    home, wanted = FOLDER / environment, (FOLDER / requirements).read_text()
    python, installed = home / "bin" / "python", home / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted:
        print(f"making {home.relative_to(session.ROOT)} (once)", file=sys.stderr)
        subprocess.check_call([sys.executable, "-m", "venv", str(home)])
        subprocess.check_call([str(python), "-m", "pip", "install", "-q", "-r", str(FOLDER / requirements)])
        installed.write_text(wanted)
    return str(python)


def ratio(what, values, peer):
    digits = 3 if min(values) >= 0.1 else 4
    return (f"{what}: ratio {statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f} over "
            f"{len(values)} rounds) against {peer}")


def run(name, options, compare, more=""):
    """Compares, saying each line; --record keeps the lines."""
    lines = []

    def say(line):
        print(line, flush=True)
        lines.append(line)

    say(f"{name}, commit {session.commit()}, {session.machine()}{more}")
    compare(options, say)
    if options.record:
        print(f"written to {session.record(name, lines)}", file=sys.stderr)
