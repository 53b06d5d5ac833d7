package io.github.imagefeed.measure;

import java.nio.file.Path;

/** A store with the files that it reads. */
public record StoredLoader(StoreLoader loader, Path path) {}
