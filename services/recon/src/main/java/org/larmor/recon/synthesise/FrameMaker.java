package org.larmor.recon.synthesise;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.Frame.Deviation;
import org.larmor.core.domain.Frame.Phase;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.recon.synthesise.FrameSynthesis.Choice;
import org.larmor.recon.synthesise.FrameSynthesis.Made;
import org.larmor.recon.synthesise.FrameSynthesis.Model;
import org.larmor.recon.synthesise.FrameSynthesis.Request;
import org.larmor.recon.synthesise.FrameSynthesis.Result;

/** Makes the frames of a job: the measured ones as they are, those between them by a model. */
final class FrameMaker {
    static final String METHOD = "deformable";

    private final FrameSynthesis synthesis;

    FrameMaker(FrameSynthesis synthesis) {
        this.synthesis = synthesis;
    }

    /** The measured phases as frames; {@code remark} says why nothing is synthesised beside them, or is empty. */
    static List<Frame> measured(CineJob job, String remark) {
        return job.measured().stream()
                .map(phase -> {
                    ReconImage image = phase.image();
                    Phase at = phase(job, phase);
                    Uncertainty uncertainty = image.uncertainty();
                    return new Frame(
                            image.scanId(),
                            Frame.Kind.MEASURED,
                            job.generation(),
                            at,
                            at,
                            0,
                            at.time(),
                            image.geometry(),
                            image.magnitude(),
                            uncertainty == null
                                    ? null
                                    : new Deviation(uncertainty.standardDeviation(), uncertainty.raw()),
                            null,
                            0,
                            remarked(image.provenance(), remark),
                            image.timing().published(),
                            0);
                })
                .toList();
    }

    private static Phase phase(CineJob job, Measured measured) {
        ReconImage image = measured.image();
        return new Phase(image.index(), image.revision(), job.cine().time(measured));
    }

    private static Provenance remarked(Provenance p, String remark) {
        String both = p.remark().isEmpty() || remark.isEmpty() ? p.remark() + remark : p.remark() + "; " + remark;
        return new Provenance(
                p.method(),
                p.model(),
                p.modelVersion(),
                p.modelDigest(),
                p.evaluations(),
                p.samples(),
                p.warmStart(),
                p.seed(),
                p.noiseLevel(),
                p.acceleration(),
                both,
                p.steps());
    }

    /**
     * The frames between two phases; empty if cancelled.
     *
     * @throws RuntimeException with one line if there are none between these two
     */
    List<Frame> synthesised(CineJob job, CineJob.Between between, BooleanSupplier cancelled) {
        ReconImage source = between.source().image();
        ReconImage target = between.target().image();
        CineWish wish = job.cine().wish();
        Model model = model(between, wish);
        Request request = new Request(
                source.magnitude(),
                target.magnitude(),
                between.gammas(),
                wish.samples(),
                wish.fields(),
                wish.seed(),
                between.source().order());
        Result result = frames(model, request, between, cancelled);
        Provenance provenance = provenance(source.provenance(), model, wish, result);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < result.frames().size(); i++) {
            Made made = result.frames().get(i);
            frames.add(new Frame(
                    source.scanId(),
                    Frame.Kind.SYNTHESISED,
                    job.generation(),
                    phase(job, between.source()),
                    phase(job, between.target()),
                    between.gammas().get(i),
                    between.times().get(i),
                    source.geometry(),
                    made.magnitude(),
                    made.deviation(),
                    made.displacement(),
                    made.foldingShare(),
                    provenance,
                    Math.max(source.timing().published(), target.timing().published()),
                    0));
        }
        return frames;
    }

    private Result frames(Model model, Request request, CineJob.Between between, BooleanSupplier cancelled) {
        try {
            return synthesis.frames(model, request, cancelled);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "between phases " + between.source().phase() + " and "
                            + between.target().phase() + ": " + e.getMessage(),
                    e);
        }
    }

    private Model model(CineJob.Between between, CineWish wish) {
        RealImage picture = between.source().image().magnitude();
        String anatomy = between.source().header().anatomy();
        return switch (synthesis.choose(wish.model(), picture.rows(), picture.columns(), anatomy)) {
            case Choice.Chosen chosen -> chosen.model();
            case Choice.Nothing nothing -> throw new NoModelException(nothing.reason());
        };
    }

    private static Provenance provenance(Provenance source, Model model, CineWish wish, Result result) {
        return new Provenance(
                METHOD,
                model.name(),
                model.version(),
                model.digest(),
                result.evaluations(),
                wish.samples(),
                false,
                wish.seed(),
                source.noiseLevel(),
                source.acceleration(),
                "",
                result.steps());
    }

    /** No model fits: nothing of this cine can be synthesised. */
    static final class NoModelException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoModelException(String reason) {
            super(reason);
        }
    }
}
