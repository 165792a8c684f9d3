package org.larmor.app.synthesis;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;
import org.larmor.display.picture.Rendering;
import org.larmor.display.picture.Window;

/** Frames as grey pictures that are shown one after another, in one window; slices of a stack side by side. */
final class Cine {
    /** How long each is shown. */
    static final int MILLIS = 80;

    private static final int LEAST_SIDE = 256;

    private Cine() {}

    static List<BufferedImage> pictures(List<RealVolume> frames) {
        List<RealImage> all = frames.stream()
                .flatMap(frame -> IntStream.range(0, frame.slices()).mapToObj(frame::slice))
                .toList();
        float least = Math.min(0, Window.quantile(all, 1 - Window.ROBUST));
        Window window = new Window(least, Window.quantile(all, Window.ROBUST));
        List<BufferedImage> pictures = new ArrayList<>();
        for (RealVolume frame : frames) {
            pictures.add(picture(frame, window));
        }
        return pictures;
    }

    private static BufferedImage picture(RealVolume frame, Window window) {
        int across = (int) Math.ceil(Math.sqrt(frame.slices()));
        int down = Math.ceilDiv(frame.slices(), across);
        int enlarged = Math.max(1, Math.ceilDiv(LEAST_SIDE, Math.min(down * frame.rows(), across * frame.columns())));
        int height = enlarged * frame.rows();
        int width = enlarged * frame.columns();
        var picture = new BufferedImage(across * width, down * height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = picture.createGraphics();
        try {
            for (int slice = 0; slice < frame.slices(); slice++) {
                BufferedImage grey = Rendering.greyColours(frame.slice(slice), window);
                graphics.drawImage(grey, slice % across * width, slice / across * height, width, height, null);
            }
        } finally {
            graphics.dispose();
        }
        return picture;
    }
}
