package org.larmor.app.synthesis;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;

/**
 * Two phases of a heart and what is known of the motion between them.
 *
 * @param truths measured frames strictly between both, with the shares of the time at which they lie; empty where there are none
 * @param masks labels of source and target, or empty
 */
public record SynthesisCase(
        String name, RealVolume source, RealVolume target, List<Truth> truths, List<RealVolume> masks) {
    /** Labels of the masks: right ventricle, myocardium, left ventricle. */
    static final List<Integer> LABELS = List.of(1, 2, 3);

    /** A measured frame. */
    public record Truth(double gamma, RealVolume picture) {}

    List<Double> gammas() {
        return truths.stream().map(Truth::gamma).toList();
    }

    /** Every slice of every measured frame, in order. */
    List<RealImage> truePictures() {
        return slices(truths.stream().map(Truth::picture).toList());
    }

    static List<RealImage> slices(List<RealVolume> frames) {
        List<RealImage> slices = new ArrayList<>();
        for (RealVolume frame : frames) {
            for (int slice = 0; slice < frame.slices(); slice++) {
                slices.add(frame.slice(slice));
            }
        }
        return slices;
    }
}
