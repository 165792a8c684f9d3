package org.larmor.core.domain;

/** Why no anomaly map is made of a slice: one line for people. */
public final class AnomalyRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    public AnomalyRefusal(String reason) {
        super(reason);
    }

    /** The line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
