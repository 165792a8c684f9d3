package org.larmor.app.synthesis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.larmor.app.cli.Table;
import org.larmor.core.metrics.Score;
import org.larmor.display.files.PngPictures;
import org.larmor.display.files.WholeFile;

/** The table of {@code larmor eval synthesis}, and PSNR over the time between the two phases. */
public final class SynthesisReport {
    private static final String[] HEADS = {
        "method", "case", "PSNR", "object", "SSIM", "Dice", "coverage", "folded, %", "evaluations", "seconds a slice"
    };
    private static final int TIMES = 10;

    private final List<SynthesisRow> rows = new ArrayList<>();

    void add(SynthesisRow row) {
        rows.add(row);
    }

    /** Every case. */
    public List<SynthesisRow> rows() {
        return List.copyOf(rows);
    }

    List<SynthesisRow> means() {
        Map<String, List<SynthesisRow>> methods = new LinkedHashMap<>();
        rows.forEach(row -> methods.computeIfAbsent(row.method(), method -> new ArrayList<>())
                .add(row));
        return methods.values().stream().map(SynthesisRow::mean).toList();
    }

    /** The means as a table for a terminal. */
    public String text() {
        Table table = new Table(HEADS);
        means().forEach(row -> table.row(cells(row)));
        return table.toString();
    }

    /** Writes {@code synthesis.md} and {@code synthesis.png}. */
    public void write(Path folder) throws IOException {
        WholeFile.write(
                folder.resolve("synthesis.md"), out -> out.write(markdown().getBytes(StandardCharsets.UTF_8)));
        XYChart chart = chart();
        if (!chart.getSeriesMap().isEmpty()) {
            PngPictures.write(folder.resolve("synthesis.png"), BitmapEncoder.getBufferedImage(chart));
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# Frames between end-diastole and end-systole\n\n");
        text.append(
                        "PSNR (dB), PSNR inside the object, SSIM: over every slice of every measured frame strictly between ED and\n")
                .append(
                        "ES, after one least-squares scale a case; the peak is the brightest pixel of these frames; the object is\n")
                .append(
                        "where a frame, smoothed over 9 x 9 pixels, is above a tenth of their 99.5th percentile. Dice: the labels of\n")
                .append(
                        "ED, moved by the whole motion, against those of ES, mean over labels, a stack at a time. Folded: the\n")
                .append(
                        "largest share of any frame. Coverage: pixels of the object inside the 90 % interval (with --samples).\n\n");
        text.append("Java ").append(Runtime.version()).append(", ");
        text.append(Runtime.getRuntime().availableProcessors()).append(" processors.\n\n## Means\n\n");
        append(text, means());
        text.append("\n## Every case\n\n");
        append(text, rows);
        return text.toString();
    }

    private static void append(StringBuilder text, List<SynthesisRow> rows) {
        text.append("| ").append(String.join(" | ", HEADS)).append(" |\n");
        text.append("|---".repeat(HEADS.length)).append("|\n");
        rows.forEach(
                row -> text.append("| ").append(String.join(" | ", cells(row))).append(" |\n"));
    }

    private static String[] cells(SynthesisRow row) {
        Score score = row.score();
        Double folded = row.foldedShare();
        return Stream.of(
                        row.method(),
                        row.name(),
                        number("%.2f", score == null ? null : score.psnr()),
                        number("%.2f", score == null ? null : score.object()),
                        number("%.4f", score == null ? null : score.ssim()),
                        number("%.3f", row.dice()),
                        number("%.3f", row.coverage()),
                        number("%.3f", folded == null ? null : 100 * folded),
                        row.evaluations() == 0 ? "-" : String.valueOf(row.evaluations()),
                        row.evaluations() == 0 ? "-" : "%.2f".formatted(row.seconds()))
                .toArray(String[]::new);
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "-" : format.formatted(value);
    }

    /** Means over tenths of the time. */
    private XYChart chart() {
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(500)
                .title("Synthesised against measured frames")
                .xAxisTitle("share of the time from end-diastole to end-systole")
                .yAxisTitle("PSNR inside the object, dB")
                .build();
        for (SynthesisRow row : means()) {
            Map<Integer, List<double[]>> times = new TreeMap<>();
            row.course().forEach(point -> times.computeIfAbsent(
                            (int) Math.min(TIMES - 1, point[0] * TIMES), time -> new ArrayList<>())
                    .add(point));
            if (!times.isEmpty()) {
                chart.addSeries(row.method(), mean(times, 0), mean(times, 1));
            }
        }
        return chart;
    }

    private static double[] mean(Map<Integer, List<double[]>> times, int coordinate) {
        return times.values().stream()
                .mapToDouble(points -> points.stream()
                        .mapToDouble(point -> point[coordinate])
                        .average()
                        .orElseThrow())
                .toArray();
    }
}
