package org.larmor.app.commands;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Table;
import org.larmor.app.results.ScanResults;
import org.larmor.app.results.StageSummary;
import org.larmor.app.results.Truth;
import org.larmor.core.metrics.Score;

/** The stages of a scan as a table for the terminal. */
final class StageTable {
    private StageTable() {}

    static Table of(ScanResults results, @Nullable Truth truth) {
        Table table = truth == null
                ? new Table(
                        "stage",
                        "images",
                        "after first readout",
                        "after last readout",
                        "evaluations",
                        "predicted NRMSE")
                : new Table(
                        "stage",
                        "images",
                        "after last readout",
                        "evaluations",
                        "PSNR",
                        "in the object",
                        "SSIM",
                        "NRMSE",
                        "predicted");
        for (StageSummary stage : StageSummary.of(results, truth)) {
            String evaluations = stage.evaluations() > 0 ? number("%.0f", stage.evaluations()) : "none";
            Score score = stage.score();
            if (score == null) {
                table.row(
                        stage.name().label(),
                        "" + stage.images(),
                        millis(stage.afterFirst()),
                        millis(stage.afterLast()),
                        evaluations,
                        predicted(stage));
            } else {
                table.row(
                        stage.name().label(),
                        "" + stage.images(),
                        millis(stage.afterLast()),
                        evaluations,
                        number("%.1f dB", score.psnr()),
                        number("%.1f dB", score.object()),
                        number("%.3f", score.ssim()),
                        number("%.3f", score.nrmse()),
                        predicted(stage));
            }
        }
        return table;
    }

    private static String predicted(StageSummary stage) {
        Double predicted = stage.predictedNrmse();
        return predicted == null ? "none" : number("%.3f", predicted);
    }

    private static String millis(double value) {
        return value < 0 ? "while scanning" : number("%,.0f ms", value);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
