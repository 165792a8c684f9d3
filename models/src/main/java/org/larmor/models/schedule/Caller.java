package org.larmor.models.schedule;

import java.util.function.BooleanSupplier;

/**
 * Somebody who asks the device for one step after another. Equal only to itself.
 *
 * @param number counts the callers of a queue as they came
 * @param cancelled whether nobody waits for its steps any more; quick, and asked from any thread
 */
public record Caller(Urgency urgency, long number, BooleanSupplier cancelled) {
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
