package org.larmor.app.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.larmor.core.domain.Frame;
import org.larmor.display.files.GifPictures;
import org.larmor.display.files.NpyFile;
import org.larmor.display.files.PngPictures;
import org.larmor.display.picture.ContactSheet;
import org.larmor.display.picture.ContactSheet.Strip;
import org.larmor.display.picture.ContactSheet.Tile;
import org.larmor.display.picture.Rendering;
import org.larmor.display.picture.Window;

/**
 * Writes a cine: {@code frames.npy} (frames x rows x columns, float32, in the order of their moments), {@code frames.gif} and
 * {@code frames.png}.
 */
public final class CineFolder {
    private static final int ACROSS = 8;
    private static final int BEAT_MILLIS = 1000;

    private CineFolder() {}

    /** Makes the folder and writes the frames into it; there must be at least one. */
    public static void write(Path folder, String scanId, List<Frame> cine) throws IOException {
        Files.createDirectories(folder);
        NpyFile.write(
                folder.resolve("frames.npy"),
                cine.stream().map(Frame::magnitude).toList());
        Window window = Window.robust(cine.stream().map(Frame::magnitude).toList());
        List<Strip> strips = new ArrayList<>();
        for (int from = 0; from < cine.size(); from += ACROSS) {
            List<Tile> tiles = cine.subList(from, Math.min(from + ACROSS, cine.size())).stream()
                    .map(frame -> new Tile(frame.magnitude(), window, aspect(frame), false, caption(frame)))
                    .toList();
            strips.add(new Strip(
                    String.format(
                            Locale.ROOT,
                            "from %.0f %% of the cycle",
                            100 * cine.get(from).time()),
                    tiles));
        }
        GifPictures.write(
                folder.resolve("frames.gif"),
                cine.stream()
                        .map(frame -> Rendering.grey(frame.magnitude(), window))
                        .toList(),
                Math.max(20, BEAT_MILLIS / cine.size()));
        long measured = cine.stream().filter(Frame::isMeasured).count();
        String subtitle = measured + " measured, " + (cine.size() - measured) + " synthesised frames";
        PngPictures.write(folder.resolve("frames.png"), ContactSheet.draw(scanId, subtitle, strips));
    }

    private static List<String> caption(Frame frame) {
        String moment = String.format(Locale.ROOT, "%.1f %% of the cycle", 100 * frame.time());
        return frame.isMeasured()
                ? List.of("measured", moment)
                : List.of(
                        "synthesised",
                        moment,
                        String.format(
                                Locale.ROOT,
                                "phase %d to %d, gamma %.2f",
                                frame.source().index().phase(),
                                frame.target().index().phase(),
                                frame.gamma()));
    }

    private static double aspect(Frame frame) {
        var extent = frame.geometry().fieldOfViewMm();
        return extent.x() > 0 && extent.y() > 0
                ? extent.x() / extent.y()
                : (double) frame.magnitude().columns() / frame.magnitude().rows();
    }
}
