package org.larmor.recon.reconstruct;

import org.jspecify.annotations.Nullable;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.baseline.NoiseLevel;
import org.larmor.core.coils.NoiseWhitening;
import org.larmor.core.domain.KSpace;

/** Makes an image ready: coils compressed, maps found once and again only when more calibration lines came. */
final class Preparation {
    private final ReconstructSettings settings;

    Preparation(ReconstructSettings settings) {
        this.settings = settings;
    }

    PreparedImage prepared(AssembledImage image, ImageMemory.Notes notes, Stopwatch watch) {
        PreparedImage before = notes.prepared(image);
        if (before != null) {
            return before;
        }
        CoilSetup coils = coils(image, notes, watch);
        KSpace kspace = watch.time("compress", () -> coils.applied(image.kspace()));
        double noise = image.whitened()
                ? NoiseWhitening.PART_DEVIATION
                : watch.time("noise", () -> NoiseLevel.estimate(kspace));
        var made = new PreparedImage(
                kspace, coils.calibration().maps(), noise, Pictures.joined(image.remark(), coils.remark()));
        notes.prepared(image, made);
        return made;
    }

    private CoilSetup coils(AssembledImage image, ImageMemory.Notes notes, Stopwatch watch) {
        KSpace separate = image.calibration();
        KSpace lines = separate == null ? image.kspace() : separate;
        @Nullable CoilSetup known = notes.coils();
        if (known != null && known.lines() == CoilSetup.mark(lines)) {
            return known;
        }
        CoilSetup found = watch.time("maps", () -> CoilSetup.of(lines, settings));
        notes.coils(found);
        return found;
    }
}
