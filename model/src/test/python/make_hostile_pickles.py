"""Makes the hostile files that Fovea's reader of pickles must refuse, each with a part of the sentence it must give.

    python make_hostile_pickles.py            (Python's standard library alone; a second)

writes ../resources/pickle/hostile/*.pth and reasons.json there. Nothing here is ever unpickled by Python.
"""
import json
import os
import struct
import zlib

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "pickle", "hostile")
reasons = {}


# ---- pieces of pickles

def text(value):
    data = value.encode()
    return b"X" + struct.pack("<I", len(data)) + data


def whole(value):
    if 0 <= value < 256:
        return b"K" + bytes([value])
    data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
    return b"\x8a" + bytes([len(data)]) + data


def tuple_of(*parts):
    return b"(" + b"".join(parts) + b"t"


def wholes(values):
    return tuple_of(*map(whole, values))


def name(module, attribute):
    return f"c{module}\n{attribute}\n".encode()


def call(function, *arguments):
    return function + tuple_of(*arguments) + b"R"


def storage(key="0", elements=6, kind="FloatStorage", view=b""):
    return tuple_of(text("storage"), name("torch", kind), text(key), text("cpu"), whole(elements), view) + b"Q"


def tensor(size=(2, 3), stride=(3, 1), offset=0, source=None):
    return call(name("torch._utils", "_rebuild_tensor_v2"), source or storage(), whole(offset),
                size if isinstance(size, bytes) else wholes(size), wholes(stride), b"\x89", call(name("collections", "OrderedDict")))


def state(*pairs):
    return b"}(" + b"".join(text(key) + value for key, value in pairs) + b"u"


def pickled(value, protocol=2):
    return b"\x80" + bytes([protocol]) + value + b"."


# ---- zip archives, by hand so that every field can lie

def zipped(entries, change_local=None, change_central=None, change_end=None, comment=b"", gap=b""):
    body, central, count = b"", b"", 0
    for index, (entry, data, *how) in enumerate(entries):
        how = how[0] if how else {}
        stored = how.get("stored", data)
        fields = dict(flags=0, method=0, crc=zlib.crc32(data), compressed=len(stored), size=len(data), offset=len(body), extra=b"")
        fields.update(how.get("fields", {}))
        local = dict(fields)
        if change_local:
            change_local(index, local)
        if change_central:
            change_central(index, fields)
        encoded = entry.encode()
        body += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, local["flags"], local["method"], 0, 0, local["crc"], local["compressed"], local["size"], len(encoded), 0) + encoded + stored
        central += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, fields["flags"], fields["method"], 0, 0, fields["crc"], fields["compressed"], fields["size"],
                               len(encoded), len(fields["extra"]), 0, 0, 0, 0, fields["offset"]) + encoded + fields["extra"]
        count += 1
    end = dict(count=count, length=len(central), offset=len(body))
    if change_end:
        change_end(end)
    return body + gap + central + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, end["count"] & 0xFFFF, end["count"] & 0xFFFF, end["length"] & 0xFFFFFFFF, end["offset"] & 0xFFFFFFFF, len(comment)) + comment


FLOATS = struct.pack("<6f", 1, 2, 3, 4, 5, 6)
GOOD = pickled(state(("weight", tensor())))


def torch_entries(data, storages=(("0", FLOATS),), **others):
    return [("a/data.pkl", data), *[("a/data/" + key, content) for key, content in storages], *[("a/" + key, content) for key, content in others.items()]]


def torch_zip(value, storages=(("0", FLOATS),), **others):
    data = value if value.startswith(b"\x80") else pickled(value)
    return zipped(torch_entries(data, storages, **others))


def legacy(value, keys=("0",), storages=((6, FLOATS),), version=1001):
    machine = pickled(state(("protocol_version", whole(1001)), ("little_endian", b"\x88")))
    listed = pickled(b"](" + b"".join(map(text, keys)) + b"e")
    blocks = b"".join(struct.pack("<q", count) + data for count, data in storages)
    return pickled(whole(0x1950A86A20F9469CFC6C)) + pickled(whole(version)) + machine + pickled(value) + listed + blocks


def write(file, content, reason):
    assert file not in reasons and len(content) < 100_000, file
    reasons[file] = reason
    with open(os.path.join(TARGET, file), "wb") as out:
        out.write(content)


# ---- the corpus

