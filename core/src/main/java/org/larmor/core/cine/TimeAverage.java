package org.larmor.core.cine;

import java.util.List;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.SamplingMask;

/**
 * The k-space of a slice as if it stood still: each sample averaged over the frames that measured it. Frames whose lines
 * differ fill each other's gaps, so it tells more of the coils than any of them (compare TSENSE, Kellman et al., MRM 45:846,
 * 2001); what moves is blurred.
 */
public final class TimeAverage {
    private TimeAverage() {}

    /** @throws IllegalArgumentException if there is no frame, or the frames are not of one size */
    public static KSpace of(List<KSpace> frames) {
        KSpace first = FrameSize.common(frames);
        int plane = first.rows() * first.columns();
        int[] count = new int[plane];
        float[] sum = new float[first.data().length];
        for (KSpace frame : frames) {
            byte[] sampled = frame.mask().data();
            for (int i = 0; i < plane; i++) {
                count[i] += sampled[i];
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += sampled[i / 2 % plane] * frame.data()[i];
            }
        }
        byte[] any = new byte[plane];
        for (int i = 0; i < plane; i++) {
            any[i] = (byte) Math.min(1, count[i]);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= Math.max(1, count[i / 2 % plane]);
        }
        return new KSpace(first.coils(), new SamplingMask(first.rows(), first.columns(), any), sum);
    }
}
