"""Writes small files by torch and NumPy, and records what these read from them, for the Java tests.

    python record_pickles.py            (torch and NumPy; seconds)

writes ../resources/pickle/*.pth and *.pkl, and recorded.json there: for each file the tensors by the name that
Fovea gives them (without wrappers), in order: type ("F32": from every floating-point type but bfloat16; "BF16";
"I64": from every whole type and bool), shape, the sum in double precision, and the first and last four values.
"""
import argparse
import collections
import io
import json
import os
import pickle
import sys
import types
import zipfile

import numpy as np
import torch

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "pickle")
recorded = {}


def path(name):
    return os.path.join(TARGET, name)


def record(name, tensors):
    recorded[name] = {key: facts(value) for key, value in tensors.items()}


def facts(value):
    tensor = value if isinstance(value, torch.Tensor) else torch.from_numpy(np.array(value).astype(value.dtype.newbyteorder("=")))
    tensor = tensor.detach()
    kind = "BF16" if tensor.dtype == torch.bfloat16 else "F32" if tensor.is_floating_point() else "I64"
    read = tensor.to(torch.float32 if kind == "F32" else torch.bfloat16 if kind == "BF16" else torch.int64)
    flat = read.contiguous().flatten()
    exact = flat.double() if kind != "I64" else flat
    some = exact.tolist()
    return dict(type=kind, shape=list(read.shape), sum=exact.sum().item(), first=some[:4], last=some[-4:])


def generator(seed):
    return torch.Generator().manual_seed(seed)


def every_type():
    floats = torch.randn(3, 5, generator=generator(1)) * 7
    wholes = torch.randint(-100, 100, (4, 3), generator=generator(2))
    return collections.OrderedDict(
        float32=floats, float64=floats.double() / 3, float16=floats.half(), bfloat16=floats.bfloat16(),
        extremes=torch.tensor([65504.0, 6e-8, -0.0, 6.1e-5]).half(),
        int64=wholes * 2**40, int32=wholes.int() * 2**20, int16=wholes.short() * 300, int8=wholes.to(torch.int8),
        uint8=wholes.abs().to(torch.uint8) + 100, bool=wholes > 0, scalar=torch.tensor(2.5), count=torch.tensor(12),
        empty=torch.zeros(0, 4), beta=torch.nn.Parameter(floats[0]))


def views():
    base = torch.randn(6, 8, generator=generator(3))
    image = torch.randn(2, 3, 4, 5, generator=generator(4))
    tied = torch.randn(4, generator=generator(5))
    return collections.OrderedDict(
        base=base, row=base[2], columns=base[:, 1:4], steps=base[::2, ::3], transposed=base.t(),
        channels_last=image.contiguous(memory_format=torch.channels_last), half_of=image.half()[:, 1],
        expanded=tied.expand(3, 4), tied=tied, tied_again=tied, one=base[1, 2])


def by_torch():
    for name, content in (("types", every_type()), ("views", views())):
        torch.save(content, path(name + ".pth"))
        torch.save(content, path(name + "-legacy.pth"), _use_new_zipfile_serialization=False)
        record(name + ".pth", torch.load(path(name + ".pth")))
        record(name + "-legacy.pth", torch.load(path(name + "-legacy.pth")))
    for protocol in (3, 4, 5):
        name = f"types-protocol{protocol}.pth"
        torch.save(every_type(), path(name), pickle_protocol=protocol)
        record(name, torch.load(path(name), weights_only=False))
    unsigned = {"uint16": torch.tensor([1, 65535], dtype=torch.uint16), "uint32": torch.tensor([2**32 - 1, 7], dtype=torch.uint32)}
    torch.save(unsigned, path("unsigned.pth"))
    record("unsigned.pth", torch.load(path("unsigned.pth")))


def big_endian():
    """The file of types as a big-endian machine writes it; torch itself reads it for the record."""
    source = zipfile.ZipFile(path("types.pth"))
    widths = {}
    for tensor in torch.load(path("types.pth")).values():
        widths[tensor.untyped_storage().nbytes(), tensor.dtype] = tensor.element_size()
    pickled = source.read("types/data.pkl")
    keys = list(torch.load(path("types.pth")).items())
    with zipfile.ZipFile(path("types-big-endian.pth"), "w", zipfile.ZIP_STORED) as target:
        for entry in source.namelist():
            data = source.read(entry)
            if entry.endswith("/byteorder"):
                data = b"big"
            elif "/data/" in entry:
                width = keys[storage_order(pickled)[entry.rsplit("/", 1)[1]]][1].element_size()
                data = np.frombuffer(data, f"V{width}").view("u1").reshape(-1, width)[:, ::-1].tobytes()
            target.writestr(zipfile.ZipInfo(entry), data)
    read = torch.load(path("types-big-endian.pth"))
    assert all(torch.equal(value, read[key]) for key, value in keys), "torch reads another thing"
    record("types-big-endian.pth", read)


def storage_order(pickled):
    """Which tensor, counted in the file's order, has the storage of that key."""
    order = []

    class Order(pickle.Unpickler):
        def persistent_load(self, ident):
            order.append(ident[2])
            return torch.storage.TypedStorage(wrap_storage=torch.UntypedStorage(1024), dtype=torch.uint8, _internal=True)

        def find_class(self, module, name):
            if name.startswith("_rebuild"):
                return lambda *arguments: None
            return super().find_class(module, name)

    Order(io.BytesIO(pickled)).load()
    return {key: index for index, key in enumerate(order)}


