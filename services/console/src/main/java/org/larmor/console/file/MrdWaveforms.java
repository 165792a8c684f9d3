package org.larmor.console.file;

import io.jhdf.api.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Waveform;

/** The waveforms of an MRD file, in the order in which they began. */
record MrdWaveforms(List<Waveform> all) {
    private static final int ROWS_AT_A_TIME = 256;

    static MrdWaveforms of(Hdf5 hdf5, @Nullable Dataset dataset) {
        List<Waveform> all = new ArrayList<>();
        long count = dataset == null ? 0 : dataset.getSize();
        for (long first = 0; dataset != null && first < count; first += ROWS_AT_A_TIME) {
            int rows = (int) Math.min(ROWS_AT_A_TIME, count - first);
            Columns columns = hdf5.rows(dataset, new long[] {first}, new int[] {rows});
            for (int i = 0; i < rows; i++) {
                all.add(waveform(columns, i));
            }
        }
        all.sort(Comparator.comparingLong(Waveform::startStamp));
        return new MrdWaveforms(List.copyOf(all));
    }

    private static Waveform waveform(Columns columns, int i) {
        Columns head = columns.group("head");
        long[] values = columns.numbers("data", i);
        int[] samples = new int[values.length];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (int) values[n];
        }
        return new Waveform(
                head.integer("waveform_id", i),
                head.number("time_stamp", i),
                head.real("sample_time_us", i),
                head.integer("channels", i),
                samples);
    }
}
