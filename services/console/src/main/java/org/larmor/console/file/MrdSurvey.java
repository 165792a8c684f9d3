package org.larmor.console.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.larmor.console.mrd.Survey;
import org.larmor.core.domain.ReadoutFlag;

/** What the acquisitions of a file say about the scan as a whole. */
final class MrdSurvey {
    /** A slice that has no more readouts than this share of the fullest one's is odd. */
    private static final double FEW = 0.25;

    private final Map<String, Integer> highest = new LinkedHashMap<>();
    private final Map<Integer, Integer> slices = new TreeMap<>();
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
        slices.merge(rows.counters().integer("slice", i), 1, Integer::sum);
        highest.replaceAll((counter, most) -> Math.max(most, rows.counters().integer(counter, i)));
    }

    /** What was found, as far as was looked. */
    Survey survey() {
        return new Survey(coils, sampleTimeMicros, noiseSampleTimeMicros, readouts, highest);
    }

    /** Whether there is a readout that is not noise. */
    boolean hasLines() {
        return anyLine;
    }

    /** Slices that hold so few readouts that their counter may be wrong, a line each; as far as was looked. */
    List<String> strays() {
        int most = slices.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return slices.entrySet().stream()
                .filter(slice -> slice.getValue() <= FEW * most)
                .map(slice -> "slice " + slice.getKey() + " has " + slice.getValue()
                        + (slice.getValue() == 1 ? " readout" : " readouts") + " where another has " + most
                        + ", and the header limits no slices: it becomes an image, though its counter may be wrong")
                .toList();
    }
}
