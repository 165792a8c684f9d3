package org.larmor.app.calibrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.larmor.app.eval.EvalCase;
import org.larmor.app.eval.ServiceMethods;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.models.zoo.CalibrationTrial;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Picture;

/**
 * Reconstructs held-out cines at every acceleration by the service's own steps, the frames of a slice together, and compares every
 * stage that states a deviation with the truth: a trial a cine and stage.
 */
public final class CineRun {
    /** Neighbouring frames are much alike: every third is compared. */
    private static final int STRIDE = 3;

    private final ServiceMethods service;
    private final List<Double> accelerations;
    private final TrialPlan plan;

    public CineRun(ServiceMethods service, List<Double> accelerations, long seed) {
        this.service = service;
        this.accelerations = List.copyOf(accelerations);
        this.plan = new TrialPlan(seed);
    }

    /** @param done is told after each reconstruction how many were made */
    public List<CalibrationTrial> trials(HeldOutSlices<List<RealImage>> cines, IntConsumer done) {
        List<CalibrationTrial> trials = new ArrayList<>();
        int count = 0;
        for (int number = 0; number < cines.slices().size(); number++) {
            for (int place = 0; place < accelerations.size(); place++) {
                EvalCase cine = plan.cine(cines.slices().get(number), number, place, accelerations.get(place));
                trials.addAll(compared(number, cine));
                done.accept(++count);
            }
        }
        return trials;
    }

    private List<CalibrationTrial> compared(int number, EvalCase cine) {
        int frames = cine.images().size();
        List<Integer> places = IntStream.iterate(
                        number % Math.min(STRIDE, frames), place -> place < frames, place -> place + STRIDE)
                .boxed()
                .toList();
        List<List<Picture>> made = service.pictures(
                cine,
                Method.COARSE_TO_FINE,
                places.stream().map(cine.images()::get).toList());
        Map<String, List<CalibrationTrial>> stages = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            RealImage truth = cine.truth().get(places.get(i));
            for (Picture picture : made.get(i)) {
                Uncertainty uncertainty = picture.uncertainty();
                if (uncertainty != null) {
                    stages.computeIfAbsent(picture.stage().label(), stage -> new ArrayList<>())
                            .add(CalibrationTrial.of(
                                    picture.stage().label(),
                                    number,
                                    picture.provenance().acceleration(),
                                    truth,
                                    picture.magnitude(),
                                    uncertainty.raw()));
                }
            }
        }
        return stages.values().stream().map(CalibrationTrial::of).toList();
    }
}
