package org.larmor.display.archive;

import java.io.IOException;
import java.util.List;
import org.larmor.display.series.SeriesImage;

/** Where images go. The same image may come again and must then lie there once. Not thread-safe. */
public interface ArchiveSink extends AutoCloseable {
    /**
     * Takes the images of one picture.
     *
     * @throws IOException if they are not there afterwards, in one line
     */
    void take(List<SeriesImage> images) throws IOException;

    /** Whether {@link #finish} needs all images of a scan again. */
    boolean wantsScans();

    /**
     * Told when a scan is over.
     *
     * @param images the newest of each image that was taken, if wanted
     * @param frames of its cines, taken now
     */
    void finish(String scanId, List<SeriesImage> images, List<SeriesImage> frames) throws IOException;

    /** When it returns, what was taken outlasts a power cut, as far as that is ours to say. */
    void flush() throws IOException;

    @Override
    void close();
}
