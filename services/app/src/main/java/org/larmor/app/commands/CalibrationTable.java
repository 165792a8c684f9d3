package org.larmor.app.commands;

import org.larmor.app.cli.Table;
import org.larmor.models.zoo.Calibration;

/** The rows of a calibration, for a terminal. */
final class CalibrationTable {
    private CalibrationTable() {}

    static Table of(Calibration calibration) {
        Table table = new Table("stage", "R", "slices", "coverage before", "after", "factor", "error ratio");
        calibration
                .stages()
                .forEach((stage, rows) -> rows.forEach(row -> table.row(
                        stage,
                        "%.2f".formatted(row.acceleration()),
                        String.valueOf(row.slices()),
                        "%.3f".formatted(row.coverageBefore()),
                        "%.3f".formatted(row.coverageAfter()),
                        "%.3f".formatted(row.factor()),
                        "%.3f".formatted(row.errorRatio()))));
        return table;
    }
}
