package org.larmor.recon.reconstruct;

import org.jspecify.annotations.Nullable;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.baseline.FoldOver;
import org.larmor.core.baseline.NoiseLevel;
import org.larmor.core.coils.NoiseWhitening;
import org.larmor.core.domain.KSpace;
import org.larmor.recon.flow.ReconJob;

/**
 * Makes an image ready: coils compressed, maps found once and again only when more calibration lines came; those of a cine's
 * frame from the time average.
 */
final class Preparation {
    private final ReconstructSettings settings;
    private final ImageMemory memory;

    Preparation(ReconstructSettings settings, ImageMemory memory) {
        this.settings = settings;
        this.memory = memory;
    }

    PreparedImage prepared(ReconJob job, Stopwatch watch) {
        ImageMemory.Notes notes = memory.of(job);
        PreparedImage before = notes.prepared(job);
        if (before != null) {
            return before;
        }
        PreparedImage made = job.isCine() ? frame(job, watch) : alone(job.image(), notes, watch);
        notes.prepared(job, made);
        return made;
    }

    private PreparedImage frame(ReconJob job, Stopwatch watch) {
        CineSlice slice = memory.cine(job);
        CoilSetup coils = watch.time("maps", slice::coils);
        return new PreparedImage(
                watch.time("compress", () -> slice.without(job.image())),
                coils.calibration().maps(),
                slice.foldOver(),
                watch.time("noise", slice::noiseLevel),
                Pictures.joined(job.image().remark(), coils.remark()));
    }

    private PreparedImage alone(AssembledImage image, ImageMemory.Notes notes, Stopwatch watch) {
        CoilSetup coils = coils(image, notes, watch);
        KSpace kspace = watch.time("compress", () -> coils.applied(image.kspace()));
        double noise = image.whitened()
                ? NoiseWhitening.PART_DEVIATION
                : watch.time("noise", () -> NoiseLevel.estimate(kspace));
        FoldOver foldOver = watch.time("fold-over", () -> coils.foldOver(kspace, settings));
        return new PreparedImage(
                foldOver == null ? kspace : foldOver.removedFrom(kspace),
                coils.calibration().maps(),
                foldOver,
                noise,
                Pictures.joined(image.remark(), coils.remark()));
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
