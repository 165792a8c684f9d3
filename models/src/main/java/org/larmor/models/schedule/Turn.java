package org.larmor.models.schedule;

import java.util.List;

/** What the device does next. */
public sealed interface Turn<T> {
    /** Evaluates these together: one request, or several of one bucket. */
    record Serve<T>(List<Request<T>> requests) implements Turn<T> {
        public Serve {
            requests = List.copyOf(requests);
        }
    }

    /** Nothing until that time, or until something is offered. {@link Long#MAX_VALUE} where nothing waits. */
    record Rest<T>(long until) implements Turn<T> {}
}
