package org.larmor.app.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;
import org.larmor.models.schedule.Urgency;
import org.larmor.models.synthesis.FrameSynthesizer;
import org.larmor.models.synthesis.SynthesisResult;
import org.larmor.models.synthesis.SynthesisSettings;
import org.larmor.models.synthesis.SynthesisedFrame;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Calibration.Row;
import org.larmor.models.zoo.CalibrationFit;
import org.larmor.models.zoo.CalibrationTrial;
import org.larmor.models.zoo.DeformableDescription;

/**
 * Finds by how much a deformable model's deviations must be stretched. Where only the two phases were measured, the one frame whose
 * truth is known is the source moved by the whole motion: its errors against the target calibrate the spread over latent samples.
 * Between the phases that factor is taken over; how far source and target, each moved, differ there is added to it as it is.
 */
public final class DeformableCalibration {
    private final FrameSynthesizer model;
    private final SynthesisSettings settings;

    /** @param samples of the latent, at least 2 */
    public DeformableCalibration(FrameSynthesizer model, int samples, long seed) {
        this.model = model;
        this.settings = SynthesisSettings.at(List.of(1.0)).fromSourceAlone().withDeviation(samples, seed);
    }

    /**
     * The row, or none where the slices are too few.
     *
     * @param done is told after each case how many were made
     */
    public List<Row> rows(List<SynthesisCase> cases, double coverage, IntConsumer done) {
        List<CalibrationTrial> trials = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            trials.addAll(trials(cases.get(i), i));
            done.accept(i + 1);
        }
        return new CalibrationFit(coverage)
                .rows(trials, List.of(1.0))
                .getOrDefault(DeformableDescription.SYNTHESISED, List.of());
    }

    private List<CalibrationTrial> trials(SynthesisCase each, int number) {
        SynthesisResult made =
                model.synthesize(each.source(), each.target(), settings, Urgency.refinement(0), () -> false);
        SynthesisedFrame last = made.frames().getFirst();
        RealVolume deviation = Objects.requireNonNull(last.deviation());
        double present = Objects.requireNonNullElse(model.model().calibration(), Calibration.NONE)
                .factor(DeformableDescription.SYNTHESISED, 1);
        List<CalibrationTrial> trials = new ArrayList<>();
        for (int slice = 0; slice < each.source().slices(); slice++) {
            trials.add(CalibrationTrial.of(
                    DeformableDescription.SYNTHESISED,
                    number,
                    1,
                    each.target().slice(slice),
                    last.picture().slice(slice),
                    raw(deviation.slice(slice), present)));
        }
        return trials;
    }

    private static RealImage raw(RealImage deviation, double factor) {
        float[] values = new float[deviation.data().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation.data()[i] / factor);
        }
        return new RealImage(deviation.rows(), deviation.columns(), values);
    }
}
