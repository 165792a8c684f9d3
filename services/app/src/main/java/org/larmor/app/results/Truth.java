package org.larmor.app.results;

import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;

/** The true picture of each image, where it is known: of a simulated scan. */
@FunctionalInterface
public interface Truth {
    RealImage of(ImageIndex index);
}
