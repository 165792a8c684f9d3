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

    /** Whether images are frames of a slice. */
    boolean isCine() {
        return header.limits().phase().count() > 1;
    }

    /** The frames of an image's slice, itself among them, in the order of time; it alone where it has every line. */
    List<AssembledImage> framesOf(AssembledImage image) {
        return image.kspace().mask().share() == 1
                ? List.of(image)
                : images.stream().filter(other -> isOfSlice(other, image)).toList();
    }

    private static boolean isOfSlice(AssembledImage one, AssembledImage other) {
        return one.index().slice() == other.index().slice()
                && one.index().contrast() == other.index().contrast()
                && one.index().repetition() == other.index().repetition();
    }
}
