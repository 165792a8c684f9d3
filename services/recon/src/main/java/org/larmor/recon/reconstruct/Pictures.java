package org.larmor.recon.reconstruct;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.Step;

/** Puts results into pictures: the wanted matrix, the provenance, what comes next. */
final class Pictures {
    private Pictures() {}

    static Picture classic(
            ReconJob job,
            String method,
            RealImage magnitude,
            double noiseLevel,
            String remark,
            List<Provenance.Step> steps) {
        Provenance provenance = new Provenance(
                method, "", "", "", 0, 0, false, job.options().seed(), noiseLevel, acceleration(job), remark, steps);
        return new Picture(
                job, job.step().stage(), PictureMatrix.fitted(magnitude, job.image()), null, provenance, rest(job));
    }

    /** @param noiseFloor see {@link ReconstructSettings} */
    static Picture of(
            ReconJob job,
            DiffusionStep.Choice.Chosen chosen,
            DiffusionStep.Result result,
            PreparedImage image,
            boolean noiseFloor) {
        DiffusionStep.Model model = chosen.model();
        Provenance provenance = new Provenance(
                job.options().method().label(),
                model.name(),
                model.version(),
                model.digest(),
                result.evaluations(),
                result.samples(),
                result.warmStart(),
                job.options().seed(),
                image.noiseLevel(),
                acceleration(job),
                joined(
                        joined(joined(chosen.remark(), uncalibrated(job, model, result)), result.remark()),
                        image.remark()),
                result.steps());
        return new Picture(
                job,
                job.step().stage(),
                PictureMatrix.fitted(
                        noiseFloor
                                ? image.expected(
                                        result.mean(), job.image().kspace().coils())
                                : image.shown(result.mean()),
                        job.image()),
                fitted(result.uncertainty(), job),
                provenance,
                rest(job));
    }

    /** What is to be said of a deviation that is as the method found it, or empty. */
    private static String uncalibrated(ReconJob job, DiffusionStep.Model model, DiffusionStep.Result result) {
        return result.uncertainty() == null || result.calibrated()
                ? ""
                : "the uncertainty of " + job.options().method().label() + " is not calibrated for model "
                        + model.name();
    }

    private static @Nullable Uncertainty fitted(@Nullable Uncertainty uncertainty, ReconJob job) {
        return uncertainty == null
                ? null
                : new Uncertainty(
                        PictureMatrix.fitted(uncertainty.standardDeviation(), job.image()),
                        PictureMatrix.fitted(uncertainty.raw(), job.image()),
                        uncertainty.predictedNrmse());
    }

    /** Steps that follow the one that was made. */
    static List<Step> rest(ReconJob job) {
        return job.steps().subList(1, job.steps().size());
    }

    static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }

    /** Effective R: grid samples over measured ones. */
    private static double acceleration(ReconJob job) {
        double share = job.image().kspace().mask().share();
        return share > 0 ? 1 / share : 0;
    }
}
