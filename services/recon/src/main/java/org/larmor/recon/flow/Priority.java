package org.larmor.recon.flow;

import java.util.Arrays;
import java.util.Locale;

/** How much a scan matters beside others; the order is the one in which their pictures are made. */
public enum Priority {
    /** Somebody acts on its pictures while they come. */
    REAL_TIME,
    ROUTINE,
    /** Whenever nothing else is to be done. */
    BACKGROUND;

    /** The name in small letters, with hyphens: {@code real-time}, ... */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The priority of this name.
     *
     * @throws IllegalArgumentException with one line that names the known ones
     */
    public static Priority of(String label) {
        return Arrays.stream(values())
                .filter(priority -> priority.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "priority '" + label + "' is none of real-time, routine, background"));
    }
}
