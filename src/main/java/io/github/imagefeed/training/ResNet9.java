package io.github.imagefeed.training;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** See {@link Architecture#RESNET9}. */
final class ResNet9 {

  private ResNet9() {}

  static SequentialBlock build(int classes) {
    SequentialBlock net = new SequentialBlock();
    net.add(Layers.channelsLast());
    Layers.convolution(net, 32);
    Layers.convolution(net, 64);
    net.add(Layers.pool()).add(residual(64));
    Layers.convolution(net, 128);
    net.add(Layers.pool());
    Layers.convolution(net, 256);
    net.add(Layers.pool()).add(residual(256));
    return net.add(Pool.globalMaxPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  /** Two convolutions whose result is added to what they were given. */
  private static ParallelBlock residual(int channels) {
    SequentialBlock branch = new SequentialBlock();
    Layers.convolution(branch, channels);
    Layers.convolution(branch, channels);
    return new ParallelBlock(
        parts -> new NDList(parts.get(0).singletonOrThrow().add(parts.get(1).singletonOrThrow())),
        List.of(Blocks.identityBlock(), branch));
  }
}
