package org.larmor.recon.reconstruct;

import java.util.function.LongSupplier;
import org.larmor.core.baseline.CgSense;
import org.larmor.core.baseline.L1Wavelet;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.ComplexImage;
import org.larmor.core.domain.RealImage;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;

/** The steps that need no model: zero filling, CG-SENSE, l1-wavelet, low rank and sparse. */
final class Classics {
    private final ReconstructSettings settings;
    private final Preparation preparation;
    private final ImageMemory memory;
    private final LongSupplier nanoTime;

    Classics(ReconstructSettings settings, ImageMemory memory, LongSupplier nanoTime) {
        this.settings = settings;
        this.preparation = new Preparation(settings, memory);
        this.memory = memory;
        this.nanoTime = nanoTime;
    }

    Picture zeroFilled(ReconJob job) {
        Stopwatch watch = new Stopwatch(nanoTime);
        RealImage picture = watch.time(
                "zero-filled", () -> ZeroFilled.rootSumOfSquares(job.image().kspace()));
        return Pictures.classic(job, "zero-filled", picture, 0, job.image().remark(), watch.steps());
    }

    Picture sense(ReconJob job) {
        Stopwatch watch = new Stopwatch(nanoTime);
        PreparedImage image = preparation.prepared(job, watch);
        var method = new CgSense(settings.sense().settings(settings.threads()));
        RealImage picture = watch.time("cg-sense", () -> image.shown(method.reconstruct(image.kspace(), image.maps())));
        return Pictures.classic(job, "sense", picture, image.noiseLevel(), image.remark(), watch.steps());
    }

    /** @param why the classic takes the place of what was asked for, or empty */
    Picture wavelet(ReconJob job, String why) {
        Stopwatch watch = new Stopwatch(nanoTime);
        PreparedImage image = preparation.prepared(job, watch);
        var method = new L1Wavelet(settings.wavelet().settings(job.options().seed(), settings.threads()));
        RealImage picture =
                watch.time("l1-wavelet", () -> image.shown(method.reconstruct(image.kspace(), image.maps())));
        return Pictures.classic(
                job, "l1-wavelet", picture, image.noiseLevel(), Pictures.joined(why, image.remark()), watch.steps());
    }

    /**
     * A frame by all frames of its slice. An image without other frames is made by l1-wavelet, which is said.
     *
     * @param why the classic takes the place of what was asked for, or empty
     */
    Picture temporal(ReconJob job, String why) {
        if (!job.isCine()) {
            return wavelet(job, Pictures.joined(why, "no other frames of the slice: l1-wavelet"));
        }
        Stopwatch watch = new Stopwatch(nanoTime);
        PreparedImage image = preparation.prepared(job, watch);
        ComplexImage made = watch.time("low-rank-sparse", () -> memory.cine(job).picture(job.image()));
        RealImage picture = settings.noiseFloor()
                ? image.expected(made, job.image().kspace().coils())
                : image.shown(made);
        return Pictures.classic(
                job,
                Method.LOW_RANK_SPARSE.label(),
                picture,
                image.noiseLevel(),
                Pictures.joined(why, image.remark()),
                watch.steps());
    }

    /** What a step of the device needs; made here if no step before did. */
    PreparedImage prepared(ReconJob job) {
        return preparation.prepared(job, new Stopwatch(nanoTime));
    }
}