def globals_():
    run = call(name("os", "system"), text("echo no"))
    write("global-os-system.pth", torch_zip(state(("weight", tensor()), ("x", run))), "names os.system")
    write("global-legacy-posix.pth", legacy(state(("weight", tensor()), ("x", call(name("posix", "system"), text("echo no"))))), "names posix.system")
    write("global-plain-eval.pkl", pickled(call(name("builtins", "eval"), text("1"))), "names builtins.eval")
    write("global-python2-exec.pkl", b"c__builtin__\nexecfile\n(S'x'\ntR.", "names __builtin__.execfile")
    write("global-inst.pkl", b"(S'echo no'\nios\nsystem\n.", "names os.system")
    write("global-obj.pkl", b"(" + name("subprocess", "Popen") + text("no") + b"o.", "names subprocess.Popen")
    write("global-newobj.pth", torch_zip(name("subprocess", "Popen") + tuple_of(text("no")) + b"\x81"), "names subprocess.Popen")
    stack = b"\x8c\x02nt\x94\x8c\x06system\x94\x93"
    write("global-stack-global.pth", torch_zip(pickled(stack + tuple_of(text("no")) + b"R", 4)), "names nt.system")
    memo = b"\x8c\x06system\x94\x8c\x05posix\x940h\x01h\x00\x93"
    write("global-stack-global-memo.pth", torch_zip(pickled(memo, 4)), "names posix.system")
    write("global-stack-global-number.pth", torch_zip(pickled(b"K\x01K\x02\x93", 4)), "is a whole number")
    write("global-framework-function.pth", torch_zip(call(name("torch.hub", "load"), text("a"), text("b"))), "names torch.hub.load")
    write("global-numpy-function.pth", torch_zip(call(name("numpy.testing._private.utils", "runstring"), text("a"), b"}")), "names numpy.testing._private.utils.runstring")
    write("global-load-from-bytes.pth", torch_zip(call(name("torch.storage", "_load_from_bytes"), b"C\x01a")), "names torch.storage._load_from_bytes")
    write("global-dotted.pth", torch_zip(pickled(b"\x8c\x05torch\x8c\x13nn.Module.load_it_x\x93", 4)), "names torch.nn.Module.load_it_x")
    write("global-getattr-of-type.pth", torch_zip(call(name("builtins", "getattr"), name("builtins", "object"), text("__subclasses__"))), "builtins.getattr")
    write("global-partial.pth", torch_zip(call(name("functools", "partial"), name("os", "system"))), "names functools.partial")
    write("global-extension.pth", torch_zip(b"\x82\x01"), "0x82")
    write("global-import-builtin.pth", torch_zip(call(name("importlib", "import_module"), text("os"))), "names importlib.import_module")
    write("global-terminal-codes.pth", torch_zip(name("\x1b[31mos", "system")), "[31mos.system")
    write("global-class-called.pth", torch_zip(call(name("torch", "FloatStorage"), whole(10**9))), "no names with tensors")
    write("call-of-a-text.pth", torch_zip(text("print") + b")R"), "calls a text")
    write("call-with-names.pth", torch_zip(pickled(name("collections", "OrderedDict") + b")" + state(("a", b"N")) + b"\x92", 4)), "named arguments")
    write("reconstructor-of-object.pkl", call(name("copy_reg", "_reconstructor"), name("builtins", "object"), name("builtins", "object"), b"N") + b".", "constructs builtins.object")


