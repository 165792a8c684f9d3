package org.larmor.display.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.larmor.core.domain.RealImage;

/** One picture that shows how a scan's images came: stages side by side, uncertainty in colour with its scale. */
public final class ContactSheet {
    private static final Color BACKGROUND = new Color(0x0B0E13);
    private static final Color TEXT = new Color(0xE6E9EF);
    private static final Color FAINT = new Color(0x8A94A6);
    private static final Color ACCENT = new Color(0x5CC8FF);
    private static final Color FRAME = new Color(0x232A36);
    private static final int BAR = 8;

    private ContactSheet() {}

    /**
     * One picture with its caption.
     *
     * @param aspect width over height as the patient would measure it
     * @param colour whether it is an uncertainty, in colour with a scale
     * @param caption first line bright, the others faint; at most four are drawn
     */
    public record Tile(RealImage image, Window window, double aspect, boolean colour, List<String> caption) {}

    /** The tiles of one image of the scan, in the order of the stages. */
    public record Strip(String label, List<Tile> tiles) {}

    /**
     * Draws the sheet. On a machine without fonts the captions are left out.
     *
     * @throws IllegalArgumentException if there is no tile
     */
    public static BufferedImage draw(String title, String subtitle, List<Strip> strips) {
        if (strips.isEmpty() || strips.stream().anyMatch(s -> s.tiles().isEmpty())) {
            throw new IllegalArgumentException("a contact sheet needs pictures");
        }
        SheetLayout layout = SheetLayout.of(strips);
        BufferedImage sheet = new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(BACKGROUND);
            graphics.fillRect(0, 0, layout.width(), layout.height());
            drawPictures(graphics, layout, strips);
            if (Fonts.AVAILABLE) {
                drawTexts(graphics, layout, title, subtitle, strips);
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }

    private static void drawPictures(Graphics2D graphics, SheetLayout layout, List<Strip> strips) {
        for (int row = 0; row < strips.size(); row++) {
            List<Tile> tiles = strips.get(row).tiles();
            for (int column = 0; column < tiles.size(); column++) {
                drawTile(graphics, layout, layout.x(column), layout.y(row), tiles.get(column));
            }
        }
    }

    private static void drawTile(Graphics2D graphics, SheetLayout layout, int x, int y, Tile tile) {
        BufferedImage picture = tile.colour()
                ? Rendering.colours(tile.image(), tile.window())
                : Rendering.greyColours(tile.image(), tile.window());
        graphics.drawImage(picture, x, y, layout.tileWidth(), layout.tileHeight(), null);
        graphics.setColor(FRAME);
        graphics.drawRect(x, y, layout.tileWidth() - 1, layout.tileHeight() - 1);
        if (tile.colour()) {
            int right = x + layout.tileWidth() - 8 - BAR;
            for (int line = 0; line < layout.tileHeight() - 16; line++) {
                graphics.setColor(new Color(ColourScale.rgb(1 - line / (layout.tileHeight() - 17f))));
                graphics.fillRect(right, y + 8 + line, BAR, 1);
            }
        }
    }

    private static void drawTexts(
            Graphics2D graphics, SheetLayout layout, String title, String subtitle, List<Strip> strips) {
        text(graphics, title, Font.BOLD, 22, TEXT, SheetLayout.MARGIN, 40);
        text(graphics, subtitle, Font.PLAIN, 14, FAINT, SheetLayout.MARGIN, 62);
        for (int row = 0; row < strips.size(); row++) {
            Strip strip = strips.get(row);
            text(graphics, strip.label(), Font.BOLD, 13, ACCENT, SheetLayout.MARGIN, layout.y(row) - 8);
            for (int column = 0; column < strip.tiles().size(); column++) {
                drawCaption(
                        graphics,
                        layout,
                        layout.x(column),
                        layout.y(row),
                        strip.tiles().get(column));
            }
        }
    }

    private static void drawCaption(Graphics2D graphics, SheetLayout layout, int x, int y, Tile tile) {
        int lines = Math.min(SheetLayout.CAPTION_LINES, tile.caption().size());
        for (int i = 0; i < lines; i++) {
            int baseline = y + layout.tileHeight() + (i + 1) * SheetLayout.LINE - 2;
            text(
                    graphics,
                    tile.caption().get(i),
                    i == 0 ? Font.BOLD : Font.PLAIN,
                    i == 0 ? 14 : 13,
                    i == 0 ? TEXT : FAINT,
                    x,
                    baseline);
        }
        if (tile.colour()) {
            int right = x + layout.tileWidth() - 14 - BAR;
            scaleText(graphics, "%.3g".formatted(tile.window().high()), right, y + 20);
            scaleText(graphics, "0", right, y + layout.tileHeight() - 10);
        }
    }

    private static void scaleText(Graphics2D graphics, String text, int right, int baseline) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        graphics.setColor(TEXT);
        graphics.drawString(text, right - graphics.getFontMetrics().stringWidth(text), baseline);
    }

    private static void text(Graphics2D graphics, String text, int style, int size, Color colour, int x, int y) {
        graphics.setFont(new Font(Font.SANS_SERIF, style, size));
        graphics.setColor(colour);
        graphics.drawString(text, x, y);
    }
}
