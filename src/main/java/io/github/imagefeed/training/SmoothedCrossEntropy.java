package io.github.imagefeed.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * Mean softmax cross-entropy against labels of which a part is spread over all classes (label
 * smoothing: Szegedy et al., CVPR 2016), as PyTorch's {@code cross_entropy(label_smoothing=)}.
 */
final class SmoothedCrossEntropy extends Loss {

  private final float smoothing;

  /**
   * Makes the loss.
   *
   * @param smoothing part of the label that is spread, 0 to below 1
   */
  SmoothedCrossEntropy(float smoothing) {
    super("SmoothedCrossEntropy");
    this.smoothing = smoothing;
  }

  /** Labels int64 N, logits float32 N×classes; a scalar. */
  @Override
  public NDArray evaluate(NDList labels, NDList logits) {
    NDArray logs = logits.singletonOrThrow().logSoftmax(1);
    NDArray ofLabels = logs.gather(labels.singletonOrThrow().expandDims(1), 1).mean();
    if (smoothing == 0) {
      return ofLabels.neg();
    }
    return ofLabels.mul(smoothing - 1).sub(logs.mean().mul(smoothing));
  }
}