def nesting_and_counts():
    write("nested-tuples.pth", torch_zip(state(("weight", tensor()), ("x", b")" + b"\x85" * 50_000))), "nested more than")
    write("nested-lists.pth", torch_zip(state(("weight", tensor()), ("x", b"]" * 30_000 + b"a" * 29_999))), "nested more than")
    write("nested-dicts.pth", torch_zip(state(("weight", tensor()), ("x", (b"}" + text("k")) * 8_000 + b"N" + b"s" * 8_000))), "nested more than")
    write("itself.pth", torch_zip(b"]q\x00h\x00a"), "no names with tensors")
    write("itself-dict.pth", torch_zip(b"}q\x00" + text("model") + b"h\x00s"), "no names with tensors")
    write("billion-laughs.pth", torch_zip(b"]q\x00" + b"".join(b"](" + (b"h" + bytes([i])) * 10 + b"eq" + bytes([i + 1]) for i in range(60))), "no names with tensors")
    pairs = b"](" + (text("k") + b"N\x86q\x010" + b"h\x01" * 20_000) + b"e"
    write("dictionaries-from-one-list.pth", torch_zip(pairs + b"q\x020(" + call(name("collections", "OrderedDict"), b"h\x02") * 60 + b"l"), "more than 1048576 values")
    encode = call(name("_codecs", "encode"), b"h\x01", text("latin1"))
    write("text-to-bytes-again.pth", torch_zip(text("x" * 10_000) + b"q\x01(" + encode * 100 + b"l"), "into bytes many times")
    write("count-bytes8.pth", torch_zip(b"\x8e" + struct.pack("<Q", 2**62)), "4611686018427387904 bytes are wanted")
    write("count-bytes8-negative.pth", torch_zip(b"\x8e" + struct.pack("<Q", 2**64 - 1)), "18446744073709551615 bytes are wanted")
    write("count-text.pth", torch_zip(b"X" + struct.pack("<I", 2**32 - 1) + b"a"), "4294967295 bytes are wanted")
    write("count-bytearray.pth", torch_zip(b"\x96" + struct.pack("<Q", 2**40)), "1099511627776 bytes are wanted")
    write("count-long4.pth", torch_zip(b"\x8b" + struct.pack("<I", 50_000) + b"\xff" * 50_000), "at most 256")
    write("decimal-long.pkl", b"L" + b"9" * 50_000 + b"L\n.", "does not end within")
    write("decimal-wrong.pkl", b"I12x\n.", "no whole number")
    write("memo-missing.pth", torch_zip(b"h\x07"), "recalls value 7")
    write("memo-text.pkl", b"g99999999999999999999\n.", "no place in the memo")


def broken_pickles():
    write("stack-empty.pth", torch_zip(pickled(b"")), "empty stack")
    write("stack-below-mark.pth", torch_zip(b"N(\x85"), "empty stack")
    write("mark-missing.pth", torch_zip(b"Nt"), "did not begin")
    write("opcode-unknown.pth", torch_zip(b"\xff"), "0xff")
    write("protocol-unknown.pth", torch_zip(b"\x80\x09" + b"N."), "protocol 9")
    write("out-of-band.pth", torch_zip(pickled(b"\x97", 5)), "0x97")
    write("no-stop.pth", torch_zip(b"\x80\x02}"), "1 bytes are wanted")
    write("odd-items.pth", torch_zip(b"}(" + text("a") + b"u"), "a key without a value")
    write("append-to-dict.pth", torch_zip(b"}Na"), "appends to what is no list")
    write("items-of-list.pth", torch_zip(b"]NNs"), "sets items of what is no dictionary")
    write("state-of-list.pth", torch_zip(b"]Nb"), "sets the state")
    write("persistent-id-number.pth", torch_zip(b"K\x01Q"), "a persistent id is")
    write("persistent-id-short.pth", torch_zip(tuple_of(text("storage")) + b"Q"), "has 1 arguments")
    write("persistent-id-kind.pth", torch_zip(tuple_of(text("file"), text("/etc/passwd")) + b"Q"), "of kind file")
    write("persistent-id-plain.pkl", pickled(state(("weight", tensor()))), "outside of it")
    write("name-twice.pth", torch_zip(state(("weight", tensor()), ("weight", tensor()))), "two tensors weight")
    write("name-long.pth", torch_zip(state(("w" * 5000, tensor()))), "a name has 5000 bytes")
    write("no-tensors.pth", torch_zip(state(("epoch", whole(3)))), "no names with tensors")
    write("several-models.pth", torch_zip(state(("a", state(("w", tensor()))), ("b", state(("w", tensor()))))), "several models")
    write("whole-module.pth", torch_zip(name("torch.nn.modules.linear", "Linear") + b")\x81}b"), "not the module")


