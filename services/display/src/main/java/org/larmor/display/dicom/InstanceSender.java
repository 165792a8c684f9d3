package org.larmor.display.dicom;

import java.io.IOException;
import java.util.List;

/** A node that stores instances. Not thread-safe. */
public interface InstanceSender extends AutoCloseable {
    /**
     * Sends instances; when it returns, the node has acknowledged every one.
     *
     * @throws RefusedException if the node will not have one: sending it again is no use
     * @throws IOException if it could not be sent, in one line: later it may
     */
    void send(List<DicomInstance> instances) throws IOException;

    /** Lets go of the connection for now; the next instance opens another. */
    default void rest() {}

    /** What is sent to, for a person. */
    String name();

    @Override
    default void close() {
        rest();
    }
}
