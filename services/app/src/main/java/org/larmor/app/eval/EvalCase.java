package org.larmor.app.eval;

import java.util.List;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanHeader;

/**
 * A scan whose truth is known.
 *
 * @param mask how its lines were chosen: random, uniform, ...
 * @param acceleration nominal R
 * @param images what was measured, as the service has it after assembly
 * @param truth of each image, of its size
 */
public record EvalCase(
        String name,
        String mask,
        double acceleration,
        ScanHeader header,
        List<AssembledImage> images,
        List<RealImage> truth) {
    public EvalCase {
        images = List.copyOf(images);
        truth = List.copyOf(truth);
        if (images.isEmpty() || images.size() != truth.size()) {
            throw new IllegalArgumentException(
                    name + ": " + images.size() + " images were measured and the truth has " + truth.size());
        }
    }
}