def tensors():
    def one(file, value, reason, **more):
        write(file, torch_zip(state(("weight", value)), **more), reason)

    one("tensor-beyond-storage.pth", tensor((3, 3)), "needs 9 elements")
    one("tensor-offset-beyond.pth", tensor(offset=7), "begins at element 7")
    one("tensor-offset-last.pth", tensor((2,), (1,), offset=5), "needs 2 elements")
    one("tensor-offset-negative.pth", tensor(offset=-1), "its offset is -1")
    one("tensor-offset-huge.pth", tensor(offset=2**63), "its offset is 9223372036854775808")
    one("tensor-offset-overflows.pth", tensor(offset=2**62), "begins at element 4611686018427387904")
    one("tensor-stride-negative.pth", tensor(stride=(-3, 1)), "its strides is -3")
    one("tensor-stride-huge.pth", tensor(stride=(2**62, 1)), "needs")
    one("tensor-stride-overflows.pth", tensor((3, 3), (2**62, 2**62)), "larger than any file")
    one("tensor-side-negative.pth", tensor((-2, -3)), "its shape is -2")
    one("tensor-sides-huge.pth", tensor((2**40, 2**40), (0, 0)), "larger than any file")
    one("tensor-sides-huge-empty.pth", tensor((2**40, 0, 2**40), (0, 0, 0)), "larger than any file")
    one("tensor-repeated.pth", tensor((10**6, 10**6), (0, 0)), "bytes, 8 times the file")
    one("tensor-strides-missing.pth", tensor((2, 3), (1,)), "2 sides and 1 strides")
    one("tensor-sides-many.pth", tensor((1,) * 65, (1,) * 65), "65 numbers")
    one("tensor-shape-text.pth", tensor(text("23")), "its shape is a text")
    one("tensor-of-list.pth", tensor(source=b"]"), "is a sequence of 0")
    one("tensor-of-other-type.pth", call(name("torch._utils", "_rebuild_tensor_v3"), storage(kind="UntypedStorage", elements=24), whole(0), wholes((6,)), wholes((1,)), b"\x89", b"}", name("torch", "complex64")), "torch.complex64, which is not read")
    one("tensor-negated.pth", call(name("torch._utils", "_rebuild_tensor_v2"), storage(), whole(0), wholes((6,)), wholes((1,)), b"\x89", b"}", state(("neg", b"\x88"))), "negated view")
    one("tensor-quantised.pth", call(name("torch._utils", "_rebuild_qtensor"), storage()), "names torch._utils._rebuild_qtensor")
    one("tensor-sparse.pth", call(name("torch._utils", "_rebuild_sparse_tensor"), b"N"), "names torch._utils._rebuild_sparse_tensor")
    one("storage-short.pth", tensor(), "storage 0 has 20 bytes", storages=(("0", FLOATS[:20]),))
    one("storage-missing.pth", tensor(), "storage 0 is not there", storages=())
    one("storage-huge.pth", tensor(source=storage(elements=2**61)), "would have 2305843009213693952 elements")
    one("storage-large.pth", tensor(source=storage(elements=2**59)), "storage 0 has 24 bytes")
    one("storage-negative.pth", tensor(source=storage(elements=-6)), "a storage's length is -6")
    one("storage-complex.pth", tensor(source=storage(kind="ComplexFloatStorage")), "torch.ComplexFloatStorage, which is not read")
    one("storage-outside.pth", tensor(source=storage(key="../../etc/passwd")), "is not there")
    write("storage-two-types.pth", torch_zip(state(("a", tensor()), ("b", tensor(source=storage(kind="IntStorage"))))), "elsewhere 6 of INT32")
    write("storage-two-lengths.pth", torch_zip(state(("a", tensor()), ("b", tensor(source=storage(elements=5))))), "elsewhere 5 of FLOAT32")
    big = b"\x00" * 40_000
    many = b"}(" + text("t0") + tensor((10_000,), (1,), source=storage(elements=10_000)) + b"q\x01" + b"".join(text(f"t{i}") + b"h\x01" for i in range(1, 60)) + b"u"
    write("tensors-share-much.pth", torch_zip(many, storages=(("0", big),)), "bytes, 8 times the file")


