package org.larmor.recon.telemetry;

import java.util.Map;
import org.larmor.models.tensor.DeviceUse;
import org.larmor.recon.flow.Step.Lane;

/** What the service holds at this moment; asked from any thread, answered at once. */
public interface ReconState {
    /** Its models are warm and it is a member of its group, and it has not been told to end. */
    boolean isReady();

    /** Bytes of records between ingest and assemble, and their bound. */
    long backlogBytes();

    long backlogLimit();

    /** Bytes of images that are being filled. */
    long imageBytes();

    /** Bytes of snapshots that wait for their pictures. */
    long snapshotBytes();

    /** Bound of images and snapshots together. */
    long memoryLimit();

    /** Scans that are being assembled. */
    int scans();

    /** Jobs that wait for a lane. */
    int waiting(Lane lane);

    /** Batches that a lane is making. */
    int underWay(Lane lane);

    /** Records that were not read yet, by partition that is served. */
    Map<Integer, Long> lag();

    /** Partitions that are paused. */
    int paused();

    DeviceUse device();
}
