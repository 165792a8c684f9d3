package org.larmor.models.schedule;

import org.jspecify.annotations.Nullable;

/**
 * One step that a caller asks for.
 *
 * @param bucket what may be evaluated together has equal buckets: the same network, pictures of the same size. Null for a step
 *     that is taken alone
 * @param elements pictures in it
 * @param content what the queue does not look into
 */
public record Request<T>(Caller caller, @Nullable Object bucket, int elements, T content) {
    public Request {
        if (elements < 1) {
            throw new IllegalArgumentException("a request of " + elements + " elements");
        }
    }
}
