package org.larmor.core.assembly;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.numerics.Finite;

/** The door: says why a readout cannot be used. */
final class ReadoutCheck {
    private final EncodingPlan plan;
    private final Map<Integer, Integer> widths = new HashMap<>();

    ReadoutCheck(EncodingPlan plan) {
        this.plan = plan;
    }

    /** What every readout must fulfil, noise included; null if nothing is wrong. */
    @Nullable
    String objection(Readout readout) {
        if (readout.coils() != plan.header().coils()) {
            return readout.coils() + " coils where the header names "
                    + plan.header().coils();
        }
        SampleWindow window = readout.window();
        if (window.count() < 1) {
            return "no samples";
        }
        if (window.discardPre() < 0
                || window.discardPost() < 0
                || (long) window.discardPre() + window.discardPost() >= window.count()) {
            return "nothing is left of " + window.count() + " samples after discarding " + window.discardPre()
                    + " before and " + window.discardPost() + " after";
        }
        int broken = firstNotFinite(readout.samples());
        return broken < 0
                ? null
                : "sample " + broken / 2 % window.count() + " of coil " + broken / 2 / window.count()
                        + " is not a finite number";
    }

    /** What a line of a picture must fulfil besides; null if nothing is wrong. */
    @Nullable
    String imagingObjection(Readout readout) {
        String width = width(readout);
        return width != null ? width : counters(readout.counters());
    }

    /** A whole encoded line is always right; a shorter one (asymmetric echo) only if those before it were as short. */
    private @Nullable String width(Readout readout) {
        SampleWindow window = readout.window();
        if (window.count() > plan.encodedColumns()) {
            return window.count() + " samples where the encoded matrix has " + plan.encodedColumns();
        }
        if (window.centre() < 0 || window.centre() >= window.count()) {
            return "its centre sample " + window.centre() + " is outside its " + window.count() + " samples";
        }
        if (Lines.isCalibrationOnly(readout)) {
            return null;
        }
        int contrast = readout.counters().contrast();
        int before = widths.getOrDefault(contrast, window.count());
        if (window.count() < plan.encodedColumns() && window.count() != before) {
            return window.count() + " samples where readouts of this scan have " + before;
        }
        return null;
    }

    /** Remembers the width of a line that was taken. */
    void remember(Readout readout) {
        widths.merge(readout.counters().contrast(), readout.window().count(), Math::max);
    }

    private @Nullable String counters(EncodingCounters c) {
        EncodingLimits limits = plan.header().limits();
        String wrong = outside("line", c.step1(), plan.step1());
        wrong = wrong != null ? wrong : outside("partition", c.step2(), limits.step2());
        wrong = wrong != null ? wrong : outside("average", c.average(), limits.average());
        wrong = wrong != null ? wrong : outside("slice", c.slice(), limits.slice());
        wrong = wrong != null ? wrong : outside("contrast", c.contrast(), limits.contrast());
        wrong = wrong != null ? wrong : outside("phase", c.phase(), limits.phase());
        wrong = wrong != null ? wrong : outside("repetition", c.repetition(), limits.repetition());
        wrong = wrong != null ? wrong : outside("set", c.set(), limits.set());
        return wrong != null ? wrong : outside("segment", c.segment(), limits.segment());
    }

    private static @Nullable String outside(String name, int value, Limit limit) {
        return value < limit.minimum() || value > limit.maximum()
                ? name + " " + value + " is outside " + limit.minimum() + " to " + limit.maximum()
                : null;
    }

    private static int firstNotFinite(float[] samples) {
        if (Finite.all(samples)) {
            return -1;
        }
        int i = 0;
        while (Float.isFinite(samples[i])) {
            i++;
        }
        return i;
    }
}
