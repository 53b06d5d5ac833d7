/** Cross-validation: the same training on all but one fold, once for each fold. */
package io.github.imagefeed.training.kfold;
