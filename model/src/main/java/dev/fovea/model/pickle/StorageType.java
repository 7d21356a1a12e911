package dev.fovea.model.pickle;

import dev.fovea.model.DType;
import java.util.Arrays;
import java.util.Optional;

/** How the numbers of a storage are encoded, and as what they are read. */
public enum StorageType {
  /** IEEE double precision. */
  FLOAT64("Double", "f8", 8, DType.F32),
  /** IEEE single precision. */
  FLOAT32("Float", "f4", 4, DType.F32),
  /** IEEE half precision. */
  FLOAT16("Half", "f2", 2, DType.F32),
  /** The upper half of a float32. */
  BFLOAT16("BFloat16", "", 2, DType.BF16),
  /** Signed, 64 bits. */
  INT64("Long", "i8", 8, DType.I64),
  /** Signed, 32 bits. */
  INT32("Int", "i4", 4, DType.I64),
  /** Signed, 16 bits. */
  INT16("Short", "i2", 2, DType.I64),
  /** Signed, 8 bits. */
  INT8("Char", "i1", 1, DType.I64),
  /** Unsigned, 32 bits. */
  UINT32("", "u4", 4, DType.I64),
  /** Unsigned, 16 bits. */
  UINT16("", "u2", 2, DType.I64),
  /** Unsigned, 8 bits. */
  UINT8("Byte", "u1", 1, DType.I64),
  /** One byte, 0 or not. */
  BOOL("Bool", "b1", 1, DType.I64),
  /** Bytes of no type: the tensor names its own. */
  UNTYPED("Untyped", "", 1, DType.I64);

  private final String storage;
  private final String code;
  private final int bytes;
  private final DType readAs;

  StorageType(String storage, String code, int bytes, DType readAs) {
    this.storage = storage;
    this.code = code;
    this.bytes = bytes;
    this.readAs = readAs;
  }

  /** Bytes of one element in the file. */
  public int bytes() {
    return bytes;
  }

  /** The type of the tensor that is read: F32, BF16 or I64. */
  public DType readAs() {
    return readAs;
  }

  /** The type of torch's storage class, such as {@code torch.FloatStorage}. */
  static Optional<StorageType> ofStorage(String global) {
    String name = global.substring(global.lastIndexOf('.') + 1).replaceFirst("^_", "");
    return Arrays.stream(values())
        .filter(type -> !type.storage.isEmpty() && name.equals(type.storage + "Storage"))
        .findFirst();
  }

  /** The type of torch's element type, such as {@code torch.float32}. */
  static Optional<StorageType> ofElement(String global) {
    return Arrays.stream(values())
        .filter(type -> type != UNTYPED && global.equals("torch." + type.torchName()))
        .findFirst();
  }

  /** The type of NumPy's code without byte order, such as {@code f4}. */
  static Optional<StorageType> ofCode(String numpy) {
    return Arrays.stream(values())
        .filter(type -> !type.code.isEmpty() && type.code.equals(numpy))
        .findFirst();
  }

  private String torchName() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
