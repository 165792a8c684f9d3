package org.larmor.core.assembly;

import java.util.List;
import java.util.Random;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingCounters;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.Readout.SampleWindow;
import org.larmor.core.domain.ReadoutFlag;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;

/** Small scans to assemble. */
final class Scans {
    static final String ID = "scan-1";

    private Scans() {}

    static Limit upTo(int count) {
        return new Limit(0, count - 1, count / 2);
    }

    static EncodingLimits limits(Limit lines, int averages, int slices) {
        Limit one = Limit.SINGLE;
        return new EncodingLimits(
                one, lines, one, new Limit(0, averages - 1, 0), new Limit(0, slices - 1, 0), one, one, one, one, one);
    }

    static ScanHeader header(int columns, int rows, int reconColumns, EncodingLimits limits, int coils) {
        return header(columns, rows, reconColumns, limits, coils, Trajectory.CARTESIAN, 1);
    }

    static ScanHeader header(
            int columns,
            int rows,
            int reconColumns,
            EncodingLimits limits,
            int coils,
            Trajectory kind,
            int partitions) {
        return new ScanHeader(
                ID,
                "",
                "",
                "",
                "",
                new EncodedSpace(columns, rows, partitions, new Vector3(columns, rows, 5)),
                new EncodedSpace(reconColumns, rows, 1, new Vector3(reconColumns, rows, 5)),
                limits,
                coils,
                kind,
                1,
                0,
                0,
                0,
                null,
                List.of());
    }

    static ScanHeader simple(int columns, int rows, int coils) {
        return header(columns, rows, columns, limits(upTo(rows), 1, 1), coils);
    }

    static KSpaceAssembler open(ScanHeader header) {
        KSpaceAssembler assembler = new KSpaceAssembler(ID, AssemblySettings.DEFAULT);
        Acceptance opened = assembler.accept(new ScanEvent.Started(header));
        if (!(opened instanceof Acceptance.Opened)) {
            throw new AssertionError(opened);
        }
        return assembler;
    }

    static EncodingCounters at(int line, int average, int slice) {
        return new EncodingCounters(line, 0, average, slice, 0, 0, 0, 0, 0);
    }

    static Readout readout(long sequence, EncodingCounters counters, int coils, float[] samples, ReadoutFlag... flags) {
        int count = samples.length / 2 / coils;
        return readout(sequence, counters, coils, samples, new SampleWindow(count, count / 2, 0, 0), flags);
    }

    static Readout readout(
            long sequence,
            EncodingCounters counters,
            int coils,
            float[] samples,
            SampleWindow window,
            ReadoutFlag... flags) {
        long bits = 0;
        for (ReadoutFlag flag : flags) {
            bits |= flag.mask();
        }
        return new Readout(
                sequence, bits, counters, window, Readout.Placement.AXIAL, Readout.Timestamps.NONE, coils, samples);
    }

    static ScanEvent event(Readout readout) {
        return new ScanEvent.ReadoutArrived(ID, readout);
    }

    static float[] gaussian(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
