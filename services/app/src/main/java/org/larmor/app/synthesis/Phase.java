package org.larmor.app.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.NiftiGeometry;
import org.larmor.app.data.PictureFile;
import org.larmor.core.domain.RealVolume;

/**
 * One phase of a moving organ, from a file.
 *
 * @param stack whether it is a stack of slices, be it of one
 * @param geometry where its voxels lie, or null where the file does not say
 */
public record Phase(
        Path file,
        RealVolume picture,
        boolean stack,
        @Nullable NiftiGeometry geometry) {
    /** @throws BadInput if it cannot be read or holds no picture that can move: one line that names it */
    public static Phase read(Path file) throws BadInput, IOException {
        PictureFile read = PictureFile.read(file);
        Phase phase = new Phase(file, read.picture(), read.stack(), read.nifti());
        float[] values = phase.picture.data();
        boolean constant = true;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new BadInput(file + ": holds values that are not finite");
            }
            constant &= value == values[0];
        }
        if (constant) {
            throw new BadInput(file + ": is constant: nothing in it can be seen to move");
        }
        return phase;
    }

    /** Where its voxels are, mm; of files that do not say, pixels of 1 mm about a common centre. */
    Grid grid() {
        return geometry == null ? Grid.centred(picture) : Grid.of(picture, geometry.matrix());
    }
}
