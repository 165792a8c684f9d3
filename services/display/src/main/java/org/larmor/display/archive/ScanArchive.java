package org.larmor.display.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.display.cine.CineLoop;
import org.larmor.display.series.Series;
import org.larmor.display.series.SeriesImage;
import org.larmor.proto.AnomalyCodec;
import org.larmor.proto.FrameCodec;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.WireException;

/**
 * What becomes of a record: pictures and anomaly maps go to the sink at once; what the sink wants again when the scan is over, and frames, which finer
 * ones may still replace, wait in the spool. No broker, no clock. Not thread-safe.
 */
public final class ScanArchive {
    private final ArchiveSink sink;
    private final @Nullable Spool spool;

    private ScanArchive(ArchiveSink sink, @Nullable Spool spool) {
        this.sink = sink;
        this.spool = spool;
    }

    /** Frames are left out, and {@code sink} wants no scans again. */
    public static ScanArchive of(ArchiveSink sink) {
        if (sink.wantsScans()) {
            throw new IllegalArgumentException("what holds a whole scan needs a folder for scans that are not over");
        }
        return new ScanArchive(sink, null);
    }

    /** @param spool folder for records of scans that are not over */
    public static ScanArchive of(ArchiveSink sink, java.nio.file.Path spool) throws IOException {
        return new ScanArchive(sink, new Spool(spool));
    }

    /**
     * Takes a record.
     *
     * @throws WireException if it cannot be read: it never can
     * @throws IOException if it is not archived afterwards
     */
    void accept(ArchiveTopic topic, int partition, long offset, byte[] value) throws WireException, IOException {
        switch (topic) {
            case IMAGES, PREVIEWS -> {
                List<SeriesImage> images = images(value);
                sink.take(images);
                if (spool != null && sink.wantsScans()) {
                    spool.put(images.get(0).scanId(), topic, partition, offset, value);
                }
            }
            case FRAMES -> {
                String scanId = FrameCodec.decode(value).scanId();
                if (spool != null) {
                    spool.put(scanId, topic, partition, offset, value);
                }
            }
            case ANOMALIES -> sink.take(SeriesImage.of(AnomalyCodec.decode(value)));
        }
    }

    private static List<SeriesImage> images(byte[] value) throws WireException {
        ReconImage image = ImageCodec.decode(value);
        return SeriesImage.of(image, ImageCodec.studyId(value));
    }

    /** Notes that a scan is over; {@link #finish} follows when all that was published of it has been taken. */
    void over(String scanId) throws IOException {
        if (spool != null) {
            spool.markOver(scanId);
        }
    }

    /** Scans of an earlier run that are over and wait for {@link #finish}. */
    List<String> unfinished() throws IOException {
        return spool == null ? List.of() : spool.over();
    }

    /** Writes what holds the whole scan, and the frames of its cines. */
    void finish(String scanId) throws IOException {
        Map<String, SeriesImage> newest = new LinkedHashMap<>();
        Map<ImageIndex, CineLoop<StudyFrame>> cines = new TreeMap<>();
        if (spool != null) {
            spool.read(scanId, entry -> sort(entry, newest, cines));
        }
        sink.finish(scanId, List.copyOf(newest.values()), frames(cines));
        sink.flush();
        if (spool != null) {
            spool.remove(scanId);
        }
    }

    private record StudyFrame(Frame frame, String studyId) {}

    private void sort(Spool.Entry entry, Map<String, SeriesImage> newest, Map<ImageIndex, CineLoop<StudyFrame>> cines)
            throws IOException {
        try {
            if (entry.topic() == ArchiveTopic.FRAMES) {
                Frame frame = FrameCodec.decode(entry.value());
                String study = FrameCodec.studyId(entry.value());
                cines.computeIfAbsent(frame.slice(), slice -> new CineLoop<>(kept -> new StudyFrame(kept, study)))
                        .take(frame);
            } else {
                for (SeriesImage image : images(entry.value())) {
                    newest.put(place(image), image);
                }
            }
        } catch (WireException e) {
            throw new IOException("a record in the folder of scans that are not over is damaged: " + e.getMessage(), e);
        }
    }

    /** Images of one place replace each other. */
    private static String place(SeriesImage image) {
        Series series = image.series();
        return series + " " + image.index();
    }

    private static List<SeriesImage> frames(Map<ImageIndex, CineLoop<StudyFrame>> cines) {
        List<SeriesImage> frames = new ArrayList<>();
        for (CineLoop<StudyFrame> cine : cines.values()) {
            int place = 0;
            for (StudyFrame kept : cine.frames()) {
                frames.add(SeriesImage.of(kept.frame(), kept.studyId(), place++));
            }
        }
        return frames;
    }

    /** When it returns, what was accepted may be committed. */
    void flush() throws IOException {
        sink.flush();
        if (spool != null) {
            spool.flush();
        }
    }
}
