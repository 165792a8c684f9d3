package org.larmor.core.domain;

/** How far a published picture has come; later stages replace earlier ones. */
public enum Stage {
    ZERO_FILLED,
    SENSE,
    COARSE,
    REFINED;

    /** The name on the wire, in files and on the command line: {@code zero-filled}, {@code sense}, ... */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
