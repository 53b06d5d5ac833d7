package io.github.imagefeed.store.hdf5.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decoded slabs, as many as fit a budget, shared by all threads: the one that was not used for the
 * longest time makes room. Thread-safe.
 *
 * <p>A reader pins a slab, decodes it if it is the first, copies from it, and unpins it; it pins
 * one at a time, so that nobody waits in a circle. Nothing is allocated once all places are taken.
 */
final class SlabCache {

  private static final int NOWHERE = -1;

  /** One place; all but the buffer's content is guarded by the cache. */
  static final class Place {

    private final int number;
    private final ByteBuffer records;
    private int slab = NOWHERE;
    private boolean decoded;
    private int pins;

    private Place(int number, int bytes, ByteOrder order) {
      this.number = number;
      records = ByteBuffer.allocate(bytes).order(order);
    }

    /** The slab; not to be moved. */
    ByteBuffer records() {
      return records;
    }
  }

  private final Place[] places;
  private final int[] placeOf;

  /**
   * Neighbours of each place that is taken, in the order of use: a ring, whose last entry is the
   * end of both. A miss must not look at all places: of single small images there may be 350,000.
   */
  private final int[] older;

  private final int[] newer;
  private final int slabBytes;
  private final ByteOrder order;
  private int taken;

  /**
   * Allocates a place when it is used first.
   *
   * @param slabs how many there are
   * @param budget bytes; one slab is kept even if it is larger
   */
  SlabCache(int slabs, int slabBytes, ByteOrder order, long budget) {
    this.places = new Place[(int) Math.max(1, Math.min(slabs, budget / slabBytes))];
    this.placeOf = new int[slabs];
    this.slabBytes = slabBytes;
    this.order = order;
    Arrays.fill(placeOf, NOWHERE);
    this.older = new int[places.length + 1];
    this.newer = new int[places.length + 1];
    older[places.length] = places.length;
    newer[places.length] = places.length;
  }

  int places() {
    return places.length;
  }

  /**
   * Pins a slab; waits while another thread decodes it, or while all places are pinned.
   *
   * @return its place; {@link #isToDecode} says whether the caller has to fill it
   */
  synchronized Place pin(int slab) {
    boolean interrupted = false;
    try {
      while (true) {
        Place place = find(slab);
        if (place.slab == slab && place.decoded) {
          place.pins++;
          move(place.number, older[places.length]);
          return place;
        }
        if (place.pins == 0) {
          claim(place, slab);
          return place;
        }
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true; // for the caller; the read itself goes on
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Where the slab is; or the place for it, which may be pinned still. */
  private Place find(int slab) {
    int known = placeOf[slab];
    if (known != NOWHERE) {
      return places[known];
    }
    if (taken < places.length) {
      places[taken] = new Place(taken, slabBytes, order);
      link(taken, older[places.length]);
      return places[taken++];
    }
    int oldest = newer[places.length];
    int free = oldest;
    while (free < places.length && places[free].pins > 0) { // no more of these than threads
      free = newer[free];
    }
    return places[free < places.length ? free : oldest];
  }

  private void move(int number, int behind) {
    if (number != behind) {
      newer[older[number]] = newer[number];
      older[newer[number]] = older[number];
      link(number, behind);
    }
  }

  private void link(int number, int behind) {
    older[number] = behind;
    newer[number] = newer[behind];
    older[newer[behind]] = number;
    newer[behind] = number;
  }

  private void claim(Place place, int slab) {
    if (place.slab != NOWHERE) {
      placeOf[place.slab] = NOWHERE;
    }
    place.slab = slab;
    place.decoded = false;
    place.pins = 1;
    move(place.number, older[places.length]);
    placeOf[slab] = place.number;
  }

  /** Whether the thread that pinned the place has to decode the slab into it. */
  synchronized boolean isToDecode(Place place) {
    return !place.decoded;
  }

  /** Lets others read what the caller has decoded. */
  synchronized void setDecoded(Place place) {
    place.decoded = true;
    notifyAll();
  }

  /** Ends the use of a place; one that was not decoded, for damage, is free again. */
  synchronized void unpin(Place place) {
    place.pins--;
    if (!place.decoded) {
      placeOf[place.slab] = NOWHERE;
      place.slab = NOWHERE;
      move(place.number, places.length);
    }
    if (place.pins == 0) {
      notifyAll();
    }
  }
}