def zips():
    good = zipped(torch_entries(GOOD))
    for cut in (4, 40, len(good) // 2, len(good) - 30, len(good) - 1):
        write(f"zip-cut-{cut}.pth", good[:cut], "cut short")
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = bomb.compress(b"\x00" * 50_000_000) + bomb.flush()
    deflated = dict(stored=packed, fields=dict(method=8, compressed=len(packed), size=50_000_000))
    write("zip-bomb-storage.pth", zipped([("a/data.pkl", GOOD), ("a/data/0", b"", deflated)]), "a/data/0 is compressed")
    write("zip-bomb-pickle.pth", zipped([("a/data.pkl", b"", deflated)]), "a/data.pkl is compressed")
    write("zip-bomb-elsewhere.pth", zipped(torch_entries(GOOD) + [("a/notes", b"", deflated)]), "a/notes is compressed")
    write("zip-sizes-differ.pth", zipped(torch_entries(GOOD), change_central=lambda i, f: i == 1 and f.update(size=2**31)), "is compressed")
    write("zip-encrypted.pth", zipped(torch_entries(GOOD), change_central=lambda i, f: f.update(flags=1)), "encrypted")
    write("zip-entry-twice.pth", zipped(torch_entries(GOOD) + [("a/data/0", FLOATS)]), "two entries a/data/0")
    write("zip-two-pickles.pth", zipped(torch_entries(GOOD) + [("b/data.pkl", GOOD)]), "2 entries data.pkl")
    write("zip-no-pickle.pth", zipped([("a/notes", b"x")]), "0 entries data.pkl")
    write("zip-empty.pth", b"PK\x03\x04" + zipped([]), "0 entries data.pkl")
    write("zip-torchscript.pth", zipped(torch_entries(GOOD) + [("a/constants.pkl", b"."), ("a/code/x.py", b"")]), "TorchScript")
    write("zip-byteorder.pth", torch_zip(GOOD, byteorder=b"middle"), "byteorder is middle")
    write("zip-overlap.pth", zipped(torch_entries(GOOD), change_central=lambda i, f: i == 1 and f.update(offset=0)), "overlaps") 
    write("zip-overlap-within.pth", zipped([("a/data.pkl", GOOD + good), ("a/data/0", FLOATS)], change_central=lambda i, f: i == 1 and f.update(offset=40 + len(GOOD) + good.index(b"PK", 4))), "overlaps")
    write("zip-offset-beyond.pth", zipped(torch_entries(GOOD), change_central=lambda i, f: i == 1 and f.update(offset=2**31)), "not at byte 2147483648")
    write("zip-offset-wrong.pth", zipped(torch_entries(GOOD), change_central=lambda i, f: i == 1 and f.update(offset=f["offset"] + 1)), "where the directory has it")
    write("zip-size-beyond.pth", zipped(torch_entries(GOOD), change_central=lambda i, f: i == 1 and f.update(size=10**6, compressed=10**6)), "of 1000000 bytes is not at")
    wide = struct.pack("<HHQQ", 1, 16, 2**63, 2**63)
    write("zip-wide-size.pth", zipped(torch_entries(GOOD), change_central=lambda i, f: i == 1 and f.update(size=2**32 - 1, compressed=2**32 - 1, extra=wide)), "beyond 63 bits")
    write("zip-wide-missing.pth", zipped(torch_entries(GOOD), change_central=lambda i, f: i == 1 and f.update(size=2**32 - 1, compressed=2**32 - 1)), "8 bytes are wanted")
    write("zip-directory-outside.pth", zipped(torch_entries(GOOD), change_end=lambda e: e.update(offset=2**31)), "lies outside")
    write("zip-directory-long.pth", zipped(torch_entries(GOOD), change_end=lambda e: e.update(length=2**31)), "lies outside")
    write("zip-directory-moved.pth", zipped(torch_entries(GOOD), change_end=lambda e: e.update(offset=e["offset"] - 4)), "something else than an entry")
    write("zip-many-entries.pth", zipped(torch_entries(GOOD), change_end=lambda e: e.update(count=65535)), "would have 65535 entries")
    end = good.index(b"PK\x05\x06")
    for file, fields, reason in (("zip-wide-count.pth", (2**62, 100, 0), "would have 4611686018427387904 entries"),
                                 ("zip-wide-negative.pth", (1, 2**64 - 1, 0), "lies outside"), ("zip-wide-offset.pth", (1, 100, 2**63 + 5), "lies outside")):
        wide_end = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, fields[0], *fields)
        write(file, good[:end] + wide_end + struct.pack("<IIQI", 0x07064B50, 0, end, 1) + good[end:], reason)
    write("zip-wide-locator.pth", good[:end] + struct.pack("<IIQI", 0x07064B50, 0, 2**63, 1) + good[end:], "lies outside")
    write("zip-wide-no-end.pth", good[:end] + struct.pack("<IIQI", 0x07064B50, 0, 0, 1) + good[end:], "wanted" if end < 56 else "no 64-bit end")
    write("zip-name-long.pth", zipped(torch_entries(GOOD) + [("n" * 5000, b"")]), "a name of 5000 bytes")


