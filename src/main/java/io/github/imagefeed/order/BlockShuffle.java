package io.github.imagefeed.order;

import java.util.Objects;

/**
 * Blocks in random order, the images of each window of blocks in random order: positions of one
 * window never leave its blocks. Constant memory.
 *
 * <p>All blocks are full but the last one in the store, which is visited at a random time like any
 * other; so the windows behind it start earlier by what it lacks.
 */
final class BlockShuffle implements IndexOrder {

  private final int size;
  private final int images;
  private final int window;
  private final long key;
  private final Permutation blocks;

  /** Images that the short block lacks, and when it is visited. */
  private final int lacking;

  private final int shortVisit;

  /** Positions are asked for one after the other: most are in the window of the one before. */
  private volatile Window last;

  BlockShuffle(int size, Blocks shape, long key) {
    this.size = size;
    this.images = shape.images();
    this.window = shape.window();
    this.key = key;
    int count = (int) (((long) size + images - 1) / images);
    this.blocks = Permutation.of(count, key);
    this.lacking = (int) ((long) count * images - size);
    this.shortVisit = count == 0 ? 0 : blocks.positionOf(count - 1);
    this.last = new Window(0);
  }

  /** So many consecutive visits, and the images in them. */
  private final class Window {
    private final long firstVisit;
    private final int start;
    private final int end;
    private final Permutation mixed;

    Window(int number) {
      this.firstVisit = (long) number * window;
      this.start = start(firstVisit);
      this.end = start(firstVisit + window);
      this.mixed = Permutation.of(end - start, SplitMix64.mix(key ^ SplitMix64.mix(~number)));
    }

    int at(int position) {
      long offset = mixed.at(position - start);
      long shortAt = (shortVisit - firstVisit) * images;
      if (shortAt >= 0 && offset >= shortAt + images - lacking) {
        offset += lacking; // behind the short block, as if it were full
      }
      int visit = (int) (firstVisit + offset / images);
      return blocks.at(visit) * images + (int) (offset % images);
    }
  }

  /** Images visited before a block's turn. */
  private int start(long visit) {
    return (int) Math.min(size, visit * images - (visit > shortVisit ? lacking : 0));
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int at(int position) {
    return window(position).at(position);
  }

  /** With a window of its own, whatever other threads ask for meanwhile. */
  @Override
  public void copy(int from, int to, int[] out) {
    Objects.checkFromToIndex(from, to, size);
    Window now = last;
    for (int position = from; position < to; position++) {
      if (position < now.start || position >= now.end) {
        now = window(position);
      }
      out[position - from] = now.at(position);
    }
  }

  private Window window(int position) {
    Window now = last;
    if (position < now.start || position >= now.end) {
      // A window behind the short block starts earlier, so the quotient may name the one before.
      int number = (int) (position / ((long) images * window));
      now = new Window(number);
      if (position >= now.end) {
        now = new Window(number + 1);
      }
      last = now;
    }
    return now;
  }
}
