package io.github.imagefeed.store.lmdb.foreign;

/** How the pixels of an image are packed. */
enum Packing {
  /** As they are. */
  PIXELS("raw pixels"),

  /** Each byte as the character of that number, in UTF-8: how Python 3 pickles for Python 2. */
  TEXT("pixels as text"),

  /** A PNG or JPEG file. */
  ENCODED("PNG or JPEG");

  private final String people;

  Packing(String people) {
    this.people = people;
  }

  @Override
  public String toString() {
    return people;
  }
}