class HistoryBuffer:
    """Stands for MMEngine's class of that name."""

    def __init__(self):
        self._history, self.current = np.zeros(3), getattr(HistoryBuffer, "mean")

    def mean(self):
        return self._history.mean()


def wrapped():
    small = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 3), torch.nn.BatchNorm2d(3))
    for parameter in small.parameters():
        parameter.data = torch.randn(parameter.shape, generator=generator(6))
    state = small.state_dict()
    optimizer = torch.optim.SGD(small.parameters(), 0.1, momentum=0.9)
    small(torch.randn(1, 2, 5, 5, generator=generator(7))).sum().backward()
    optimizer.step()
    state = collections.OrderedDict((key, value.clone()) for key, value in small.state_dict().items())
    module = types.ModuleType("mmengine.logging.history_buffer")
    sys.modules.update({"mmengine": types.ModuleType("mmengine"), "mmengine.logging": types.ModuleType("mmengine.logging"), module.__name__: module})
    HistoryBuffer.__module__, module.HistoryBuffer = module.__name__, HistoryBuffer
    averaged = torch.optim.swa_utils.AveragedModel(small)
    checkpoints = {
        "wrapped-model.pth": {"model": state, "optimizer": optimizer.state_dict(), "epoch": 7, "best": np.float64(0.25), "args": argparse.Namespace(lr=0.1), "dtype": torch.float16, "device": torch.device("cpu")},
        "wrapped-module.pth": torch.nn.DataParallel(small).state_dict(),
        "wrapped-lightning.pth": {"state_dict": {"model." + key: value for key, value in state.items()}, "hyper_parameters": {"lr": 0.1}},
        "wrapped-mmengine.pth": {"meta": {"epoch": 12, "dataset_meta": {"CLASSES": ("cat", "dog")}}, "state_dict": state, "message_hub": {"log_scalars": {"loss": HistoryBuffer()}}},
        "wrapped-ema.pth": {"epoch": 1, "ema": state, "note": None, "seen": {1, 2}},
        "wrapped-averaged.pth": {"model_ema": averaged.state_dict()},
        "wrapped-nested.pth": {"trainer": {"net": {"module." + key: value for key, value in state.items()}}},
    }
    for name, content in checkpoints.items():
        torch.save(content, path(name))
        record(name, state)
    torch.save({"model": state, "ema": {key: value * 2 for key, value in state.items()}}, path("wrapped-both.pth"))
    record("wrapped-both.pth", state)


def arrays():
    source = np.random.default_rng(8)
    floats = source.standard_normal((3, 4)).astype("f4")
    content = {
        "float32": floats, "float64": floats.astype("f8") / 3, "float16": floats.astype("f2"), "big": floats.astype(">f4"),
        "columns": np.asfortranarray(floats), "int32": (floats * 100).astype("i4"), "uint8": np.arange(256, dtype="u1"),
        "bool": floats > 0, "int64": np.array(5), "bigint": np.arange(3, dtype=">i8") - 1}
    for protocol in range(6):
        name = f"arrays-protocol{protocol}.pkl"
        with open(path(name), "wb") as file:
            pickle.dump({"model": content, "__author__": "a\\b\nc\u2713"}, file, protocol)
        record(name, content)
    numpy1 = open(path("arrays-protocol2.pkl"), "rb").read().replace(b"numpy._core", b"numpy.core")
    open(path("arrays-numpy1.pkl"), "wb").write(numpy1)
    record("arrays-numpy1.pkl", content)
    python2()


def python2():
    """As Python 2 wrote Detectron's zoo: raw bytes as strings, protocol 2 by hand and protocol 0 by repr."""
    values = np.array([[1.5, -2.25], [1e-20, 3e10]], "<f4")
    raw = values.tobytes()

    def array(text, bytes_):
        return (b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\nt" + text(b"b") + b"tR(I1\n(I2\nI2\nt"
                b"cnumpy\ndtype\n(" + text(b"f4") + b"I0\nI1\ntR(I3\n" + text(b"<") + b"NNNI-1\nI-1\nI0\ntb" + b"I00\n" + text(bytes_) + b"tb")

    def binary(data):
        return b"U" + bytes([len(data)]) + data

    def quoted(data):
        return b"S" + repr(data)[1:].encode() + b"\n"

    for name, text in (("python2-binary.pkl", binary), ("python2-text.pkl", quoted)):
        data = b"(dp0\n" + text(b"conv1_w") + array(text, raw) + b"s."
        open(path(name), "wb").write(data)
        record(name, pickle.loads(data, encoding="latin1"))
        assert np.array_equal(pickle.loads(data, encoding="latin1")["conv1_w"], values)


if __name__ == "__main__":
    os.makedirs(TARGET, exist_ok=True)
    by_torch()
    big_endian()
    wrapped()
    arrays()
    with open(path("recorded.json"), "w") as file:
        json.dump(dict(torch=torch.__version__, numpy=np.__version__, files=recorded), file, indent=0)
        file.write("\n")
    for name in sorted(os.listdir(TARGET)):
        print(name, os.path.getsize(path(name)) if os.path.isfile(path(name)) else "")
