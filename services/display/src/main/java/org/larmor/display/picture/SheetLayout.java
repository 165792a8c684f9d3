package org.larmor.display.picture;

import java.util.List;

/** Where the tiles of a contact sheet go: one width for all, so that pictures line up; pixels. */
record SheetLayout(int tileWidth, int tileHeight, int columns, int rows) {
    static final int MARGIN = 28;
    static final int GAP = 14;
    static final int TITLE = 74;
    static final int LINE = 19;
    static final int CAPTION_LINES = 4;
    static final int ROW_LABEL = 26;
    private static final int TARGET_HEIGHT = 340;
    private static final int MAXIMUM_WIDTH = 420;

    /** A layout for the strips; the first tile's aspect (width over height, as seen) holds for all. */
    static SheetLayout of(List<ContactSheet.Strip> strips) {
        int columns = strips.stream().mapToInt(s -> s.tiles().size()).max().orElse(1);
        double aspect = strips.get(0).tiles().get(0).aspect();
        int width = (int) Math.min(MAXIMUM_WIDTH, Math.max(120, Math.round(TARGET_HEIGHT * aspect)));
        return new SheetLayout(width, (int) Math.round(width / aspect), columns, strips.size());
    }

    int width() {
        return Math.max(720, 2 * MARGIN + columns * tileWidth + (columns - 1) * GAP);
    }

    int height() {
        return TITLE + rows * rowHeight() + MARGIN;
    }

    int rowHeight() {
        return ROW_LABEL + tileHeight + CAPTION_LINES * LINE + GAP;
    }

    int x(int column) {
        return MARGIN + column * (tileWidth + GAP);
    }

    /** Top of the pictures of a row. */
    int y(int row) {
        return TITLE + row * rowHeight() + ROW_LABEL;
    }
}
