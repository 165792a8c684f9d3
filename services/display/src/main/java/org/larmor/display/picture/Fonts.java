package org.larmor.display.picture;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import org.slf4j.LoggerFactory;

/** Whether this machine can draw text: a bare server may hold no font at all, and Java then fails at the first one. */
final class Fonts {
    static final boolean AVAILABLE = canDraw();

    private Fonts() {}

    private static boolean canDraw() {
        try {
            Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
            return font.getStringBounds("R = 4", new FontRenderContext(null, true, true))
                            .getWidth()
                    > 0;
        } catch (RuntimeException | Error e) {
            LoggerFactory.getLogger(Fonts.class).warn("no fonts on this machine: contact sheets have no captions");
            return false;
        }
    }
}
