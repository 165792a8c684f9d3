package org.larmor.app.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.metrics.Score;
import org.larmor.core.metrics.UncertaintyScore;
import org.larmor.core.motion.DisplacementField;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.synthesis.FrameSynthesizer;
import org.larmor.models.synthesis.SynthesisResult;
import org.larmor.models.synthesis.SynthesisSettings;
import org.larmor.models.synthesis.SynthesisedFrame;

/** Compares synthesised frames with measured ones, and moved masks with drawn ones. */
public final class SynthesisEvaluation {
    private final int samples;
    private final long seed;

    /** @param samples of the latent, for the coverage; 0 for none */
    public SynthesisEvaluation(int samples, long seed) {
        this.samples = samples;
        this.seed = seed;
    }

    /** What it is to do nothing: the source stays, and the linear blend of source and target. */
    List<SynthesisRow> withoutNetworks(SynthesisCase each) {
        List<RealVolume> still = new ArrayList<>();
        List<RealVolume> blend = new ArrayList<>();
        for (double gamma : each.gammas()) {
            still.add(each.source());
            blend.add(blended(each.source(), each.target(), gamma));
        }
        OptionalDouble dice = each.masks().isEmpty()
                ? OptionalDouble.empty()
                : MaskOverlap.dice(each.masks().get(0), each.masks().get(1), SynthesisCase.LABELS);
        List<SynthesisRow> rows = new ArrayList<>();
        rows.add(row("no motion", each, still, dice.isPresent() ? dice.getAsDouble() : null));
        if (!each.truths().isEmpty()) {
            rows.add(row("linear blend", each, blend, null));
        }
        return rows;
    }

    private static SynthesisRow row(String method, SynthesisCase each, List<RealVolume> frames, @Nullable Double dice) {
        return new SynthesisRow(method, each.name(), score(each, frames), course(each, frames), dice, null, null, 0, 0);
    }

    private static RealVolume blended(RealVolume source, RealVolume target, double gamma) {
        float[] blend = new float[source.data().length];
        for (int i = 0; i < blend.length; i++) {
            blend[i] = (float) ((1 - gamma) * source.data()[i] + gamma * target.data()[i]);
        }
        return new RealVolume(source.slices(), source.rows(), source.columns(), blend);
    }

    /** @param blended whether frames are blended from both; else the paper's form */
    SynthesisRow of(String method, FrameSynthesizer model, boolean blended, SynthesisCase each) {
        List<Double> gammas = new ArrayList<>(each.gammas());
        gammas.add(1.0);
        SynthesisSettings settings = SynthesisSettings.at(gammas).withFields();
        settings = blended ? settings : settings.fromSourceAlone();
        settings = samples == 0 || each.truths().isEmpty() ? settings : settings.withDeviation(samples, seed);
        SynthesisResult made =
                model.synthesize(each.source(), each.target(), settings, Urgency.refinement(0), () -> false);
        List<SynthesisedFrame> between = made.frames().subList(0, each.truths().size());
        List<RealVolume> frames =
                between.stream().map(SynthesisedFrame::picture).toList();
        return new SynthesisRow(
                method,
                each.name(),
                score(each, frames),
                course(each, frames),
                dice(each, made.frames().getLast().field()),
                coverage(each, between),
                made.foldedShare(),
                made.latentEvaluations() + made.deformationEvaluations(),
                made.millis() / 1e3 / each.source().slices());
    }

    private static @Nullable Score score(SynthesisCase each, List<RealVolume> frames) {
        return frames.isEmpty() ? null : Score.mean(Score.of(each.truePictures(), SynthesisCase.slices(frames)));
    }

    private static List<double[]> course(SynthesisCase each, List<RealVolume> frames) {
        List<double[]> course = new ArrayList<>();
        if (frames.isEmpty()) {
            return course;
        }
        List<Score> scores = Score.of(each.truePictures(), SynthesisCase.slices(frames));
        int slices = each.source().slices();
        for (int frame = 0; frame < frames.size(); frame++) {
            double object = Score.mean(scores.subList(frame * slices, (frame + 1) * slices))
                    .object();
            course.add(new double[] {each.gammas().get(frame), object});
        }
        return course;
    }

    private static @Nullable Double dice(SynthesisCase each, @Nullable DisplacementField field) {
        if (field == null || each.masks().isEmpty()) {
            return null;
        }
        OptionalDouble dice =
                MaskOverlap.dice(each.masks().get(0), field, each.masks().get(1), SynthesisCase.LABELS);
        return dice.isPresent() ? dice.getAsDouble() : null;
    }

    private static @Nullable Double coverage(SynthesisCase each, List<SynthesisedFrame> between) {
        List<RealVolume> deviations = new ArrayList<>();
        for (SynthesisedFrame frame : between) {
            RealVolume deviation = frame.deviation();
            if (deviation != null) {
                deviations.add(deviation);
            }
        }
        if (deviations.isEmpty()) {
            return null;
        }
        List<RealVolume> frames =
                between.stream().map(SynthesisedFrame::picture).toList();
        return UncertaintyScore.mean(UncertaintyScore.of(
                        each.truePictures(), SynthesisCase.slices(frames), SynthesisCase.slices(deviations)))
                .coverage90();
    }
}
