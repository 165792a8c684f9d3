package org.larmor.recon.reconstruct;

import java.util.function.LongSupplier;
import org.larmor.core.baseline.CgSense;
import org.larmor.core.baseline.L1Wavelet;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.RealImage;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;

/** The steps that need no model: zero filling, CG-SENSE, l1-wavelet. */
final class Classics {
    private final ReconstructSettings settings;
    private final Preparation preparation;
    private final ImageMemory memory;
    private final LongSupplier nanoTime;

    Classics(ReconstructSettings settings, ImageMemory memory, LongSupplier nanoTime) {
        this.settings = settings;
        this.preparation = new Preparation(settings);
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
        PreparedImage image = preparation.prepared(job.image(), memory.of(job), watch);
        var method = new CgSense(settings.sense().settings(settings.threads()));
        RealImage picture = watch.time("cg-sense", () -> method.reconstruct(image.kspace(), image.maps())
                .magnitude());
        return Pictures.classic(job, "sense", picture, image.noiseLevel(), image.remark(), watch.steps());
    }

    /** @param why the classic takes the place of what was asked for, or empty */
    Picture wavelet(ReconJob job, String why) {
        Stopwatch watch = new Stopwatch(nanoTime);
        PreparedImage image = preparation.prepared(job.image(), memory.of(job), watch);
        var method = new L1Wavelet(settings.wavelet().settings(job.options().seed(), settings.threads()));
        RealImage picture = watch.time("l1-wavelet", () -> method.reconstruct(image.kspace(), image.maps())
                .magnitude());
        return Pictures.classic(
                job, "l1-wavelet", picture, image.noiseLevel(), Pictures.joined(why, image.remark()), watch.steps());
    }

    /** What a step of the device needs; made here if no step before did. */
    PreparedImage prepared(ReconJob job) {
        return preparation.prepared(job.image(), memory.of(job), new Stopwatch(nanoTime));
    }
}
