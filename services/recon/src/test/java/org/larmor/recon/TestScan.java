package org.larmor.recon;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.KSpace;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.Readout.Timestamps;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.SamplingMask;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;
import org.larmor.core.numerics.CentredFft;

/** A small scan of bright discs seen by smooth coils, undersampled by lines with a full centre. */
public final class TestScan {
    public static final int ROWS = 48;
    public static final int COLUMNS = 40;
    public static final int COILS = 4;
    private static final int ACS = 20;

    private final String scanId;
    private final int slices;
    private final int acceleration;
    private final List<UserParameter> parameters = new ArrayList<>();
    private final long seed;
    private boolean cine;

    public TestScan(String scanId, int slices, int acceleration, long seed) {
        this.scanId = scanId;
        this.slices = slices;
        this.acceleration = acceleration;
        this.seed = seed;
    }

    /** Its slices are the phases of one instead. */
    public TestScan cine() {
        cine = true;
        return this;
    }

    public TestScan with(String parameter, String value) {
        parameters.add(new UserParameter(parameter, value));
        return this;
    }

    public String scanId() {
        return scanId;
    }

    public ScanHeader header() {
        EncodedSpace space = new EncodedSpace(COLUMNS, ROWS, 1, new Vector3(200, 240, 5));
        Limit single = Limit.SINGLE;
        Limit images = new Limit(0, slices - 1, 0);
        return new ScanHeader(
                scanId,
                "study",
                "",
                "test",
                "brain",
                space,
                space,
                new EncodingLimits(
                        single,
                        new Limit(0, ROWS - 1, ROWS / 2),
                        single,
                        single,
                        cine ? single : images,
                        single,
                        cine ? images : single,
                        single,
                        single,
                        single),
                COILS,
                Trajectory.CARTESIAN,
                acceleration,
                10,
                5,
                readoutCount(),
                null,
                List.copyOf(parameters));
    }

    public ScanEvent started() {
        return new ScanEvent.Started(header());
    }

    public ScanEvent ended() {
        return new ScanEvent.Ended(scanId, readoutCount());
    }

    public int readoutCount() {
        return slices * lines().size();
    }

    private List<Integer> lines() {
        List<Integer> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            if (row % acceleration == 0 || Math.abs(row - ROWS / 2) <= ACS / 2) {
                lines.add(row);
            }
        }
        return lines;
    }

    /** All readouts, slice after slice, the lines of each in random order. */
    public List<Readout> readouts() {
        List<Readout> readouts = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
            KSpace full = fullKSpace(slice);
            List<Integer> order = new ArrayList<>(lines());
            Collections.shuffle(order, new Random(seed + slice));
            for (int i = 0; i < order.size(); i++) {
                boolean last = i == order.size() - 1;
                readouts.add(readout(readouts.size(), order.get(i), slice, full, last));
            }
        }
        return readouts;
    }

    private Readout readout(long sequence, int row, int slice, KSpace full, boolean last) {
        float[] samples = new float[2 * COILS * COLUMNS];
        for (int coil = 0; coil < COILS; coil++) {
            System.arraycopy(full.data(), 2 * (coil * ROWS + row) * COLUMNS, samples, 2 * coil * COLUMNS, 2 * COLUMNS);
        }
        return new Readout(
                sequence,
                last ? ReadoutFlag.LAST_IN_SLICE.mask() : 0,
                new EncodingCounters(row, 0, 0, cine ? 0 : slice, 0, cine ? slice : 0, 0, 0, 0),
                new SampleWindow(COLUMNS, COLUMNS / 2, 0, 0),
                Placement.AXIAL,
                Timestamps.NONE,
                COILS,
                samples);
    }

    /** The k-space of a slice as it was measured. */
    public KSpace kspace(int slice) {
        KSpace full = fullKSpace(slice);
        boolean[] measured = new boolean[ROWS];
        lines().forEach(row -> measured[row] = true);
        float[] data = full.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = measured[i / (2 * COLUMNS) % ROWS] ? data[i] : 0;
        }
        return new KSpace(COILS, SamplingMask.ofLines(measured, COLUMNS), data);
    }

    private KSpace fullKSpace(int slice) {
        float[] data = new float[2 * COILS * ROWS * COLUMNS];
        Random noise = new Random(seed + 1000L * slice);
        for (int coil = 0; coil < COILS; coil++) {
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    double y = 2.0 * row / ROWS - 1;
                    double x = 2.0 * column / COLUMNS - 1;
                    double object = object(x, y, slice);
                    double angle = Math.PI / 2 * coil;
                    double sensitivity = Math.exp(-(square(x - Math.cos(angle)) + square(y - Math.sin(angle))));
                    int at = 2 * ((coil * ROWS + row) * COLUMNS + column);
                    data[at] = (float) (object * sensitivity * Math.cos(angle + .3 * x));
                    data[at + 1] = (float) (object * sensitivity * Math.sin(angle + .3 * x));
                }
            }
        }
        new CentredFft(ROWS, COLUMNS).forward(data, COILS);
        for (int i = 0; i < data.length; i++) {
            data[i] += (float) (.002 * noise.nextGaussian());
        }
        boolean[] all = new boolean[ROWS];
        java.util.Arrays.fill(all, true);
        return new KSpace(COILS, SamplingMask.ofLines(all, COLUMNS), data);
    }

    private static double object(double x, double y, int slice) {
        double outer = square(x / .8) + square(y / .75) < 1 ? 1 : 0;
        double inner = square((x - .2) / .25) + square((y + .1 * slice) / .3) < 1 ? .6 : 0;
        return outer - inner;
    }

    private static double square(double v) {
        return v * v;
    }
}
