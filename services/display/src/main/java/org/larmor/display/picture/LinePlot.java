package org.larmor.display.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A plot of a few lines with their points, on a dark ground like the contact sheet. */
public final class LinePlot {
    private static final Color BACKGROUND = new Color(0x0B0E13);
    private static final Color TEXT = new Color(0xE6E9EF);
    private static final Color FAINT = new Color(0x8A94A6);
    private static final Color GRID = new Color(0x232A36);
    private static final List<Color> COLOURS =
            List.of(new Color(0x8A94A6), new Color(0xF2B84B), new Color(0x5CC8FF), new Color(0x7BE08A), Color.PINK);
    private static final int WIDTH = 860;
    private static final int HEIGHT = 480;
    private static final int LEFT = 70;
    private static final int RIGHT = 150;
    private static final int TOP = 60;
    private static final int BOTTOM = 60;
    private static final int TICKS = 5;

    private final Graphics2D graphics;
    private final Range x;
    private final Range y;

    private LinePlot(Graphics2D graphics, Range x, Range y) {
        this.graphics = graphics;
        this.x = x;
        this.y = y;
    }

    /** A line: its name and its points, as many {@code y} as {@code x}. */
    public record Series(String name, double[] x, double[] y) {
        public Series {
            if (x.length != y.length || x.length == 0) {
                throw new IllegalArgumentException(name + " has " + x.length + " x and " + y.length + " y");
            }
        }
    }

    /** Round steps that hold all values. */
    private record Range(double from, double to, double step) {
        static Range of(DoubleStream values) {
            var all = values.summaryStatistics();
            double rough = Math.max(all.getMax() - all.getMin(), 1e-6) / TICKS;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
            return new Range(Math.floor(all.getMin() / step) * step, Math.ceil(all.getMax() / step) * step, step);
        }

        /** Where a value lies, 0 to 1. */
        double share(double value) {
            return to > from ? (value - from) / (to - from) : 0.5;
        }
    }

    /**
     * Draws the lines. On a machine without fonts the texts are left out.
     *
     * @throws IllegalArgumentException if there is no line
     */
    public static BufferedImage draw(String title, String xLabel, String yLabel, List<Series> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a plot needs a line");
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(BACKGROUND);
            graphics.fillRect(0, 0, WIDTH, HEIGHT);
            LinePlot plot = new LinePlot(
                    graphics,
                    Range.of(lines.stream().flatMapToDouble(line -> DoubleStream.of(line.x()))),
                    Range.of(lines.stream().flatMapToDouble(line -> DoubleStream.of(line.y()))));
            plot.axes();
            for (int i = 0; i < lines.size(); i++) {
                plot.line(lines.get(i), i);
            }
            plot.text(title, Font.BOLD, 18, TEXT, LEFT, 30);
            plot.text(yLabel, Font.PLAIN, 13, FAINT, LEFT, 50);
            plot.text(xLabel, Font.PLAIN, 13, FAINT, LEFT, HEIGHT - 16);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private int across(double value) {
        return LEFT + (int) Math.round(x.share(value) * (WIDTH - LEFT - RIGHT));
    }

    private int down(double value) {
        return HEIGHT - BOTTOM - (int) Math.round(y.share(value) * (HEIGHT - TOP - BOTTOM));
    }

    private void axes() {
        for (double tick = x.from(); tick <= x.to() + x.step() / 2; tick += x.step()) {
            graphics.setColor(GRID);
            graphics.drawLine(across(tick), TOP, across(tick), HEIGHT - BOTTOM);
            text(number(tick), Font.PLAIN, 12, FAINT, across(tick) - 8, HEIGHT - BOTTOM + 18);
        }
        for (double tick = y.from(); tick <= y.to() + y.step() / 2; tick += y.step()) {
            graphics.setColor(GRID);
            graphics.drawLine(LEFT, down(tick), WIDTH - RIGHT, down(tick));
            text(number(tick), Font.PLAIN, 12, FAINT, LEFT - 36, down(tick) + 4);
        }
    }

    private void line(Series line, int number) {
        Color colour = COLOURS.get(number % COLOURS.size());
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(2));
        for (int i = 0; i < line.x().length; i++) {
            int px = across(line.x()[i]);
            int py = down(line.y()[i]);
            graphics.fillOval(px - 4, py - 4, 8, 8);
            if (i > 0) {
                graphics.drawLine(across(line.x()[i - 1]), down(line.y()[i - 1]), px, py);
            }
        }
        graphics.setStroke(new BasicStroke(1));
        text(line.name(), Font.BOLD, 13, colour, WIDTH - RIGHT + 20, TOP + 14 + 22 * number);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value)
                .replaceFirst("[.]0+$", "")
                .replaceFirst("([.][0-9]*[1-9])0+$", "$1");
    }

    private void text(String text, int style, int size, Color colour, int left, int baseline) {
        if (Fonts.AVAILABLE) {
            graphics.setFont(new Font(Font.SANS_SERIF, style, size));
            graphics.setColor(colour);
            graphics.drawString(text, left, baseline);
        }
    }
}
