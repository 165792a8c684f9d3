package org.larmor.display.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.larmor.display.series.SeriesImage;

/** A sink in memory, which may fail at one image. */
final class KeptImages implements ArchiveSink {
    final List<String> taken = new ArrayList<>();
    final List<String> finished = new ArrayList<>();
    final List<SeriesImage> frames = new ArrayList<>();
    private String failing = "";

    /** Fails at the images of this name, until told otherwise. */
    void failAt(String name) {
        failing = name;
    }

    @Override
    public void take(List<SeriesImage> images) throws IOException {
        for (SeriesImage image : images) {
            if (image.name().equals(failing)) {
                throw new IOException("no room for " + failing);
            }
        }
        images.forEach(image -> taken.add(image.scanId() + " " + image.name()));
    }

    @Override
    public boolean wantsScans() {
        return true;
    }

    @Override
    public void finish(String scanId, List<SeriesImage> images, List<SeriesImage> frames) {
        finished.add(
                scanId + " " + images.stream().map(SeriesImage::name).sorted().toList());
        this.frames.addAll(frames);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
