package org.larmor.models.zoo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.larmor.models.zoo.Calibration.Row;

/** Puts a calibration into the text of a {@code model.yaml} and leaves every other line as it is. */
public final class CalibrationText {
    private static final List<String> REPLACED = List.of("calibration:", "uncertainty_factor:");

    private CalibrationText() {}

    /**
     * The text with this calibration instead of any that was there.
     *
     * @throws IOException if what comes out could not be read again, in one line
     */
    public static String with(String description, Calibration calibration) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean dropped = false;
        for (String line : description.lines().toList()) {
            dropped = opens(line) ? REPLACED.stream().anyMatch(line::startsWith) : dropped;
            if (!dropped) {
                lines.add(line);
            }
        }
        String text = String.join("\n", lines) + "\ncalibration:\n" + text(calibration, "  ");
        PackageReader.Calibrated before = PackageReader.calibrated(description);
        PackageReader.Calibrated after = PackageReader.calibrated(text);
        if (!before.networks().equals(after.networks()) || !calibration.equals(after.calibration())) {
            throw new IOException("the description cannot take a calibration");
        }
        return text;
    }

    /** Whether a key of the outermost level stands in this line. */
    static boolean opens(String line) {
        return !line.isEmpty() && !" -#".contains(line.substring(0, 1));
    }

    private static String text(Calibration calibration, String margin) {
        StringBuilder text = new StringBuilder();
        text.append(margin).append("coverage: ").append(calibration.coverage()).append('\n');
        String data = calibration.data();
        if (data != null) {
            text.append(margin)
                    .append("data: '")
                    .append(data.replace("'", "''"))
                    .append("'\n");
        }
        text.append(margin).append("stages:").append(calibration.stages().isEmpty() ? " {}\n" : "\n");
        calibration.stages().forEach((stage, rows) -> {
            text.append(margin).append("  ").append(stage).append(rows.isEmpty() ? ": []\n" : ":\n");
            rows.forEach(
                    row -> text.append(margin).append("  - ").append(text(row)).append('\n'));
        });
        if (!calibration.methods().isEmpty()) {
            text.append(margin).append("methods:\n");
            calibration.methods().forEach((method, of) -> text.append(margin)
                    .append("  ")
                    .append(method)
                    .append(":\n")
                    .append(text(of, margin + "    ")));
        }
        return text.toString();
    }

    private static String text(Row row) {
        return String.format(
                Locale.ROOT,
                "{acceleration: %s, factor: %s, error_ratio: %s, slices: %d, coverage_before: %s, coverage_after: %s}",
                row.acceleration(),
                row.factor(),
                row.errorRatio(),
                row.slices(),
                row.coverageBefore(),
                number(row.coverageAfter()));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "NaN" : String.valueOf(value);
    }
}
