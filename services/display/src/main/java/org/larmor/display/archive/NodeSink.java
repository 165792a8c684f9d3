package org.larmor.display.archive;

import java.io.IOException;
import java.util.List;
import org.larmor.display.dicom.InstanceSender;
import org.larmor.display.dicom.MrInstances;
import org.larmor.display.dicom.RefusedException;
import org.larmor.display.series.SeriesImage;

/** A DICOM node: instances as images come, frames of a cine when its scan is over. */
public final class NodeSink implements ArchiveSink {
    private final InstanceSender node;

    public NodeSink(InstanceSender node) {
        this.node = node;
    }

    @Override
    public void take(List<SeriesImage> images) throws IOException {
        if (images.isEmpty()) {
            return;
        }
        String what = "scan " + images.get(0).scanId() + ", " + images.get(0).name() + ": ";
        try {
            node.send(images.stream().map(MrInstances::of).toList());
        } catch (RefusedException e) {
            throw new RefusedException(what + e.getMessage());
        } catch (IOException e) {
            throw new IOException(what + e.getMessage(), e);
        }
    }

    @Override
    public boolean wantsScans() {
        return false;
    }

    @Override
    public void finish(String scanId, List<SeriesImage> images, List<SeriesImage> frames) throws IOException {
        for (SeriesImage frame : frames) {
            take(List.of(frame));
        }
        node.rest();
    }

    /** The node acknowledged everything when {@link #take} returned. */
    @Override
    public void flush() {}

    @Override
    public void close() {
        node.close();
    }
}
