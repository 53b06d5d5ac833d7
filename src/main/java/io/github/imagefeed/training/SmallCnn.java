package io.github.imagefeed.training;

import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;

/** See {@link Architecture#SMALL}. */
final class SmallCnn {

  private static final int HIDDEN = 128;
  private static final float DROPOUT = 0.5f;

  private SmallCnn() {}

  static SequentialBlock build(int classes) {
    SequentialBlock net = new SequentialBlock();
    net.add(Layers.channelsLast());
    Layers.convolution(net, 32);
    Layers.convolution(net, 32);
    net.add(Layers.pool());
    Layers.convolution(net, 64);
    Layers.convolution(net, 64);
    net.add(Layers.pool());
    Layers.convolution(net, 128);
    net.add(Layers.pool());
    return net.add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(HIDDEN).build())
        .add(Activation.reluBlock())
        .add(Dropout.builder().optRate(DROPOUT).build())
        .add(Linear.builder().setUnits(classes).build());
  }
}
