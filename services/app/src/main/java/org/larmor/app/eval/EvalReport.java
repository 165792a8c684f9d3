package org.larmor.app.eval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Numbers;
import org.larmor.app.cli.Table;
import org.larmor.core.metrics.UncertaintyScore;
import org.larmor.display.files.WholeFile;

/**
 * The table of methods: their means over the cases of each mask and acceleration, and every case.
 *
 * @param rows of every case
 * @param notes lines about what is not as asked for
 */
public record EvalReport(List<EvalRow> rows, List<String> notes) {
    private static final String[] HEADS = {
        "method", "mask", "R", "case", "PSNR", "object", "SSIM", "NRMSE", "coverage", "AUSE", "seconds", "evaluations"
    };

    public EvalReport {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** The means over the cases, by mask, acceleration and method, in the order in which they first came. */
    public List<EvalRow> means() {
        record Group(String mask, double acceleration, String method) {}
        Map<Group, List<EvalRow>> groups = new LinkedHashMap<>();
        for (EvalRow row : rows) {
            groups.computeIfAbsent(new Group(row.mask(), row.acceleration(), row.method()), key -> new ArrayList<>())
                    .add(row);
        }
        Map<String, List<EvalRow>> together = new LinkedHashMap<>();
        for (List<EvalRow> group : groups.values()) {
            EvalRow mean = EvalRow.mean(group);
            together.computeIfAbsent(mean.mask() + mean.acceleration(), key -> new ArrayList<>())
                    .add(mean);
        }
        return together.values().stream().flatMap(List::stream).toList();
    }

    /** The means as a table for a terminal. */
    public String text() {
        Table table = new Table(HEADS);
        means().forEach(row -> table.row(cells(row)));
        return table + String.join("", notes.stream().map(note -> note + "\n").toList());
    }

    /** Writes the whole report as Markdown. */
    public void write(Path file) throws IOException {
        WholeFile.write(file, out -> out.write(markdown().getBytes(StandardCharsets.UTF_8)));
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# Evaluation\n\n");
        text.append(
                        "PSNR in dB over the picture and inside the object, SSIM and NRMSE after one least-squares scale. Coverage:\n")
                .append(
                        "share of the object's pixels inside the 90 % interval; AUSE: area under the sparsification error\n")
                .append(
                        "curve, 0 is a perfect ranking. Seconds and network evaluations are for one image. R is nominal.\n\n");
        text.append("Java ")
                .append(Runtime.version())
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" processors; in process, without broker.\n\n");
        notes.forEach(note -> text.append("* ").append(note).append('\n'));
        text.append(notes.isEmpty() ? "" : "\n").append("## Means\n\n");
        append(text, means());
        text.append("\n## Every case\n\n");
        append(text, rows);
        return text.toString();
    }

    private static void append(StringBuilder text, List<EvalRow> rows) {
        line(text, HEADS);
        text.append("|---".repeat(HEADS.length)).append("|\n");
        rows.forEach(row -> line(text, cells(row)));
    }

    private static void line(StringBuilder text, String[] cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String[] cells(EvalRow row) {
        UncertaintyScore uncertainty = row.uncertainty();
        return new String[] {
            row.method(),
            row.mask(),
            Numbers.plain(row.acceleration()),
            row.name(),
            "%.2f".formatted(row.score().psnr()),
            "%.2f".formatted(row.score().object()),
            "%.4f".formatted(row.score().ssim()),
            "%.4f".formatted(row.score().nrmse()),
            share(uncertainty == null ? null : uncertainty.coverage90()),
            share(uncertainty == null ? null : uncertainty.ause()),
            "%.1f".formatted(row.seconds()),
            row.evaluations() == 0 ? "-" : "%.0f".formatted(row.evaluations())
        };
    }

    private static String share(@Nullable Double value) {
        return value == null ? "-" : "%.3f".formatted(value);
    }
}
