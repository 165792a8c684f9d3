package org.larmor.recon.reconstruct;

import java.util.List;
import java.util.function.LongSupplier;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;

/** Makes the next step of jobs. Each lane calls it from a thread of its own. */
public final class Reconstruction {
    private final ImageMemory memory;
    private final Classics classics;
    private final Diffusion diffusion;

    /** @param nanoTime the clock of the steps' durations */
    public Reconstruction(ReconstructSettings settings, DiffusionStep models, LongSupplier nanoTime) {
        this.memory = new ImageMemory(settings);
        this.classics = new Classics(settings, memory, nanoTime);
        this.diffusion = new Diffusion(models, classics, memory, settings);
    }

    /** Pictures of a batch: jobs at the same step and of the same size. A cancelled job may be left out. */
    public List<Picture> pictures(List<ReconJob> batch) {
        List<Picture> pictures =
                switch (batch.get(0).step()) {
                    case ZERO_FILLED -> batch.stream().map(classics::zeroFilled).toList();
                    case SENSE -> batch.stream().map(classics::sense).toList();
                    case WAVELET ->
                        batch.stream().map(job -> classics.wavelet(job, "")).toList();
                    case TEMPORAL ->
                        batch.stream().map(job -> classics.temporal(job, "")).toList();
                    case COARSE, REFINED -> diffusion.pictures(batch);
                };
        pictures.stream().filter(Picture::isLast).forEach(picture -> memory.forget(picture.job()));
        return pictures;
    }

    /** Nobody waits for this scan any more. */
    public void forget(String scanId) {
        memory.forget(scanId);
        diffusion.forget(scanId);
    }
}
