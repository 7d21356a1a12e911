package dev.fovea.data.format;

/** The defects that a reader meets in annotation files. */
public enum DefectKind {
  /** A file, or a line of it, that is not written in its format's language. */
  MALFORMED("malformed"),
  /** A record without something that it must have. */
  MISSING_FIELD("missing-field"),
  /** A value that must be a number and is none. */
  NOT_A_NUMBER("not-a-number"),
  /** NaN, infinity or a number beyond all bounds. */
  NOT_FINITE("not-finite"),
  /** A width or height of an image that is not above 0. */
  STATED_SIZE("stated-size"),
  /** A box whose right is left of its left, or bottom above its top. */
  BOX_SWAPPED("box-swapped"),
  /** A box without area; it is dropped with a count when training. */
  BOX_EMPTY("box-empty"),
  /** An area below 0; the box's is taken. */
  NEGATIVE_AREA("negative-area"),
  /** An annotation of an image that is not listed. */
  UNKNOWN_IMAGE("unknown-image"),
  /** An annotation of a class that is not listed. */
  UNKNOWN_CLASS("unknown-class"),
  /** Two images of one id. */
  DUPLICATE_IMAGE_ID("duplicate-image-id"),
  /** Two annotations of one id. */
  DUPLICATE_ANNOTATION_ID("duplicate-annotation-id"),
  /** Two classes of one id. */
  DUPLICATE_CLASS_ID("duplicate-class-id"),
  /** Two classes of one name. */
  DUPLICATE_CLASS_NAME("duplicate-class-name"),
  /** A split that lists an image without annotation file. */
  ANNOTATION_FILE_MISSING("annotation-file-missing"),
  /** An annotation file that belongs to no image or no split. */
  ANNOTATION_FILE_ORPHANED("annotation-file-orphaned"),
  /** A number of classes that is not that of their names. */
  CLASS_COUNT("class-count"),
  /** A picture whose size must be known and cannot be read. */
  PICTURE_UNREADABLE("picture-unreadable");

  private final String label;

  DefectKind(String label) {
    this.label = label;
  }

  /** The kind's name for people and scripts, such as {@code box-swapped}. */
  public String label() {
    return label;
  }
}
