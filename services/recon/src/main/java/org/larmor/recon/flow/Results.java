package org.larmor.recon.flow;

import java.util.concurrent.CompletionStage;

/** Takes what is final to the broker, together with how far the readouts have been used. */
public interface Results {
    /**
     * From any thread. Ends when the result is with the broker: true, also where it was before; or when it was left out because the
     * scan is not this service's any more: false.
     */
    CompletionStage<Boolean> publish(Result result);

    /** From any thread: whether this piece of a running scan was published before the scan was begun again here. */
    boolean isPublished(String scanId, String name);

    /** From any thread: nothing more will be published of a scan that {@link Arrival.Left} named. */
    void gone(String scanId);
}
