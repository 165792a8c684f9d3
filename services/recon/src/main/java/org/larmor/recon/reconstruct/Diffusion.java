package org.larmor.recon.reconstruct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Uncertainty;
import org.larmor.models.diffusion.WarmStart.Origin;
import org.larmor.models.tensor.OutOfDeviceMemoryException;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps that need a model; where none fits, the classic takes their place and says why. */
final class Diffusion {
    private static final Logger LOG = LoggerFactory.getLogger(Diffusion.class);

    private final DiffusionStep models;
    private final Classics classics;
    private final ImageMemory memory;
    private final ReconstructSettings settings;

    Diffusion(DiffusionStep models, Classics classics, ImageMemory memory, ReconstructSettings settings) {
        this.models = models;
        this.classics = classics;
        this.memory = memory;
        this.settings = settings;
    }

    /** Jobs of one size and one wish; those that came to the same model are made together. */
    List<Picture> pictures(List<ReconJob> jobs) {
        Map<DiffusionStep.Choice, List<ReconJob>> together = new LinkedHashMap<>();
        jobs.forEach(job -> together.computeIfAbsent(choice(job), choice -> new ArrayList<>())
                .add(job));
        List<Picture> pictures = new ArrayList<>();
        together.forEach((choice, some) -> pictures.addAll(
                switch (choice) {
                    case DiffusionStep.Choice.Chosen chosen -> madeOrInstead(some, chosen);
                    case DiffusionStep.Choice.Nothing nothing -> instead(some, nothing.reason());
                }));
        return pictures;
    }

    private DiffusionStep.Choice choice(ReconJob job) {
        KSpace kspace = job.image().kspace();
        return models.choose(
                job.scanId(),
                new DiffusionStep.Wish(
                        job.options().model(),
                        job.options().method(),
                        kspace.rows(),
                        kspace.columns(),
                        job.header().anatomy()));
    }

    /** Nothing is made for this scan any more. */
    void forget(String scanId) {
        models.forget(scanId);
    }

    /** A whole image ends with the classic; a preview is left out, for the classic's own has been made already. */
    private List<Picture> instead(List<ReconJob> jobs, String reason) {
        return jobs.stream()
                .filter(ReconJob::whole)
                .map(job -> job.isCine()
                        ? classics.temporal(job.with(List.of(Step.TEMPORAL)), reason)
                        : classics.wavelet(job.with(List.of(Step.WAVELET)), reason))
                .toList();
    }

    private List<Picture> madeOrInstead(List<ReconJob> jobs, DiffusionStep.Choice.Chosen chosen) {
        try {
            return made(jobs, chosen);
        } catch (OutOfDeviceMemoryException e) {
            String reason = "the device's memory is too small for model "
                    + chosen.model().name();
            LOG.warn("{}: {}", reason, e.getMessage());
            return instead(jobs, reason);
        }
    }

    private List<Picture> made(List<ReconJob> jobs, DiffusionStep.Choice.Chosen chosen) {
        List<PreparedImage> images = jobs.stream().map(classics::prepared).toList();
        List<DiffusionStep.Slice> slices = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            slices.add(slice(jobs.get(i), images.get(i)));
        }
        List<DiffusionStep.Result> results =
                models.reconstruct(chosen.model(), slices, effort(jobs.get(0)), () -> jobs.stream()
                        .allMatch(job -> job.cancelled().get()));
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            remember(jobs.get(i), images.get(i), results.get(i));
            pictures.add(Pictures.of(jobs.get(i), chosen, results.get(i), images.get(i), settings.noiseFloor()));
        }
        return pictures;
    }

    /**
     * A refined picture begins from the coarse one of the same data. A whole image's coarse one begins from CG-SENSE, so that
     * nothing depends on which previews there were; a preview may begin from the one before. Pictures of a cine's
     * frame begin from that of low rank and sparse.
     */
    private DiffusionStep.Slice slice(ReconJob job, PreparedImage image) {
        boolean refined = job.step() == Step.REFINED;
        boolean mayBeWarm = refined || !job.whole() && settings.warmPasses() > 0;
        DiffusionStep.Coarse start;
        if (job.isCine() && job.options().method().usesFrames()) {
            start = DiffusionStep.Coarse.temporal(
                    memory.cine(job).picture(job.image()), settings.cine().passes());
        } else {
            start = mayBeWarm ? memory.of(job).coarse(job.image(), image.maps(), refined, settings.warmPasses()) : null;
        }
        return new DiffusionStep.Slice(image.kspace(), image.maps(), image.noiseLevel(), start);
    }

    private void remember(ReconJob job, PreparedImage image, DiffusionStep.Result result) {
        Uncertainty uncertainty = result.uncertainty();
        if (job.step() == Step.COARSE && uncertainty != null) {
            memory.of(job)
                    .coarse(
                            job.image(),
                            image.maps(),
                            new DiffusionStep.Coarse(result.mean(), uncertainty.raw(), Origin.SAME_DATA, 0));
        }
    }

    private DiffusionStep.Effort effort(ReconJob job) {
        var options = job.options();
        return new DiffusionStep.Effort(
                options.method(),
                job.step() == Step.REFINED,
                options.samples(),
                options.steps(),
                options.seed(),
                job.order(),
                options.priority());
    }
}
