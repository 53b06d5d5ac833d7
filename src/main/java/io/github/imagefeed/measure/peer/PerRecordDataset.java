package io.github.imagefeed.measure.peer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.util.Progress;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * DJL's {@code RandomAccessDataset} as its documentation shows it: one record at a time, an array
 * an image as uint8 H×W×C, which {@code ToTensor} scales.
 */
final class PerRecordDataset extends RandomAccessDataset {

  private final ImageStore store;
  private final ByteBuffer pixels;
  private final byte[] stored;
  private final byte[] interleaved;

  private PerRecordDataset(Builder builder) {
    super(builder);
    this.store = builder.store;
    this.pixels = ByteBuffer.allocateDirect(store.shape().bytes());
    this.stored = new byte[store.shape().bytes()];
    this.interleaved = new byte[store.shape().bytes()];
  }

  @Override
  public Record get(NDManager manager, long index) throws IOException {
    int[] label = new int[1];
    store.read(new int[] {(int) index}, 0, 1, pixels, label);
    pixels.get(0, stored);
    ImageShape shape = store.shape();
    byte[] image = stored;
    if (shape.layout() == Layout.CHW) {
      Pixels.transpose(stored, shape, interleaved);
      image = interleaved;
    }
    NDArray array =
        manager.create(
            ByteBuffer.wrap(image),
            new Shape(shape.height(), shape.width(), shape.channels()),
            DataType.UINT8);
    return new Record(new NDList(array), new NDList(manager.create((long) label[0])));
  }

  @Override
  protected long availableSize() {
    return store.size();
  }

  @Override
  public void prepare(Progress progress) {}

  static final class Builder extends BaseBuilder<Builder> {
    private final ImageStore store;

    Builder(ImageStore store) {
      this.store = store;
    }

    @Override
    protected Builder self() {
      return this;
    }

    PerRecordDataset build() {
      return new PerRecordDataset(this);
    }
  }
}