def legacies():
    good = legacy(state(("weight", tensor())))
    for cut, reason in ((14, "wanted"), (60, "wanted"), (len(good) - 40, "wanted"), (len(good) - 26, "wanted"), (len(good) - 1, "wanted")):
        write(f"legacy-cut-{cut}.pth", good[:cut], reason)
    value = state(("weight", tensor()))
    write("legacy-version.pth", legacy(value, version=1000), "not 1001")
    write("legacy-length-differs.pth", legacy(value, storages=((5, FLOATS),)), "has 5 elements where")
    write("legacy-length-negative.pth", legacy(value, storages=((-6, FLOATS),)), "has -6 elements where")
    write("legacy-storage-missing.pth", legacy(value, keys=(), storages=()), "storage 0 is not in the file")
    write("legacy-storage-unknown.pth", legacy(value, keys=("1",)), "that nothing refers to")
    write("legacy-storage-twice.pth", legacy(value, keys=("0", "0"), storages=((6, FLOATS), (6, FLOATS))), "one twice")
    write("legacy-keys-number.pth", legacy(value).replace(pickled(b"](" + text("0") + b"e"), pickled(b"K\x01")), "does not list its storages")
    write("legacy-huge.pth", legacy(state(("weight", tensor(source=storage(elements=2**59)))), storages=((2**59, FLOATS),)), "bytes are wanted")
    for file, offset, count in (("legacy-view-beyond.pth", 4, 3), ("legacy-view-overflows.pth", 2**62, 2**62)):
        view = tuple_of(text("v"), whole(offset), whole(count))
        write(file, legacy(state(("weight", tensor((1,), (1,), source=storage(view=view))))), "leaves its storage")


def arrays():
    def array(shape, kind, data, order="<"):
        dtype = call(name("numpy", "dtype"), text(kind), b"\x89", b"\x88") + tuple_of(whole(3), text(order), b"N", b"N", b"N", whole(-1), whole(-1), whole(0)) + b"b"
        return call(name("numpy.core.multiarray", "_reconstruct"), name("numpy", "ndarray"), wholes((0,)), b"C\x01b") + tuple_of(whole(1), wholes(shape), dtype, b"\x89", data) + b"b"

    def one(file, value, reason):
        write(file, pickled(state(("weight", value)), 3), reason)

    one("array-short.pkl", array((3,), "f4", b"C\x08" + b"\x00" * 8), "needs 3 elements")
    one("array-objects.pkl", array((1,), "O8", b"](Ne"), "its elements are O8")
    one("array-huge.pkl", array((2**40, 2**40), "f4", b"C\x00"), "tensor weight")
    one("array-order.pkl", array((1,), "f4", b"C\x04abcd", "?"), "byte order is ?")
    one("array-no-bytes.pkl", array((1,), "f4", b"N"), "its bytes are None")
    one("array-text-data.pkl", array((1,), "f4", text("abcd")), "its bytes are a text")
    one("array-shape.pkl", array((-1,), "f4", b"C\x04abcd"), "its shape is -1")
    one("array-beyond-latin1.pkl", array((1,), "f4", call(name("_codecs", "encode"), text("\u2713"), text("latin1"))), "beyond latin1")
    one("array-other-code.pkl", array((1,), "f4", call(name("_codecs", "encode"), text("a"), text("rot13"))), "another code")
    write("array-without-state.pkl", pickled(state(("w", array((1,), "f4", b"C\x04abcd")), ("weight", call(name("numpy.core.multiarray", "_reconstruct"), name("numpy", "ndarray"), wholes((0,)), b"C\x01b"))), 3), "its array is empty")
    write("array-state.pkl", pickled(call(name("numpy.core.multiarray", "_reconstruct"), name("numpy", "ndarray"), wholes((0,)), b"C\x01b") + b"Nb", 3), "an array's state is None")


def other_files():
    write("text.pth", b"<!DOCTYPE html><html>404 Not Found</html>\n", "a web page")
    write("empty.pth", b"", "0 bytes")
    header = b'{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    write("safetensors.pth", struct.pack("<Q", len(header)) + header + b"\0\0\0\0", "a safetensors file")
    write("git-lfs.pth", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 7\n", "Git's pointer")
    write("tar.pth", b"sys_info".ljust(257, b"\0") + b"ustar".ljust(255, b"\0"), "oldest format")
    write("escape-cut.pkl", b"S'a\\'\n.", "within an escape")
    write("escape-no-letter.pkl", b"V\\Uffffffff\n.", "for no letter")
    write("text-no-quotes.pkl", b"Sabc\n.", "not between quotes")
    write("number-wrong.pkl", b"F1.5.2\n.", "no number")


if __name__ == "__main__":
    os.makedirs(TARGET, exist_ok=True)
    for old in os.listdir(TARGET):
        os.remove(os.path.join(TARGET, old))
    for part in (globals_, nesting_and_counts, broken_pickles, tensors, zips, legacies, arrays, other_files):
        part()
    with open(os.path.join(TARGET, "reasons.json"), "w") as out:
        json.dump(dict(sorted(reasons.items())), out, indent=0)
        out.write("\n")
    print(len(reasons), "files")
