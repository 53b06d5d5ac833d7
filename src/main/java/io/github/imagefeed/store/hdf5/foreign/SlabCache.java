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
    private long used;

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
  private final int slabBytes;
  private final ByteOrder order;
  private int taken;
  private long clock;

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
          place.used = ++clock;
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
      return places[taken++];
    }
    Place oldest = places[0];
    for (Place place : places) {
      if (oldest.pins > 0 || (place.pins == 0 && place.used < oldest.used)) {
        oldest = place;
      }
    }
    return oldest;
  }

  private void claim(Place place, int slab) {
    if (place.slab != NOWHERE) {
      placeOf[place.slab] = NOWHERE;
    }
    place.slab = slab;
    place.decoded = false;
    place.pins = 1;
    place.used = ++clock;
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
      place.used = 0;
    }
    if (place.pins == 0) {
      notifyAll();
    }
  }
}
