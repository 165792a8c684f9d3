package org.larmor.console.file;

import java.util.LinkedHashMap;
import java.util.Map;
import org.larmor.core.domain.ReadoutFlag;

/** What the acquisitions of a file say about the scan as a whole. */
final class MrdSurvey {
    private final Map<String, Integer> highest = new LinkedHashMap<>();
    private int coils;
    private boolean anyLine;
    private double sampleTimeMicros;
    private double noiseSampleTimeMicros;
    private long others;
    private long readouts;

    private MrdSurvey() {
        for (String counter : new String[] {
            "kspace_encode_step_2", "average", "slice", "contrast", "phase", "repetition", "set", "segment"
        }) {
            highest.put(counter, 0);
        }
    }

    /** @param brief stop at the first line of a picture */
    static MrdSurvey of(MrdTable table, boolean brief) {
        MrdSurvey survey = new MrdSurvey();
        long row = 0;
        while (row < table.count() && !(brief && survey.coils > 0)) {
            MrdTable.Rows rows = table.from(row);
            for (int i = 0; i < rows.count(); i++) {
                survey.look(rows, i);
            }
            row += rows.count();
        }
        survey.readouts = table.count() - survey.others;
        return survey;
    }

    private void look(MrdTable.Rows rows, int i) {
        if (rows.head().integer("encoding_space_ref", i) != 0) {
            others++;
            return;
        }
        double dwell = rows.head().real("sample_time_us", i);
        int channels = rows.head().integer("active_channels", i);
        if (ReadoutFlag.NOISE_MEASUREMENT.isIn(rows.head().number("flags", i))) {
            noiseSampleTimeMicros = dwell;
            return;
        }
        anyLine = true;
        if (coils == 0) {
            coils = channels;
            sampleTimeMicros = dwell;
        }
        highest.replaceAll((counter, most) -> Math.max(most, rows.counters().integer(counter, i)));
    }

    int coils() {
        return coils;
    }

    /** Whether there is a readout that is not noise. */
    boolean hasLines() {
        return anyLine;
    }

    double sampleTimeMicros() {
        return sampleTimeMicros;
    }

    double noiseSampleTimeMicros() {
        return noiseSampleTimeMicros;
    }

    /** Acquisitions of the first encoding, as far as was looked. */
    long readouts() {
        return readouts;
    }

    int highest(String counter) {
        return highest.getOrDefault(counter, 0);
    }
}
