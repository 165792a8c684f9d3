package org.larmor.core.domain;

/**
 * One acquired line of k-space from all coils, with where and when it was acquired.
 *
 * <p>{@code samples} is interleaved real, imaginary, ordered coil by coil: {@code 2 * (coil * count + sample)}. The array
 * is owned by the readout and must not be changed.
 */
public final class Readout {
    private final long sequence;
    private final long flags;
    private final EncodingCounters counters;
    private final SampleWindow window;
    private final Placement placement;
    private final Timestamps timestamps;
    private final int coils;
    private final float[] samples;

    /**
     * @param sequence number of this readout in its scan, from 0, without gaps
     * @param flags MRD flag bits, see {@link ReadoutFlag}
     * @param coils number of coils
     * @param samples {@code 2 * coils * window.count()} floats
     * @throws IllegalArgumentException if the length does not fit
     */
    public Readout(
            long sequence,
            long flags,
            EncodingCounters counters,
            SampleWindow window,
            Placement placement,
            Timestamps timestamps,
            int coils,
            float[] samples) {
        if (samples.length != 2L * coils * window.count()) {
            throw new IllegalArgumentException("readout " + sequence + " holds " + samples.length / 2
                    + " samples where " + coils + " coils x " + window.count() + " were announced");
        }
        this.sequence = sequence;
        this.flags = flags;
        this.counters = counters;
        this.window = window;
        this.placement = placement;
        this.timestamps = timestamps;
        this.coils = coils;
        this.samples = samples;
    }

    /** The same samples, shared, in another cardiac phase. */
    public Readout withPhase(int phase) {
        return phase == counters.phase()
                ? this
                : new Readout(
                        sequence, flags, counters.withPhase(phase), window, placement, timestamps, coils, samples);
    }

    public long sequence() {
        return sequence;
    }

    public long flags() {
        return flags;
    }

    public boolean is(ReadoutFlag flag) {
        return flag.isIn(flags);
    }

    public EncodingCounters counters() {
        return counters;
    }

    public SampleWindow window() {
        return window;
    }

    public Placement placement() {
        return placement;
    }

    public Timestamps timestamps() {
        return timestamps;
    }

    public int coils() {
        return coils;
    }

    public float[] samples() {
        return samples;
    }

    /**
     * Which samples of a readout are real data.
     *
     * @param count samples a coil
     * @param centre index of the sample at the centre of k-space
     * @param discardPre samples to drop at the start
     * @param discardPost samples to drop at the end
     */
    public record SampleWindow(int count, int centre, int discardPre, int discardPost) {}

    /** Position of the slice centre (mm) and the unit vectors of readout, phase encoding and slice, patient frame. */
    public record Placement(Vector3 position, Vector3 read, Vector3 phase, Vector3 slice) {
        public static final Placement AXIAL =
                new Placement(Vector3.ZERO, new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1));
    }

    /**
     * When it was acquired.
     *
     * @param acquisition clock ticks of 2.5 ms since midnight on most systems
     * @param trigger ticks since the last physiological trigger (MRD {@code physiology_time_stamp[0]})
     */
    public record Timestamps(long acquisition, long trigger) {
        public static final Timestamps NONE = new Timestamps(0, 0);
    }
}
