package org.larmor.app.eval;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.larmor.core.metrics.UncertaintyScore;
import org.larmor.display.files.PngPictures;

/** Figures over the acceleration, a line for each method, a file for each figure and mask. */
public final class EvalPlots {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;

    private EvalPlots() {}

    /** Writes {@code object-random.png}, {@code ssim-uniform.png} and so on; the paths of what was written. */
    public static List<Path> write(EvalReport report, Path folder) throws IOException {
        Map<String, List<EvalRow>> byMask = new LinkedHashMap<>();
        for (EvalRow row : report.means()) {
            byMask.computeIfAbsent(row.mask(), mask -> new ArrayList<>()).add(row);
        }
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, List<EvalRow>> each : byMask.entrySet()) {
            for (Figure figure : Figure.values()) {
                XYChart chart = chart(figure, each.getKey(), each.getValue());
                if (!chart.getSeriesMap().isEmpty()) {
                    Path file = folder.resolve(figure.file + "-" + each.getKey() + ".png");
                    PngPictures.write(file, BitmapEncoder.getBufferedImage(chart));
                    written.add(file);
                }
            }
        }
        return written;
    }

    private enum Figure {
        PSNR("psnr", "PSNR, dB", row -> row.score().psnr()),
        OBJECT("object", "PSNR inside the object, dB", row -> row.score().object()),
        SSIM("ssim", "SSIM", row -> row.score().ssim()),
        COVERAGE("coverage", "inside the 90 % interval", Figure::coverage);

        private final String file;
        private final String title;
        private final ToDoubleFunction<EvalRow> value;

        Figure(String file, String title, ToDoubleFunction<EvalRow> value) {
            this.file = file;
            this.title = title;
            this.value = value;
        }

        private static double coverage(EvalRow row) {
            UncertaintyScore uncertainty = row.uncertainty();
            return uncertainty == null ? Double.NaN : uncertainty.coverage90();
        }
    }

    private static XYChart chart(Figure figure, String mask, List<EvalRow> rows) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(figure.title + ", " + mask + " masks")
                .xAxisTitle("acceleration R")
                .yAxisTitle(figure.title)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        Map<String, List<EvalRow>> byMethod = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> Double.isFinite(figure.value.applyAsDouble(row)))
                .sorted(java.util.Comparator.comparingDouble(EvalRow::acceleration))
                .forEach(row -> byMethod.computeIfAbsent(row.method(), method -> new ArrayList<>())
                        .add(row));
        byMethod.forEach((method, line) -> chart.addSeries(
                method,
                line.stream().mapToDouble(EvalRow::acceleration).toArray(),
                line.stream().mapToDouble(figure.value).toArray()));
        return chart;
    }
}
